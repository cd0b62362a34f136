/** The command registry: one row a command, in the order of the help page. A row is data; its body is imported when it runs. */
import type { CommandRow, OptionRow } from '../command.ts';
import { CONFIG_OPTIONS } from '../config-options.ts';
import { AGENT_COMMANDS } from './agent-rows.ts';
import { ALERT_COMMANDS } from './alert-rows.ts';
import { DEVICE_COMMANDS } from './device-rows.ts';
import { DICTIONARY_COMMANDS } from './dictionary-rows.ts';
import { ENROL_COMMANDS } from './enrol-rows.ts';
import { FIREWALL_LOG_COMMANDS } from './firewall-log-rows.ts';
import { INVENTORY_COMMANDS } from './inventory-rows.ts';
import { KNOWLEDGE_COMMANDS } from './knowledge-rows.ts';
import { OUTLET_COMMANDS } from './outlet-rows.ts';
import { senderRows } from './sender-rows.ts';
import { SIMULATE_COMMAND } from './simulate-row.ts';
import { TAXONOMY_COMMANDS } from './taxonomy-rows.ts';

/** One line for each command that only groups others. */
export const GROUPS: Readonly<Record<string, string>> = {
  ca: 'the certificate authority of the node, and its change',
  config: 'show the settings in effect',
  dictionary: 'every kind of device there is, as one signed file for firewalls',
  device: 'what people know of devices, and their last word on what each is',
  enrol: 'let firewalls get their certificates by themselves',
  firewall: 'the firewalls that may connect, what comes from them, and what they lack',
  alerts: 'what the node found that somebody should look at',
  'dhcp-server': 'say which DHCP servers send their logs by syslog, and see what came',
  'log-sender': 'say which firewalls and sensors send their logs by syslog, and see what came',
  licence: 'what each firewall is licensed for, and until when',
  onboarding: 'devices that nobody can name yet, as firewalls hear of them',
  outlet: 'boxes that read address lists or the mappings without a certificate',
  retention: 'show and set which tenants keep raw logs, and for how long',
};

const JSON_LINES: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object a line' };
const DATA: OptionRow = { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true };
const EDGE: OptionRow = { kind: 'text', flags: '--edge <url>', help: 'the edge API of the node, such as https://localhost:8443', required: true };
const FROM: OptionRow = { kind: 'text', flags: '--from <format>', help: 'input format: pcap, pcapng, eal or log; by default the bytes decide' };

