/** Rows of the commands for outlets: readers without a certificate, and boxes that mappings are brought to. */
import type { CommandRow, OptionRow } from '../command.ts';

const DATA: OptionRow = { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true };
const JSON_ONE: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object' };

export const OUTLET_COMMANDS: readonly CommandRow[] = [
  {
    name: 'outlet add', summary: 'let a box read mappings with a password, which is printed once, or have the node bring them', args: '<name>',
    options: [
      DATA,
      { kind: 'choice', of: ['edl', 'json', 'webhook', 'panos'], flags: '--kind <kind>', help: 'edl reads address lists, json the mappings as one document; webhook is sent each change, signed; panos registers tags at a PAN-OS firewall', required: true },
      { kind: 'text', flags: '--tenant <name>', help: 'tenant whose mappings it reads', fallback: 'default' },
      { kind: 'list', flags: '--site <site>', help: 'a site whose mappings it reads; may be repeated; without it all of the tenant' },
      { kind: 'text', flags: '--url <url>', help: 'webhook and panos: where to, https alone, such as https://fw.example/api/' },
      { kind: 'text', flags: '--secret-file <file>', help: 'webhook: file of the key that signs; panos: file of the API key; read anew for each delivery' },
      { kind: 'text', flags: '--ca <file>', help: 'webhook and panos: the only authority to trust there, PEM; without it those of the system' },
      { kind: 'text', flags: '--vsys <vsys>', help: 'panos: the virtual system to register tags at, such as vsys2; without it the first' },
      { kind: 'list', flags: '--tag <attribute>', help: 'panos: an attribute that becomes a tag: profile, category, vendor, model, os or risk; may be repeated; without it the first three' },
      { kind: 'integer', min: 600, max: 2592000, flags: '--tag-timeout <seconds>', help: 'panos: tags end so long after this node went away; without it they stay' },
      { kind: 'flag', flags: '--allow-local', help: 'webhook and panos: the address may be one of this machine or its link' },
      JSON_ONE,
    ],
    examples: ['outlet add fw1 --kind panos --url https://fw1.example/api/ --secret-file fw1.key --ca fw1-ca.pem --data ./data', 'outlet add branch-opnsense --kind edl --site branch --data ./data', 'outlet add siem --kind json --tenant acme --data ./data'],
    load: () => import('./outlet.ts').then((module) => module.outletAdd),
  },
  { name: 'outlet list', summary: 'show who reads mappings, and where they are brought', args: '', options: [DATA, { kind: 'flag', flags: '--json', help: 'print one JSON object a line' }], examples: ['outlet list --data ./data'], load: () => import('./outlet.ts').then((module) => module.outletList) },
  { name: 'outlet revoke', summary: 'end one at once', args: '<name>', options: [DATA, JSON_ONE], examples: ['outlet revoke siem --data ./data'], load: () => import('./outlet.ts').then((module) => module.outletRevoke) },
];
