/** The advice, rule by rule: when it is given, and when it is not. */
import { expect, test } from 'bun:test';
import type { LogBook } from '../books/index.ts';
import { adviceFor, broadcastSessionIn, dhcpSeen, NOTHING_STATED, readDescription, RULES, type Description } from './index.ts';

const NOW = Date.UTC(2026, 10, 20, 9);
function book(type: string, subtype = '', over: Partial<LogBook> = {}): LogBook {
  return { tenant: 't', firewall: 'A', type, subtype, path: 'upload', via: '', used: true, records: 10, duplicates: 0, rejects: 0, bytes: 0, firstRecord: NOW, lastRecord: NOW, received: NOW, minutes: new Uint32Array(60), ...over };
}
const TRAFFIC = book('TRAFFIC', 'end'), THREAT = book('THREAT', 'spyware'), DHCP = book('record', 'dhcp'), LEASE = book('record', 'lease'), ARP = book('record', 'arp');
function given(books: readonly LogBook[], stated: Partial<Description> = {}, release: { content?: string; panos?: string } = {}): string[] {
  return adviceFor({ books, content: release.content ?? null, panos: release.panos ?? null, description: { ...NOTHING_STATED, ...stated }, now: NOW }).map(({ id }) => id);
}

test('[R22] where DHCP is seen: four cells of unicast, six of broadcast', () => {
  const cells = (['vwire', 'tap', 'l2', 'l3', 'server', 'relay'] as const).map((where) => [where, dhcpSeen('unicast', where), dhcpSeen('broadcast', where)]);
  expect(cells).toEqual([['vwire', 'yes', 'yes'], ['tap', 'yes', 'no'], ['l2', 'yes', 'no'], ['l3', 'yes', 'no'], ['server', undefined, 'conditional'], ['relay', undefined, 'yes']]);
});

test('[R24] DHCP Broadcast Session: 10.1.10, 10.2.4, 11.0.1, or later', () => {
  const cases: readonly (readonly [string, boolean | undefined])[] = [
    ['9.1.16', false], ['10.0.12', false], ['10.1.9', false], ['10.1.9-h8', false], ['10.1.10', true], ['10.1.10-h2', true], ['10.1.14', true], ['10.2.0', false], ['10.2.3-h9', false], ['10.2.4', true], ['10.2.12', true],
    ['11.0.0', false], ['11.0.0-h4', false], ['11.0.1', true], ['11.0.1-h2', true], ['11.1.0', true], ['12.0.0', true], ['newest', undefined],
  ];
  expect(cases.map(([panos]) => [panos, broadcastSessionIn(panos)])).toEqual(cases.map(([panos, has]) => [panos, has]));
});

type Case = readonly [name: string, stated: Partial<Description>, advice: readonly string[]];
const DHCP_RULES = new Set(['not-described', 'dhcp-broadcast-not-seen', 'dhcp-server-too-old', 'dhcp-broadcast-session-off', 'dhcp-rule']);
const WITHOUT_DHCP: readonly Case[] = [
  ['[R22] unknown modes: it asks', {}, ['not-described']],
  ['[R22] virtual wire sees broadcast: a rule is missing', { modes: ['vwire'] }, ['dhcp-rule']],
  ['[R22] tap sees no broadcast', { modes: ['tap'] }, ['dhcp-broadcast-not-seen']],
  ['[R22] layer 2 sees no broadcast', { modes: ['l2'] }, ['dhcp-broadcast-not-seen']],
  ['[R22] layer 3 sees no broadcast', { modes: ['l3'], dhcp: [] }, ['dhcp-broadcast-not-seen']],
  ['[R22] a relay sees broadcast: a rule is missing', { modes: ['l3'], dhcp: ['relay'] }, ['dhcp-rule']],
  ['[R23] a server needs the setting', { modes: ['l3'], dhcp: ['server'] }, ['dhcp-broadcast-session-off']],
  ['[R23] a server with the setting needs a rule', { modes: ['l3'], dhcp: ['server'], broadcastSession: true, panos: '11.0.1-h2' }, ['dhcp-rule']],
  ['[R24] a server of a release without the setting', { modes: ['l3'], dhcp: ['server'], broadcastSession: true, panos: '10.2.3' }, ['dhcp-server-too-old']],
  ['[R23] a server before 10.0', { modes: ['l3'], dhcp: ['server'], panos: '9.1.16' }, ['dhcp-server-too-old']],
];
for (const [name, stated, advice] of WITHOUT_DHCP) test(name, () => { expect(given([TRAFFIC, THREAT, ARP], stated).filter((id) => DHCP_RULES.has(id))).toEqual([...advice]); });

test('[R22] where DHCP or a DHCP server’s log is seen there is no such advice', () => {
  for (const seen of [DHCP, LEASE]) for (const [, stated] of WITHOUT_DHCP) expect(given([TRAFFIC, THREAT, ARP, seen], stated)).toEqual([]);
  expect(given([TRAFFIC, THREAT, ARP, { ...DHCP, received: NOW - 86_400_001 }])).toEqual(['not-described']);
});

