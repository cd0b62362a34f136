/** Rows of the commands that show what a device is known by. */
import type { CommandRow, OptionRow } from '../command.ts';

const JSON_LINES: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object a line' };

export const KNOWLEDGE_COMMANDS: readonly CommandRow[] = [
  {
    name: 'explain', summary: 'say why a device is named so, how sure that is, and what would make it surer', args: '<device>',
    options: [
      { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true },
      { kind: 'text', flags: '--tenant <name>', help: 'whose device', fallback: 'default' },
      { kind: 'text', flags: '--site <name>', help: 'only at this site' },
      { kind: 'text', flags: '--segment <name>', help: 'only in this network segment' },
      { kind: 'flag', flags: '--json', help: 'print one JSON object a device' },
    ],
    examples: ['explain 1c:5f:2b:aa:fd:4e --data ./data', 'explain 10.0.20.7 --data ./data', 'explain lobby-cam --data ./data --site branch --json'],
    load: () => import('./explain.ts').then((module) => module.explain),
  },
  {
    name: 'parameters', summary: 'list the parameters that devices are known by', args: '',
    options: [
      { kind: 'text', flags: '--source <name>', help: 'only those of one source, such as dhcp or snmp' },
      { kind: 'choice', of: ['type', 'instance'], flags: '--identifies <what>', help: 'only those that tell a type, or one unit: type or instance' },
      JSON_LINES,
    ],
    examples: ['parameters', 'parameters --source dhcp', 'parameters --identifies instance --json'],
    load: () => import('./parameters.ts').then((module) => module.parameters),
  },
];
