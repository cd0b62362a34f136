/** What is kept in clear: which values, how many, since when and from what, and that no device can say too much. */
import { expect, test } from 'bun:test';
import { createDeviceFeatures, encodeFeatures, Words, type FeatureFold } from './index.ts';
import { LAST } from './clear.ts';
import { MOST_SAYINGS } from './sayings.ts';
import { LONGEST_VALUE } from './words.ts';
import { PARAMETERS, parseMac, type Claim, type Mac } from '../model/index.ts';

const A = parseMac('1c:5f:2b:aa:fd:4e') as Mac, B = parseMac('00:17:88:24:76:ff') as Mac; // literals that are ones
const DAY = 86_400_000, T = Date.UTC(2026, 10, 20, 9);
const claim = (vendor: string, certainty = 0.9): Claim => ({ rule: 'test/rule', vendor, certainty });
/** Update servers are worth keeping, in proportion to their number. */
const worth = (_: string, value: string): readonly Claim[] => { const found = /^update(\d+)/.exec(value); return found === null ? [] : [claim('Acme', Number(found[1]) / 100)]; };
const said = (fold: FeatureFold, mac = A): string[] => (fold.get(mac)?.sayings() ?? []).map(({ parameter, value }) => `${parameter}=${value}`);

test('[R41] a name a device gives is kept with when it was news and which record had it; saying it again is no news', () => {
  const fold = createDeviceFeatures();
  fold.from(7);
  fold.fact(A, T + 999, 'snmp.system', 'Cisco IOS Software, C2960X Software');
  fold.drainDirty();
  fold.from(8);
  fold.fact(A, T + DAY, 'snmp.system', 'Cisco IOS Software, C2960X Software');
  expect(fold.drainDirty()).toEqual([]);
  expect(fold.get(A)?.sayings()).toEqual([{ parameter: 'snmp.system', value: 'Cisco IOS Software, C2960X Software', time: T, source: 7, claims: [] }]);
  expect(fold.get(A)?.traceOf('snmp.system')).toEqual({ seconds: T / 1000, source: 7 });
});

test('a serial number is kept in clear, and is no evidence of a type', () => {
  const fold = createDeviceFeatures();
  fold.fact(A, T, 'lldp.serial', 'FOC1234X0AB');
  expect(said(fold)).toEqual(['lldp.serial=FOC1234X0AB']);
  expect(fold.get(A)?.ids.size).toBe(0);
});

test('a habit is kept only where it claims something, and the claim is looked up once for all devices; what claims nothing, twice', () => {
  const asked: string[] = [];
  const fold = createDeviceFeatures({ words: new Words((parameter, value) => { asked.push(`${parameter}=${value}`); return worth(parameter, value); }) });
  for (const mac of [A, B]) for (const name of ['www.example.com', 'update50.acme.com', 'www.example.com']) fold.fact(mac, T, 'dns.query', name);
  expect([said(fold, A), said(fold, B)]).toEqual([['dns.query=update50.acme.com'], ['dns.query=update50.acme.com']]);
  expect(asked.filter((one) => one.startsWith('dns.query'))).toEqual(['dns.query=www.example.com', 'dns.query=update50.acme.com', 'dns.query=www.example.com']);
  expect(fold.get(A)?.claims()).toEqual([{ parameter: 'dns.query', value: 'update50.acme.com', claim: claim('Acme', 0.5), time: T, source: 0 }]);
  expect(fold.get(A)?.sayings()[0]?.claims).toBe(fold.get(B)?.sayings()[0]?.claims ?? []); // the very same object
});

test('of one parameter four values stay: stronger ones take the place of weaker, equals only after a day', () => {
  const fold = createDeviceFeatures({ words: new Words(worth) });
  for (const n of [50, 50, 60, 51, 52]) fold.fact(A, T, 'dns.query', `update${n}.acme.com`);
  fold.drainDirty();
  fold.fact(A, T + 1000, 'dns.query', 'update50.other.com');
  expect(said(fold).map((one) => one.slice(16, 18))).toEqual(['50', '60', '51', '52']);
  fold.fact(A, T + 2000, 'dns.query', 'update99.acme.com');
  expect(said(fold).map((one) => one.slice(16, 18))).toEqual(['60', '51', '52', '99']);
  fold.fact(A, T + DAY + 1000, 'dns.query', 'update51.other.com');
  expect(said(fold)).toEqual(['dns.query=update60.acme.com', 'dns.query=update52.acme.com', 'dns.query=update99.acme.com', 'dns.query=update51.other.com']);
});

