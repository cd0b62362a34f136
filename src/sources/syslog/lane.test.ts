/** A lane: messages in order, batches by size and time, nothing held beyond its bounds, and what happens when the kernels or the disk are not there. */
import { expect, test } from 'bun:test';
import { F_DHCP_CHADDR } from '../../../assembly/layout.ts';
import { loadKernel } from '../../kernels/index.ts';
import { EdgeError, type RowReader } from '../../model/index.ts';
import { makeLog, makeMetrics } from '../../telemetry/index.ts';
import { Budget, Lane, type LaneDeps } from './lane.ts';
import { Account } from './ledger.ts';

const kernel = loadKernel();
const KIB = 1024, MIB = 1024 * KIB;

interface Bench { readonly lane: Lane; readonly account: Account; readonly budget: Budget; readonly batches: string[]; readonly macs: number[]; readonly world: { ready: boolean; fail: unknown[] } }

function bench(max = 64 * MIB): Bench {
  const batches: string[] = [], macs: number[] = [], world = { ready: true, fail: [] as unknown[] }, metrics = makeMetrics();
  const deps: LaneDeps = {
    pool: {
      parse: async (parser, bytes, state, base) => {
        const failure = world.fail.shift();
        if (failure !== undefined) throw failure;
        batches.push(Buffer.from(bytes).toString('latin1'));
        await Bun.sleep(batches.length % 3); // later batches may be quicker
        return kernel.parse(parser, bytes.slice(), state, base);
      },
    },
    absorb: async (_scope, _sender, rows: RowReader) => {
      for (let row = 0; row < rows.count; row++) macs.push(rows.mac(row, F_DHCP_CHADDR) ?? 0);
      return { records: rows.count, rejects: 0, bindings: 1 };
    },
    ready: () => world.ready, clock: () => ({ referenceMs: 0, zoneMinutes: 0 }), log: makeLog({ level: 'error', format: 'json', now: Date.now, write: () => undefined }),
  };
  const budget = new Budget(max), account = new Account({ kind: 'dhcp-server', sender: 1, connections: 0, lastSeen: null, counts: new Map() }, (kind, event) => metrics.counter('nameplate_syslog_total', { kind, event }));
  return { lane: new Lane({ tenant: 'default', site: 'default', segment: 'default' }, 'dc1', account, budget, deps), account, budget, batches, macs, world };
}
const record = (n: number): Buffer => Buffer.from(`dhcpd: DHCPACK on 10.0.0.1 to 02:00:00:${[n >> 16, (n >> 8) & 255, n & 255].map((byte) => byte.toString(16).padStart(2, '0')).join(':')} via eth1`);
async function until(met: () => boolean): Promise<void> { while (!met()) await Bun.sleep(5); }

test('messages keep their order over many batches, and each batch is at most 256 KiB of whole lines', async () => {
  const it = bench();
  for (let n = 0; n < 20_000; n++) it.lane.add(record(n));
  await it.lane.close();
  expect(it.macs.map((mac) => mac % 0x1000000)).toEqual(Array.from({ length: 20_000 }, (_, n) => n));
  expect(it.batches.length).toBeGreaterThan(3);
  for (const batch of it.batches) expect(batch.length <= 256 * KIB && batch.endsWith(' via eth1\n')).toBe(true);
  expect(it.account.counts.get('parsed')).toBe(20_000);
  expect([it.lane.bytes, it.budget.bytes]).toEqual([0, 0]);
});

test('a lone message is parsed soon, without another one behind it', async () => {
  const it = bench();
  it.lane.add(record(1));
  await until(() => it.batches.length === 1);
  expect(it.batches).toEqual([`${record(1)}\n`]);
});

test('newlines and NULs inside a message become spaces: a message is a line', async () => {
  const it = bench();
  for (const text of ['a\nb\0c\n', '\n', '\0\0', 'plain', '']) it.lane.add(Buffer.from(text));
  await it.lane.close();
  expect(it.batches).toEqual(['a b c \n \n  \nplain\n\n']);
});

test('it is full at its own bound or when all lanes together are, and wakes who waits when there is room', async () => {
  const it = bench(3 * MIB / 2), woken: string[] = [];
  it.world.ready = false;
  while (!it.lane.full) it.lane.add(record(1));
  expect(it.lane.bytes).toBeGreaterThanOrEqual(MIB);
  expect(it.lane.bytes).toBeLessThan(MIB + KIB);
  it.lane.whenRoom(() => { woken.push('a'); });
  const gone = (): void => { woken.push('gone'); };
  it.lane.whenRoom(gone);
  it.lane.forget(gone);
  await Bun.sleep(300);
  expect(woken).toEqual([]);
  it.world.ready = true;
  await until(() => woken.length > 0);
  await it.lane.close();
  expect([woken, it.lane.bytes]).toEqual([['a'], 0]);
  it.budget.bytes += 2 * MIB; // of others
  expect([it.lane.full, it.lane.overflows]).toEqual([true, true]);
  it.lane.whenRoom(() => { woken.push('b'); });
  it.budget.release(2 * MIB);
  expect(woken).toEqual(['a', 'b']);
});

test('a pool that is full is asked again; a batch that fails is counted by its messages and costs no other', async () => {
  const it = bench();
  it.world.fail = [new EdgeError('overloaded', 'full'), new EdgeError('overloaded', 'full'), new EdgeError('internal', 'a kernel worker failed')];
  it.lane.add(record(1));
  it.lane.add(record(2));
  await until(() => it.account.counts.get('dropped_failed') !== undefined);
  it.lane.add(record(3));
  await until(() => it.macs.length > 0);
  expect(it.account.counts).toEqual(new Map([['dropped_failed', 2], ['parsed', 1], ['bindings', 1]]));
});

test('a lane that is closed while nothing can be committed says what it lost', async () => {
  const it = bench();
  it.world.ready = false;
  for (let n = 0; n < 100; n++) it.lane.add(record(n));
  await it.lane.close();
  expect(it.account.counts).toEqual(new Map([['dropped_not_committed', 100]]));
  expect(it.budget.bytes).toBe(0);
});
