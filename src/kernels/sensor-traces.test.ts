/** Zeek's own logs against the traces they were made from: what both say of DHCP, DNS, HTTP and TLS agrees. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKernel, PARSERS, toRecord, type JsonRecord, type Parser } from './index.ts';

const ZEEK = join(import.meta.dir, '../../../shared/data/captures/zeek'), PAIRS = join(ZEEK, 'pairs.tsv');
const kernel = loadKernel();
function records(parser: Parser, path: string): JsonRecord[] {
  const batch = kernel.parse(parser, readFileSync(path));
  return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
}
const text = (record: JsonRecord, key: string): string[] => (typeof record[key] === 'string' ? [record[key].toLowerCase()] : []);
const list = (record: JsonRecord, key: string): string[] => (Array.isArray(record[key]) ? record[key].map((one) => String(one).toLowerCase()) : []);

/** Traces in which Zeek reads what the capture's reader does not take for the protocol: requests without a version (HTTP/0.9) or URI, methods that are not registered or
 * newer (QUERY), a hello in more pieces than are put together. */
const ZEEK_ALONE = /\.(?:http\.(?:http-09|http-09-content-length-confusion|http-methods|no-uri|no-version|query-method|query-method-non-standard-port)|ssl\.fragment)$/;

/** What is compared: a log, the kind of its records, and the words in one. */
const COMPARED: readonly (readonly [log: string, kind: string, words: (record: JsonRecord) => string[]])[] = [
  ['dhcp', 'dhcp', (record) => ['chaddr', 'hostname', 'client_fqdn', 'requested_ip'].flatMap((key) => text(record, key).map((value) => `${key} ${value}`)).concat(record['message_type'] === 5 ? text(record, 'yiaddr').map((ip) => `granted ${ip}`) : [])],
  ['dns', 'dns', (record) => (record['dns_opcode'] === undefined ? list(record, 'query_name').map((name) => name.replace(/\.$/, '')) : [])],
  ['http', 'http', (record) => ['host', 'user_agent', 'method'].flatMap((key) => text(record, key).map((value) => `${key} ${value}`))],
  ['ssl', 'tls', (record) => text(record, 'sni')],
];

test.skipIf(!existsSync(PAIRS))('the main fields of Zeek\'s tables are those of the traces beside them', () => {
  const compared: Record<string, number> = {}, missing: string[] = [];
  for (const line of readFileSync(PAIRS, 'utf8').split('\n').slice(1)) {
    const [baseline = '', trace = '', logs = ''] = line.split('\t'), capture = join(ZEEK, 'Traces', trace);
    if (trace === '' || ZEEK_ALONE.test(baseline) || !existsSync(capture)) continue;
    const seen = records(PARSERS.capture, capture);
    for (const [log, kind, words] of COMPARED) {
      const path = join(ZEEK, 'Baseline', baseline, `${log}.log`);
      if (!logs.split(' ').includes(`${log}.log`) || !existsSync(path)) continue;
      const wire = new Set(seen.filter((one) => one['record'] === kind).flatMap(words));
      for (const word of new Set(records(PARSERS.log, path).filter((one) => one['record'] === kind).flatMap(words))) {
        compared[log] = (compared[log] ?? 0) + 1;
        if (!wire.has(word)) missing.push(`${baseline} ${log} ${word}`);
      }
    }
  }
  expect(missing).toEqual([]);
  for (const [log] of COMPARED) expect(compared[log]).toBeGreaterThan(5);
});
