/** The law of records: what a capture says, written as EAL records and read back, says the same, key by key. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KIND_REJECT } from '../../assembly/layout.ts';
import { inBatches } from './accounting.ts';
import { pcap } from './capture-files.ts';
import { dhcpFrame, dhcpMessage, option } from './dhcp-messages.ts';
import { be16, be32, bytes, tcpFrame, udpFrame } from './frames.ts';
import { loadKernel, PARSERS, RowBatch, toRecord, type RowBatch as Batch } from './index.ts';

const DATA = join(import.meta.dir, '../../../shared/data');
const ready = existsSync(DATA);
const kernel = loadKernel();
const encoder = new TextEncoder();

function lines(batch: Batch): string[] {
  const out: string[] = [];
  for (let row = 0; row < batch.count; row++) if (batch.kind(row) !== KIND_REJECT) out.push(JSON.stringify(toRecord(batch, row)));
  return out;
}
function again(records: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < records.length; at += 200) out.push(...lines(kernel.parse(PARSERS.eal, encoder.encode(records.slice(at, at + 200).join('\n')))));
  return out;
}

test('records of every kind and flag come back as they were', () => {
  const hostile = dhcpMessage({ xid: 0xffffffff, giaddr: [10, 1, 0, 1] }, option(53, 1), option(12, 'a"b\\c\n\0d\u2028é\ud83d\ude00'), option(60, [0xff, 0x41, 0xfe]), option(77, 4, 'iPXE'), option(82, [1, 2, 7, 7]), option(61, 0), option(93, be16(7)),
    option(125, be32(9), 0, be32(10), 2, [1, 2]), option(51, be32(0xffffffff)), bytes(255));
  const dns = bytes(be16(9), be16(0x8583), be16(1), be16(1), be16(0), be16(0), 1, '.', 2, [0xc3, 0xa9], 0, be16(16), be16(1), be16(0xc00c), be16(16), be16(1), be32(9), be16(4), 3, 'a\\"');
  const frames = [dhcpFrame(hostile), udpFrame(dns, { srcPort: 53, dstPort: 40000 }), tcpFrame(bytes('GET /\u00e9?q="x" HTTP/1.1\r\nHost: h\r\nUser-Agent: \t z\x7f\r\n\r\n'), { srcPort: 40000, dstPort: 80 }), bytes(new Uint8Array(12), be16(0x888e), 1, 2, 3)];
  for (const nanos of [false, true]) for (const snap of [2000, 90]) {
    const capture = pcap(frames.map((data, i) => ({ data: data.subarray(0, snap), wire: data.length, seconds: 1_700_000_000 + i, fraction: i * 1001 })), { nanos });
    const records = lines(kernel.parse(PARSERS.capture, capture));
    expect(records.length).toBeGreaterThan(3);
    expect(again(records)).toEqual(records);
  }
});

test.skipIf(!ready)('records of real captures come back as they were', () => {
  const names = [...new Bun.Glob('{captures,iot-sentinel,attacks}/**/*.{pcap,pcapng,cap,trace}').scanSync({ cwd: DATA })].sort().filter((_, i) => i % 3 === 0);
  let count = 0;
  for (const name of names) for (const { bytes: batch, state } of inBatches(kernel, readFileSync(join(DATA, name)), 1 << 19)) {
    const records = lines(new RowBatch(kernel.parseParts(PARSERS.capture, batch, state))), back = again(records);
    count += records.length;
    records.forEach((record, i) => { if (back[i] !== record) expect({ name, record: back[i] }).toEqual({ name, record }); });
    expect(back).toHaveLength(records.length);
  }
  expect(count).toBeGreaterThan(10_000);
}, 60_000);
