/** The data folder: migrations from every earlier schema, one node at a time, damage, a full disk, and what each table keeps. */
import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseKey, type Ipv4, type Mac } from '../model/index.ts';
import { MIGRATIONS, migrate, schemaVersion } from './migrate.ts';
import { openStore, type DeviceRow, type FirewallRow, type MappingRow, type MappingWrite, type SavedVerdict, type Store, type TickWrite } from './index.ts';

const VERDICT: SavedVerdict = {
  device_type: 'IoT', category: 'Cameras', profile: 'Camera', vendor: 'Acme', model: null, os_family: null, os_version: null, risk_score: 12.5, risk_level: 'low',
};
const FIREWALL: FirewallRow = {
  serial: '007', tenant: 'default', site: 'default', segment: 'default', viewSites: ['north', 'south'], fingerprint: 'aa', certificateSerial: '1', status: 'active',
  issuedAt: 1, expiresAt: 2, revokedAt: null,
};
const NOTHING: TickWrite = {
  tick: 1, rows: [], logged: [], seen: [], settled: [], settledBefore: 0, evicted: [], tenants: [], changed: [], mappings: [], batches: [], forgetBatchesBefore: 0,
};
function device(id: number, over: Partial<DeviceRow> = {}): DeviceRow {
  return {
    id, scope: 1, mac: (0x020000000000 + id) as Mac, firstSeen: 10, metAt: 11, lastActivity: 20, ip: 0xc0a80001 as Ipv4, ipTime: 15, ipProof: 'dhcp-ack', hostname: 'käm', confidence: 97,
    identifiedAt: 12, verdict: VERDICT, ...over,
  };
}
function inFolder<T>(work: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-store-'));
  try { return work(dir); } finally { rmSync(dir, { recursive: true }); }
}
const node = (dir: string): Store => openStore(dir, { role: 'node', now: 0 });
function codeOf(work: () => unknown): unknown {
  try { work(); } catch (error) { return error instanceof Error && 'code' in error ? error.code : error; }
  return 'nothing thrown';
}

test('a folder of every earlier schema is brought to the present one, its rows kept', () => {
  for (let version = 0; version < MIGRATIONS.length; version++) {
    inFolder((dir) => {
      const db = new Database(join(dir, 'nameplate.db'), { create: true });
      migrate(db, 0, version);
      expect(schemaVersion(db)).toBe(version);
      if (version >= 1) db.run("INSERT INTO scopes VALUES (2, 'red', 'north', 'default'); INSERT INTO tenants VALUES ('red', '00000000000000ff', 7, 3)");
      db.close();
      const store = node(dir);
      expect(store.scopes.idOf({ tenant: 'red', site: 'north', segment: 'default' })).toBe(2);
      if (version >= 1) expect(store.tenants.open('red', 'another')).toEqual({ name: 'red', epoch: '00000000000000ff', revision: 7, floor: 3 });
      store.commitTick({ ...NOTHING, rows: [{ row: device(1), evidence: new Uint8Array([1]) }] });
      store.close();
      expect(node(dir).devices.byId(1)).toEqual(device(1));
    });
  }
});

test('migrations are numbered without gaps and named as their files', () => {
  expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, i) => i + 1));
  for (const { number, name, sql } of MIGRATIONS) expect(readFileSync(join(import.meta.dir, 'migrations', `${String(number).padStart(4, '0')}-${name}.sql`), 'utf8')).toBe(sql);
});

test('a folder of a newer version is refused and left as it is', () => {
  inFolder((dir) => {
    node(dir).close();
    const db = new Database(join(dir, 'nameplate.db'));
    db.run("INSERT INTO migrations VALUES (99, 'later', 0)");
    db.close();
    expect(codeOf(() => node(dir))).toBe('newer_store');
  });
});

test('one node a folder; a tool beside it; free again after a close or a failed start', () => {
  inFolder((dir) => {
    const first = node(dir);
    expect(codeOf(() => node(dir))).toBe('store_locked');
    const tool = openStore(dir, { role: 'tool', now: 0 });
    expect(tool.firewalls.list()).toEqual([]);
    tool.close();
    first.close();
    writeFileSync(join(dir, 'nameplate.db'), 'not a database at all');
    expect(codeOf(() => node(dir))).toBe('corrupt_store');
    rmSync(join(dir, 'nameplate.db'));
    node(dir).close();
  });
});

