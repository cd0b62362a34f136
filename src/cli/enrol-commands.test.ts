/** The owner's commands for enrolment, licences and the authority: what they print, and what they refuse. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, type Captured } from './capture-output.ts';

const folder = mkdtempSync(join(tmpdir(), 'nameplate-enrol-')), data = join(folder, 'data');
beforeAll(async () => { await capture(['firewall', 'add', 'FW', '--data', data, '--out', join(folder, 'fw'), '--tenant', 'acme', '--site', 'hq']); });
afterAll(() => { rmSync(folder, { recursive: true }); });
const run = async (...words: string[]): Promise<Captured> => await capture([...words, '--data', data]);
const one = async (...words: string[]): Promise<Record<string, unknown>> => JSON.parse((await run(...words, '--json')).out);

test('[R216] a password is printed alone, so that it can be piped; what to do with it goes to the other stream', async () => {
  const { code, out, err } = await run('enrol', 'otp', 'NEW-1');
  expect([code, out]).toEqual([0, expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{8}(-[0-9A-HJKMNP-TV-Z]{1,7}){4}\n$/)]);
  expect(err).toMatch(/good once, for NEW-1[\s\S]*SHA-256 [0-9a-f]{64}/);
  expect((await run('enrol', 'list')).out).not.toContain(out.trim().slice(9));
});

test('a known firewall keeps its scope, and never changes its tenant by a password', async () => {
  expect(await one('enrol', 'psk', 'FW')).toMatchObject({ kind: 'psk', tenant: 'acme', site: 'hq', state: 'good' });
  expect(await run('enrol', 'otp', 'FW', '--tenant', 'other')).toMatchObject({ code: 1, err: expect.stringContaining('another tenant') });
});

test('a second password ends the first; a revoked one stays revoked', async () => {
  const first = await one('enrol', 'otp', 'TWICE'), second = await one('enrol', 'otp', 'TWICE');
  const states = (await run('enrol', 'list', '--json')).out.trim().split('\n').map((line) => JSON.parse(line)).filter(({ serial }) => serial === 'TWICE').map(({ id, state }) => [id, state]);
  expect(Object.fromEntries(states)).toEqual({ [String(first.id)]: 'revoked', [String(second.id)]: 'good' });
  expect((await run('enrol', 'revoke', String(second.id).toLowerCase())).out).toContain('is revoked');
  expect((await run('enrol', 'revoke', 'NOSUCHID')).code).toBe(1);
});

test('wrong usage is refused before anything is made', async () => {
  for (const words of [['enrol', 'otp', 'X', '--valid', '8d'], ['enrol', 'otp', 'X', '--valid', '10s'], ['enrol', 'otp', 'X', '--valid', 'soon'], ['enrol', 'otp', '../x'], ['enrol', 'otp', 'ca'], ['licence', 'add', 'X', '--term', '3w'], ['licence', 'add', 'X', '--term', '1y', '--purchased', '2026-02-31'], ['licence', 'add', 'X', '--term', '1y', '--purchased', '2026-03-01', '--activated', '2026-02-01'], ['licence', 'remove', 'x'], ['licence', 'add', 'X', '--term', '1y', '--for', 'nothing']]) {
    expect([words.join(' '), (await run(...words)).code]).toEqual([words.join(' '), 2]);
  }
  expect((await run('enrol', 'list')).out).not.toMatch(/ X /);
  expect((await capture(['enrol', 'otp', 'X', '--data', join(folder, 'none')])).code).toBe(1);
});

test('[R192, R195] licences: what was said, and what follows from it', async () => {
  const added = await one('licence', 'add', 'FW', '--term', '1y', '--purchased', '2026-01-01', '--activated', 'no', '--for', 'ingest');
  expect(added).toMatchObject({ state: 'not_activated', starts_at: '2026-04-01T00:00:00.000Z', ends_at: '2027-04-01T00:00:00.000Z', ingest: true, pull: false });
  expect((await one('licence', 'activate', String(added.id))).activated_at).not.toBeNull();
  expect(await one('licence', 'add', 'OTHER', '--term', '36m', '--purchased', '2026-01-01', '--activated', '2026-02-01T00:00:00Z')).toMatchObject({ starts_at: '2026-02-01T00:00:00.000Z', ends_at: '2029-02-01T00:00:00.000Z', term: '36m' });
  expect((await run('licence', 'list')).out).toMatch(/FW +\w[\w ]+ logs +1y/);
  expect((await run('licence', 'list', 'OTHER')).out).not.toContain('FW ');
  expect((await run('licence', 'remove', String(added.id))).code).toBe(0);
  expect((await run('licence', 'remove', String(added.id))).code).toBe(1);
});

test('[R197] one licence an account for keeping its logs', async () => {
  expect(await one('licence', 'account-add', 'acme', '--term', '1y', '--purchased', '2026-01-01', '--activated', '2026-01-02')).toMatchObject({ tenant: 'acme', for: 'keeping logs', ends_at: '2027-01-02T00:00:00.000Z' });
  expect(await run('licence', 'account-add', 'acme', '--term', '1y')).toMatchObject({ code: 1, err: expect.stringContaining('has a licence for keeping') });
  expect((await run('licence', 'list')).out).toMatch(/tenant acme +\w[\w ]+ keeping logs +1y/);
  expect((await run('licence', 'account-remove', 'acme')).code).toBe(0);
  expect((await run('licence', 'account-remove', 'acme')).code).toBe(1);
});

test('[R211, R217] what does not fit together is named, with what to do, and ends with 1', async () => {
  const own = join(folder, 'own'), at = async (...words: string[]): Promise<Captured> => await capture([...words, '--data', own]);
  await at('firewall', 'add', 'GATE', '--out', join(folder, 'gate'));
  expect(await at('firewall', 'check')).toMatchObject({ code: 0, out: '' });
  const { id } = JSON.parse((await at('licence', 'add', 'GATE', '--term', '1y', '--json')).out);
  await at('firewall', 'describe', 'GATE', '--managed-by', 'PANO');
  expect(await at('firewall', 'check')).toMatchObject({ code: 1, out: expect.stringMatching(/^GATE: Panorama PANO, which manages it, is not linked \(R217\)\n {2}nameplate firewall add PANO/) });
  await at('firewall', 'add', 'PANO', '--tenant', 'elsewhere', '--out', join(folder, 'pano'));
  expect((await at('firewall', 'check')).out).toContain('belongs to another tenant');
  expect(await at('enrol', 'otp', 'GATE')).toMatchObject({ code: 1, err: expect.stringContaining('Panorama that manages this firewall belongs to another tenant') });
  await at('firewall', 'describe', 'GATE', '--managed-by', 'none');
  await at('licence', 'remove', String(id));
  expect(JSON.parse((await at('firewall', 'check', '--json')).out)).toMatchObject({ id: 'firewall-left', serial: 'GATE', cites: 'R211' });
  await at('firewall', 'revoke', 'GATE');
  expect((await at('firewall', 'check')).code).toBe(0);
  expect(await at('firewall', 'describe', 'PANO', '--panorama', 'yes', '--prisma', 'yes')).toMatchObject({ code: 2 });
});

test('the authority: shown, changed once, and not ended while somebody needs it', async () => {
  const before = await one('ca', 'show');
  expect(before).toMatchObject({ older: null, still_used_by: [] });
  const after = await one('ca', 'rotate');
  expect(after).toMatchObject({ older: { authority: before.authority }, still_used_by: [{ kind: 'firewall', name: 'FW', renewed: false }] });
  expect(await run('ca', 'rotate')).toMatchObject({ code: 1, err: expect.stringContaining('still trusted') });
  expect(await run('ca', 'retire')).toMatchObject({ code: 1, err: expect.stringContaining('FW') });
  expect((await run('ca', 'bundle')).out.match(/BEGIN CERTIFICATE/g)?.length).toBe(2);
  // A sender that is given its certificate now is signed by the new one, and holds nothing up.
  await run('log-sender', 'add', 'probe', '--address', '192.0.2.9', '--protocol', 'SSL');
  expect((await run('log-sender', 'certificate', 'probe', '--out', join(folder, 'probe'))).code).toBe(0);
  expect((await one('ca', 'show')).still_used_by).toMatchObject([{ name: 'FW' }]);
  await run('firewall', 'revoke', 'FW');
  expect(await one('ca', 'retire')).toMatchObject({ authority: after.authority, older: null });
});
