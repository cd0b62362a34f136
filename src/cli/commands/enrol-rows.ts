/** Rows of the commands that let firewalls in by themselves, change the authority, and keep licences. */
import type { CommandRow, OptionRow } from '../command.ts';

const JSON_LINES: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object a line' };
const JSON_ONE: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object' };
const DATA: OptionRow = { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true };
const OUT: OptionRow = { kind: 'text', flags: '--out <dir>', help: 'where SERIAL.crt, SERIAL.key and ca.crt are written', fallback: '.' };

const TERM: readonly OptionRow[] = [
  { kind: 'text', flags: '--term <span>', help: 'years, calendar months or days, such as 3y, 36m or 1096d', required: true },
  { kind: 'text', flags: '--purchased <time>', help: 'when it was bought: a day, or RFC 3339; now without it' },
  { kind: 'text', flags: '--activated <time>', help: 'when it was activated, or no; now without it; the term starts then, at most 90 days after purchase' },
];

const TOKENS = [['otp', 'one-time password'], ['psk', 'pre-shared key']] as const;
const tokenRow = ([kind, words]: (typeof TOKENS)[number]): CommandRow => ({
  name: `enrol ${kind}`, summary: `print a ${words} with which one firewall gets one certificate, soon`, args: '<serial>',
  options: [
    DATA,
    { kind: 'text', flags: '--valid <span>', help: 'how long it is good: 1m to 7d', fallback: '60m' },
    { kind: 'text', flags: '--tenant <name>', help: 'tenant it belongs to; a known firewall keeps its own' },
    { kind: 'text', flags: '--site <name>', help: 'site its own logs belong to' },
    { kind: 'text', flags: '--segment <name>', help: 'network segment its own logs belong to' },
    { kind: 'list', flags: '--sees <site>', help: 'a site whose mappings it gets; may be repeated; without it all of the tenant' },
    { kind: 'text', flags: '--model <name>', help: 'its model, such as PA-440' },
    JSON_ONE,
  ],
  examples: [`enrol ${kind} 007200002536 --data ./data`, `enrol ${kind} branch-7 --valid 4h --site branch --sees branch --data ./data`],
  load: () => import('./enrol.ts').then((module) => module.enrolToken(kind)),
});

