/** Licences by the calendar, gates by release and role, and the decision table of credentials. */
import { expect, test } from 'bun:test';
import { consumerOf, credentialsFor, endsAt, gatesFor, gatesOf, isAutomatic, mappingsOf, misfits, readTerm, standingOf, startsAt, termText, type CredentialAsk, type Licence, type Noted, type NotedFirewall } from './index.ts';

const at = (text: string): number => Date.parse(text);
const DAY = 86_400_000;
const BOUGHT = at('2026-01-01T00:00:00Z');
const licence = (over: Partial<Licence> = {}): Licence => ({ purchasedAt: BOUGHT, activatedAt: BOUGHT, term: { count: 12, unit: 'months' }, ingest: true, pull: true, ...over });
const holder = (licences: readonly Licence[], over: { required?: boolean; panorama?: boolean } = {}) => ({ licences, required: false, panorama: false, ...over });

test('[R195] a term starts at activation within 90 days of purchase, to the millisecond, and else 90 days after purchase', () => {
  const grace = BOUGHT + 90 * DAY;
  expect(startsAt({ purchasedAt: BOUGHT, activatedAt: BOUGHT })).toBe(BOUGHT);
  expect(startsAt({ purchasedAt: BOUGHT, activatedAt: BOUGHT + 5 * DAY })).toBe(BOUGHT + 5 * DAY);
  expect(startsAt({ purchasedAt: BOUGHT, activatedAt: grace })).toBe(grace);
  expect(startsAt({ purchasedAt: BOUGHT, activatedAt: grace + 1 })).toBe(grace);
  expect(startsAt({ purchasedAt: BOUGHT, activatedAt: null })).toBe(grace);
});

test('months are of the calendar, in UTC, and end on the last day where theirs is missing', () => {
  const end = (from: string, months: number): string => new Date(endsAt(licence({ purchasedAt: at(from), activatedAt: at(from), term: { count: months, unit: 'months' } }))).toISOString();
  expect(end('2026-01-31T10:00:00Z', 1)).toBe('2026-02-28T10:00:00.000Z');
  expect(end('2028-01-31T10:00:00Z', 1)).toBe('2028-02-29T10:00:00.000Z');
  expect(end('2028-02-29T00:00:00Z', 12)).toBe('2029-02-28T00:00:00.000Z');
  expect(end('2026-11-30T00:00:00Z', 3)).toBe('2027-02-28T00:00:00.000Z');
  expect(end('2026-12-15T00:00:00Z', 36)).toBe('2029-12-15T00:00:00.000Z');
  expect(endsAt(licence({ term: { count: 30, unit: 'days' } }))).toBe(BOUGHT + 30 * DAY);
});

test('terms as people write them', () => {
  expect(['1y', '36m', '365d', '5m'].map((text) => readTerm(text)).map((term) => term && termText(term))).toEqual(['1y', '3y', '365d', '5m']);
  for (const text of ['', '0y', '-1y', '1', 'y', '1.5y', '21y', '9999d', '1w', '1y ; x']) expect(readTerm(text)).toBeUndefined();
});

test('[R192, R193] a node that asks for none gives everything to who has none; one that asks gives nothing', () => {
  expect(standingOf(holder([]), BOUGHT)).toEqual({ state: 'none', expiresAt: null, ingest: true, pull: true });
  expect(standingOf(holder([], { required: true }), BOUGHT)).toEqual({ state: 'none', expiresAt: null, ingest: false, pull: false });
});

test('[R196] Panorama needs none', () => {
  expect(standingOf(holder([], { required: true, panorama: true }), BOUGHT)).toEqual({ state: 'exempt', expiresAt: null, ingest: true, pull: true });
});

test('[R88, R210] what was given ends with its term, to the millisecond', () => {
  const end = endsAt(licence());
  expect(standingOf(holder([licence()]), end - 1)).toEqual({ state: 'active', expiresAt: end, ingest: true, pull: true });
  expect(standingOf(holder([licence()]), end)).toEqual({ state: 'expired', expiresAt: end, ingest: false, pull: false });
});

test('[R194] the two gates are apart, and several licences open each its own', () => {
  expect(standingOf(holder([licence({ pull: false })]), BOUGHT)).toMatchObject({ state: 'active', ingest: true, pull: false });
  expect(standingOf(holder([licence({ pull: false }), licence({ ingest: false })]), BOUGHT)).toMatchObject({ ingest: true, pull: true });
  const later = BOUGHT + 30 * DAY;
  expect(standingOf(holder([licence({ term: { count: 10, unit: 'days' }, pull: false }), licence({ ingest: false })]), later)).toMatchObject({ state: 'active', ingest: false, pull: true });
});

