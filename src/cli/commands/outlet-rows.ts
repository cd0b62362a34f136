/** Rows of the commands for readers without a certificate. */
import type { CommandRow, OptionRow } from '../command.ts';

const DATA: OptionRow = { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true };
const JSON_ONE: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object' };

export const OUTLET_COMMANDS: readonly CommandRow[] = [
  {
    name: 'outlet add', summary: 'let a box read address lists or the JSON feed with a password, which is printed once', args: '<name>',
    options: [
      DATA,
      { kind: 'choice', of: ['edl', 'json'], flags: '--kind <kind>', help: 'edl reads address lists, json the mappings as one document', required: true },
      { kind: 'text', flags: '--tenant <name>', help: 'tenant whose mappings it reads', fallback: 'default' },
      { kind: 'list', flags: '--site <site>', help: 'a site whose mappings it reads; may be repeated; without it all of the tenant' },
      JSON_ONE,
    ],
    examples: ['outlet add branch-opnsense --kind edl --site branch --data ./data', 'outlet add siem --kind json --tenant acme --data ./data'],
    load: () => import('./outlet.ts').then((module) => module.outletAdd),
  },
  { name: 'outlet list', summary: 'show who reads lists or the feed', args: '', options: [DATA, { kind: 'flag', flags: '--json', help: 'print one JSON object a line' }], examples: ['outlet list --data ./data'], load: () => import('./outlet.ts').then((module) => module.outletList) },
  { name: 'outlet revoke', summary: 'end one at once', args: '<name>', options: [DATA, JSON_ONE], examples: ['outlet revoke siem --data ./data'], load: () => import('./outlet.ts').then((module) => module.outletRevoke) },
];
