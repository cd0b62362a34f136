/** Lease rows of DHCP server logs: headers and times, exchanges told in many lines, bounds, and every line of the published samples. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'bun:test';
import { loadKernel, logState, PARSERS, toRecord } from './index.ts';
import type { JsonRecord } from './index.ts';

const simd = loadKernel('simd'), scalar = loadKernel('scalar');
const CLOCK = { referenceMs: Date.UTC(2026, 10, 27), zoneMinutes: 60 };

/** The rows of lines, the same on both builds. */
function records(...lines: readonly string[]): JsonRecord[] {
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  const [one, two] = [simd, scalar].map((kernel) => {
    const batch = kernel.parse(PARSERS.log, bytes, logState(CLOCK));
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
  });
  expect(two).toEqual(one ?? []);
  return one ?? [];
}

describe('times', () => {
  test('a header without a year has the year it was written in, and the zone of its place', () => {
    expect(records('<30>Nov  2 09:00:00 gw dhcpd[8]: DHCPACK on 10.9.0.7 to 02:00:00:00:00:01 via eth0')[0]).toMatchObject({ time: '2026-11-02T08:00:00.000000Z' });
    expect(records('Dec  2 09:00:00 gw dnsmasq-dhcp[8]: DHCPACK(eth0) 10.9.0.7 02:00:00:00:00:01')[0]).toMatchObject({ time: '2025-12-02T08:00:00.000000Z' });
  });
  test('a day is of one year at its beginning and of another at its end, when it is the day after the lines were written', () => {
    const line = (time: string): string => `${time} gw dhcpd[8]: DHCPACK on 10.9.0.7 to 02:00:00:00:00:01 via eth0`;
    const rows = records(...['Nov 27 10:00:00', 'Nov 28 00:59:00', 'Nov 28 01:01:00', 'Nov 28 00:59:00', 'Nov 27 10:00:00', 'Feb 29 10:00:00', 'Feb 29 11:00:00', 'Feb 28 10:00:00', 'Feb 30 10:00:00'].map(line));
    expect(rows.map((row) => String(row['time'] ?? '').slice(0, 13))).toEqual(['2026-11-27T09', '2026-11-27T23', '2025-11-28T00', '2026-11-27T23', '2026-11-27T09', '2024-02-29T09', '2024-02-29T10', '2026-02-28T09', '']);
  });
  test('[R35] Windows writes month, day and local time', () => {
    expect(records('10,04/19/20,00:11:13,Assign,10.9.0.7,h,020000000001,')[0]).toMatchObject({ time: '2020-04-18T23:11:13.000000Z', chaddr: '02:00:00:00:00:01' });
  });
  test('Kea\'s own time counts more than the header of a syslog that speaks another language', () => {
    const kea = '2023-01-06 12:48:19.229 INFO  [kea-dhcp4.leases/617.1] DHCP4_LEASE_ALLOC [hwtype=1 02:00:00:00:00:01], cid=[no info], tid=0x1: lease 10.9.0.7 has been allocated for 60 seconds';
    expect(records(`ene 06 12:48:19 kea kea-dhcp4[617]: ${kea}`)[0]).toMatchObject({ time: '2023-01-06T11:48:19.229000Z', action: 'ack', lease_seconds: 60 });
  });
});

test('a word that looks like topics, in another product\'s line, makes it no lease', () => {
  expect(records('10.0.0.1,dhcp,deny,udp', 'service dhcp, info', '{"a":"dhcp,info"}').map((row) => row['reason'])).toEqual(['unknown_log', 'unknown_log', 'unknown_log']);
});