test('the lock of a killed node is gone with it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-lock-'));
  const child = Bun.spawn([process.execPath, '-e', `const { openStore } = await import(${JSON.stringify(join(import.meta.dir, 'index.ts'))});
    const store = openStore(${JSON.stringify(dir)}, { role: 'node', now: 0 }); console.log('open'); setTimeout(() => { store.close(); }, 20_000);`], { stdout: 'pipe', stderr: 'ignore' });
  await child.stdout.getReader().read();
  const whileAlive = codeOf(() => node(dir));
  child.kill('SIGKILL');
  await child.exited;
  expect(whileAlive).toBe('store_locked');
  node(dir).close();
  rmSync(dir, { recursive: true });
});

test('a damaged file is refused and not touched: garbage, cut short, overwritten inside', () => {
  inFolder((dir) => {
    const store = node(dir);
    store.commitTick({ ...NOTHING, rows: Array.from({ length: 2000 }, (_, i) => ({ row: device(i + 1), evidence: new Uint8Array(200) })) });
    store.close();
    const path = join(dir, 'nameplate.db'), good = join(dir, 'good');
    copyFileSync(path, good);
    const damages: readonly (() => void)[] = [
      () => writeFileSync(path, 'x'.repeat(100_000)),
      () => truncateSync(path, 50_000),
      () => truncateSync(path, 10),
      () => { const bytes = readFileSync(good); bytes.fill(0xa5, 4096, bytes.length - 4096); writeFileSync(path, bytes); },
      () => { const bytes = readFileSync(good); bytes.fill(0xa5, 20_480, 24_576); writeFileSync(path, bytes); },
    ];
    for (const damage of damages) {
      damage();
      const before = readFileSync(path);
      expect(codeOf(() => node(dir))).toBe('corrupt_store');
      expect(readFileSync(path).equals(before)).toBe(true);
    }
    copyFileSync(good, path);
    const again = node(dir);
    expect(again.devices.count()).toBe(2000);
    again.close();
  });
});

test('damage that is met later is said in our words, told once and remembered', () => {
  inFolder((dir) => {
    const filled = node(dir);
    const batches = Array.from({ length: 5000 }, (_, n) => ({ tenant: 'default', firewall: 'fw', batch: `b${n}`, records: 1, rejects: 0, revision: 1, committedAt: n }));
    filled.commitTick({ ...NOTHING, batches });
    filled.close();
    const told: unknown[] = [];
    const store = openStore(dir, { role: 'node', now: 0, onDamage: (error) => { told.push(error.code); } });
    expect(store.damage).toBeNull();
    const path = join(dir, 'nameplate.db'), bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xff, bytes.length / 2));
    const other = new Database(path); // a commit of somebody else makes the node read its pages again
    other.run("INSERT INTO meta VALUES ('x', 'y')");
    other.close();
    for (let again = 0; again < 2; again++) expect(codeOf(() => { for (let n = 0; n < 5000; n += 100) store.batches.find({ tenant: 'default', firewall: 'fw', batch: `b${n}` }); })).toBe('corrupt_store');
    expect([told, store.damage?.code]).toEqual([['corrupt_store'], 'corrupt_store']);
    store.close();
  });
});

test('firewalls that were made for a test go altogether, and only they', () => {
  const store = openStore(':memory:', { role: 'tool', now: 0 });
  store.firewalls.addAll([FIREWALL, { ...FIREWALL, serial: '008', fingerprint: 'bb' }], 'test');
  const before = store.firewalls.generation();
  expect(store.firewalls.remove(['008', 'nobody'], 5, 'test')).toBe(1);
  expect(store.firewalls.generation()).not.toBe(before);
  expect(store.firewalls.list().map(({ serial }) => serial)).toEqual(['007']);
  expect(store.firewalls.audit(1)).toEqual([{ at: 5, serial: '008', action: 'removed', actor: 'test', detail: '{}' }]);
  expect(codeOf(() => store.firewalls.addAll([{ ...FIREWALL, serial: '009', fingerprint: 'cc' }, FIREWALL], 'test'))).toBe('conflict');
  expect(store.firewalls.list()).toHaveLength(1);
  store.close();
});

