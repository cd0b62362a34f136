/** The form of a device that people bring (R63): its columns by the names of the published API, and a row of a CSV file as what it says. */
import { bindable } from '../mapping/index.ts';
import { addressOf, EdgeError, isGroupMac, isMac, parseIp, parseKey, type DeviceKey, type Ipv4 } from '../model/index.ts';
import type { CsvFault, CsvFile } from './csv.ts';
import type { TextField } from './edit.ts';

/** Columns in the order of the template; names that mean the same follow. Case, blanks and marks do not count. */
const COLUMNS = {
  deviceid: [], mac_address: ['mac'], ip_address: ['ip'], hostname: ['name', 'display_name'], category: [], profile: [], vendor: [], model: [], os_family: ['os_group', 'os'],
  os_version: ['os/firmware_version', 'os_ver', 'firmware_version'], serial_number: ['sn', 'serial'], location: [], department: [], asset_tag: [], purdue_level: [], description: [], tags: ['tag'], notes: [],
  site_name: ['site'], segment: ['network_segment'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Column = keyof typeof COLUMNS;
export const FORM_COLUMNS = Object.keys(COLUMNS) as readonly Column[]; // the keys above

/** Columns of the tenant's own attributes are called `attribute:` and their name. */
const OWN = /^attribute:\s*(.+)$/i;
/** Most rows of one file. */
export const ROWS_MAX = 100_000;

export interface Form {
  readonly line: number;
  readonly key: DeviceKey;
  /** The address it was given; undefined when the row names none. */
  readonly ip: Ipv4 | undefined;
  readonly site: string | undefined;
  readonly segment: string | undefined;
  readonly profile: string | undefined;
  readonly category: string | undefined;
  readonly set: Readonly<Partial<Record<TextField, string>>>;
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}
export interface Forms { readonly forms: readonly Form[]; readonly faults: readonly CsvFault[]; /** Columns that mean nothing here. */ readonly ignored: readonly string[] }

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
const BY_NAME: ReadonlyMap<string, Column> = new Map(FORM_COLUMNS.flatMap((column) => [column, ...COLUMNS[column]].map((name): [string, Column] => [plain(name), column])));

export function readForms({ records, faults }: CsvFile): Forms {
  const [head, ...rows] = records;
  if (head === undefined) throw new EdgeError('wrong_format', 'the file has no line of column names', { next: 'start from nameplate device template' });
  if (rows.length > ROWS_MAX) throw new EdgeError('too_large', 'the file has more rows than are taken at once', { fields: { rows: rows.length, most: ROWS_MAX } });
  const columns = head.cells.map((name) => BY_NAME.get(plain(name)) ?? OWN.exec(name)?.[1]);
  if (!columns.some((column) => column === 'deviceid' || column === 'mac_address' || column === 'ip_address')) {
    throw new EdgeError('wrong_format', 'no column names the devices', { fields: { columns: head.cells.join(', ').slice(0, 200) }, next: 'have a column mac_address, ip_address or deviceid; start from nameplate device template' });
  }
  const twice = columns.find((column, i) => column !== undefined && columns.indexOf(column) !== i);
  if (twice !== undefined) throw new EdgeError('wrong_format', 'a column is there twice', { fields: { column: twice } });
  const forms: Form[] = [], wrong: CsvFault[] = [...faults];
  for (const { line, cells } of rows) {
    const said = new Map(columns.flatMap((column, i): [string, string][] => { const cell = cells[i]?.trim() ?? ''; return column === undefined || cell === '' ? [] : [[column, cell]]; }));
    const form = cells.length > columns.length ? 'it has more cells than there are columns' : formOf(line, said);
    if (typeof form === 'string') wrong.push({ line, problem: form });
    else forms.push(form);
  }
  return { forms, faults: wrong.sort((a, b) => a.line - b.line), ignored: head.cells.filter((name, i) => columns[i] === undefined && name !== '') };
}

/** The same from options or a row: what is wrong with it, or what it says. */
export function formOf(line: number, said: ReadonlyMap<string, string>): Form | string {
  const text = (column: Column): string | undefined => said.get(column);
  const mac = text('mac_address'), address = text('ip_address'), id = text('deviceid');
  const macKey = mac === undefined ? undefined : parseKey(mac), ip = address === undefined ? undefined : parseIp(address), idKey = id === undefined ? undefined : parseKey(id);
  if (mac !== undefined && (macKey === undefined || !isMac(macKey))) return `mac_address ${cut(mac)} is no MAC address`;
  if (address !== undefined && (ip === undefined || !bindable(ip))) return `ip_address ${cut(address)} is no IPv4 address of one device`;
  if (id !== undefined && idKey === undefined) return `deviceid ${cut(id)} is neither a MAC nor an IP address`;
  const own = macKey ?? idKey, key = own ?? (address === undefined ? undefined : parseKey(address));
  if (key === undefined) return 'it names no device: give mac_address, ip_address or deviceid';
  if (isGroupMac(key) || key === 0) return 'its MAC address is that of a group, not of a device';
  if (macKey !== undefined && idKey !== undefined && macKey !== idKey) return 'its deviceid and mac_address are of two devices';
  const itself = addressOf(key);
  if (itself !== undefined && ip !== undefined && itself !== ip) return 'its deviceid and ip_address are two addresses';
  const set = Object.fromEntries((['hostname', 'vendor', 'model', 'os_family', 'os_version', 'serial_number', 'location', 'department', 'asset_tag', 'purdue_level', 'description', 'notes'] as const)
    .flatMap((field) => { const value = text(field); return value === undefined ? [] : [[field, value]]; }));
  const attributes = Object.fromEntries([...said].filter(([column]) => !(column in COLUMNS)));
  return { line, key, ip: ip ?? itself, site: text('site_name'), segment: text('segment'), profile: text('profile'), category: text('category'), set, tags: text('tags')?.split(/[;|]/).map((tag) => tag.trim()).filter((tag) => tag !== '') ?? [], attributes };
}

const cut = (value: string): string => value.slice(0, 40).toWellFormed();

/** A header and a row to write over. */
export function templateLines(): readonly string[] {
  const example: Readonly<Partial<Record<Column, string>>> = { mac_address: '02:00:00:00:00:07', ip_address: '10.0.0.7', hostname: 'press-3', category: 'Industrial Controller', location: 'Hall 2', department: 'Production', asset_tag: 'A-1007', purdue_level: '1', tags: 'critical;hall-2' };
  return [FORM_COLUMNS.join(','), FORM_COLUMNS.map((column) => example[column] ?? '').join(',')];
}