test('[R195] what is not activated opens nothing, and its time runs all the same', () => {
  const idle = licence({ activatedAt: null });
  expect(standingOf(holder([idle]), BOUGHT + DAY)).toMatchObject({ state: 'not_activated', ingest: false, pull: false });
  expect(standingOf(holder([idle]), endsAt(idle))).toMatchObject({ state: 'expired', ingest: false });
  const late = licence({ activatedAt: BOUGHT + 200 * DAY });
  expect(standingOf(holder([late]), BOUGHT + 199 * DAY).state).toBe('not_activated');
  expect(standingOf(holder([late]), BOUGHT + 200 * DAY)).toMatchObject({ state: 'active', expiresAt: endsAt(idle) });
});

test('[R82, R89, R90] gates: Panorama, several virtual systems, releases below 10.0; an unknown release shuts none', () => {
  const described = (panos: string | null, multiVsys = false, panorama = false) => gatesOf({ panos, multiVsys, panorama });
  for (const panos of ['8.1.0', '9.0.3', '9.1.19-h1', '9.99.99-h9999']) expect(described(panos)).toEqual(['release']);
  for (const panos of ['10.0.0', '10.0.0-h1', '10.1.3', '11.0.1-h2', null, 'nonsense']) expect(described(panos)).toEqual([]);
  expect(described('11.0.0', true, true)).toEqual(['panorama', 'multi_vsys']);
});

const ask = (panos: string, over: Partial<CredentialAsk> = {}): CredentialAsk => ({ model: 'PA-220', panos, panorama: false, deviceCertificate: false, loggingCertificate: false, ...over });
const row = (one: CredentialAsk): string => { const found = credentialsFor(one); return found === undefined ? 'no release' : `${found.device_certificate} ${found.logging_service_certificate} ${found.credential} ${found.at}`; };

test.each([
  [ask('8.1.0'), 'not_needed needed unsupported null'],
  [ask('8.1.0', { panorama: true }), 'not_needed needed otp panorama'],
  [ask('9.0.2'), 'not_needed needed unsupported null'],
  [ask('9.0.3'), 'not_needed needed psk firewall'],
  [ask('9.1.3-h1', { panorama: true }), 'not_needed needed otp panorama'],
  [ask('10.0.11'), 'needed needed psk firewall'],
  [ask('10.0.11', { panorama: true }), 'needed needed otp panorama'],
  [ask('10.0.11', { deviceCertificate: true }), 'present needed psk firewall'],
  [ask('10.0.11', { deviceCertificate: true, loggingCertificate: true }), 'present present none null'],
  [ask('10.1'), 'needed not_needed otp firewall'],
  [ask('10.1.0', { panorama: true }), 'needed not_needed otp panorama'],
  [ask('11.0.1-h2', { loggingCertificate: true }), 'needed not_needed otp firewall'],
  [ask('11.0.1', { deviceCertificate: true }), 'present not_needed none null'],
  [ask('10.1.0', { model: 'PA-440' }), 'automatic not_needed none null'],
  [ask('10.0.9', { model: 'PA-440' }), 'needed needed psk firewall'],
  [ask('10.1.0', { model: 'pa-3410' }), 'needed not_needed otp firewall'],
  [ask('10.2.0', { model: 'pa-3410' }), 'automatic not_needed none null'],
  [ask('ten'), 'no release'],
])('[R212, R213, R214, R215] %j needs %s', (one, wanted) => { expect(row(one)).toBe(wanted); });

test('[R214] a model that nobody named is never automatic', () => {
  expect(isAutomatic(null, '11.0.0')).toBe(false);
  expect(isAutomatic('PA-4400', '11.0.0')).toBe(false);
});

test('[R80] a model of a known series has a cap, any other has none', () => {
  expect(['PA-220', 'pa-440', 'PA-850', 'PA-5260', 'PA-7080', 'PA-3220', 'PA-44', '', null].map(mappingsOf)).toEqual([64_000, 64_000, 64_000, 512_000, 512_000, undefined, undefined, undefined, undefined]);
});

