/** The command registry: one row a command, in the order of the help page. A row is data; its body is imported when it runs. */
import type { CommandRow } from '../command.ts';

/** One line for each command that only groups others. */
export const GROUPS: Readonly<Record<string, string>> = {
  config: 'show the effective configuration',
  firewall: 'add, list and revoke the firewalls that may connect',
};

export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'version', summary: 'print the version, the build and what it was built from', args: '',
    options: [{ kind: 'flag', flags: '--json', help: 'print one JSON object' }],
    examples: ['version', 'version --json'],
    load: () => import('./version.ts').then((module) => module.version),
  },
];
