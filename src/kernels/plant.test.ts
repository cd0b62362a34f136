/** Industrial messages in the capture kernel: polling gives few rows, messages behind others are read, and other protocols on the same ports are not mistaken. */
import { expect, test } from 'bun:test';
import { adu, ASKS, identification, object, polls, read, SERVES, words } from '../../fixtures/plant/modbus.ts';
import { fragment } from '../../fixtures/plant/dnp3.ts';
import { bytes, pcapFile, tcpFrame, tcpFrames, udpFrame } from './frames.ts';
import { loadKernel, PARSERS, toRecord } from './index.ts';
import type { JsonRecord } from './index.ts';

const kernel = loadKernel();
function rows(frames: readonly Uint8Array[], snap?: number): JsonRecord[] {
  const batch = kernel.parse(PARSERS.capture, pcapFile(frames, snap));
  return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)).filter((one) => one['record'] !== 'traffic');
}
const functions = (all: readonly JsonRecord[]): unknown[] => all.map((one) => one['function']);

test('a controller that is polled five thousand times has as many rows as one that is polled once', () => {
  expect(rows(polls(5000)).length).toBe(rows(polls(1)).length);
});

test('answers that name a device have a row each time, even in a flow that said the function before', () => {
  const named = adu(1, 1, 0x2b, identification(object(0, 'Sound Controls')));
  expect(rows([0, 1, 2].map((i) => tcpFrame(named, SERVES, 1 + i * named.length))).map((one) => one['vendor'])).toEqual(['Sound Controls', 'Sound Controls', 'Sound Controls']);
});

test('several messages in one segment are read, and those behind one that took two segments', () => {
  const three = bytes(adu(1, 1, 1, read), adu(2, 1, 2, read), adu(3, 1, 3, read));
  expect(functions(rows([tcpFrame(three, ASKS)]))).toEqual(['read_coils', 'read_discrete_inputs', 'read_holding_registers']);
  // The second one is cut in its head; then the first is gathered, and the second stands whole behind it.
  expect(functions(rows(tcpFrames(bytes(adu(1, 1, 1, read), adu(2, 1, 2, read)), ASKS, 16)))).toEqual(['read_coils', 'read_discrete_inputs']);
  expect(functions(rows([tcpFrame(three.subarray(0, 8), ASKS), tcpFrame(three.subarray(8, 24), ASKS, 9)]))).toEqual(['read_coils', 'read_discrete_inputs']);
});

test('a snapped capture says what is there, and that it is cut', () => {
  const [one] = rows([tcpFrame(adu(1, 1, 0x2b, identification(object(0, 'Sound Controls'), object(1, 'SC-M221'))), SERVES)], 54 + 8 + 6 + 16);
  expect(one).toMatchObject({ truncated: true, vendor: 'Sound Controls' });
  expect(one).not.toHaveProperty('product_code');
});

test('what only shares a port is not mistaken', () => {
  const other = [bytes('good morning, dear PLC\r\n'), bytes([0, 1, 0, 1, 0, 6, 1, 3, 0, 0, 0, 1]), bytes([3, 0, 0, 11, 6, 0xe0, 0, 0, 0, 1, 0]), bytes([3, 0, 0, 9, 2, 0xf0, 0x80, 1, 0]), bytes('MSGx'), bytes([5, 0x64, 5, 0xc0, 1, 0, 2, 0, 0, 0])];
  for (const port of [102, 502, 4840, 9600, 20_000, 44_818]) {
    for (const payload of other) expect([port, payload, rows([tcpFrame(payload, { ...ASKS, dstPort: port })])]).toEqual([port, payload, []]);
  }
  expect(rows([udpFrame(bytes('hello world!'), { ...ASKS, dstPort: 47_808 }), udpFrame(new Uint8Array(40).fill(0xff), { ...ASKS, dstPort: 44_818 }), udpFrame(new Uint8Array(40).fill(0xff), { ...ASKS, dstPort: 9600 })])).toEqual([]);
});

test('DNP3 is known by its checksum on any port', () => {
  const request = fragment(true, bytes([0xc0, 1, 60, 2, 6]));
  expect(functions(rows([tcpFrame(request, { ...ASKS, dstPort: 45_000 })]))).toEqual(['read']);
  expect(rows([tcpFrame(bytes(request.subarray(0, 8), [0, 0], request.subarray(10)), { ...ASKS, dstPort: 45_000 })])).toEqual([]);
  expect(rows([tcpFrame(adu(1, 1, 3, words), { ...ASKS, dstPort: 45_000 })])).toEqual([]);
});
