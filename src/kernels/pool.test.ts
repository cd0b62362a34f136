/** The worker pool: same rows as on this thread, bounded, lazy, and closed cleanly; also inside a compiled binary. */
import { afterAll, expect, test } from 'bun:test';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dhcpFrame, dhcpMessage, option } from './dhcp-messages.ts';
import { bytes, pcapFile } from './frames.ts';
import { createPool, loadKernel, PARSERS, toRecord, type KernelPool, type RowBatch } from './index.ts';

const open: KernelPool[] = [];
afterAll(async () => { await Promise.all(open.map((pool) => pool.close())); });
function poolOf(options: Parameters<typeof createPool>[0]): KernelPool {
  const pool = createPool(options);
  open.push(pool);
  return pool;
}
const capture = (name: string): Uint8Array => pcapFile([dhcpFrame(dhcpMessage({}, option(53, 1), option(12, name), bytes(255)))]);
const lines = (batch: RowBatch): string[] => Array.from({ length: batch.count }, (_, row) => JSON.stringify(toRecord(batch, row)));

test('gives the rows this thread would', async () => {
  const pool = poolOf({ workers: 1 });
  const here = loadKernel().parse(PARSERS.capture, capture('printer'), undefined, 100);
  const there = await pool.parse(PARSERS.capture, capture('printer'), undefined, 100);
  expect(lines(there)).toEqual(lines(here));
  expect(there.digest(0)).toBe(here.digest(0));
  expect([there.packets, there.base, Buffer.from(there.state).equals(Buffer.from(here.state))]).toEqual([1, 100, true]);
});

test('runs many batches at once, each with its own answer', async () => {
  const pool = poolOf({ workers: 2 });
  const batches = await Promise.all(Array.from({ length: 40 }, (_, i) => pool.parse(PARSERS.capture, capture(`host-${i}`))));
  expect(batches.map((batch) => toRecord(batch, 0)['hostname'])).toEqual(Array.from({ length: 40 }, (_, i) => `host-${i}`));
  expect(pool.counts()).toMatchObject({ parsed: 40, failed: 0, refused: 0, active: 0, waiting: 0 });
});

test('takes the bytes of a view without taking its neighbours', async () => {
  const pool = poolOf({ workers: 1 });
  const around = bytes('before', capture('view'), 'after'), view = around.subarray(6, around.length - 5);
  expect(toRecord(await pool.parse(PARSERS.capture, view), 0)['hostname']).toBe('view');
  expect(Buffer.from(around.subarray(0, 6)).toString()).toBe('before');
});

test('makes callers wait while it is full, and refuses them when too many wait', async () => {
  const pool = poolOf({ workers: 1, depth: 2, waiting: 3 });
  const calls = Array.from({ length: 8 }, () => pool.parse(PARSERS.capture, capture('x')));
  expect(pool.counts()).toMatchObject({ active: 2, waiting: 3 });
  const settled = await Promise.allSettled(calls);
  expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected', 'rejected']);
  expect(settled[7]).toMatchObject({ reason: { code: 'overloaded' } });
  expect(pool.counts()).toEqual({ parsed: 5, failed: 0, waited: 3, refused: 3, active: 0, waiting: 0 });
});

test('a batch larger than a kernel takes is an error of its own, and the pool goes on', async () => {
  const pool = poolOf({ workers: 1 });
  expect(pool.parse(PARSERS.capture, new Uint8Array(3 << 20))).rejects.toMatchObject({ code: 'internal' });
  expect(toRecord(await pool.parse(PARSERS.capture, capture('after')), 0)['hostname']).toBe('after');
  expect(pool.counts()).toMatchObject({ parsed: 1, failed: 1 });
});

test('closing lets running batches finish and refuses new ones', async () => {
  const pool = createPool({ workers: 1 });
  const running = pool.parse(PARSERS.capture, capture('last'));
  const closing = pool.close();
  expect(toRecord(await running, 0)['hostname']).toBe('last');
  await Promise.all([closing, pool.close()]);
  expect(pool.parse(PARSERS.capture, capture('late'))).rejects.toMatchObject({ code: 'overloaded' });
});

test('a pool that was never used closes at once', async () => {
  await createPool().close();
});

test('works in a compiled binary whose sources are gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pool-')), root = join(import.meta.dir, '../..'), copy = join(folder, 'tree');
  try {
    for (const part of ['src/kernels', 'src/model', 'assembly', 'build/out/kernels.wasm', 'build/out/kernels-scalar.wasm']) cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const main = join(copy, 'src/main.ts'), binary = join(folder, 'check'), input = join(folder, 'in.pcap');
    writeFileSync(input, capture('embedded'));
    writeFileSync(main, `
      import { readFileSync } from 'node:fs';
      import { createPool, PARSERS, toRecord } from './kernels/index.ts';
      const pool = createPool({ workers: 1 });
      console.log(toRecord(await pool.parse(PARSERS.capture, new Uint8Array(readFileSync(process.argv[2] ?? ''))), 0)['hostname']);
      await pool.close();
    `);
    const built = Bun.spawnSync([process.execPath, 'build', '--compile', '--format=esm', '--bytecode', '--external=@napi-rs/nice', main, join(copy, 'src/kernels/worker.ts'), '--outfile', binary], { stdout: 'ignore' });
    expect({ exit: built.exitCode, error: built.stderr.toString().includes('error') }).toEqual({ exit: 0, error: false });
    rmSync(copy, { recursive: true });
    const run = Bun.spawnSync([binary, input], { cwd: folder });
    expect({ out: run.stdout.toString(), error: run.stderr.toString() }).toEqual({ out: 'embedded\n', error: '' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