test('[R42] a firewall from which nothing comes', () => {
  expect(given([])).toEqual(['no-records']);
  expect(given([{ ...TRAFFIC, received: NOW - 86_400_001 }])).toEqual(['no-records']);
});

test('[R47] without ARP and DHCP confidence will be lower', () => {
  const advice = adviceFor({ books: [TRAFFIC, THREAT], content: null, panos: null, description: NOTHING_STATED, now: NOW });
  expect(advice.map(({ id, weight }) => [id, weight])).toEqual([['no-arp-no-dhcp', 'gap'], ['not-described', 'hint']]);
  expect(advice[0]?.says).toContain('confidence will be lower');
  expect(given([TRAFFIC, THREAT, DHCP])).toEqual(['no-arp']);
});

test('[R44] without threat logs or their licence risk is partial', () => {
  expect(given([TRAFFIC, DHCP, ARP])).toEqual(['no-threat']);
  expect(given([TRAFFIC, THREAT, DHCP, ARP], { licences: ['dns-security', 'wildfire', 'url-filtering'] })).toEqual(['no-threat']);
  expect(adviceFor({ books: [TRAFFIC], content: null, panos: null, description: NOTHING_STATED, now: NOW }).find(({ id }) => id === 'no-threat')?.says).toContain('risk is partial');
});

test('[R45] each recommended licence, and decryption, improves something; what nobody stated is not missing', () => {
  const all = [TRAFFIC, THREAT, DHCP, ARP];
  expect(given(all, { licences: ['threat-prevention'] })).toEqual(['no-dns-security', 'no-wildfire', 'no-url-filtering']);
  expect(given(all, { licences: ['threat-prevention', 'dns-security', 'wildfire', 'url-filtering'] })).toEqual([]);
  expect(given(all, { decryption: false })).toEqual(['no-decryption']);
});

test('[R46] decryption must leave out what a device certificate authenticates', () => { expect(given([TRAFFIC, THREAT, DHCP, ARP], { decryption: true })).toEqual(['decryption-and-certificates']); });

test('[R43] content below 8367-6513 where there is medical equipment', () => {
  const all = [TRAFFIC, THREAT, DHCP, ARP];
  expect([given(all, { medical: true }, { content: '8367-6512' }), given(all, { medical: true }, { content: '8367-6513' }), given(all, { medical: true }), given(all, {}, { content: '8000-1' })])
    .toEqual([['content-too-old'], [], ['content-unknown'], []]);
});

test('[R13] [R14] [R16] [R17] [R18] [R19] types that nothing uses are named', () => {
  const advice = adviceFor({ books: [TRAFFIC, THREAT, DHCP, ARP, book('SCTP', '', { used: false }), book('THREAT', 'url', { used: false })], content: null, panos: null, description: NOTHING_STATED, now: NOW });
  expect(advice.map(({ id, says }) => [id, says])).toEqual([['unused-types', 'log types that nothing here uses are sent: SCTP, THREAT url']]);
});

test('[R7] [R26] many copies', () => { expect(given([{ ...TRAFFIC, duplicates: 10 }, THREAT, DHCP, ARP])).toEqual(['duplicates']); });

test('[R74] [R79] a firewall that does not take its mappings for a minute', () => {
  const given = (seconds: number) => adviceFor({ books: [TRAFFIC, THREAT, DHCP, ARP], content: null, panos: null, description: NOTHING_STATED, lag: { entries: 7, seconds }, now: NOW });
  expect(given(59)).toEqual([]);
  expect(given(60).map(({ id, says }) => [id, says.includes('7 changes wait for it, the oldest for 60 s')])).toEqual([['fallen-behind', true]]);
});

test('[R219] [R77] who takes its mappings and shows none in its traffic logs has Device-ID off in its zones', () => {
  const given = (shown: number | null, books = [TRAFFIC, THREAT, DHCP, ARP]) => adviceFor({ books, content: null, panos: null, description: NOTHING_STATED, shown, now: NOW }).map(({ id }) => id);
  expect([given(0), given(1), given(null), given(0, [THREAT, DHCP, ARP])]).toEqual([['device-id-off'], [], [], []]);
});

test('a description is read as it was stored, and what is not in it is not stated', () => {
  const stated: Description = { modes: ['l3'], dhcp: ['relay'], broadcastSession: true, panos: '11.0.1', licences: [], decryption: false, medical: true, multiVsys: null, panorama: null, prisma: null, managedBy: null, maxMappings: null };
  expect(readDescription(JSON.stringify(stated))).toEqual(stated);
  expect(readDescription('{"modes":["l3","other"],"panos":7}')).toEqual({ ...NOTHING_STATED, modes: ['l3'] });
  expect([readDescription(undefined), readDescription('null')]).toEqual([NOTHING_STATED, NOTHING_STATED]);
});

test('every rule has a name of its own and cites a requirement', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { cites } of RULES) for (const row of cites) expect(row).toMatch(/^R\d+$/);
});
