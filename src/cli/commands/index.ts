/** The command registry: one row a command, in the order of the help page. A row is data; its body is imported when it runs. */
import type { CommandRow, OptionRow } from '../command.ts';
import { CONFIG_OPTIONS } from '../config-options.ts';

/** One line for each command that only groups others. */
export const GROUPS: Readonly<Record<string, string>> = {
  config: 'show the settings in effect',
  firewall: 'add, list and revoke the firewalls that may connect',
};

const JSON_LINES: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object a line' };
const FROM: OptionRow = { kind: 'text', flags: '--from <format>', help: 'input format: pcap, pcapng or eal; by default the bytes decide' };

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
      { kind: 'integer', min: 0, max: 65535, flags: '--portal-port <port>', help: 'port for /healthz, /readyz and /metrics (setting portal.port)' },
      ...CONFIG_OPTIONS,
      { kind: 'flag', flags: '--json', help: 'print one JSON object with the addresses once both ports answer' },
    ],
    examples: ['serve --data ./data', 'serve --data ./data --edge-port 9443 --set mapping.minConfidence=95', 'serve --data ./data --config nameplate.toml'],
    load: () => import('./serve.ts').then((module) => module.serve),
  },
  {
    name: 'identify', summary: 'name the devices in captures or logs, without a node', args: '<file...>',
    options: [JSON_LINES, FROM],
    examples: ['identify office.pcapng', 'identify --json monday.pcap tuesday.pcap | head'],
    load: () => import('./identify.ts').then((module) => module.identify),
  },
  {
    name: 'parse', summary: 'print the records in captures or logs, without a node', args: '<file...>',
    options: [JSON_LINES, FROM],
    examples: ['parse office.pcap', 'parse --json office.pcap > office.eal', 'parse --json --from eal office.eal'],
    load: () => import('./parse.ts').then((module) => module.parse),
  },
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
