/** The device commands: what they write beside a node, show, and refuse. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressKey, parseIp, type DeviceKey, type Ipv4 } from '../model/index.ts';
import { readEdit, type DeviceEdit } from '../people/index.ts';
import { openStore, type DeviceRow, type Store } from '../store/index.ts';
import { capture } from './capture-output.ts';

let folder = '', data = '';
const SITE = { tenant: 'default', site: 'north', segment: 'default' };
const MAC = (n: number): DeviceKey => (0x020000000000 + n) as DeviceKey;
const ip = (text: string): Ipv4 => parseIp(text) ?? (0 as Ipv4);
const CAMERA = { device_type: 'IoT', category: 'Camera', profile: 'Acme Camera', vendor: 'Acme', model: 'C-1', os_family: null, os_version: null, risk_score: null, risk_level: null };

function row(store: Store, id: number, n: number, over: Partial<DeviceRow> = {}): { row: DeviceRow; evidence: Uint8Array } {
  return { row: { id, scope: store.scopes.idOf({ tenant: 'default', site: 'default', segment: 'default' }), mac: MAC(n), firstSeen: 1, metAt: 1, lastActivity: 2, ip: 0 as Ipv4, ipTime: 2, ipProof: 'arp', hostname: `dev-${n}`, confidence: 80, identifiedAt: 1, verdict: CAMERA, ...over }, evidence: new Uint8Array() };
}
const inStore = <T>(work: (store: Store) => T): T => {
  const store = openStore(data, { role: 'tool', now: 0 });
  try { return work(store); } finally { store.close(); }
};
function editOf(key: DeviceKey, scope = 1): DeviceEdit | undefined { return inStore((store) => { const found = store.edits.find({ scope, device: key }); return found && readEdit(found.edit); }); }

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-devices-cli-'));
  data = join(folder, 'data');
  const store = openStore(data, { role: 'node', now: 0 });
  const north = store.scopes.idOf(SITE);
  store.commitTick({
    tick: 1, logged: [], seen: [], settled: [], settledBefore: 0, evicted: [], tenants: [], changed: [], mappings: [], batches: [], forgetBatchesBefore: 0,
    rows: [row(store, 1, 1, { ip: ip('10.0.0.1') }), row(store, 2, 2), row(store, 3, 3, { verdict: null, hostname: null }), row(store, 4, 1, { scope: north, hostname: 'north-1' }), row(store, 5, 5), row(store, 6, 6)],
  });
  store.close();
});
afterAll(() => { rmSync(folder, { recursive: true }); });

const device = (...words: string[]) => capture(['device', ...words, '--data', data, '--by', 'alice']);
const shown = (...words: string[]) => capture(['device', ...words, '--data', data]);

test('[R62] confirm, reclassify, reject and reset write an edit and a line of history each, with who and why', async () => {
  expect(await device('confirm', 'dev-2', '--reason', 'seen')).toMatchObject({ code: 0, out: '02:00:00:00:00:02 is confirmed\n', err: '' });
  expect(editOf(MAC(2))?.confirmed).toMatchObject({ category: 'Camera', profile: 'Acme Camera', vendor: 'Acme', model: 'C-1', by: 'alice' });
  expect((await device('reclassify', '02-00-00-00-00-02', '--profile', 'Press', '--category', 'industrial controller')).err).toContain('there is no such profile');
  expect((await device('reclassify', '0200.0000.0002', '--profile', 'Press', '--category', 'industrial controller', '--new')).out).toBe('02:00:00:00:00:02 is Press from now on\n');
  expect(editOf(MAC(2))).toMatchObject({ set: { profile: 'Press', category: 'Industrial Controller' }, confirmed: null });
  expect((await device('reclassify', 'dev-6', '--profile', 'press')).code).toBe(0);
  expect(editOf(MAC(6))?.set).toEqual({ profile: 'Press', category: 'Industrial Controller' });
  // The store still has what the node said before: that is not what stands now.
  for (const verb of ['confirm', 'reject']) expect(await device(verb, 'dev-2')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('has not followed what was said last') });
  expect(editOf(MAC(2))).toMatchObject({ set: { profile: 'Press' }, confirmed: null, rejected: [] });
  expect((await device('reject', 'dev-2', '--profile', 'Acme Camera', '--json')).code).toBe(0);
  expect(editOf(MAC(2))?.rejected.map(({ tier, value }) => `${tier} ${value}`)).toEqual(['profile Acme Camera']);
  expect((await device('reject', 'dev-2', '--profile', 'Press')).code).toBe(0);
  expect(editOf(MAC(2))?.set.profile).toBeUndefined();
  expect((await device('reset', 'dev-2')).code).toBe(0);
  expect(editOf(MAC(2))).toBeUndefined();
  const lines = (await shown('history', 'dev-2', '--json')).out.trim().split('\n').map((line) => JSON.parse(line));
  expect(lines.map(({ action, by }) => `${action} ${by}`)).toEqual(['reset alice', 'rejected alice', 'rejected alice', 'reclassified alice', 'confirmed alice']);
  expect(lines[3].changes).toMatchObject({ profile: { from: null, to: 'Press' }, confirmed: { to: null } });
  expect(lines[4]).toMatchObject({ reason: 'seen', changes: { confirmed: { from: null, to: { profile: 'Acme Camera' } } } });
  expect((await shown('history', 'dev-2')).out).toMatch(/^WHEN +WHO +WHAT +FROM +TO +WHY\n/);
});

test('[R62] what people know beside the verdict is set, added to and cleared', async () => {
  const words = ['--location', 'Hall 2', '--asset-tag', 'A-7', '--purdue', '1', '--tag', 'critical', '--tag', 'hall', '--attribute', 'Asset Criticality=High', '--serial', 'S1', '--notes', 'loud'];
  const told = await device('edit', 'dev-5', ...words, '--json');
  expect(JSON.parse(told.out)).toMatchObject({ deviceid: '02:00:00:00:00:05', site: 'default', state: 'described', location: 'Hall 2', asset_tag: 'A-7', purdue_level: '1', tags: ['critical', 'hall'], customAttributes: { 'Asset Criticality': 'High' }, by: 'alice' });
  await device('edit', 'dev-5', '--clear', 'asset-tag', '--clear', 'Asset Criticality', '--untag', 'hall', '--location', 'Hall 3');
  expect(editOf(MAC(5))).toMatchObject({ set: { location: 'Hall 3', purdue_level: '1', serial_number: 'S1', notes: 'loud' }, tags: ['critical'], attributes: {} });
  await device('edit', 'dev-5', '--vendor', 'Bcme');
  await device('reset', 'dev-5', '--verdict');
  expect(editOf(MAC(5))?.set).toEqual({ location: 'Hall 3', purdue_level: '1', serial_number: 'S1', notes: 'loud' });
});

test('[R62] what is refused says why and what to do, and changes nothing', async () => {
  const before = inStore((store) => store.edits.lastChange());
  const cases: readonly (readonly [readonly string[], number, string])[] = [
    [['show', '02:00:00:00:00:99'], 1, 'nameplate devices lists what there is'], [['show', 'nobody'], 1, 'give its MAC or IP address'],
    [['edit', 'dev-1'], 2, 'nothing was said'], [['edit', 'dev-1', '--location', '\u001b[2J'], 2, 'text that can be printed'], [['edit', 'dev-1', '--location', 'x'.repeat(257)], 2, 'too long'],
    [['edit', 'dev-1', '--purdue', '6'], 2, 'from 0 to 5'], [['edit', 'dev-1', '--attribute', 'x'], 2, 'name=value'], [['edit', 'dev-1', '--clear', 'locaton'], 2, 'no such value'], [['edit', 'dev-1', '--tag', ' '], 2, 'not empty'], [['edit', 'dev-1', '--tag', '\u0007'], 2, 'text that can be printed'],
    [['reclassify', 'dev-1'], 2, 'neither a profile nor a category'], [['reclassify', 'dev-1', '--category', 'Toaster'], 2, 'no such category'], [['reclassify', 'dev-1', '--profile', 'X', '--new'], 2, 'needs its category'],
    [['confirm', '02:00:00:00:00:03'], 1, 'no verdict to confirm'], [['reject', '02:00:00:00:00:03'], 1, 'no verdict to reject'], [['confirm', 'dev-1', '02:00:00:00:00:03'], 1, 'no verdict to confirm'],
    [['confirm', '02:00:00:00:00:01'], 1, 'several devices are known by this'], [['merge', 'dev-1'], 2, 'two devices at least'], [['split', 'dev-1'], 1, 'one interface only'],
    [['add'], 2, 'it names no device'], [['add', '--ip', '10.0.0.1.2'], 2, 'is no IPv4 address'], [['add', '--ip', '127.0.0.1'], 2, 'of one device'], [['add', '--ip', '10.0.0.7', '--mac', '01:00:5e:00:00:01'], 2, 'that of a group'],
    [['add', '--mac', '02:00:00:00:00:77'], 1, 'says nothing of the device'], [['others', 'dev-1', '--apply'], 1, 'nobody said what this device is'], [['reset', 'dev-1', '--reason', 'x\u0007'], 2, 'text that can be printed'],
  ];
  for (const [words, code, err] of cases) expect({ words, ...(await (words[0] === 'show' ? shown : device)(...words)) }).toMatchObject({ words, code, out: '', err: expect.stringContaining(err) });
  expect(inStore((store) => store.edits.lastChange())).toBe(before);
  expect((await capture(['device', 'confirm', 'dev-1', '--data', join(folder, 'none')])).err).toContain('no such data folder');
});

test('[R62] the same MAC at two sites is told apart by its place, by its address, or by its name', async () => {
  expect((await device('confirm', '02:00:00:00:00:01', '--site', 'north')).code).toBe(0);
  expect([editOf(MAC(1)), editOf(MAC(1), inStore((store) => store.scopes.idOf(SITE)))?.confirmed?.by]).toEqual([undefined, 'alice']);
  expect((await device('edit', '10.0.0.1', '--location', 'here')).out).toContain('02:00:00:00:00:01');
  expect(editOf(MAC(1))?.set.location).toBe('here');
  expect((await device('edit', 'NORTH-1', '--location', 'there')).code).toBe(0);
  expect(editOf(MAC(1))?.set.location).toBe('here');
});

test('[R62] merge names a primary, brings groups together, and split frees an interface or all', async () => {
  expect(JSON.parse((await device('merge', 'dev-1', 'dev-2', '--json')).out)).toEqual({ primaryDevice: '02:00:00:00:00:01', secondaryDevicesList: ['02:00:00:00:00:02'] });
  await device('merge', 'dev-5', 'dev-6');
  expect(JSON.parse((await device('merge', 'dev-2', 'dev-6', '--primary', 'dev-6', '--json')).out)).toEqual({ primaryDevice: '02:00:00:00:00:06', secondaryDevicesList: ['02:00:00:00:00:01', '02:00:00:00:00:02', '02:00:00:00:00:05'] });
  expect(editOf(MAC(2))?.primary).toMatchObject({ scope: 1, device: MAC(6), by: 'alice' });
  expect((await device('split', 'dev-2')).out).toBe('02:00:00:00:00:02 is a device of its own\n');
  expect(editOf(MAC(2))).toBeUndefined();
  expect((await device('split', 'dev-6')).out).toBe('02:00:00:00:00:01 is a device of its own\n02:00:00:00:00:05 is a device of its own\n');
  expect((await device('merge', 'dev-1', 'north-1')).code).toBe(0);
  expect(editOf(MAC(1), inStore((store) => store.scopes.idOf(SITE)))?.primary).toMatchObject({ scope: 1, device: MAC(1) });
});

test('[R63] a device with a static address is added by form, and who holds the address is told', async () => {
  expect(await device('add', '--ip', '10.0.0.7', '--category', 'Printer', '--vendor', 'Acme')).toMatchObject({ code: 0, out: '10.0.0.7 is known from now on, and published at its address\n', err: '' });
  expect(editOf(addressKey(ip('10.0.0.7')))).toMatchObject({ set: { category: 'Printer', vendor: 'Acme' }, address: { ip: ip('10.0.0.7'), by: 'alice' } });
  expect(await device('add', '--ip', '10.0.0.1', '--category', 'Printer')).toMatchObject({ out: '10.0.0.1 is known from now on\n', err: expect.stringContaining('02:00:00:00:00:01 holds the address now (arp') });
  expect((await device('add', '--ip', '10.0.0.8')).out).toContain('firewalls hear of it when it has a category');
  expect((await device('add', '--ip', '10.0.0.7', '--mac', '02:00:00:00:00:70', '--category', 'Printer')).err).toContain('10.0.0.7 was given to 10.0.0.7');
  expect((await device('edit', '10.0.0.7', '--location', 'Hall')).out).toBe('10.0.0.7 is edited\n');
  expect((await device('reset', '10.0.0.7')).code).toBe(0);
  expect((await shown('show', '10.0.0.7')).code).toBe(1);
});

const CSV = 'mac_address,ip_address,hostname,category,Serial_Number,Purdue Level,Tags,attribute:Room,risk_score\n';

test('[R63] a file is taken in as a whole or not at all; what is wrong is told by line', async () => {
  const path = join(folder, 'devices.csv');
  const bad = ['02:00:00:00:01:01,10.1.0.1,a,Camera,S1,2,x;y,R1,9', 'nonsense,10.1.0.2,,Camera', '02:00:00:00:01:03,10.1.0.1,,Camera', ',,b,Camera', '02:00:00:00:01:05,10.1.0.5,,Toaster', '02:00:00:00:01:01,10.1.0.6,,Camera', '"02:00:00:00:01:07,10.1.0.7', '02:00:00:00:01:08,10.1.0.8,,Camera,,7', '02:00:00:00:01:09,10.1.0.9,,Camera,,,,,,,too many', ',10.1.0.10,,Printer'];
  writeFileSync(path, CSV + bad.join('\r\n'));
  const before = inStore((store) => store.edits.lastChange());
  const refused = await device('import', path);
  expect(refused).toMatchObject({ code: 1, out: 'nothing was changed: 8 lines are refused; correct them, or say --partial to take the others\n' });
  for (const line of ['line 3: mac_address nonsense is no MAC address', 'line 4: the address is there twice, first on line 2', 'line 5: it names no device', 'line 6: there is no such category', 'line 7: the device is there twice, first on line 2', 'line 8: a quote is not closed', 'line 9: a Purdue level is a whole number from 0 to 5', 'line 10: it has more cells than there are columns', 'columns that mean nothing here: risk_score']) expect(refused.err).toContain(line);
  expect((await device('import', path, '--dry-run', '--partial')).out).toBe('10 rows read, 8 would be refused; nothing was changed\n');
  expect(inStore((store) => store.edits.lastChange())).toBe(before);
  const partial = await device('import', path, '--partial', '--json');
  expect(JSON.parse(partial.out)).toMatchObject({ rows: 10, applied: 2, changed: 2, refused: 8, ignored_columns: ['risk_score'], dry_run: false });
  expect(editOf(MAC(0x101))).toMatchObject({ set: { hostname: 'a', category: 'Camera', serial_number: 'S1', purdue_level: '2' }, tags: ['x', 'y'], attributes: { Room: 'R1' }, address: { ip: ip('10.1.0.1') } });
  expect(editOf(addressKey(ip('10.1.0.10')))?.set).toEqual({ category: 'Printer' });
});

test('[R63] the template is a file that can be imported', async () => {
  const path = join(folder, 'template.csv'), template = await capture(['device', 'template']);
  writeFileSync(path, template.out);
  expect(await device('import', path, '--site', 'branch')).toMatchObject({ code: 0, out: '1 devices taken in, 1 of them changed, 0 lines refused\n', err: 'nothing is known of site branch yet; there is default, north\n' });
  expect((await capture(['device', 'template', '--list', 'category'])).out.split('\n')).toContain('Infusion System');
  expect((await capture(['device', 'template', '--list', 'profile', '--data', data])).out).toContain('Press\n');
});
