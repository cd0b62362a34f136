/** The SIMD and the scalar build give the same rows, bit for bit, on every capture at hand; and every packet is accounted for. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { account, inBatches } from './accounting.ts';
import { loadKernel, PARSERS, RowBatch } from './index.ts';

const DATA = join(import.meta.dir, '../../../shared/data');
const ready = existsSync(DATA);
const captures = ready ? [...new Bun.Glob('{captures,iot-sentinel,attacks}/**/*.{pcap,pcapng,cap,trace}').scanSync({ cwd: DATA })].sort() : [];
const simd = loadKernel('simd'), scalar = loadKernel('scalar');
const same = (a: ArrayBufferView, b: ArrayBufferView): boolean => Buffer.compare(Buffer.from(a.buffer, a.byteOffset, a.byteLength), Buffer.from(b.buffer, b.byteOffset, b.byteLength)) === 0;

test.skipIf(!ready)('both builds read every capture alike, and no packet is lost or counted twice', () => {
  let packets = 0;
  for (const name of captures) {
    for (const { bytes, state, base } of inBatches(simd, readFileSync(join(DATA, name)), 1 << 20)) {
      const one = simd.parseParts(PARSERS.capture, bytes, state), two = scalar.parseParts(PARSERS.capture, bytes, state);
      expect({ name, base, alike: same(one.rows, two.rows) && same(one.digests, two.digests) && same(one.fields, two.fields) && same(one.arena, two.arena) && same(one.state, two.state) }).toEqual({ name, base, alike: true });
      const { packets: seen, accounted } = account(new RowBatch(one));
      // What is no capture at all is one reject without a packet.
      if (seen > 0 || accounted !== 1) expect({ name, base, accounted }).toEqual({ name, base, accounted: seen });
      packets += seen;
    }
  }
  expect(captures.length).toBeGreaterThan(1000);
  expect(packets).toBeGreaterThan(100_000);
}, 60_000);

test.skipIf(!ready)('small batches read as many packets as large ones', () => {
  for (const name of captures.filter((_, i) => i % 7 === 0)) {
    const capture = readFileSync(join(DATA, name));
    const total = (size: number): number => {
      let sum = 0;
      for (const { bytes, state } of inBatches(simd, capture, size)) sum += simd.parseParts(PARSERS.capture, bytes, state).packets;
      return sum;
    };
    expect({ name, packets: total(4096) }).toEqual({ name, packets: total(1 << 20) });
  }
}, 60_000);
