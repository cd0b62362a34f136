/** Rows of the commands about what is on the network, and how long it counts as new. */
import type { CommandRow, OptionRow } from '../command.ts';

const DATA: OptionRow = { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true };

export const INVENTORY_COMMANDS: readonly CommandRow[] = [
  {
    name: 'onboarding show', summary: 'show which tenants let firewalls control devices that nobody can name yet, and for how long', args: '',
    options: [DATA, { kind: 'text', flags: '--tenant <name>', help: 'only this tenant' }, { kind: 'flag', flags: '--json', help: 'print one JSON object a line' }],
    examples: ['onboarding show --data ./data'],
    load: () => import('./onboarding.ts').then((module) => module.onboardingShow),
  },
  {
    name: 'onboarding set', summary: 'control newly onboarded low-confidence devices through firewall policy rules, or no longer', args: '',
    options: [
      DATA,
      { kind: 'text', flags: '--tenant <name>', help: 'whose devices', fallback: 'default' },
      { kind: 'choice', of: ['on', 'off'], flags: '--enabled <on|off>', help: 'on: firewalls get them as category Onboarding Device until they are named or the period ends' },
      { kind: 'text', flags: '--period <time>', help: 'how long from first detection, such as 7d or 36h, or unlimited; 7d at first' },
      { kind: 'text', flags: '--by <name>', help: 'who says so; by default the user who runs this' },
      { kind: 'flag', flags: '--json', help: 'print one JSON object' },
    ],
    examples: ['onboarding set --enabled on --data ./data', 'onboarding set --enabled on --period unlimited --tenant acme --data ./data', 'onboarding set --enabled off --data ./data'],
    load: () => import('./onboarding.ts').then((module) => module.onboardingSet),
  },
];
