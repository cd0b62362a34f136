/** Logs of sensors as files: told apart from EAL records, and whole on a pool, where the header stands in another batch than its rows. */
import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, toRecord, type JsonRecord } from '../../kernels/index.ts';
import { openBytes, readRecords, type ReadOptions } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'sensor-logs-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
async function read(path: string, options: ReadOptions = {}): Promise<JsonRecord[]> {
  const records: JsonRecord[] = [];
  for await (const batch of readRecords(path, options)) for (let row = 0; row < batch.count; row++) records.push(toRecord(batch, row));
  return records;
}

const HEADER = '#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#open\t2026-01-01-00-00-00\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n#types\ttime\tstring\taddr\tport\taddr\tport\tenum\n';
const row = (n: number): string => `${1_700_000_000 + n}.000000\tC${n}\t10.0.${n >> 8 & 255}.${n & 255}\t40000\t10.1.0.1\t443\ttcp\n`;
const event = (n: number): object => ({ timestamp: '2026-01-01T00:00:00Z', event_type: 'dns', src_ip: `10.0.${n >> 8 & 255}.${n & 255}`, src_port: 40000, dest_ip: '10.1.0.1', dest_port: 53, proto: 'UDP', dns: { type: 'query', rrname: `n${n}.example.org`, rrtype: 'A' } });

test('tables, JSON lines and arrays are logs, objects with a record are EAL', async () => {
  const cases = [
    [HEADER, 'log'], [HEADER + row(1), 'log'], [`${JSON.stringify(event(1))}\n`, 'log'], [JSON.stringify([event(1), event(2)], null, 2), 'log'],
    ['{"_path":"conn","ts":1.0,"id.orig_h":"10.0.0.1"}\n', 'log'], ['{"ts":1.0,"uid":"C1","id":{"orig_h":"10.0.0.1","resp_h":"10.0.0.2"},"conn_state":"SF"}\n', 'log'],
    [`<13>Nov 20 09:00:00 ids suricata[1]: ${JSON.stringify(event(1))}\n`, 'log'],
    ['{"record":"arp","sender_mac":"02:00:00:00:00:01"}\n', 'eal'], ['{"event_type":"x","record" : "arp"}\n', 'eal'], ['{"something":"else"}\n', 'eal'],
  ] as const;
  for (const [content, format] of cases) {
    const opened = await openBytes(file('case', content));
    expect([content.slice(0, 60), opened.format]).toEqual([content.slice(0, 60), format]);
    for await (const _ of opened.bytes) { /* closes it */ }
  }
});

test('a table and an array larger than a batch are the same on a pool as here', async () => {
  const pool = createPool();
  try {
    const table = file('table.log', HEADER + Array.from({ length: 60_000 }, (_, n) => row(n)).join('')), array = file('array.json', JSON.stringify(Array.from({ length: 12_000 }, (_, n) => event(n)), null, 1));
    for (const [path, kind, count] of [[table, 'traffic', 60_000], [array, 'dns', 12_000]] as const) {
      const here = await read(path), there = await read(path, { pool });
      expect([here.length, here.filter((one) => one['record'] === kind).length]).toEqual([count, count]);
      expect(JSON.stringify(there) === JSON.stringify(here)).toBe(true);
    }
  } finally {
    await pool.close();
  }
});
