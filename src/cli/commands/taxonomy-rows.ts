/** Rows of the commands that list what a device can be. */
import type { CommandRow, OptionRow } from '../command.ts';

const JSON_LINES: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object a line' };

export const TAXONOMY_COMMANDS: readonly CommandRow[] = [
  {
    name: 'profiles', summary: 'list the profiles a device can have, with category, vertical, maker, type and Purdue level', args: '',
    options: [
      { kind: 'text', flags: '--category <name>', help: 'only those of a category' },
      { kind: 'text', flags: '--vendor <name>', help: 'only those of a maker, in any spelling' },
      { kind: 'text', flags: '--vertical <name>', help: 'only those of a vertical, such as Medical' },
      JSON_LINES,
    ],
    examples: ['profiles --vertical Medical', 'profiles --vendor Cisco --category switch', 'profiles --json'],
    load: () => import('./profiles.ts').then((module) => module.profiles),
  },
  {
    name: 'categories', summary: 'list the categories of devices, with vertical, type and Purdue level', args: '',
    options: [JSON_LINES],
    examples: ['categories', 'categories --json'],
    load: () => import('./categories.ts').then((module) => module.categories),
  },
];