test('a folder that cannot be one, or cannot be written, says so', () => {
  inFolder((dir) => {
    writeFileSync(join(dir, 'file'), '');
    expect(codeOf(() => node(join(dir, 'file')))).toBe('unreadable');
    expect(codeOf(() => node(join(dir, 'file', 'inside')))).toBe('unreadable');
  });
});

test('a full disk takes nothing of the tick, and takes the same tick once there is room', () => {
  inFolder((dir) => {
    const store = openStore(dir, { role: 'node', now: 0, maxBytes: 4096 * 40 });
    store.tenants.open('default', 'e'.repeat(16));
    const rows = Array.from({ length: 3000 }, (_, i) => ({ row: device(i + 1, { hostname: `name-${i}` }), evidence: new Uint8Array(300) }));
    const write: TickWrite = {
      ...NOTHING, rows, batches: [{ tenant: 'default', firewall: 'f', batch: 'b', records: 1, rejects: 0, revision: 1, committedAt: 5 }],
      tenants: [{ name: 'default', revision: 1, floor: 0 }],
    };
    expect(codeOf(() => store.commitTick(write))).toBe('disk_full');
    expect([store.devices.count(), store.batches.totals().batches, store.tenants.list()[0]?.revision]).toEqual([0, 0, 0]);
    store.setMaxBytes(1 << 30);
    store.commitTick(write);
    expect([store.devices.count(), store.batches.totals().batches, store.tenants.list()[0]?.revision]).toEqual([3000, 1, 1]);
    expect(store.devices.byId(7)).toEqual(device(7, { hostname: 'name-6' }));
    store.close();
  });
});

test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('a really full file system: a clear code at a commit and at a start, and nothing harmed', () => {
  inFolder((dir) => {
    // A file system of its own, 512 KiB; without the right to mount there is nothing to test here.
    if (!Bun.spawnSync(['mount', '-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', dir], { stdout: 'ignore', stderr: 'ignore' }).success) return;
    try {
      const store = node(dir);
      store.commitTick({ ...NOTHING, rows: [{ row: device(1), evidence: new Uint8Array(10) }] });
      const rows = Array.from({ length: 5000 }, (_, i) => ({ row: device(i + 2), evidence: new Uint8Array(300) }));
      expect(codeOf(() => store.commitTick({ ...NOTHING, tick: 2, rows }))).toBe('disk_full');
      expect(store.devices.count()).toBe(1);
      store.commitTick({ ...NOTHING, tick: 3, rows: [{ row: device(2), evidence: new Uint8Array(10) }] });
      store.close();
      const again = node(dir);
      expect(again.devices.count()).toBe(2);
      again.close();
      for (const name of readdirSync(dir)) rmSync(join(dir, name));
      for (let size = 400; size > 0; size--) {
        try { writeFileSync(join(dir, 'ballast'), new Uint8Array(size * 1024)); break; } catch (error) { if (size === 1) throw error; }
      }
      expect(codeOf(() => node(dir))).toBe('disk_full');
    } finally {
      Bun.spawnSync(['umount', '-l', dir]);
    }
  });
});

test('what waits in the journal is in its tables after a recovery; what was evicted since stays gone', () => {
  inFolder((dir) => {
    const store = node(dir);
    store.commitTick({ ...NOTHING, rows: [1, 2, 3].map((id) => ({ row: device(id), evidence: new Uint8Array([id]) })) });
    const newer = device(1, { hostname: null, verdict: { ...VERDICT, profile: 'Doorbell' }, ip: 0xffff0001 as Ipv4, ipProof: 'arp', confidence: 100, identifiedAt: 1.7e12 });
    store.commitTick({ ...NOTHING, tick: 2, logged: [{ row: device(1, { hostname: 'old' }), evidence: new Uint8Array([8]) }, { row: device(2, { hostname: 'gone' }), evidence: new Uint8Array([8]) }] });
    store.commitTick({ ...NOTHING, tick: 3, logged: [{ row: newer, evidence: new Uint8Array([9, 9]) }], seen: [{ id: 3, lastActivity: 500, ipTime: 400 }, { id: 2, lastActivity: 500, ipTime: 400 }] });
    store.commitTick({ ...NOTHING, tick: 4, evicted: [2] });
    store.close();
    const again = node(dir);
    expect(again.devices.byId(1)).toEqual(device(1));
    expect(again.recover()).toBe(4);
    expect(again.devices.byId(1)).toEqual(newer);
    expect(again.devices.evidence(1)).toEqual(new Uint8Array([9, 9]));
    expect(again.devices.byId(2)).toBeUndefined();
    expect(again.devices.byId(3)).toEqual(device(3, { lastActivity: 500, ipTime: 400 }));
    expect(again.devices.count()).toBe(2);
    expect(again.recover()).toBe(4);
    again.close();
  });
});

