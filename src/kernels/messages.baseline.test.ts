/** Results that others published beside their captures: nDPI's JA4 of each hello, and Zeek's http, ssl and dns logs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'bun:test';
import { loadKernel, PARSERS, toRecord } from './index.ts';
import type { JsonRecord } from './index.ts';

const CAPTURES = join(import.meta.dir, '../../../shared/data/captures');
const hasData = existsSync(CAPTURES);
const LARGEST = 2_000_000;

const kernel = loadKernel();
function records(file: string): JsonRecord[] {
  const raw = readFileSync(file), capture = file.endsWith('.gz') ? gunzipSync(raw) : raw;
  if (capture.length > LARGEST) return [];
  const batch = kernel.parse(PARSERS.capture, capture);
  return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)).filter((one) => one['record'] !== 'traffic');
}

describe('JA4 as nDPI printed it', () => {
  // nDPI of that day differs from the description in three places: the second ALPN character is the protocol's second, the d of a server name
  // may come from a certificate, and an empty list is hashed. So the version, counts and both hashes are compared, and an empty list's is mapped.
  const core = (ja4: string): string => `${ja4.slice(1, 3)} ${ja4.slice(4, 8)} ${ja4.slice(11).replace('_e3b0c44298fc', '_000000000000')}`;

  test.skipIf(!hasData)('version, counts and hashes of every hello in its captures', () => {
    const folder = join(CAPTURES, 'ndpi');
    let compared = 0;
    for (const result of readdirSync(join(folder, 'result'))) {
      const file = join(folder, 'pcap', result.replace(/\.out$/, ''));
      if (!existsSync(file)) continue;
      const mine = new Map(records(file).filter((one) => one['record'] === 'tls').map((one) => [one['ja3'], String(one['ja4'])]));
      for (const [, ja3, ja4] of readFileSync(join(folder, 'result', result), 'utf8').matchAll(/\[JA3C: (\w+)\]\[JA4: (t\w+)\]/g)) {
        const own = mine.get(ja3 ?? '');
        if (own === undefined) continue; // a hello of a second message in a flow, in a tunnel, or behind STARTTLS: not ours to see
        compared++;
        expect([result, ja3, core(own)]).toEqual([result, ja3, core(ja4 ?? '')]);
      }
    }
    expect(compared).toBeGreaterThan(120);
  }, 60_000);
});

describe('Zeek logs', () => {
  const LOGS = ['http.log', 'ssl.log', 'dns.log'] as const;
  /** Why a baseline's rows are not all ours. */
  const APART: ReadonlyMap<string, string> = new Map([
    ['dns.dynamic-update', 'logs the prerequisites of an UPDATE as queries'], ['dns.mdns-no-assoc', 'logs answers nobody asked for as queries'], ['dns.notify', 'logs a response without a question as a query'],
    ['http.http-09', 'HTTP/0.9 has no head'], ['http.http-09-content-length-confusion', 'HTTP/0.9 has no head'], ['http.no-version', 'HTTP/0.9 has no head'], ['http.no-uri', 'a request without a target is a reject here'],
    ['http.http-methods', 'most of its requests are broken on purpose'], ['http.http-bad-request-with-version', 'has no method that exists'], ['http.http-desynched', 'responses without a request'],
    ['ssl.dtls', 'DTLS is not TLS over TCP'], ['ssl.dtls-stun-dpd', 'DTLS is not TLS over TCP'],
  ]);
  const shown = (value: string | undefined): string | undefined => value === '-' || value === '(empty)' ? undefined : value;
  const decoded = (uri: unknown): string => String(uri).replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

  function matches(log: string, row: ReadonlyMap<string, string>, one: JsonRecord): boolean {
    if (String(one['src_port']) !== row.get('id.orig_p') && log !== 'dns.log') return false;
    if (log === 'ssl.log') return one['record'] === 'tls' && one['sni'] === shown(row.get('server_name'));
    if (log === 'dns.log') return Array.isArray(one['query_name']) && one['query_name'].some((name) => String(name).toLowerCase() === row.get('query')); // Zeek folds case
    return one['record'] === 'http' && one['method'] === shown(row.get('method')) && one['host'] === shown(row.get('host')) && one['user_agent'] === shown(row.get('user_agent'))
      && decoded(one['uri']) === decoded(shown(row.get('uri')));
  }

  test.skipIf(!hasData)('every request, server name and query they hold', () => {
    let rows = 0;
    for (const line of readFileSync(join(CAPTURES, 'zeek/pairs.tsv'), 'utf8').split('\n').slice(1)) {
      const [baseline = '', trace = '', logs = ''] = line.split('\t');
      const name = baseline.replace('scripts.base.protocols.', ''), file = join(CAPTURES, 'zeek/Traces', trace);
      if (!existsSync(file) || APART.has(name)) continue;
      for (const log of LOGS.filter((one) => logs.includes(one))) {
        const path = join(CAPTURES, 'zeek/Baseline', baseline, log);
        if (!existsSync(path)) continue;
        const all = readFileSync(path, 'utf8').split('\n'), fields = all.find((text) => text.startsWith('#fields'))?.split('\t').slice(1) ?? [];
        const mine = records(file);
        if (mine.length === 0 || !fields.includes('id.orig_p')) continue; // some baselines are cut to a few columns
        for (const text of all.filter((one) => one !== '' && !one.startsWith('#'))) {
          const cells = text.split('\t'), row = new Map(fields.map((field, i) => [field, cells[i] ?? '']));
          rows++;
          expect([name, text, mine.some((one) => matches(log, row, one))]).toEqual([name, text, true]);
        }
      }
    }
    expect(rows).toBeGreaterThan(60);
  }, 60_000);
});
