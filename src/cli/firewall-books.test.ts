/** What firewalls sent, applied and lack, on the command line: read from a data folder while or after a node ran there. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ipv4, Mac } from '../model/index.ts';
import { openStore, type AppliedRow, type HeldRow, type LogBookRow, type MappingWrite, type TickWrite } from '../store/index.ts';
import { capture } from './capture-output.ts';

let data = '';
const NOW = Date.now();
const book = (type: string, subtype: string, over: Partial<LogBookRow> = {}): LogBookRow => ({
  tenant: 'default', firewall: '007', type, subtype, path: 'upload', via: '', used: true, records: 12, duplicates: 3, rejects: 0, bytes: 700, firstRecord: NOW - 5000, lastRecord: NOW - 1000, received: NOW,
  minutes: new Uint32Array(60).fill(0).map((_, i) => (i === Math.floor(NOW / 60_000) % 60 ? 12 : 0)), ...over,
});
const HELD: HeldRow = { category: 'Camera', profile: 'Dome', model: null, vendor: 'Acme', osFamily: null, osVersion: null, hostname: 'dome-3', mac: '02:00:00:00:00:07' };
const applied = (ip: number, at: number, held: Partial<HeldRow> = {}): AppliedRow => ({ scope: 1, firewall: '007', ip: ip as Ipv4, held: { ...HELD, ...held }, form: 'mapping', shownBy: 'TRAFFIC', since: at, at, identifiedBy: null, identifiedAt: null });
const mapping = (ip: number, at: number, published = true): MappingWrite => ({
  scope: 1, ip: ip as Ipv4, revision: 1, at, entry: !published ? null : {
    mac: 0x020000000007 as Mac, hostname: 'dome-3', confidence: 95, source: 'dhcp-ack', identifiedAt: at,
    verdict: { device_type: 'IoT', category: 'Camera', profile: 'Dome', vendor: 'Acme', model: null, os_family: null, os_version: null, risk_score: null, risk_level: null },
  },
});

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'nameplate-firewall-books-'));
  const store = openStore(data, { role: 'node', now: NOW }), settled = [mapping(1, NOW - 9e6), mapping(2, NOW - 9e6)], journal = [mapping(2, NOW - 1000), mapping(3, NOW - 9e6), mapping(4, NOW - 9e6, false)];
  const write: TickWrite = {
    tick: 1, rows: [], logged: [], seen: [], settled: [], settledBefore: 0, evicted: [], tenants: [], changed: journal, mappings: settled, batches: [], forgetBatchesBefore: 0,
    books: {
      logs: [book('TRAFFIC', 'end'), book('SCTP', '', { used: false, received: NOW - 400_000, minutes: new Uint32Array(60) }), book('reject', 'unknown_log', { records: 0, duplicates: 0, rejects: 4, received: NOW - 4_000_000 }), book('TRAFFIC', 'e\x1b[2J', { firewall: '008', via: '007' })],
      applied: [applied(1, NOW), applied(2, NOW, { profile: 'Old' }), applied(3, NOW, { profile: 'Other' }), applied(4, NOW), applied(5, NOW)], withdrawn: [], releases: [{ tenant: 'default', firewall: '007', content: '8366-1', panos: '10.2.3', at: NOW }],
    },
  };
  store.commitTick(write);
  store.close();
});
afterAll(() => { rmSync(data, { recursive: true }); });
const firewall = (...words: string[]) => capture(['firewall', ...words, '--data', data]);
const objects = async (...words: string[]): Promise<Record<string, unknown>[]> => (await firewall(...words, '--json')).out.trimEnd().split('\n').map((line) => JSON.parse(line));

test('[R42] logs: a line a firewall and log type, with its state and rate', async () => {
  const table = (await firewall('logs')).out.split('\n');
  expect(table[0]).toMatch(/^FIREWALL +TYPE +STATE +USED +RECORDS +COPIES +REJECTS +A MINUTE +AN HOUR +LAST RECORD +RECEIVED +BY$/);
  expect(table.slice(1, 4).map((line) => line.split(/  +/).slice(0, 9))).toEqual([
    ['007', 'SCTP', 'quiet', 'no', '12', '3', '0', '0', '0'], ['007', 'TRAFFIC end', 'streaming', 'yes', '12', '3', '0', '12', '12'], ['007', 'reject unknown_log', 'stopped', '-', '0', '0', '4', '0', '0'],
  ]);
  expect(table[4]).toContain('upload from 007');
  expect(table.join('')).not.toContain('\x1b');
  expect(await objects('logs', '007')).toHaveLength(3);
  expect((await objects('logs', '007'))[1]).toMatchObject({ log_type: 'TRAFFIC', subtype: 'end', used: true, records: 12, duplicates: 3, last_minute: 12, last_record: new Date(NOW - 1000).toISOString() });
  expect((await firewall('logs', 'nobody')).err).toContain('no firewall has this serial (serial nobody)');
});

test('[R77] applied: confirmed, stale, different and unknown, the journal of the running node included', async () => {
  expect((await objects('applied', '007')).map(({ ip_address, state }) => `${String(ip_address)} ${String(state)}`)).toEqual(['0.0.0.1 confirmed', '0.0.0.2 stale', '0.0.0.3 different', '0.0.0.4 stale', '0.0.0.5 unknown']);
  const shown = await firewall('applied', '007');
  expect(shown.err).toContain('1 of 5 confirmed');
  expect(shown.out.split('\n')[2]).toMatch(/^0\.0\.0\.2 +stale +Old +Camera +02:00:00:00:00:07 +Dome/);
});

test('[R77] list says how much of what a firewall shows is confirmed', async () => {
  await firewall('add', '007', '--out', join(data, 'out'));
  expect((await objects('list'))[0]).toMatchObject({ serial: '007', mappings_shown: 5, mappings_confirmed: 1, last_confirmed: new Date(NOW).toISOString() });
  expect((await firewall('list')).out).toContain('1 of 5');
});

test('describe keeps what it is not told, and refuses what it does not know', async () => {
  expect(await objects('describe', '007', '--mode', 'l3', '--dhcp-server', '--broadcast-session', 'on', '--licence', 'wildfire')).toEqual([{ serial: '007', modes: ['l3'], dhcp: ['server'], broadcast_session: true, panos: null, licences: ['wildfire'], decryption: null, medical: null, multi_vsys: null, panorama: null, prisma: null, managed_by: null, max_mappings: null }]);
  expect((await objects('describe', '007', '--licence', 'none', '--medical', 'yes'))[0]).toMatchObject({ modes: ['l3'], licences: [], medical: true });
  expect((await firewall('describe', '007')).out).toContain('dhcp: server\nbroadcast session: yes\npanos: not stated\nlicences: none');
  for (const wrong of [['--mode', 'l4'], ['--panos', 'newest'], ['--dhcp-none', '--dhcp-relay'], ['--licence', 'none', '--licence', 'wildfire'], ['--medical', 'perhaps']]) expect((await firewall('describe', '007', ...wrong)).code).toBe(2);
});

test('[R24] [R43] [R44] advice for one firewall: from its logs, its releases and what was stated', async () => {
  const ids = (await objects('advice', '007')).map(({ id }) => id);
  expect(ids).toEqual(['dhcp-server-too-old', 'no-arp-no-dhcp', 'content-too-old', 'no-threat', 'unused-types', 'duplicates', 'no-dns-security', 'no-wildfire', 'no-url-filtering']);
  const { out } = await firewall('advice');
  expect(out).toContain('007  gap: no DHCP is seen: PAN-OS 10.2.3 has no DHCP Broadcast Session');
  expect(out).toContain('  state them: nameplate firewall describe 008');
});
