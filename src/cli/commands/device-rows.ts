/** The rows of `device`: what people know of devices, and their last word on what each is. */
import type { CommandRow, OptionRow } from '../command.ts';

const DATA: OptionRow = { kind: 'text', flags: '--data <dir>', help: 'data folder of the node', required: true };
const JSON_LINES: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object a line' };
const JSON_ONE: OptionRow = { kind: 'flag', flags: '--json', help: 'print one JSON object' };
/** What a file of devices may say: its columns are those of src/people/form.ts. */
const IMPORT_FILE: readonly string[] = [
  'The file is CSV: a line of column names, then a device a line. Cells are parted by commas,',
  'semicolons or tabs; one that has such a mark in it stands in double quotes. An empty cell says',
  'nothing. Columns, in any order:',
  '  mac_address, ip_address,    which device: one of them at least. ip_address is the static address',
  '  deviceid                    it is given; deviceid is a MAC or an IP address',
  '  category, profile           names of nameplate device template --list; with --new a profile of',
  '                              your own beside its category',
  '  hostname, vendor, model,    what else is known of it; purdue_level is 0 to 5',
  '  os_family, os_version, serial_number, location, department, asset_tag, purdue_level,',
  '  description, notes',
  '  tags                        several are parted by ; or |',
  '  site_name, segment          where it is; otherwise --site and --segment say so',
  '  attribute:NAME              a value of your own, called NAME',
  'Lines that are refused are told with their number and why; nothing is changed then but with',
  '--partial. Such as:',
  '  mac_address,ip_address,hostname,category,tags,attribute:Room',
  '  02:00:00:00:00:07,10.0.0.7,press-3,Industrial Controller,critical;hall-2,R 12',
  '  ,10.0.0.8,,Printer,,"Hall 2, left"',
];

const PLACE: readonly OptionRow[] = [
  { kind: 'text', flags: '--tenant <name>', help: 'tenant of the device', fallback: 'default' },
  { kind: 'text', flags: '--site <name>', help: 'its site, where several have such a device' },
  { kind: 'text', flags: '--segment <name>', help: 'its network segment, where several have such a device' },
];
const WHO: readonly OptionRow[] = [
  { kind: 'text', flags: '--by <name>', help: 'who says so; by default the user who runs this' },
  { kind: 'text', flags: '--reason <text>', help: 'why, for the history' },
];
const NAMES: readonly OptionRow[] = [
  { kind: 'text', flags: '--profile <name>', help: 'what it is; brings its category' },
  { kind: 'text', flags: '--category <name>', help: 'what kind it is; device template --list category shows them' },
  { kind: 'flag', flags: '--new', help: "make the profile one of the tenant's own, with --category" },
];
const FIELDS: readonly OptionRow[] = [
  { kind: 'text', flags: '--vendor <name>', help: 'its maker' },
  { kind: 'text', flags: '--model <name>', help: 'its model' },
  { kind: 'text', flags: '--os <name>', help: 'family of its operating system' },
  { kind: 'text', flags: '--os-version <text>', help: 'version of its operating system or firmware' },
  { kind: 'text', flags: '--name <hostname>', help: 'its name' },
  { kind: 'text', flags: '--serial <number>', help: 'its serial number' },
  { kind: 'text', flags: '--location <text>', help: 'where it stands' },
  { kind: 'text', flags: '--department <text>', help: 'whose it is' },
  { kind: 'text', flags: '--asset-tag <text>', help: 'its number in the books' },
  { kind: 'text', flags: '--description <text>', help: 'for people' },
  { kind: 'text', flags: '--notes <text>', help: 'for people, up to 4096 characters' },
  { kind: 'integer', min: 0, max: 5, flags: '--purdue <level>', help: 'its Purdue level' },
  { kind: 'list', flags: '--tag <tag>', help: 'a tag to add; may be repeated' },
  { kind: 'list', flags: '--attribute <name=value>', help: 'an attribute of your own; may be repeated' },
];

const verbs = () => import('./device.ts'), groups = () => import('./device-group.ts'), shows = () => import('./device-show.ts'), adds = () => import('./device-add.ts');

