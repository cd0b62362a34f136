/** What the pipeline keeps to while it waits for the archive: who is answered, who is not, and what a kill in between leaves. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Archiving, Stage } from '../archive/index.ts';
import { FactRows, type Said } from '../journeys/fact-rows.ts';
import { at, is, mac, settle, smallNode, type SmallNode } from '../journeys/small-node.ts';
import { DEFAULT_SCOPE, EdgeError } from '../model/index.ts';

/** Does as it is told: packs when it may, fails when it must. */
class Told implements Archiving {
  gate: Promise<void> = Promise.resolve();
  packFails = false;
  writeFails: Error | null = null;
  readonly calls: string[] = [];
  stages = 0;
  readonly prepared = false;
  stage(): Stage { this.stages += 1; return { add: async () => {}, drop: () => { this.stages -= 1; } }; }
  async prepare(uploads: readonly (Stage | undefined)[], absorbed: readonly Stage[] = []): Promise<void> {
    this.calls.push(`prepare ${uploads.length + absorbed.length}`);
    await this.gate;
    if (this.packFails) throw new Error('cannot pack');
  }
  write(): undefined {
    this.calls.push('write');
    if (this.writeFails !== null) throw this.writeFails;
  }
  committed(): void { this.calls.push('committed'); }
  forget(): void { this.calls.push('forget'); }
}

function offer(node: SmallNode, batchId: string, said: readonly Said[]): Promise<unknown> {
  return node.pipeline.offer({ scope: DEFAULT_SCOPE, firewall: 'fw-1', batchId, rows: new FactRows(said) });
}

test('[R79] what is folded while the archive packs is stored with its verdict: a kill before its own commit, and the same upload again, lose nothing', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-pipeline-'));
  const archive = new Told(), node = smallNode({ dir, archive: () => archive });
  const t = node.clock.now, open = Promise.withResolvers<void>();
  const first = offer(node, 'a', [is(1, 'Camera/97', t), at(1, '10.0.0.1', t)]);
  await settle();
  archive.gate = open.promise;
  node.clock.now += 1000;
  const tick = node.pipeline.tick();
  const second = offer(node, 'b', [is(2, 'Printer/97', t), at(2, '10.0.0.2', t)]);
  second.catch(() => {}); // the node dies first
  await settle();
  open.resolve();
  await tick;
  await first;
  expect(node.store.batches.totals().batches).toBe(1);
  node.store.close(); // as SIGKILL leaves it
  const again = smallNode({ dir, clock: node.clock });
  await again.send([is(2, 'Printer/97', t), at(2, '10.0.0.2', t)], 'b');
  expect(again.store.devices.find(1, mac(2))).toMatchObject({ confidence: 97 });
  expect(again.store.batches.totals().batches).toBe(2);
  await again.close();
  rmSync(dir, { recursive: true });
});

test('[R79] nobody is answered before the archive has the logs; packing or writing that fails is tried again', async () => {
  const archive = new Told(), node = smallNode({ archive: () => archive });
  const t = node.clock.now;
  let answered = false;
  const receipt = offer(node, 'a', [is(1, 'Camera/97', t), at(1, '10.0.0.1', t)]).then(() => { answered = true; });
  await settle();
  for (const fault of ['packing', 'writing']) {
    archive.packFails = fault === 'packing';
    archive.writeFails = fault === 'writing' ? new Error('cannot write') : null;
    node.clock.now += 1000;
    await node.pipeline.tick();
    await settle();
    archive.packFails = false;
    archive.writeFails = null;
    expect({ fault, answered, stored: node.store.batches.totals().batches, held: node.poll().kind }).toMatchObject({ answered: false, stored: 0, held: 'snapshot' });
  }
  node.clock.now += 1000;
  await node.pipeline.tick();
  await receipt;
  expect(archive.calls).toEqual(['prepare 1', 'prepare 1', 'write', 'prepare 1', 'write', 'committed']);
  await node.close();
});

test('while the disk is full an upload is refused with what to do, known batches are answered, and the same upload comes in later', async () => {
  const archive = new Told(), node = smallNode({ archive: () => archive });
  const t = node.clock.now;
  await node.send([is(1, 'Camera/97', t)], 'known');
  const committed = archive.stages;
  archive.writeFails = new EdgeError('disk_full', 'the disk under the data folder is full');
  const refused = Promise.allSettled(Array.from({ length: 16 }, (_, i) => offer(node, `w${i}`, [is(2, 'Camera/97', t)])));
  await settle();
  node.clock.now += 1000;
  await node.pipeline.tick();
  for (const one of await refused) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'disk_full', status: 507 } });
  expect(archive.stages).toBe(committed);
  expect(await offer(node, 'known', [])).toMatchObject({ repeated: true });
  archive.writeFails = null;
  for (let i = 0; i < 16; i++) await node.send([is(2, 'Camera/97', t)], `w${i}`);
  expect(node.store.batches.totals()).toEqual({ batches: 17, records: 17 });
  await node.close();
});

test('uploads that a stop refuses are dropped from the archive, too', async () => {
  const archive = new Told(), node = smallNode({ archive: () => archive });
  archive.writeFails = new Error('cannot write');
  const receipt = offer(node, 'a', [is(1, 'Camera/97', node.clock.now)]).catch((error: unknown) => error);
  await settle();
  await node.close();
  expect(await receipt).toMatchObject({ code: 'overloaded' });
  expect(archive.calls.at(-1)).toBe('forget');
  expect(archive.stages).toBe(0);
});
