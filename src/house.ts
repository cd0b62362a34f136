/** The house plan as data: rooms with their level, packages with their one door, and exceptions with their reason. Checked by house.test.ts. */

export interface Room {
  readonly name: string;
  /** 0 nouns, 1 foundations, 2 pure rooms in the order of the flow, 3 rooms that meet the world, 4 rooms that introduce the others, in their order; `tests` may import everything. */
  readonly level: 0 | 1 | 2 | 3 | 4 | 'tests';
  readonly job: string;
  /** The complete list of rooms it may import, where that is narrower than its level. */
  readonly only?: readonly string[];
  /** Rooms beyond its level, each with a reason in `why`. */
  readonly also?: readonly string[];
  /** The same for its tests. */
  readonly testsAlso?: readonly string[];
  /** Folders or files outside of src that it may import. */
  readonly outside?: readonly string[];
  /** Words of the purity check that it may use, with the reason. */
  readonly impure?: Readonly<Record<string, string>>;
  readonly why?: string;
}

const LAYOUT = ['assembly/layout.ts'] as const;

/** Inside level 2 the order is the flow: a room may import the ones above it. */
export const ROOMS: readonly Room[] = [
  { name: 'model', level: 0, job: 'the nouns' },
  { name: 'config', level: 1, job: 'one schema, load, print' },
  { name: 'telemetry', level: 1, job: 'log and metrics' },
  { name: 'wire', level: 1, job: 'message schemas and bytes of the edge API' },
  { name: 'client', level: 1, job: "the client's end of the edge API", only: ['model', 'wire'], why: 'it must not know more than a firewall builder does' },
  { name: 'store', level: 1, job: 'SQLite: open, migrate, one file a table' },
  { name: 'pki', level: 1, job: 'our certificate authority and firewall certificates' },
  { name: 'kernels', level: 1, job: 'the JavaScript face of assembly/', outside: ['assembly/', 'build/out/kernels', 'node_modules/piscina/dist/worker.js'] },
  { name: 'protocols', level: 2, job: 'rows of one protocol to observations', outside: LAYOUT, testsAlso: ['kernels'], why: 'its tests read rows as the kernel writes them' },
  { name: 'features', level: 2, job: 'per-device feature sets' },
  { name: 'taxonomy', level: 2, job: 'categories and profiles a device can have' },
  { name: 'knowledge', level: 2, job: 'what a value that a device said claims about it' },
  { name: 'identify', level: 2, job: 'scores and claims to identity and confidence', testsAlso: ['kernels'], why: 'its tests score with the kernel, as the node does' },
  { name: 'routers', level: 2, job: 'which MACs speak for others', outside: LAYOUT, testsAlso: ['kernels'], why: 'its tests read rows as the kernel writes them' },
  { name: 'behaviour', level: 2, job: 'habits that are new to a device and its like' },
  { name: 'instances', level: 2, job: 'which devices are one physical unit' },
  { name: 'mapping', level: 2, job: 'address-to-device table, revisions, deltas' },
  { name: 'people', level: 2, job: 'what people said of devices, over what the machine says' },
  { name: 'onboarding', level: 2, job: 'how long a device that nobody can name counts as new' },
  { name: 'inventory', level: 2, job: 'what there is to say of a device, and which devices somebody asks for' },
  { name: 'dictionary', level: 2, job: 'what a device can be, as one file for every firewall' },
  { name: 'books', level: 2, job: 'what came from which firewall, and what each applied', outside: LAYOUT, testsAlso: ['kernels'], why: 'its tests read rows as the kernel writes them' },
  { name: 'advice', level: 2, job: 'what a firewall does not show us, and what to do' },
  { name: 'rights', level: 2, job: 'what a firewall may have: licences, gates, credentials' },
  { name: 'snippets', level: 2, job: 'what an administrator pastes into a firewall' },
  { name: 'sources', level: 3, job: 'where bytes arrive' },
  { name: 'archive', level: 3, job: 'raw logs: kept, swept, searched', outside: LAYOUT },
  { name: 'server', level: 3, job: 'listeners and routes' },
  { name: 'portal', level: 3, job: 'pages for people' },
  { name: 'cli', level: 3, job: 'commands', outside: ['package.json'] },
  { name: 'simulator', level: 3, job: 'simulated firewalls', only: ['model', 'wire', 'client', 'config', 'telemetry'], why: 'it must stay an honest outsider' },
  { name: 'enforcement', level: 3, job: 'mappings and a policy to rules of this machine', only: ['model', 'wire', 'client', 'config', 'telemetry'], why: 'it is a firewall, and knows what one may know' },
  { name: 'delivery', level: 3, job: 'mappings to boxes of others', only: ['model', 'wire', 'client', 'telemetry'], why: 'it reads the feed as every firewall does' },
  { name: 'pipeline', level: 4, job: 'the straight line from rows to published mappings, and its stations', outside: ['assembly/', 'build/out/'] },
  { name: 'desk', level: 4, job: 'what a command reads without a node, or beside one', outside: LAYOUT },
  { name: 'node', level: 4, job: 'a running node: the rooms introduced to one another', outside: ['assembly/', 'fixtures/', 'build/out/'] },
  { name: 'journeys', level: 'tests', job: 'whole stories through the real node' },
];