test('a recovery never takes back what a later tick wrote to its table, and ticks go on from the last', () => {
  inFolder((dir) => {
    const store = node(dir), newer = device(1, { hostname: 'newer', confidence: 99 });
    store.commitTick({ ...NOTHING, rows: [1, 2].map((id) => ({ row: device(id), evidence: new Uint8Array([1]) })) });
    store.commitTick({ ...NOTHING, tick: 2, logged: [1, 2].map((id) => ({ row: device(id, { hostname: 'older' }), evidence: new Uint8Array([2]) })) });
    store.commitTick({ ...NOTHING, tick: 3, rows: [{ row: newer, evidence: new Uint8Array([3]) }] });
    store.close();
    const again = node(dir);
    expect(again.recover()).toBe(3);
    expect([again.devices.byId(1), again.devices.evidence(1)]).toEqual([newer, new Uint8Array([3])]);
    expect(again.devices.byId(2)?.hostname).toBe('older');
    again.close();
    // Nothing is in the journal now, and still no number is given twice.
    const third = node(dir);
    expect(third.recover()).toBe(3);
    third.close();
  });
});

test('journal rows whose turn has come are dropped', () => {
  const store = node(':memory:');
  store.commitTick({ ...NOTHING, rows: [{ row: device(1), evidence: new Uint8Array() }] });
  for (let tick = 2; tick < 10; tick++) store.commitTick({ ...NOTHING, tick, seen: [{ id: 1, lastActivity: tick * 100, ipTime: 0 }], settledBefore: tick - 3 });
  store.commitTick({ ...NOTHING, tick: 10, settled: [{ id: 1, lastActivity: 900, ipTime: 0 }], settledBefore: 10 });
  expect(store.recover()).toBe(10);
  expect(store.devices.byId(1)?.lastActivity).toBe(900);
});

test('[R28] [R67] devices without a MAC come back from the tables and from the journal of a killed node', () => {
  inFolder((dir) => {
    const keys = ['10.1.2.3', 'imei:99999999999999', 'imsi:001010123456789', 'imsi:99999999999999'].map((text) => parseKey(text) ?? (0 as Mac));
    let store = node(dir);
    store.commitTick({ ...NOTHING, tick: 1, rows: keys.map((mac, i) => ({ row: device(i + 1, { mac }), evidence: new Uint8Array([1]) })) });
    store.commitTick({ ...NOTHING, tick: 2, logged: keys.map((mac, i) => ({ row: device(i + 1, { mac, hostname: 'again' }), evidence: new Uint8Array([2]) })) });
    store.close();
    store = node(dir);
    store.recover();
    for (const [i, mac] of keys.entries()) expect(store.devices.find(1, mac)).toEqual(device(i + 1, { mac, hostname: 'again' }));
  });
});

test('activity never goes back', () => {
  const store = node(':memory:');
  store.commitTick({ ...NOTHING, rows: [{ row: device(1, { lastActivity: 900, ipTime: 800 }), evidence: new Uint8Array() }] });
  store.commitTick({ ...NOTHING, tick: 2, settled: [{ id: 1, lastActivity: 100, ipTime: 850 }] });
  expect(store.devices.byId(1)).toMatchObject({ lastActivity: 900, ipTime: 850 });
});