test('[R87] [R90] [R112] three consumers: a firewall, Panorama without mappings, Prisma Access whatever is said of its release', () => {
  const stated = (over: { panorama?: boolean; prisma?: boolean; panos?: string; multiVsys?: boolean }) => ({ panos: null, multiVsys: false, panorama: false, prisma: false, ...over });
  expect([{}, { panorama: true }, { prisma: true }].map((over) => [consumerOf(stated(over)), gatesFor(stated(over))])).toEqual([['firewall', []], ['panorama', ['panorama']], ['prisma', []]]);
  expect([gatesFor(stated({ panos: '9.1.0', multiVsys: true })), gatesFor(stated({ prisma: true, panos: '9.1.0', multiVsys: true }))]).toEqual([['multi_vsys', 'release'], []]);
});

test('[R197] where an account keeps its logs they are taken in with its licence for that alone; where it does not it needs none', () => {
  const end = endsAt(licence()), keeping = (over?: Partial<Licence>) => ({ ...holder([licence({ term: { count: 3, unit: 'days' } })], { required: true }), keeping: { licence: over && licence(over) } });
  expect(standingOf(keeping(), BOUGHT)).toMatchObject({ state: 'active', ingest: false, pull: true });
  expect(standingOf(keeping({}), BOUGHT)).toMatchObject({ ingest: true, pull: true });
  expect(standingOf({ ...keeping({}), licences: [licence()] }, end)).toMatchObject({ ingest: false });
  expect(standingOf(keeping({ activatedAt: null }), BOUGHT)).toMatchObject({ ingest: false });
  expect(standingOf(holder([licence()], { required: true }), BOUGHT)).toMatchObject({ ingest: true });
  expect(standingOf({ ...holder([]), keeping: { licence: undefined } }, BOUGHT)).toMatchObject({ ingest: true, pull: true });
});

const noted = (over: Partial<Noted>): Noted => ({ firewalls: [], licences: [], givenBack: new Set(), keeping: [], accounts: new Set(), now: BOUGHT, ...over });
const firewall = (serial: string, over: Partial<NotedFirewall> = {}): NotedFirewall => ({ serial, tenant: 'a', active: true, panorama: false, managedBy: null, ...over });
const of = (one: Noted): string[] => misfits(one).map(({ id, serial, tenant }) => `${id} ${serial ?? tenant ?? ''}`);

test('[R211] a licence and its firewall go together, or one is left behind', () => {
  const held = { id: 1, serial: 'F', licence: licence() };
  expect(of(noted({ firewalls: [firewall('F')], licences: [held] }))).toEqual([]);
  expect(of(noted({ firewalls: [firewall('F', { active: false })], licences: [held] }))).toEqual(['licence-left F']);
  expect(of(noted({ licences: [held] }))).toEqual(['licence-left F']);
  expect(of(noted({ firewalls: [firewall('F', { active: false })], licences: [held], now: endsAt(licence()) }))).toEqual([]);
  expect(of(noted({ firewalls: [firewall('F')], givenBack: new Set(['F']) }))).toEqual(['firewall-left F']);
  expect(of(noted({ firewalls: [firewall('F')], licences: [held], givenBack: new Set(['F']) }))).toEqual([]);
  expect(of(noted({ firewalls: [firewall('F', { active: false })], givenBack: new Set(['F']) }))).toEqual([]);
});

test('[R217] Panorama is linked, is Panorama, and is of the same tenant', () => {
  const managed = firewall('F', { managedBy: 'P' });
  expect(of(noted({ firewalls: [managed] }))).toEqual(['panorama-unknown F']);
  expect(of(noted({ firewalls: [managed, firewall('P', { panorama: true, active: false })] }))).toEqual(['panorama-unknown F']);
  expect(of(noted({ firewalls: [managed, firewall('P', { panorama: true, tenant: 'b' })] }))).toEqual(['panorama-elsewhere F']);
  expect(of(noted({ firewalls: [managed, firewall('P')] }))).toEqual(['panorama-none F']);
  expect(of(noted({ firewalls: [managed, firewall('P', { panorama: true })] }))).toEqual([]);
});

test('[R197] an account that keeps its logs has one licence for it, and one that does not has none', () => {
  const counted = { firewalls: [firewall('F')], licences: [{ id: 1, serial: 'F', licence: licence() }] };
  expect([of(noted({ keeping: ['a'] })), of(noted({ ...counted, keeping: ['a'] })), of(noted({ ...counted, keeping: ['a'], accounts: new Set(['a']) })), of(noted({ ...counted, accounts: new Set(['a']) }))])
    .toEqual([[], ['account-licence-missing a'], [], ['account-licence-idle a']]);
});
