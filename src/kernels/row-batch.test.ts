/** Reading rows: every accessor against bytes laid out by hand. */
import { expect, test } from 'bun:test';
import * as L from '../../assembly/layout.ts';
import { RowBatch } from './index.ts';

/** One row with the given fields: id, type, region, a, b. */
function batchOf(fields: readonly (readonly [number, number, number, number, number])[], arena: Uint8Array, input: Uint8Array, fill: (row: DataView) => void = () => undefined): RowBatch {
  const rows = new DataView(new ArrayBuffer(L.ROW_BYTES));
  rows.setUint32(L.ROW_FIELD_COUNT, fields.length, true);
  fill(rows);
  return new RowBatch({
    rows: new Uint8Array(rows.buffer), digests: new Uint32Array(2), fields: Uint32Array.from(fields.flatMap(([id, type, region, a, b]) => [(id | (type << 16) | (region << 24)) >>> 0, a, b, 0])),
    arena, input, packets: 0, skipped: 0, unfinished: 0, state: new Uint8Array(0),
  });
}

test('reads the row itself', () => {
  const batch = batchOf([], new Uint8Array(0), new Uint8Array(0), (row) => {
    for (let i = 0; i < 12; i++) row.setUint8((i < 6 ? L.ROW_SRC_MAC : L.ROW_DST_MAC - 6) + i, 0xf0 + i);
    [[L.ROW_KIND, 3], [L.ROW_FLAGS, 33], [L.ROW_PROTO, 17], [L.ROW_TTL, 255]].forEach(([at, value]) => { row.setUint8(at!, value!); });
    [[L.ROW_OFFSET, 7], [L.ROW_SECONDS, 0xffffffff], [L.ROW_NANOS, 500_000], [L.ROW_SRC_IP, 0xc0a80001], [L.ROW_DST_IP, 1], [L.ROW_LENGTH, 9], [L.ROW_A, 0xfffffffe], [L.ROW_B, 2]].forEach(([at, value]) => { row.setUint32(at!, value!, true); });
    [[L.ROW_VLAN, 4094], [L.ROW_INNER_VLAN, 5], [L.ROW_SRC_PORT, 65535], [L.ROW_DST_PORT, 53]].forEach(([at, value]) => { row.setUint16(at!, value!, true); });
  });
  expect([batch.count, batch.kind(0), batch.flags(0), batch.proto(0), batch.ttl(0), batch.offset(0), batch.seconds(0), batch.nanos(0), batch.timeMs(0)]).toEqual([1, 3, 33, 17, 255, 7, 0xffffffff, 500_000, 0xffffffff * 1000 + 0.5]);
  expect([batch.srcMac(0), batch.dstMac(0), batch.vlan(0), batch.innerVlan(0)].map(Number)).toEqual([0xf0f1f2f3f4f5, 0xf6f7f8f9fafb, 4094, 5]);
  expect([Number(batch.srcIp(0)), Number(batch.dstIp(0)), batch.srcPort(0), batch.dstPort(0), batch.length(0), batch.a(0), batch.b(0)]).toEqual([0xc0a80001, 1, 65535, 53, 9, 0xfffffffe, 2]);
});

test('reads fields from the input and the arena, the first of a kind or all', () => {
  const input = Buffer.from('xxhello\ufeff'), arena = Uint8Array.from([0xff, 0x41, 0x0a, 2, 0, 0, 0, 0, 1]);
  const batch = batchOf([
    [10, L.T_TEXT, L.REGION_INPUT, 2, 5], [10, L.T_TEXT, L.REGION_INPUT, 7, 3], [11, L.T_TEXT, L.REGION_ARENA, 0, 2], [12, L.T_BYTES, L.REGION_ARENA, 0, 3], [13, L.T_BYTES, L.REGION_ARENA, 3, 6],
    [14, L.T_U32, 0, 0xffffffff, 0], [14, L.T_U32, 0, 5, 0], [15, L.T_U64, 0, 1, 2], [16, L.T_IP4, 0, 0x0a000001, 0], [17, L.T_CODES, L.REGION_ARENA, 1, 3], [18, L.T_BYTES, L.REGION_INPUT, 0, 0],
  ], arena, input);
  expect([batch.text(0, 10), batch.texts(0, 10), batch.text(0, 11)]).toEqual(['hello', ['hello', '\ufeff'], '\ufffdA']);
  expect([batch.hex(0, 12), batch.hex(0, 18), batch.bytes(0, 12)?.toHex(), batch.bytes(0, 19), batch.bytesList(0, 12).map((bytes) => bytes.toHex()), batch.bytesList(0, 19)])
    .toEqual(['ff410a', '', 'ff410a', undefined, ['ff410a'], []]);
  expect([Number(batch.mac(0, 13)), batch.mac(0, 12)]).toEqual([0x020000000001, undefined]);
  expect([batch.number(0, 14), batch.numbers(0, 14), batch.numbers(0, 14, 1), batch.number(0, 15)]).toEqual([0xffffffff, [0xffffffff, 5], [0xffffffff], 0x200000001]);
  expect([Number(batch.ip(0, 16)), batch.ip(0, 14), batch.codes(0, 17), batch.codes(0, 99)]).toEqual([0x0a000001, undefined, [0x41, 0x0a, 2], []]);
  expect([batch.has(0, 18), batch.has(0, 19), batch.text(0, 19), batch.number(0, 19), batch.ip(0, 19), batch.mac(0, 19), batch.hex(0, 19)]).toEqual([true, false, undefined, undefined, undefined, undefined, undefined]);
});

test('text decodes like a strict decoder would replace it', () => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (const hex of ['c3a9', 'c3', 'e282', 'e282ac', 'eda080', 'f09f9880', 'f09f98', 'f4908080', 'c080', '80', 'fe', 'efbbbf41', '41c28041', 'e0a0', 'f0808080']) {
    const input = Buffer.from(hex, 'hex');
    expect(batchOf([[1, L.T_TEXT, L.REGION_INPUT, 0, input.length]], new Uint8Array(0), input).text(0, 1)).toBe(decoder.decode(input));
  }
});