describe('dnsmasq\'s exchanges', () => {
  const say = (number: number, text: string): string => `Nov 20 09:00:00 gw dnsmasq-dhcp[8]: ${number} ${text}`;
  test('[R25] lines of many exchanges at once each come to their own client', () => {
    const numbers = Array.from({ length: 60 }, (_, i) => 1000 + i), mac = (n: number): string => `02:00:00:00:00:${(n - 1000).toString(16).padStart(2, '0')}`;
    const lines = ['vendor class: v', 'client provides name: n'].flatMap((text) => numbers.map((n) => say(n, `${text}${n}`)));
    const rows = records(...lines, ...numbers.map((n) => say(n, `DHCPACK(eth0) 10.9.0.${n - 999} ${mac(n)} given`)), ...numbers.map((n) => say(n, `requested options: 1:netmask, ${n - 1000}:x`)));
    expect(rows).toHaveLength(60);
    for (const row of rows) {
      const n = Number(String(row['hostname']).slice(1));
      expect(row).toMatchObject({ chaddr: mac(n), vendor_class: `v${n}`, ip: `10.9.0.${n - 999}`, parameter_request_list: [1, n - 1000] });
    }
  });
  test('more exchanges than the table holds: the oldest is written out, or is one reject when its client is not known', () => {
    const rows = records(say(1, 'DHCPACK(eth0) 10.9.0.1 02:00:00:00:00:01 early'), ...Array.from({ length: 200 }, (_, i) => say(1000 + i, 'vendor class: v')), say(1, 'requested options: 1:netmask'));
    expect(rows.filter((row) => row['record'] === 'lease')).toMatchObject([{ hostname: 'early' }]);
    expect(rows.filter((row) => row['reason'] === 'missing_field')).toHaveLength(201);
  });
  test('what is said of a client after its last message is a row of its own', () => {
    expect(records(say(7, 'DHCPREQUEST(eth0) 10.9.0.1 02:00:00:00:00:01'), say(7, 'vendor class: v'))).toMatchObject([{ action: 'request' }, { action: 'notice', vendor_class: 'v', chaddr: '02:00:00:00:00:01' }]);
  });
  test('a list of options longer than an option can be is cut', () => {
    const rows = records(say(7, 'DHCPACK(eth0) 10.9.0.1 02:00:00:00:00:01'), ...Array.from({ length: 100 }, () => say(7, 'requested options: 1:a, 2:b, 3:c, 4:d')));
    expect(rows).toHaveLength(1);
    expect((rows[0]?.['parameter_request_list'] as readonly number[] | undefined)?.length).toBe(255);
  });
});

const LOGS = join(import.meta.dir, '../../../shared/data/logs');
/** Lines of the samples that are no lease: each is one reject, and why. */
const OTHERS: readonly (readonly [start: string, why: string])[] = [
  ['# ', 'a comment of the sample file'], ['0000005921 7 5', 'an endpoint profile of Cisco ISE, not of a DHCP server'], ['CISE_RADIUS_Accounting', 'RADIUS accounting'],
];

test.skipIf(!existsSync(LOGS))('[R29] [R35] every line of the published samples is a lease row or a known line of another product', () => {
  const jsonl = readFileSync(join(LOGS, 'dhcp.jsonl'), 'utf8').split('\n').filter((line) => line.startsWith('{')).map((line): string => JSON.parse(line).message);
  const lines = [...jsonl, ...['kea_dnsmasq_real.log', 'microsoft_dhcp-test-log.log'].flatMap((file) => readFileSync(join(LOGS, file), 'utf8').split('\n'))].filter((line) => line.trim() !== '');
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')), batch = simd.parse(PARSERS.log, bytes, logState(CLOCK));
  const starts: number[] = [];
  for (let at = 0, i = 0; i < lines.length; i++) { starts.push(at); at += Buffer.byteLength(lines[i] ?? '') + 1; }
  const rejected = new Set<string>(), counts = new Map<string, number>();
  for (let row = 0; row < batch.count; row++) {
    const record = toRecord(batch, row);
    if (record['record'] === 'reject') rejected.add(lines[starts.indexOf(batch.offset(row))] ?? '?');
    else if (record['record'] === 'unused') expect(record['log_type']).toBe('stats');
    else counts.set(String(record['dialect']), (counts.get(String(record['dialect'])) ?? 0) + 1);
  }
  for (const line of rejected) expect(OTHERS.some(([start]) => line.startsWith(start)) ? '' : line).toBe('');
  expect(rejected.size).toBe(7); // five comments and two lines of another product
  expect(Object.fromEntries(counts)).toEqual({ aruba: 3, cisco: 2, meraki: 1, fortigate: 1, dhcpd: 31, kea: 11, dnsmasq: 5, windows: 17 });
});

test.skipIf(!existsSync(LOGS))('PAN-OS as a DHCP client is the firewall\'s own business: a system row', () => {
  const line = readFileSync(join(LOGS, 'panos.jsonl'), 'utf8').split('\n').find((one) => one.includes('if-renew-trigger')) ?? '';
  expect(records(String(JSON.parse(line).message).trim())).toMatchObject([{ record: 'system', event_id: 'if-renew-trigger' }]);
});