test('the mapping log keeps one row a key, in order of keys, with tombstones until the floor', () => {
  const store = node(':memory:');
  store.tenants.open('default', 'e'.repeat(16));
  const entry = { mac: 5 as Mac, hostname: null, verdict: VERDICT, confidence: 95, source: 'arp' as const, identifiedAt: 3 };
  const tick = (revision: number, upserts: readonly number[], removals: readonly number[], floor = 0): void => store.commitTick({
    ...NOTHING, tick: revision, tenants: [{ name: 'default', revision, floor }],
    mappings: [...upserts.map((ip) => [ip, entry] as const), ...removals.map((ip) => [ip, null] as const)].map(([ip, one]) => ({ scope: 1, ip: ip as Ipv4, revision, at: revision * 10, entry: one })),
  });
  tick(1, [1, 2, 3], []);
  tick(2, [], [1]);
  tick(3, [2], []);
  const all = () => [...store.mappings.all('default')].map((m) => [m.ip, m.revision, m.entry === null ? 'gone' : m.entry.verdict.profile]);
  expect(all()).toEqual([[1, 2, 'gone'], [2, 3, 'Camera'], [3, 1, 'Camera']]);
  tick(4, [1], [3], 2);
  expect(all()).toEqual([[1, 4, 'Camera'], [2, 3, 'Camera'], [3, 4, 'gone']]);
  tick(5, [4], [], 4);
  expect(all()).toEqual([[1, 4, 'Camera'], [2, 3, 'Camera'], [4, 5, 'Camera']]);
  expect([...store.mappings.all('other')]).toEqual([]);
  expect(store.tenants.list()).toEqual([{ name: 'default', epoch: 'e'.repeat(16), revision: 5, floor: 4 }]);
});

test('changes of mappings are in their table after a recovery, the last one of an address, and dropped when their turn has come', () => {
  inFolder((dir) => {
    const store = node(dir), entry: MappingRow = { mac: 5 as Mac, hostname: 'käm', verdict: VERDICT, confidence: 95, source: 'arp', identifiedAt: 1.7e12 };
    const change = (ip: number, revision: number, one: MappingRow | null): MappingWrite => ({ scope: 1, ip: ip as Ipv4, revision, at: revision * 10, entry: one });
    store.tenants.open('default', 'e'.repeat(16));
    store.commitTick({ ...NOTHING, changed: [change(0xffff0001, 1, entry), change(2, 1, entry), change(3, 1, { ...entry, hostname: null })] });
    store.commitTick({ ...NOTHING, changed: [change(2, 2, null)] });
    store.commitTick({ ...NOTHING, tick: 2, changed: [change(3, 3, { ...entry, hostname: 'newer' })] });
    store.close();
    const again = node(dir), all = () => [...again.mappings.all('default')];
    expect(all()).toEqual([]);
    again.recover();
    const last = [change(0xffff0001, 1, entry), change(2, 2, null), change(3, 3, { ...entry, hostname: 'newer' })];
    expect(all()).toEqual(last.toSorted((a, b) => a.ip - b.ip));
    again.commitTick({ ...NOTHING, tick: 3, changed: [change(2, 4, entry)] });
    again.commitTick({ ...NOTHING, tick: 4, settledBefore: 4 });
    again.recover();
    expect(all()).toHaveLength(3);
    expect(all()[0]).toMatchObject({ ip: 2, revision: 2 });
    again.close();
  });
});

test('batch ids are remembered for their time and then forgotten, a bounded number at once', () => {
  const store = node(':memory:');
  const batch = (n: number) => ({ tenant: 't', firewall: 'f', batch: `b${n}`, records: n, rejects: 0, revision: 0, committedAt: n });
  store.commitTick({ ...NOTHING, batches: Array.from({ length: 1200 }, (_, n) => batch(n)) });
  expect(store.batches.find({ tenant: 't', firewall: 'f', batch: 'b7' })).toEqual(batch(7));
  expect(store.batches.find({ tenant: 'u', firewall: 'f', batch: 'b7' })).toBeUndefined();
  store.commitTick({ ...NOTHING, tick: 2, forgetBatchesBefore: 1100 });
  expect(store.batches.totals().batches).toBe(700);
  for (let tick = 3; tick < 6; tick++) store.commitTick({ ...NOTHING, tick, forgetBatchesBefore: 1100 });
  expect(store.batches.totals().batches).toBe(100);
});

