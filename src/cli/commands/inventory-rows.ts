/** Rows of the commands about what is on the network, and how long it counts as new. */
import type { CommandRow, OptionRow } from '../command.ts';

const DATA: OptionRow = { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true };

const TENANT: OptionRow = { kind: 'text', flags: '--tenant <name>', help: 'whose devices', fallback: 'default' };
const JSON_LINES: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object a line' };
/** Which devices; a line here is a line of src/inventory/ask.ts. */
const FILTERS: readonly OptionRow[] = [
  { kind: 'text', flags: '--category <name>', help: 'only this category, such as Camera or "Onboarding Device"' },
  { kind: 'text', flags: '--profile <name>', help: 'only this profile' },
  { kind: 'text', flags: '--vendor <name>', help: 'only of this maker' },
  { kind: 'text', flags: '--model <name>', help: 'only this model' },
  { kind: 'text', flags: '--os <name>', help: 'only with this operating system' },
  { kind: 'text', flags: '--vertical <name>', help: 'only of this vertical, such as Medical' },
  { kind: 'text', flags: '--type <type>', help: 'only of this type: IoT, IT or OT' },
  { kind: 'text', flags: '--site <name>', help: 'only at this site' },
  { kind: 'text', flags: '--segment <name>', help: 'only in this network segment' },
  { kind: 'text', flags: '--subnet <cidr>', help: 'only with an address in it, such as 10.1.0.0/16' },
  { kind: 'text', flags: '--vlan <id>', help: 'only in this VLAN' },
  { kind: 'text', flags: '--confidence <level>', help: 'only so sure: low, medium, high, >=80, <70 or 70-89' },
  { kind: 'text', flags: '--seen-within <time>', help: 'only heard within it, such as 24h' },
  { kind: 'text', flags: '--first-seen-within <time>', help: 'only first detected within it, such as 7d' },
  { kind: 'flag', flags: '--active', help: 'only heard within the last hour' },
  { kind: 'flag', flags: '--unknown', help: 'only without a profile, or with a confidence below 70; the latest heard first, with what they say' },
  { kind: 'flag', flags: '--onboarding', help: 'only those held as Onboarding Device' },
  { kind: 'text', flags: '--expires-within <time>', help: 'only those whose onboarding ends within it, such as 3d' },
  { kind: 'flag', flags: '--confirmed', help: 'only those whose verdict people confirmed' },
  { kind: 'flag', flags: '--edited', help: 'only those of which people said something' },
  { kind: 'list', flags: '--tag <tag>', help: 'only with this tag; may be repeated' },
  { kind: 'text', flags: '--application <name>', help: 'only those that use it' },
  { kind: 'text', flags: '--text <word>', help: 'only with this in a name, in what people say of it, or in what it says itself' },
];

export const INVENTORY_COMMANDS: readonly CommandRow[] = [
  {
    name: 'devices', summary: 'list the devices of a tenant, as a running node last stored them: filtered, sorted, or in a few figures', args: '',
    options: [
      { ...DATA, required: false }, TENANT, ...FILTERS,
      { kind: 'text', flags: '--sort <field[:desc]>', help: 'by this attribute, such as last_activity:desc' },
      { kind: 'text', flags: '--columns <a,b,c>', help: 'which attributes, or all; help lists them with their meaning' },
      { kind: 'integer', min: 0, max: 10000000, flags: '--limit <n>', help: 'how many; 0 is all; by default 1000 in a table, all as JSON or CSV' },
      { kind: 'flag', flags: '--summary', help: 'only figures: kinds, confidence, and how fast devices were named' },
      JSON_LINES,
      { kind: 'flag', flags: '--csv', help: 'print a CSV file' },
    ],
    examples: ['devices --data ./data', 'devices --data ./data --vertical Medical --confidence low --sort last_activity:desc', 'devices --data ./data --unknown --seen-within 24h', 'devices --data ./data --onboarding --expires-within 3d', 'devices --data ./data --csv --columns ip,mac,category,profile,vlan > devices.csv', 'devices --data ./data --summary', 'devices --columns help'],
    load: () => import('./devices.ts').then((module) => module.devices),
  },
  {
    name: 'applications', summary: 'show what devices use, by how many of them, and what nobody could name', args: '',
    options: [
      DATA, TENANT, ...FILTERS.filter(({ flags }) => !/--(?:unknown|application) ?/.test(flags)),
      { kind: 'flag', flags: '--unknown', help: 'only what firewalls could not name: unknown-tcp, incomplete, ...' },
      { kind: 'text', flags: '--new-within <time>', help: 'only what a firewall named first within it, such as 7d' },
      { kind: 'integer', min: 0, max: 1000000, flags: '--limit <n>', help: 'how many; 0 is all', fallback: '100' }, JSON_LINES,
    ],
    examples: ['applications --data ./data', 'applications --data ./data --category Camera', 'applications --data ./data --unknown'],
    load: () => import('./applications.ts').then((module) => module.applications),
  },
  {
    name: 'subnets', summary: 'show the addresses in use as a tree of sites, subnets and VLANs, with what stands in each', args: '',
    options: [DATA, TENANT, ...FILTERS, JSON_LINES],
    examples: ['subnets --data ./data', 'subnets --data ./data --site branch --json'],
    load: () => import('./subnets.ts').then((module) => module.subnets),
  },
  {
    name: 'sites', summary: 'show the sites of a tenant with their firewalls, senders and devices', args: '',
    options: [DATA, TENANT, ...FILTERS, JSON_LINES],
    examples: ['sites --data ./data'],
    load: () => import('./sites.ts').then((module) => module.sites),
  },
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