export interface Door { readonly from: string; readonly rooms: readonly string[]; readonly why: string }

export const ONE_DOOR: readonly Door[] = [
  { from: 'bun:sqlite', rooms: ['store'], why: 'nothing else may know what is behind the store' },
  { from: 'msgpackr', rooms: ['wire'], why: 'one setting of records and numbers for all frames' },
  { from: '@sinclair/typebox', rooms: ['wire'], why: 'machine messages have one schema each' },
  { from: 'zod', rooms: ['config'], why: 'what people write is checked at one place' },
  { from: 'piscina', rooms: ['kernels'], why: 'nobody else sees a worker or a pointer' },
  { from: 'csv-parse', rooms: ['people'], why: 'what people bring in a file is checked at one place' },
  { from: 'commander', rooms: ['cli'], why: 'commands are rows; the library is a detail' },
  { from: 'hono', rooms: ['server', 'portal'], why: 'one router' },
  { from: 'node:http2', rooms: ['server', 'client'], why: 'only the two ends of the edge API speak HTTP/2 by hand' },
  { from: '@peculiar/x509', rooms: ['pki'], why: 'certificates are made at one place' },
  { from: '@peculiar/asn1-schema', rooms: ['pki'], why: 'one extension that the certificate library has no class for' },
  { from: '@peculiar/asn1-x509', rooms: ['pki'], why: 'the same' },
  { from: 'reflect-metadata', rooms: ['pki'], why: 'only the certificate library needs it' },
  { from: 'oui-data', rooms: [], why: 'it is packed into a blob by the build' },
  { from: 'uap-core', rooms: [], why: 'it is packed into a book by the build' },
];

/** Files over 400 lines, each with its reason. */
export const LARGE_ALLOWED: Readonly<Record<string, string>> = {
  'assembly/eal/keys.ts': 'generated: a line a key',
};

/** Files that are not kebab-case, each with its reason. */
export const CASE_ALLOWED: Readonly<Record<string, string>> = {};

/** Files with a default export, each with its reason. */
export const DEFAULT_ALLOWED: Readonly<Record<string, string>> = {
  'src/kernels/worker.ts': 'piscina calls the default export of a worker file',
};

/** Kernel folders that serve another protocol too. */
export const SHARED_KERNEL: Readonly<Record<string, string>> = {
  mdns: 'dns', // the same message on another port (RFC 6762 section 18)
  threat: 'panos', hip: 'panos', system: 'panos', gtp: 'panos', unused: 'panos', // log types of one line format
  known: 'sensor', // what Zeek and Suricata say directly
};
