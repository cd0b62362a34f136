/** The rows of `dhcp-server` and `log-sender`: the same commands for the two kinds of syslog senders. */
import type { CommandRow, OptionRow } from '../command.ts';
import { SENDER_DIALECTS, SENDER_PROTOCOLS, type SenderKind } from '../../model/index.ts';

const DATA: OptionRow = { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true };
const JSON_LINES: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object a line' };
const JSON_ONE: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object' };

interface Words { readonly one: string; readonly many: string; readonly ports: string; readonly name: string; readonly address: string }
const WORDS: Readonly<Record<SenderKind, Words>> = {
  'dhcp-server': { one: 'a DHCP server', many: 'DHCP servers', ports: 'UDP and TCP port 10514, TLS port 16514 (setting syslog.dhcpListen)', name: 'dc1', address: '10.0.0.53' },
  'log-sender': { one: 'a firewall or sensor', many: 'firewalls and sensors', ports: 'the ports of the setting syslog.logListen, none by default: serve --set syslog.logListen=udp:514,tls:6514', name: 'fw1', address: '10.0.0.1' },
};

function details(kind: SenderKind): OptionRow[] {
  return [
    { kind: 'text', mayBeEmpty: true, flags: '--description <text>', help: 'for people, up to 256 characters; "" takes it away' },
    { kind: 'text', flags: '--firewall <serial>', help: "firewall it belongs to, none for the node itself; its logs belong to that firewall's scope unless said otherwise" },
    { kind: 'text', flags: '--tenant <name>', help: 'tenant its logs belong to' },
    { kind: 'text', flags: '--site <name>', help: 'site its logs belong to' },
    { kind: 'text', flags: '--segment <name>', help: 'network segment its logs belong to' },
    ...(kind === 'dhcp-server' ? [{ kind: 'choice', of: SENDER_DIALECTS, flags: '--dialect <name>', help: 'what it runs, for people who read the list; messages are recognised by themselves' } as const] : []),
  ];
}

export function senderRows(kind: SenderKind): readonly CommandRow[] {
  const { one, many, ports, name, address } = WORDS[kind];
  const entries = () => import('./sender.ts'), states = () => import('./sender-status.ts');
  return [
    {
      name: `${kind} add`, summary: `hear ${one}: its messages are taken on ${ports}; who is not added is refused`, args: '<name>',
      options: [
        DATA,
        { kind: 'text', flags: '--address <ip>', help: 'the IPv4 or IPv6 address it sends from; a name is refused', required: true },
        { kind: 'choice', of: SENDER_PROTOCOLS, flags: '--protocol <name>', help: 'how it sends; SSL is TLS', fallback: 'UDP' },
        ...details(kind),
        { kind: 'flag', flags: '--disabled', help: 'keep the entry without hearing it' },
        JSON_ONE,
      ],
      examples: [`${kind} add ${name} --address ${address} --data ./data`, `${kind} add north-2 --address 2001:db8::53 --protocol SSL --site north --data ./data`],
      load: () => entries().then((module) => module.senderAdd(kind)),
    },
    {
      name: `${kind} list`, summary: `show the ${many} that were added`, args: '', options: [DATA, JSON_LINES],
      examples: [`${kind} list --data ./data`], load: () => entries().then((module) => module.senderList(kind)),
    },
    {
      name: `${kind} show`, summary: 'show one entry', args: '<name>', options: [DATA, JSON_ONE],
      examples: [`${kind} show ${name} --data ./data`], load: () => entries().then((module) => module.senderShow(kind)),
    },
    {
      name: `${kind} edit`, summary: 'change an entry; a running node follows within a second', args: '<name>',
      options: [
        DATA,
        { kind: 'text', flags: '--name <name>', help: 'another name' },
        { kind: 'text', flags: '--address <ip>', help: 'another address' },
        { kind: 'choice', of: SENDER_PROTOCOLS, flags: '--protocol <name>', help: 'another protocol' },
        ...details(kind), JSON_ONE,
      ],
      examples: [`${kind} edit ${name} --protocol TCP --data ./data`], load: () => entries().then((module) => module.senderEdit(kind)),
    },
    {
      name: `${kind} remove`, summary: 'forget an entry and what was counted of it; its connections end within a second', args: '<name>', options: [DATA, JSON_ONE],
      examples: [`${kind} remove ${name} --data ./data`], load: () => entries().then((module) => module.senderRemove(kind)),
    },
    {
      name: `${kind} enable`, summary: 'hear it again', args: '<name>', options: [DATA, JSON_ONE],
      examples: [`${kind} enable ${name} --data ./data`], load: () => entries().then((module) => module.senderEnable(kind, true)),
    },
    {
      name: `${kind} disable`, summary: 'keep the entry but refuse its messages', args: '<name>', options: [DATA, JSON_ONE],
      examples: [`${kind} disable ${name} --data ./data`], load: () => entries().then((module) => module.senderEnable(kind, false)),
    },
    {
      name: `${kind} certificate`, summary: 'give a sender over TLS a certificate of its own; from now on it must show it, and one given before is refused', args: '<name>',
      options: [
        DATA,
        { kind: 'text', flags: '--out <dir>', help: 'where NAME.crt, NAME.key and ca.crt are written', fallback: '.' },
        { kind: 'integer', min: 1, max: 3650, flags: '--days <n>', help: 'how long the certificate is good', fallback: '397' },
        { kind: 'flag', flags: '--withdraw', help: 'give none: whatever it was given is refused, and none is asked of it' },
        JSON_ONE,
      ],
      examples: [`${kind} certificate ${name} --out ./certs --data ./data`], load: () => entries().then((module) => module.senderCertificate(kind)),
    },
    {
      name: `${kind} status`, summary: `show which ${many} are connected (UDP: seen within two hours), and who was refused`, args: '[name]', options: [DATA, JSON_LINES],
      examples: [`${kind} status --data ./data`, `${kind} status ${name} --data ./data --json`], load: () => states().then((module) => module.senderState(kind)),
    },
    {
      name: `${kind} counters`, summary: 'show what became of all messages: received, parsed, bindings learned, rejected by reason', args: '', options: [DATA, JSON_ONE],
      examples: [`${kind} counters --data ./data`], load: () => states().then((module) => module.senderCounters(kind)),
    },
  ];
}