export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'demo', summary: 'show the whole flow on recorded traffic, with a firewall that receives the result', args: '',
    options: [{ kind: 'flag', flags: '--once', help: 'exit 0 once the firewall holds the expected mappings, 1 after 60 s without them' }],
    examples: ['demo', 'demo --once'],
    load: () => import('./demo.ts').then((module) => module.demo),
  },
  {
    name: 'serve', summary: 'run the node: take logs in, name devices, answer firewalls', args: '',
    options: [
      { kind: 'text', flags: '--data <dir>', help: 'folder of the database and certificates; made when missing', required: true },
      { kind: 'integer', min: 0, max: 65535, flags: '--edge-port <port>', help: 'port for firewalls (setting edge.port)' },
      { kind: 'integer', min: 0, max: 65535, flags: '--enrol-port <port>', help: 'port where firewalls ask for a certificate (setting edge.enrolPort)' },
      { kind: 'integer', min: 0, max: 65535, flags: '--portal-port <port>', help: 'port for /healthz, /readyz and /metrics (setting portal.port)' },
      ...CONFIG_OPTIONS,
      { kind: 'flag', flags: '--json', help: 'print one JSON object with the addresses once both ports answer' },
    ],
    examples: ['serve --data ./data', 'serve --data ./data --edge-port 9443 --set mapping.minConfidence=95', 'serve --data ./data --config nameplate.toml'],
    load: () => import('./serve.ts').then((module) => module.serve),
  },
  {
    name: 'identify', summary: 'name the devices in captures or logs, without a node; - reads standard input', args: '<file...>',
    options: [JSON_LINES, FROM, { kind: 'flag', flags: '--explain', help: 'say of each device why, how sure, and what would make it surer' }],
    examples: ['identify office.pcapng', 'identify --json monday.pcap tuesday.pcap | head', 'identify --explain office.pcapng'],
    load: () => import('./identify.ts').then((module) => module.identify),
  },
  {
    name: 'parse', summary: 'print the records in captures or logs, without a node; - reads standard input', args: '<file...>',
    options: [JSON_LINES, FROM],
    examples: ['parse office.pcap', 'parse --json office.pcap > office.eal', 'parse --json --from eal office.eal'],
    load: () => import('./parse.ts').then((module) => module.parse),
  },
  {
    name: 'replay', summary: 'send captures or logs to a running node, at the pace they were recorded; - reads standard input', args: '<file...>',
    options: [
      EDGE, FROM,
      { kind: 'text', flags: '--cert <file>', help: 'certificate of a firewall, PEM', required: true },
      { kind: 'text', flags: '--key <file>', help: 'its key, PEM', required: true },
      { kind: 'text', flags: '--ca <file>', help: "the node's CA certificate, PEM", required: true },
      { kind: 'text', flags: '--speed <factor>', help: 'times as fast as recorded, or max for flat out', fallback: '1' },
      { kind: 'flag', flags: '--recorded-times', help: 'leave the times of the records as they are; otherwise the first record is of now' },
      { kind: 'text', flags: '--again <name>', help: 'send what was sent before as something new, under this name' },
      { kind: 'integer', min: 1, max: 86400, flags: '--patience <seconds>', help: 'how long to try one batch while the node does not answer', fallback: '60' },
      { kind: 'flag', flags: '--json', help: 'print the result as one JSON object' },
    ],
    examples: ['replay office.pcap --edge https://edge.example:8443 --cert FW1.crt --key FW1.key --ca ca.crt', 'replay monday.eal tuesday.eal --speed max --edge https://localhost:8443 --cert FW1.crt --key FW1.key --ca ca.crt'],
    load: () => import('./replay.ts').then((module) => module.replay),
  },
  {
    name: 'sensor', summary: 'capture live, on an interface or from a pipe (-), and send what the packets say to a node', args: '[pipe]',
    options: [
      EDGE, FROM,
      { kind: 'text', flags: '--interface <name>', help: 'capture here, with tcpdump or dumpcap' },
      { kind: 'text', flags: '--filter <bpf>', help: 'capture only what matches, in the language of tcpdump' },
      { kind: 'integer', min: 64, max: 262144, flags: '--snaplen <bytes>', help: 'keep so much of each packet; by default all of it' },
      { kind: 'flag', flags: '--erspan', help: 'open frames that switches (Catalyst 6500, 7600, Nexus, ASR 1000) mirror to this interface by ERSPAN' },
      { kind: 'text', flags: '--cert <file>', help: 'certificate of the sensor, PEM, made by firewall add or enrol request; its scope is that of the devices seen', required: true },
      { kind: 'text', flags: '--key <file>', help: 'its key, PEM', required: true },
      { kind: 'text', flags: '--ca <file>', help: "the node's CA certificate, PEM", required: true },
      { kind: 'integer', min: 1, max: 4096, flags: '--buffer <MiB>', help: 'what may wait while the node is away; then the oldest goes, and is counted', fallback: '64' },
      { kind: 'integer', min: 1, max: 86400, flags: '--patience <seconds>', help: 'how long to go on sending after the end of a pipe', fallback: '60' },
      { kind: 'flag', flags: '--json', help: 'print the result as one JSON object' },
    ],
    examples: [
      'sensor --interface eth1 --edge https://edge.example:8443 --cert PROBE.crt --key PROBE.key --ca ca.crt',
      'sensor --interface eth1 --filter udp --edge https://edge.example:8443 --cert PROBE.crt --key PROBE.key --ca ca.crt',
      'sensor - --edge https://edge.example:8443 --cert PROBE.crt --key PROBE.key --ca ca.crt',
    ],
    load: () => import('./sensor.ts').then((module) => module.sensor),
  },
  ...AGENT_COMMANDS,
  SIMULATE_COMMAND,
  {
    name: 'firewall add', summary: 'issue a certificate for a firewall and let it in', args: '<serial>',
    options: [
      DATA,
      { kind: 'text', flags: '--out <dir>', help: 'where SERIAL.crt, SERIAL.key and ca.crt are written', fallback: '.' },
      { kind: 'text', flags: '--tenant <name>', help: 'tenant it belongs to', fallback: 'default' },
      { kind: 'text', flags: '--site <name>', help: 'site its own logs belong to', fallback: 'default' },
      { kind: 'text', flags: '--segment <name>', help: 'network segment its own logs belong to', fallback: 'default' },
      { kind: 'list', flags: '--sees <site>', help: 'a site whose mappings it gets; may be repeated; without it all of the tenant' },
      { kind: 'integer', min: 1, max: 3650, flags: '--days <n>', help: 'how long the certificate is good', fallback: '90' },
      { kind: 'text', flags: '--model <name>', help: 'its model, such as PA-440; firewalls of the CN, M and WF series take no DHCP server logs' },
      { kind: 'flag', flags: '--replace', help: 'give a registered firewall a new certificate; the old one is refused at once' },
      { kind: 'flag', flags: '--json', help: 'print one JSON object' },
    ],
    examples: ['firewall add 007200002536 --data ./data --out ./certs', 'firewall add branch-7 --data ./data --site branch --sees branch'],
    load: () => import('./firewall.ts').then((module) => module.firewallAdd),
  },
  {
    name: 'firewall list', summary: 'show the firewalls with their scope and the state of their certificates', args: '',
    options: [DATA, JSON_LINES],
    examples: ['firewall list --data ./data', 'firewall list --data ./data --json'],
    load: () => import('./firewall.ts').then((module) => module.firewallList),
  },
  {
    name: 'firewall revoke', summary: 'refuse a certificate from now on; live connections end within a second', args: '<serial>',
    options: [DATA, { kind: 'flag', flags: '--json', help: 'print one JSON object' }],
    examples: ['firewall revoke 007200002536 --data ./data'],
    load: () => import('./firewall.ts').then((module) => module.firewallRevoke),
  },
  ...ENROL_COMMANDS,
  ...FIREWALL_LOG_COMMANDS,
  ...OUTLET_COMMANDS,
  ...ALERT_COMMANDS,
  ...KNOWLEDGE_COMMANDS,
  ...DEVICE_COMMANDS,
  ...senderRows('dhcp-server'),
  ...senderRows('log-sender'),
  {
    name: 'logs', summary: 'search the raw logs that a node keeps, beside the running node', args: '',
    options: [
      DATA,
      { kind: 'text', flags: '--from <time>', help: 'not before: RFC 3339, a day, or how long ago, such as 2h' },
      { kind: 'text', flags: '--to <time>', help: 'not after, in the same forms' },
      { kind: 'text', flags: '--firewall <serial>', help: 'only what this firewall sent' },
      { kind: 'list', flags: '--type <type>', help: 'only records of this type, such as dhcp; may be repeated; reject shows what was refused' },
      { kind: 'text', flags: '--device <address>', help: 'only records that name this MAC or IP address' },
      { kind: 'text', flags: '--tenant <name>', help: 'whose logs', fallback: 'default' },
      { kind: 'integer', min: 0, max: 1000000000, flags: '--limit <n>', help: 'how many; 0 is all', fallback: '100' },
      { kind: 'flag', flags: '--oldest-first', help: 'from the oldest on; otherwise the newest come first' },
      { kind: 'flag', flags: '--json', help: 'print each record as one JSON object, with its firewall and when it came; otherwise the line as received' },
    ],
    examples: ['logs --data ./data --from 2h --type dhcp', 'logs --data ./data --device 02:00:00:00:00:07 --limit 0 --oldest-first --json'],
    load: () => import('./logs.ts').then((module) => module.logs),
  },
  {
    name: 'retention show', summary: 'show what each tenant keeps of its logs, and how much there is', args: '',
    options: [DATA, ...CONFIG_OPTIONS, JSON_LINES],
    examples: ['retention show --data ./data'],
    load: () => import('./retention.ts').then((module) => module.retentionShow),
  },
  {
    name: 'retention set', summary: 'let a tenant keep its raw logs, or only the facts learnt from them', args: '',
    options: [
      DATA,
      { kind: 'text', flags: '--tenant <name>', help: 'whose logs', fallback: 'default' },
      { kind: 'choice', of: ['raw', 'facts'], flags: '--keep <what>', help: 'raw keeps the logs as they came, facts only what was learnt from them' },
      { kind: 'integer', min: 0, max: 3650, flags: '--days <n>', help: 'how long, in days; 0 deletes all at the next sweep' },
      { kind: 'list', flags: '--type-days <type=n>', help: 'days of one type, such as traffic=7; may be repeated; these replace the ones before, none removes them' },
      { kind: 'number', min: 0.1, max: 1000000, flags: '--max-gib <n>', help: 'most GiB; beyond it the oldest logs are deleted' },
      ...CONFIG_OPTIONS,
      { kind: 'flag', flags: '--json', help: 'print one JSON object' },
    ],
    examples: ['retention set --data ./data --keep raw --days 30', 'retention set --data ./data --tenant acme --keep raw --days 90 --type-days traffic=7 --type-days dns=14', 'retention set --data ./data --keep facts'],
    load: () => import('./retention.ts').then((module) => module.retentionSet),
  },
  {
    name: 'firewall snippet', summary: 'print configuration for a firewall: logs and DHCP come here, services are reached, zones know devices', args: '<log-forwarding|dhcp-rules|reachability|service-routes|device-id>',
    options: [
      { kind: 'choice', of: ['set', 'xml'], flags: '--format <format>', help: 'set commands to paste, or XML to load', fallback: 'set' },
      { kind: 'text', flags: '--profile <name>', help: 'name of the log-forwarding profile', fallback: 'nameplate' },
      { kind: 'text', flags: '--to <host>', help: 'HOST or HOST:PORT of this node, where syslog.logListen listens; without it the logs go to Panorama only, and no rule lets the firewall reach a node' },
      { kind: 'choice', of: ['ssl', 'tcp', 'udp'], flags: '--transport <transport>', help: 'how the logs are sent to it', fallback: 'ssl' },
      { kind: 'list', flags: '--dhcp-server <address>', help: 'a DHCP server; may be repeated; without it the rules hold for any' },
      { kind: 'list', flags: '--from-zone <zone>', help: 'a zone of clients, of devices to be known, or of the firewall itself; may be repeated' },
      { kind: 'list', flags: '--to-zone <zone>', help: 'a zone of servers; may be repeated' },
      { kind: 'text', flags: '--vsys <name>', help: 'virtual system of the rules', fallback: 'vsys1' },
      { kind: 'text', flags: '--interface <name>', help: 'service-routes: the interface that its own traffic leaves by, such as ethernet1/3' },
      { kind: 'text', flags: '--address <address>', help: 'service-routes: the address of that interface, such as 10.0.0.1/24' },
    ],
    examples: ['firewall snippet log-forwarding --to 10.0.0.5:6514', 'firewall snippet reachability --from-zone mgmt --to-zone internet --to 10.0.0.5', 'firewall snippet service-routes --interface ethernet1/3 --address 10.0.0.1/24', 'firewall snippet device-id --from-zone clinic --from-zone office', 'firewall snippet dhcp-rules --dhcp-server 10.0.0.53 --format xml'],
    load: () => import('./firewall-snippet.ts').then((module) => module.firewallSnippet),
  },
  ...TAXONOMY_COMMANDS,
  ...DICTIONARY_COMMANDS,
  ...INVENTORY_COMMANDS,
  {
    name: 'config print', summary: 'print every setting with its value, meaning and default; secrets are masked', args: '',
    options: [...CONFIG_OPTIONS, { kind: 'flag', flags: '--json', help: 'print one JSON object' }],
    examples: ['config print', 'config print > nameplate.toml', 'config print --config nameplate.toml --set log.level=debug'],
    load: () => import('./config-print.ts').then((module) => module.configPrint),
  },
  {
    name: 'version', summary: 'print the version, the commit and the runtime inside', args: '',
    options: [{ kind: 'flag', flags: '--json', help: 'print one JSON object' }],
    examples: ['version', 'version --json'],
    load: () => import('./version.ts').then((module) => module.version),
  },
];