test('old batch ids are forgotten faster than new ones come, and one that is in stays as it was', () => {
  const store = node(':memory:');
  const batch = (tick: number, n: number) => ({ tenant: 't', firewall: 'f', batch: `${tick}-${n}`, records: 1, rejects: 0, revision: 0, committedAt: tick });
  const of = (tick: number) => Array.from({ length: 800 }, (_, n) => batch(tick, n));
  for (let tick = 1; tick <= 12; tick++) store.commitTick({ ...NOTHING, tick, batches: of(tick), forgetBatchesBefore: tick - 2 });
  expect(store.batches.totals().batches).toBe(3 * 800);
  store.commitTick({ ...NOTHING, tick: 13, batches: [{ ...batch(12, 5), records: 99 }] });
  expect(store.batches.find(batch(12, 5))).toEqual(batch(12, 5));
});

test('firewalls: added once, reissued on purpose, revoked for good, and every change on record', () => {
  const store = node(':memory:');
  store.firewalls.add(FIREWALL, 'cli');
  expect(store.firewalls.find('007')).toEqual(FIREWALL);
  expect(store.firewalls.byFingerprint('aa')).toMatchObject({ ...FIREWALL, unshown: false });
  expect(codeOf(() => store.firewalls.add({ ...FIREWALL, fingerprint: 'bb' }, 'cli'))).toBe('conflict');
  expect(codeOf(() => store.firewalls.revoke('008', 9, 'cli'))).toBe('not_found');
  const before = store.firewalls.generation();
  expect(store.firewalls.revoke('007', 9, 'cli')).toEqual({ ...FIREWALL, status: 'revoked', revokedAt: 9 });
  expect(store.firewalls.revoke('007', 99, 'cli').revokedAt).toBe(9);
  expect(store.firewalls.generation()).not.toBe(before);
  store.firewalls.add({ ...FIREWALL, fingerprint: 'cc', viewSites: null, issuedAt: 10 }, 'cli');
  store.firewalls.add({ ...FIREWALL, fingerprint: 'dd', viewSites: null, issuedAt: 11 }, 'cli', true);
  expect(store.firewalls.byFingerprint('aa')).toMatchObject({ status: 'revoked', revokedAt: 9 });
  expect(store.firewalls.byFingerprint('cc')).toMatchObject({ status: 'revoked', revokedAt: 11 });
  expect(store.firewalls.byFingerprint('dd')?.status).toBe('active');
  expect(store.firewalls.audit(10).map(({ at, action }) => `${at} ${action}`)).toEqual(['11 reissued', '10 reissued', '9 revoked', '1 added']);
});

test('a change made by a tool in another process shows in the generation', () => {
  inFolder((dir) => {
    const store = node(dir), before = store.firewalls.generation();
    expect(store.firewalls.generation()).toBe(before);
    const script = `const { openStore } = await import(${JSON.stringify(join(import.meta.dir, 'index.ts'))});
      const store = openStore(${JSON.stringify(dir)}, { role: 'tool', now: 0 }); store.firewalls.add(${JSON.stringify(FIREWALL)}, 'cli'); store.close();`;
    expect(Bun.spawnSync([process.execPath, '-e', script]).exitCode).toBe(0);
    expect(store.firewalls.generation()).not.toBe(before);
    expect(store.firewalls.find('007')).toEqual(FIREWALL);
    store.close();
  });
});

test('scopes and tenants: a default from the first start, new ones when first named, epochs for ever', () => {
  const store = node(':memory:');
  expect(store.scopes.idOf({ tenant: 'default', site: 'default', segment: 'default' })).toBe(1);
  const id = store.scopes.idOf({ tenant: 'default', site: 'north', segment: 'default' });
  expect(store.scopes.idOf({ tenant: 'default', site: 'north', segment: 'default' })).toBe(id);
  expect(store.scopes.scopeOf(id)).toEqual({ tenant: 'default', site: 'north', segment: 'default' });
  expect(store.tenants.open('default', 'a'.repeat(16)).epoch).toBe('a'.repeat(16));
  expect(store.tenants.open('default', 'b'.repeat(16)).epoch).toBe('a'.repeat(16));
  store.meta.set('model', 'x');
  store.meta.set('model', 'y');
  expect([store.meta.get('model'), store.meta.get('none')]).toEqual(['y', undefined]);
});
