/** Rows of the commands about alerts. */
import type { CommandRow, OptionRow } from '../command.ts';

const DATA: OptionRow = { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true };

export const ALERT_COMMANDS: readonly CommandRow[] = [
  {
    name: 'alerts list', summary: 'show what the node found that somebody should look at, latest first', args: '',
    options: [
      DATA,
      { kind: 'text', flags: '--tenant <name>', help: 'whose alerts', fallback: 'default' },
      { kind: 'choice', of: ['info', 'low', 'medium', 'high', 'critical'], flags: '--least <severity>', help: 'only those of this severity and above', fallback: 'info' },
      { kind: 'text', flags: '--device <id>', help: 'only those about this device' },
      { kind: 'flag', flags: '--all', help: 'resolved ones, too' },
      { kind: 'integer', min: 0, max: 1000000, flags: '--limit <n>', help: 'how many; 0 is all', fallback: '100' },
      { kind: 'flag', flags: '--json', help: 'print one JSON object a line' },
    ],
    examples: ['alerts list --data ./data', 'alerts list --data ./data --least high --json'],
    load: () => import('./alerts.ts').then((module) => module.alertsList),
  },
  {
    name: 'alerts resolve', summary: 'say that an alert has been seen to; it comes again if it happens again', args: '<id>',
    options: [
      DATA,
      { kind: 'text', flags: '--reason <text>', help: 'what was done' },
      { kind: 'text', flags: '--tenant <name>', help: 'whose alert', fallback: 'default' },
      { kind: 'text', flags: '--by <name>', help: 'who did it; by default the user who runs this' },
      { kind: 'flag', flags: '--json', help: 'print one JSON object' },
    ],
    examples: ['alerts resolve 17 --reason "patched" --data ./data'],
    load: () => import('./alerts.ts').then((module) => module.alertsResolve),
  },
];