export const ENROL_COMMANDS: readonly CommandRow[] = [
  ...TOKENS.map(tokenRow),
  { name: 'enrol list', summary: 'show the one-time passwords and pre-shared keys, and what became of them', args: '', options: [DATA, JSON_LINES], examples: ['enrol list --data ./data'], load: () => import('./enrol.ts').then((module) => module.enrolList) },
  { name: 'enrol revoke', summary: 'end a one-time password or pre-shared key that was not used', args: '<id>', options: [DATA, JSON_ONE], examples: ['enrol revoke 7K3W9QXA --data ./data'], load: () => import('./enrol.ts').then((module) => module.enrolRevoke) },
  { name: 'enrol allow-renewal', summary: 'let a firewall renew its certificate before its time, once', args: '<serial>', options: [DATA, JSON_ONE], examples: ['enrol allow-renewal 007200002536 --data ./data'], load: () => import('./enrol.ts').then((module) => module.enrolAllowRenewal) },
  {
    name: 'enrol request', summary: 'on a firewall: make a key, and get a certificate for it from a node', args: '<serial>',
    options: [
      { kind: 'text', flags: '--edge-enrol <url>', help: 'enrolment port of the node, such as https://node.example:8444', required: true },
      { kind: 'text', flags: '--otp <file>', help: 'file with the one-time password; - reads standard input' },
      { kind: 'text', flags: '--psk <file>', help: 'file with the pre-shared key; - reads standard input' },
      { kind: 'text', flags: '--ca <file>', help: "the node's CA certificate, PEM" },
      { kind: 'text', flags: '--ca-sha256 <hex>', help: 'or its SHA-256 alone, as enrol otp printed it' },
      OUT,
      { kind: 'flag', flags: '--replace', help: 'write over a certificate and key that are there' },
      JSON_ONE,
    ],
    examples: ['enrol request 007200002536 --edge-enrol https://node.example:8444 --otp - --ca ca.crt --out ./certs'],
    load: () => import('./enrol-request.ts').then((module) => module.enrolRequest),
  },
  {
    name: 'enrol renew', summary: 'on a firewall: get the next certificate by the present one, with a new key', args: '',
    options: [
      { kind: 'text', flags: '--edge <url>', help: 'the edge API of the node, such as https://localhost:8443', required: true },
      { kind: 'text', flags: '--cert <file>', help: 'present certificate, PEM', required: true },
      { kind: 'text', flags: '--key <file>', help: 'its key, PEM', required: true },
      { kind: 'text', flags: '--ca <file>', help: "the node's CA certificate, PEM", required: true },
      OUT,
      { kind: 'flag', flags: '--force', help: 'before the last 15 days, where the owner allowed it' },
      JSON_ONE,
    ],
    examples: ['enrol renew --edge https://node.example:8443 --cert FW1.crt --key FW1.key --ca ca.crt --out .'],
    load: () => import('./enrol-request.ts').then((module) => module.enrolRenew),
  },
  {
    name: 'enrol advice', summary: 'say which certificates a PAN-OS firewall needs, and with what it gets them', args: '',
    options: [
      { kind: 'text', flags: '--panos <version>', help: 'its release, such as 10.1 or 11.0.1-h2', required: true },
      { kind: 'text', flags: '--model <name>', help: 'its model, such as PA-440' },
      { kind: 'flag', flags: '--panorama', help: 'Panorama manages it' },
      { kind: 'flag', flags: '--has-device-certificate', help: 'it has a device certificate' },
      { kind: 'flag', flags: '--has-logging-certificate', help: 'it has a logging service certificate' },
      JSON_ONE,
    ],
    examples: ['enrol advice --model PA-440 --panos 10.1', 'enrol advice --model PA-220 --panos 10.0.6 --panorama'],
    load: () => import('./enrol.ts').then((module) => module.enrolAdvice),
  },
  { name: 'firewall crl', summary: 'print the signed lists of revoked certificates, PEM', args: '', options: [DATA], examples: ['firewall crl --data ./data > revoked.pem'], load: () => import('./ca.ts').then((module) => module.firewallCrl) },
  { name: 'ca show', summary: 'show the certificate authority, and who still uses the one before', args: '', options: [DATA, JSON_ONE], examples: ['ca show --data ./data'], load: () => import('./ca.ts').then((module) => module.caShow) },
  { name: 'ca bundle', summary: 'print the authorities that firewalls must trust, PEM', args: '', options: [DATA], examples: ['ca bundle --data ./data > ca.crt'], load: () => import('./ca.ts').then((module) => module.caBundle) },
  { name: 'ca rotate', summary: 'make a new authority; certificates of the present one stay good until ca retire', args: '', options: [DATA, JSON_ONE], examples: ['ca rotate --data ./data'], load: () => import('./ca.ts').then((module) => module.caRotate) },
  {
    name: 'ca retire', summary: 'end the older authority, once nobody uses it', args: '',
    options: [DATA, { kind: 'flag', flags: '--force', help: 'also if somebody still does: their certificates are refused at once' }, JSON_ONE],
    examples: ['ca retire --data ./data'], load: () => import('./ca.ts').then((module) => module.caRetire),
  },
  {
    name: 'licence add', summary: 'note a licence of a firewall; one that has any is held to them', args: '<serial>',
    options: [
      DATA,
      ...TERM,
      { kind: 'choice', of: ['both', 'ingest', 'pull'], flags: '--for <gate>', help: 'ingest takes its logs in, pull gives it mappings', fallback: 'both' },
      JSON_ONE,
    ],
    examples: ['licence add 007200002536 --term 3y --purchased 2026-10-01 --activated 2026-11-15 --data ./data'],
    load: () => import('./licence.ts').then((module) => module.licenceAdd),
  },
  { name: 'licence activate', summary: 'activate a licence now', args: '<id>', options: [DATA, JSON_ONE], examples: ['licence activate 3 --data ./data'], load: () => import('./licence.ts').then((module) => module.licenceActivate) },
  { name: 'licence list', summary: 'show the licences with what they are for and when they end', args: '[serial]', options: [DATA, JSON_LINES], examples: ['licence list --data ./data'], load: () => import('./licence.ts').then((module) => module.licenceList) },
  {
    name: 'licence account-add', summary: "note a tenant's licence for keeping its logs; it needs one where it keeps them and firewalls are held to licences", args: '<tenant>',
    options: [DATA, ...TERM, JSON_ONE],
    examples: ['licence account-add default --term 3y --data ./data'],
    load: () => import('./licence.ts').then((module) => module.licenceAccountAdd),
  },
  { name: 'licence account-remove', summary: "remove a tenant's licence for keeping its logs", args: '<tenant>', options: [DATA, JSON_ONE], examples: ['licence account-remove default --data ./data'], load: () => import('./licence.ts').then((module) => module.licenceAccountRemove) },
  { name: 'licence remove', summary: 'remove a licence; who has none left is held to none', args: '<id>', options: [DATA, JSON_ONE], examples: ['licence remove 3 --data ./data'], load: () => import('./licence.ts').then((module) => module.licenceRemove) },
];