test('where the last value counts an earlier one that claims something stays beside it, and the last one is the attribute', () => {
  const fold = createDeviceFeatures({ words: new Words(worth) });
  const say = (value: string): void => { fold.fact(A, T, 'http.user_agent', value); };
  say('update50/1'); say('curl/8'); say('wget/1');
  expect([said(fold), fold.get(A)?.attribute('http.user_agent')]).toEqual([['http.user_agent=update50/1', 'http.user_agent=wget/1'], 'wget/1']);
  say('update50/1');
  expect([said(fold), fold.get(A)?.attribute('http.user_agent')]).toEqual([['http.user_agent=update50/1'], 'update50/1']);
});

test('a query of a path may hold a password: only what names a product is kept of it', () => {
  const fold = createDeviceFeatures({ words: new Words((_, value) => (value.startsWith('/update') ? [claim('Acme')] : [])) });
  fold.fact(A, T, 'http.path', '/update/check?model=C9&password=hunter2&session=ab');
  expect(said(fold)).toEqual(['http.path=/update/check?model=C9&password=&session=']);
});

test('whatever one device says, its sayings are bounded, and what found no room is counted', () => {
  const fold = createDeviceFeatures({ words: new Words((_, value) => (value.length % 3 === 0 ? [claim('Acme', (value.length % 97) / 100)] : [])) });
  for (let round = 0; round < 40; round++) for (const { name } of PARAMETERS) fold.fact(A, T + round * DAY, name, `${round}-${name}-${'☎'.repeat((round * 37) % 300)}`);
  const state = fold.get(A), sayings = state?.sayings() ?? [];
  expect(sayings.length).toBeLessThanOrEqual(MOST_SAYINGS);
  expect(sayings.every(({ value }) => value.length <= LONGEST_VALUE && value.isWellFormed())).toBe(true);
  expect(sayings.reduce((sum, { value }) => sum + value.length, 0)).toBeLessThanOrEqual(3072 + LAST.length * LONGEST_VALUE);
  expect(state?.clear.refused).toBeGreaterThan(0);
  expect(state === undefined ? 0 : encodeFeatures(state).length).toBeLessThan(28 * 1024);
});

test('an ordinary device is less than two kilobytes', () => {
  const fold = createDeviceFeatures({ words: new Words(worth) });
  for (let i = 0; i < 60; i++) fold.fact(A, T, 'dns.query', `host${i % 7}.example${i}.com`);
  for (const [parameter, value] of [['dhcp.hostname', 'HP-LaserJet-M404dn'], ['dhcp.vendor_class', 'Hewlett-Packard LaserJet'], ['dhcp.parameter_request_list', '6,3,1,15,66,67,13,44,12,81'], ['mdns.host', 'HP-LaserJet.local'],
    ['mdns.instance', 'HP LaserJet Pro M404dn (1F2A3B)._ipp._tcp.local'], ['mdns.service', '_ipp._tcp.local'], ['mdns.text', 'ty=HP LaserJet Pro M404dn'], ['ssdp.server', 'HP-ChaiSOE/1.0'], ['snmp.system', `HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153,EEPROM JSI23900047,CIDATE 03/24/2021`],
    ['snmp.object_id', '1.3.6.1.4.1.11.2.3.9.1'], ['http.server', 'HP HTTP Server; HP LaserJet Pro M404dn'], ['cert.subject', 'HP1F2A3B'], ['cert.organisation', 'HP Inc.'], ['snmp.name', 'NPI1F2A3B'], ['snmp.serial', 'VNB3K12345']] as const) fold.fact(A, T, parameter, value);
  const state = fold.get(A);
  expect(state === undefined ? Infinity : encodeFeatures(state).length).toBeLessThan(2048);
});