export const DEVICE_COMMANDS: readonly CommandRow[] = [
  {
    name: 'device show', summary: 'show a device: what it is, why, and what people said of it', args: '<device>', options: [DATA, ...PLACE, JSON_ONE],
    examples: ['device show 02:00:00:00:00:07 --data ./data', 'device show 10.0.0.7 --data ./data --json', 'device show press-3 --data ./data'],
    load: () => shows().then((module) => module.deviceShow),
  },
  {
    name: 'device edit', summary: 'set what people know of devices; a running node follows with its next tick', args: '<device...>',
    options: [DATA, ...PLACE, ...FIELDS, { kind: 'list', flags: '--untag <tag>', help: 'a tag to take away; may be repeated' }, { kind: 'list', flags: '--clear <field>', help: "take a value away, so that the node's own stands again; may be repeated" }, ...WHO, JSON_LINES],
    examples: ['device edit 02:00:00:00:00:07 --location hall-2 --asset-tag A-1007 --tag critical --data ./data', 'device edit press-3 --clear location --data ./data'],
    load: () => verbs().then((module) => module.deviceEdit),
  },
  {
    name: 'device confirm', summary: 'say that the present verdict is right: it stands at 100 from now on, whatever comes', args: '<device...>', options: [DATA, ...PLACE, ...WHO, JSON_LINES],
    examples: ['device confirm 02:00:00:00:00:07 --data ./data', 'device confirm press-3 press-4 --reason seen-on-site --data ./data'],
    load: () => verbs().then((module) => module.deviceConfirm),
  },
  {
    name: 'device reclassify', summary: 'say what a device is: a profile, or at least its category', args: '<device...>', options: [DATA, ...PLACE, ...NAMES, ...FIELDS.slice(0, 4), ...WHO, JSON_LINES],
    examples: ['device reclassify 02:00:00:00:00:07 --category Camera --data ./data', 'device reclassify press-3 --profile Press --category HVAC --new --data ./data'],
    load: () => verbs().then((module) => module.deviceReclassify),
  },
  {
    name: 'device reject', summary: 'say that a verdict is wrong: the device is never called that again', args: '<device...>',
    options: [
      DATA, ...PLACE,
      { kind: 'text', flags: '--profile <name>', help: 'a profile that it is not; by default the present one' },
      { kind: 'text', flags: '--model <name>', help: 'a model that it is not' },
      { kind: 'text', flags: '--category <name>', help: 'a category that it is not of' },
      { kind: 'text', flags: '--vendor <name>', help: 'a maker that it is not of' },
      ...WHO, JSON_LINES,
    ],
    examples: ['device reject 02:00:00:00:00:07 --data ./data', 'device reject 10.0.0.7 --model C-1 --reason sister --data ./data'],
    load: () => verbs().then((module) => module.deviceReject),
  },
  {
    name: 'device merge', summary: 'say that several addresses are one device: all have the verdict of one, each keeps its evidence', args: '<device...>',
    options: [DATA, ...PLACE, { kind: 'text', flags: '--primary <device>', help: 'the one the others are interfaces of; by default the first' }, ...WHO, JSON_ONE],
    examples: ['device merge 02:00:00:00:00:07 02:00:00:00:00:08 --data ./data', 'device merge laptop-7 10.0.0.9 --primary laptop-7 --data ./data'],
    load: () => groups().then((module) => module.deviceMerge),
  },
  {
    name: 'device split', summary: 'undo a merge: of an interface its own, of a primary all', args: '<device...>', options: [DATA, ...PLACE, ...WHO, JSON_LINES],
    examples: ['device split 02:00:00:00:00:08 --data ./data'],
    load: () => groups().then((module) => module.deviceSplit),
  },
  {
    name: 'device reset', summary: 'forget what was said of devices; the history stays', args: '<device...>',
    options: [DATA, ...PLACE, { kind: 'flag', flags: '--verdict', help: 'only what it is said to be; location, tags, address and their like stay' }, ...WHO, JSON_LINES],
    examples: ['device reset 02:00:00:00:00:07 --data ./data', 'device reset press-3 --verdict --data ./data'],
    load: () => verbs().then((module) => module.deviceReset),
  },
  {
    name: 'device history', summary: 'show who said what of a device, when and why, the newest first', args: '<device>',
    options: [DATA, ...PLACE, { kind: 'integer', min: 1, max: 100000, flags: '--limit <n>', help: 'how many', fallback: '100' }, JSON_LINES],
    examples: ['device history 02:00:00:00:00:07 --data ./data'],
    load: () => shows().then((module) => module.deviceHistory),
  },
  {
    name: 'device add', summary: 'take in a device that was never seen, or give one a static address: it is published there', args: '',
    options: [
      DATA, { kind: 'text', flags: '--ip <address>', help: 'its static IPv4 address' }, { kind: 'text', flags: '--mac <address>', help: 'its MAC address, where it is known' },
      ...NAMES, ...FIELDS, ...PLACE, ...WHO, JSON_ONE,
    ],
    examples: ['device add --ip 10.0.0.7 --category HVAC --vendor Siemens --data ./data', 'device add --ip 10.0.0.7 --mac 02:00:00:00:00:07 --profile Press --category HVAC --new --data ./data'],
    load: () => adds().then((module) => module.deviceAdd),
  },
  {
    name: 'device import', summary: 'take in devices from a CSV file: all of it, or nothing', args: '<file>',
    options: [
      DATA, { kind: 'flag', flags: '--dry-run', help: 'only say what is wrong' }, { kind: 'flag', flags: '--partial', help: 'take the good rows in though others are refused' },
      { kind: 'flag', flags: '--new', help: "make profiles that are not known the tenant's own" }, ...PLACE, ...WHO, JSON_ONE,
    ],
    about: IMPORT_FILE,
    examples: ['device import devices.csv --dry-run --data ./data', 'device import devices.csv --site branch --data ./data'],
    load: () => adds().then((module) => module.deviceImport),
  },
  {
    name: 'device template', summary: 'print a CSV file to fill in, or the names that may stand in it', args: '',
    options: [
      { kind: 'choice', of: ['category', 'profile'], flags: '--list <what>', help: 'category or profile: print their names' }, { ...DATA, required: false, help: "data folder of a node, for the tenant's own profiles" },
      { kind: 'text', flags: '--tenant <name>', help: 'whose profiles', fallback: 'default' },
    ],
    examples: ['device template > devices.csv', 'device template --list category'],
    load: () => adds().then((module) => module.deviceTemplate),
  },
  {
    name: 'device others', summary: 'list devices that are like this one, and give them its label when you say so', args: '<device>',
    options: [
      DATA, ...PLACE,
      { kind: 'flag', flags: '--apply', help: 'give its label to those that have none from people' }, { kind: 'flag', flags: '--revoke', help: 'take the label back from all that have it from this device' },
      { kind: 'integer', min: 1, max: 100, flags: '--least <score>', help: 'how alike they must be, of 100; by default 50, with --apply 90' },
      { kind: 'integer', min: 1, max: 10000, flags: '--limit <n>', help: 'how many; by default 20, with --apply 1000' },
      ...WHO, JSON_LINES,
    ],
    examples: ['device others 02:00:00:00:00:07 --data ./data', 'device others 02:00:00:00:00:07 --apply --least 95 --data ./data'],
    load: () => import('./device-others.ts').then((module) => module.deviceOthers),
  },
];
