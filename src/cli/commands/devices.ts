/** `nameplate devices`: what is on the network: filtered, sorted, as a table, JSON or CSV; or in a few figures (R59-R61, R71, R114, R120). */
import { EdgeError } from '../../model/index.ts';
import { ATTRIBUTES, columnsOf, compareKeys, orderOf, sortKey, valueText, type Attribute, type Order, type SortKey } from '../../inventory/index.ts';
import type { CommandBody, ExitCode, Invocation } from '../command.ts';
import { csvLine } from '../csv-lines.ts';
import { atDesk } from '../device-desk.ts';
import { filtersOf, Inventory, type StoredDevice } from '../inventory.ts';
import { PagedTable } from '../paged-table.ts';
import { textTable } from '../text-table.ts';
import { summary } from './devices-summary.ts';

/** Lines of a table when nobody says how many. */
const SHOWN = 1000;
/** What other commands are told to find a device by. */
const KEYS: ReadonlySet<string> = new Set(['deviceid', 'ip_address', 'mac_address']);
/** What people look at of devices that nobody can name. */
const OF_UNKNOWN = ['ip_address', 'mac_address', 'hostname', 'ouiVendor', 'confidence_score', 'last_activity', 'heard'];
const OF_NEWCOMERS = ['ip_address', 'mac_address', 'hostname', 'learned_category', 'confidence_score', 'first_seen_date', 'onboarding_ends'];

export const devices: CommandBody = async (call) => {
  if (call.text('columns')?.trim() === 'help') return helpOnColumns(call);
  if (call.text('data') === undefined) throw new EdgeError('usage', 'a data folder is needed', { next: 'say --data and the folder that nameplate serve --data uses' });
  if (call.flag('json') && call.flag('csv')) throw new EdgeError('usage', 'a list is printed as JSON or as CSV, not both');
  if (call.flag('summary') && call.flag('csv')) throw new EdgeError('usage', 'figures are printed as text or as JSON, not as CSV');
  return atDesk(call, async ({ store, tenant, who }): Promise<ExitCode> => {
    const wanted = filtersOf(call, who.at);
    if (call.flag('summary')) return summary(call, new Inventory(store, tenant, who.at), wanted);
    const columns = columnsFor(call), order = call.text('sort') === undefined && !call.flag('unknown') ? undefined : orderOf(call.text('sort') ?? 'last_activity:desc');
    const companies = [...columns, ...(order ? [order.attribute] : [])].some(({ name }) => name === 'ouiVendor') ? await (await call.deps()).companies() : undefined;
    const inventory = new Inventory(store, tenant, who.at, companies);
    const limit = call.number('limit') ?? (call.flag('json') || call.flag('csv') ? 0 : SHOWN), most = limit === 0 ? Infinity : limit;
    const found = order === undefined ? inventory.listed(wanted, call.io.signal) : sorted(inventory, inventory.listed(wanted, call.io.signal), order, most);
    return print(call, columns, found, most);
  });
};

function columnsFor(call: Invocation): readonly Attribute[] {
  const named = call.text('columns');
  if (named === undefined && (call.flag('json') || call.flag('csv'))) return ATTRIBUTES;
  return columnsOf(named, call.flag('unknown') ? OF_UNKNOWN : call.flag('onboarding') ? OF_NEWCOMERS : undefined);
}

function print(call: Invocation, columns: readonly Attribute[], found: Iterable<StoredDevice>, most: number): ExitCode {
  const { io } = call, json = call.flag('json'), csv = call.flag('csv'), table = json || csv ? undefined : new PagedTable(io, columns.map(({ name }) => name), KEYS);
  if (csv) io.line(csvLine(columns.map(({ name }) => name)));
  let count = 0, more = false;
  for (const device of found) {
    if (count >= most) { more = true; break; }
    if (io.closed) return 0;
    count += 1;
    if (json) io.line(JSON.stringify(Object.fromEntries(columns.map(({ name, read }) => [name, read(device)]))));
    else if (csv) io.line(csvLine(columns.map(({ read }) => valueText(read(device)))));
    else table?.add(columns.map(({ name, read }) => shown(name, valueText(read(device)))));
  }
  if (count > 0) table?.flush();
  io.note(`${count.toLocaleString('en')} ${count === 1 ? 'device' : 'devices'}${more ? '; there are more: --limit 0 shows all' : ''}`);
  return io.signal.aborted ? 1 : 0;
}

/** Seconds are enough for people. */
function shown(name: string, text: string): string { return text === '' ? '-' : /(?:_date|_activity|_ends|_at|_seen|_dhcp)$/.test(name) ? text.replace(/\.\d+Z$/, 'Z') : text; }

interface Keyed { readonly id: number; readonly key: SortKey }

/** Only keys are kept, and of a list with a limit not many more than it shows. */
function* sorted(inventory: Inventory, found: Iterable<StoredDevice>, { attribute, descending }: Order, most: number): Generator<StoredDevice> {
  const keys: Keyed[] = [], arrange = (): void => { keys.sort((a, b) => compareKeys(a.key, b.key, descending) || a.id - b.id); }, keep = most + 1;
  for (const device of found) {
    keys.push({ id: device.id, key: sortKey(attribute.read(device)) });
    if (keys.length < 2 * keep + 1000) continue;
    arrange();
    keys.length = keep;
  }
  arrange();
  for (const { id } of keys) { const device = inventory.byId(id); if (device !== undefined) yield device; }
}

function helpOnColumns({ io, flag }: Invocation): ExitCode {
  if (flag('json')) for (const { name, meaning } of ATTRIBUTES) io.line(JSON.stringify({ attribute: name, meaning }));
  else for (const line of textTable(['ATTRIBUTE', 'MEANING'], ATTRIBUTES.map(({ name, meaning }) => [name, meaning]), io.width)) io.line(line);
  return 0;
}
