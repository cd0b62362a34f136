/** Messages of every protocol with bytes changed, cut and doubled at random: no build traps, both say the same, and nothing behind a packet is read. */
import { describe, expect, test } from 'bun:test';
import * as L from '../../assembly/layout.ts';
import { be16, be32, bytes, pcapFile, tcpFrame, udpFrame } from './frames.ts';
import type { Ends } from './frames.ts';
import { alpn, groups, helloMessage, points, records, serverName, signatures, versions } from './hello.ts';
import { loadKernel, PARSERS, RowBatch, toRecord } from './index.ts';
import type { JsonRecord, Kernel } from './index.ts';
import { OFFICE_SEEDS } from './office-messages.ts';

const SEED = 20260101, ROUNDS = 120, FRAMES = 60;

/** Mulberry32: small, seeded, the same everywhere. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const owner = bytes([3], 'cam', [5], 'local', [0]), pointer = be16(0xc00c);
const dns = bytes(be16(7), be16(0x8400), be16(1), be16(4), be16(1), be16(1), owner, be16(255), be16(1),
  pointer, be16(16), be16(0x8001), be32(120), be16(9), [4], 'md=1', [3], 'a=b', pointer, be16(33), be16(1), be32(120), be16(8), be16(0), be16(0), be16(80), pointer,
  pointer, be16(47), be16(1), be32(120), be16(6), pointer, [0, 2, 0x40, 1], pointer, be16(1), be16(1), be32(9), be16(4), [10, 0, 0, 1],
  pointer, be16(6), be16(1), be32(9), be16(24), pointer, pointer, new Uint8Array(20), [0], be16(41), be16(512), be32(0), be16(0));
const http = bytes('POST /upload?x=1 HTTP/1.1\r\nHost: cam.local\r\nUser-Agent: one\r\n  two\r\nServer:\r\nX-Requested-With: app\r\nContent-Type: text/xml; charset="utf-8"\r\n\r\nbody');
const ssdp = bytes('NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nLOCATION: http://10.0.0.5/desc.xml\r\nNT: upnp:rootdevice\r\nNTS: ssdp:alive\r\nSERVER: Linux UPnP/1.0 Cam/2.1\r\nUSN: uuid:1::x\r\n\r\n');
const tls = records(helloMessage({ ciphers: [0x0a0a, 0x1301, 0xc02b], session: 32, extensions: [serverName('cam.example'), alpn('h2', 'http/1.1'), groups(29, 23), points(0, 1), signatures(0x403, 0x804), versions(0x304, 0x303)] }), 60);

const seeds: readonly (readonly [string, Uint8Array, (payload: Uint8Array, ends: Ends) => Uint8Array, number])[] = [
  ['dns', dns, udpFrame, 53], ['mdns', dns, udpFrame, 5353], ['ssdp', ssdp, udpFrame, 1900], ['http', http, tcpFrame, 80], ['tls', tls, tcpFrame, 443],
  ...OFFICE_SEEDS,
];
const TELLING = [0, 1, 2, 9, 10, 13, 32, 58, 63, 64, 127, 128, 0xc0, 0xff];

function mutate(seed: Uint8Array, next: (below: number) => number): Uint8Array {
  let data = Uint8Array.from(seed);
  for (let i = next(6); i > 0 && data.length > 0; i--) {
    const at = next(data.length);
    switch (next(5)) {
      case 0: data[at] = next(256); break;
      case 1: data[at] = TELLING[next(TELLING.length)]!; break;
      case 2: data = data.slice(0, at); break;
      case 3: data = bytes(data.subarray(0, at), data.subarray(next(data.length))) as Uint8Array<ArrayBuffer>; break; // a Buffer of its own
      default: data = bytes(data.subarray(0, at), new Uint8Array(next(40)).fill(next(256)), data.subarray(at)) as Uint8Array<ArrayBuffer>; // likewise
    }
  }
  return data.subarray(0, 1400);
}

/** Rows as records, after checking that every text lies inside its region. */
function read(kernel: Kernel, capture: Uint8Array): JsonRecord[] {
  const parts = kernel.parseParts(PARSERS.capture, capture);
  let outside = 0;
  for (let at = 0; at < parts.fields.length; at += 4) {
    const word = parts.fields[at]!, region = word >>> 24 === L.REGION_ARENA ? parts.arena : parts.input;
    if (((word >>> 16) & 255) === L.T_TEXT && parts.fields[at + 1]! + parts.fields[at + 2]! > region.length) outside++;
  }
  expect(outside).toBe(0);
  const batch = new RowBatch(parts);
  return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
}

describe.each(seeds)('%s', (name, seed, frame, port) => {
  const simd = loadKernel('simd'), scalar = loadKernel('scalar');
  const dirt = [new Uint8Array(262_144), new Uint8Array(262_144).fill(0xff)] as const;

  test(`${ROUNDS * FRAMES} changed messages: both builds agree, whatever lay in memory before`, () => {
    const next = random(SEED + port);
    const kinds = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const frames = Array.from({ length: FRAMES }, (_, i) => frame(mutate(seed, next), { srcPort: 20_000 + i, dstPort: port }));
      const capture = pcapFile(frames, next(4) === 0 ? 40 + next(200) : 262_144);
      simd.split(PARSERS.capture, dirt[0]);
      scalar.split(PARSERS.capture, dirt[1]);
      const one = read(simd, capture);
      expect(read(scalar, capture)).toEqual(one);
      for (const record of one) kinds.set(String(record['record']), (kinds.get(String(record['record'])) ?? 0) + 1);
    }
    // the mutations must leave enough whole and break enough, or the test looks at nothing
    expect(kinds.get(name) ?? 0).toBeGreaterThan(ROUNDS * FRAMES * 0.15);
  });

  test('a message says the same wherever it is cut, up to the cut', () => {
    for (let length = 0; length <= seed.length; length++) {
      const capture = pcapFile([frame(seed.subarray(0, length), { srcPort: 20_000, dstPort: port })]);
      simd.split(PARSERS.capture, dirt[length & 1]!);
      scalar.split(PARSERS.capture, dirt[1 - (length & 1)]!);
      expect(read(simd, capture)).toEqual(read(scalar, capture));
    }
  });
});
