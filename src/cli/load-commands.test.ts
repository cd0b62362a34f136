/** simulate and replay as commands: what they hand on, what they print, and the exit code that follows from the report. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../store/index.ts';
import { capture } from './capture-output.ts';
import { needOpenFiles } from './open-files.ts';
import type { CliDeps, LoadReport, LoadTest, Replay } from './deps.ts';

let folder = '';
const file = (name: string): string => readFileSync(join(folder, name), 'utf8');
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-load-'));
  for (const serial of ['A', 'B']) await capture(['firewall', 'add', serial, '--data', join(folder, 'issuer'), '--out', folder]);
});
afterAll(() => { rmSync(folder, { recursive: true }); });

const SPREAD = { p50: 1, p90: 2, p99: 3, p999: 4, max: 5 }, NO_SPREAD = { p50: 0, p90: 0, p99: 0, p999: 0, max: 0 };
const REPORT: LoadReport = {
  mode: 'poll', phase: 'done', firewalls: 2, seconds: 10, began: '2026-01-02T03:04:05.000Z', connected: 2, polls: 20, polls_per_second: 2, bytes: 4000, bytes_per_firewall: 2000, replies: { idle: 18, delta: 1, snapshot: 1 }, errors: {}, wrong_maps: 0,
  confirmed: 2, compared: 2, entries: 7, connects: 2, tls_resumed: 0, cut: 0, resumes: 0, resyncs: 0, latency_ms: SPREAD, sync_ms: SPREAD,
  uploads: { batches: 0, bytes: 0, records: 0, rejects: 0, retries: 0, failed: 0, latency_ms: NO_SPREAD }, probe: { sent: 0, seen: 0, missed: 0, latency_ms: NO_SPREAD, after_commit_ms: NO_SPREAD }, dictionary: { fetched: 0, unchanged: 0, wrong: 0, bytes: 0, latency_ms: NO_SPREAD }, resident_bytes: 90e6, cpu_percent: 12.5,
};
const EDGE = ['--edge', 'https://localhost:8443'];

async function simulated(words: readonly string[], report: Partial<LoadReport> = {}, signal?: AbortSignal): Promise<{ code: number; out: string; err: string; given: LoadTest | undefined }> {
  let given: LoadTest | undefined;
  const simulate: CliDeps['simulate'] = async (asked) => { given = asked; return { ...REPORT, ...report }; };
  return { ...(await capture(['simulate', ...EDGE, ...words], { deps: { simulate }, ...(signal && { signal }) })), given };
}

test('simulate takes the first certificates of a folder, and prints the figures', async () => {
  const { code, out, given } = await simulated(['--certs', folder, '--firewalls', '2', '--seconds', '3', '--wait', '5']);
  expect(code).toBe(0);
  expect(given).toMatchObject({ edgeUrl: 'https://localhost:8443', seconds: 3, waitSeconds: 5, intervalMs: 1000, identities: [{ serial: 'A', certificate: file('A.crt'), key: file('A.key'), ca: file('ca.crt') }, { serial: 'B' }] });
  for (const figure of ['p50 1 ms, p90 2 ms, p99 3 ms, p99.9 4 ms', '20 in 10 s', 'none', '2 of 2 confirmed']) expect(out).toContain(figure);
});

test('simulate --json prints the report as one line', async () => {
  expect(JSON.parse((await simulated(['--certs', folder, '--firewalls', '1', '--json'])).out)).toEqual(REPORT);
});

test('simulate hands every behaviour on, and prints what came of it', async () => {
  const { code, out, given } = await simulated(['--certs', folder, '--firewalls', '2', '--stream', '--storm', '5', '--slow', '25', '--cold', '--jitter', '20', '--upload', 'a.log', '--upload-interval', '2.5', '--probe', '0.5', '--dictionary', '7200'], {
    dictionary: { fetched: 2, unchanged: 5, wrong: 0, bytes: 12, latency_ms: SPREAD },
    mode: 'stream', cut: 4, resumes: 3, resyncs: 1, uploads: { batches: 6, bytes: 600, records: 60, rejects: 1, retries: 2, failed: 0, latency_ms: SPREAD }, probe: { sent: 9, seen: 18, missed: 0, latency_ms: SPREAD, after_commit_ms: { ...SPREAD, p99: 77 } },
  });
  expect(code).toBe(0);
  expect(given).toMatchObject({ stream: true, stormSeconds: 5, slow: 0.25, cold: true, jitter: 0.2, upload: { file: 'a.log', intervalMs: 2500 }, probe: { intervalMs: 500 }, dictionary: { intervalMs: 7_200_000 } });
  for (const words of ['4 connections cut, 3 went on from their cursor, 1 got the whole map again', '6 batches, 600 bytes, 60 records, 1 rejects, 2 retries', '9 probes, seen 18 times, 0 missed', 'p99 77 ms', '2 fetched, 5 unchanged', '2000 a firewall', '90 MB, 12.5 % of a core']) expect(out).toContain(words);
});

test('simulate ends with 1 on a wrong map, on one that nobody confirmed or that a fresh snapshot does not, and when it was stopped before', async () => {
  expect(await simulated(['--certs', folder, '--firewalls', '2'], { compared: 1 })).toMatchObject({ code: 1, err: expect.stringContaining('not confirmed: 1 firewalls') });
  expect(await simulated(['--certs', folder, '--firewalls', '2'], { errors: { status_429: 3 } })).toMatchObject({ code: 0, err: expect.stringContaining('edge.requestsPerSecond') });
  expect(await simulated(['--certs', folder, '--firewalls', '2'], { cpu_percent: 95 })).toMatchObject({ code: 0, err: expect.stringContaining('a core of its own') });
  expect(await simulated(['--certs', folder, '--firewalls', '2'], { wrong_maps: 1 })).toMatchObject({ code: 1, err: expect.stringContaining('wrong maps') });
  expect(await simulated(['--certs', folder, '--firewalls', '2'], { dictionary: { ...REPORT.dictionary, wrong: 1 } })).toMatchObject({ code: 1, err: expect.stringContaining('wrong dictionaries') });
  expect(await simulated(['--certs', folder, '--firewalls', '2'], { confirmed: 1, errors: { timeout: 3 } })).toMatchObject({ code: 1, err: expect.stringContaining('not confirmed') });
  expect(await simulated(['--certs', folder, '--firewalls', '2'], {}, AbortSignal.abort())).toMatchObject({ code: 1 });
});

test('simulate --data adds firewalls for the test and takes them out after it, also when it fails or is stopped, and touches no other', async () => {
  const data = join(folder, 'data');
  expect(await capture(['firewall', 'add', 'simulated-1', '--data', data, '--out', data])).toMatchObject({ code: 0 });
  const { given } = await simulated(['--data', data, '--firewalls', '3']);
  expect(given?.identities.map(({ serial }) => serial)).toEqual([1, 2, 3].map((n) => expect.stringMatching(new RegExp(`^simulated-[0-9a-f]{6}-${n}$`))));
  await capture(['simulate', ...EDGE, '--data', data, '--firewalls', '2'], { deps: { simulate: async () => { throw new Error('broken'); } } });
  const stop = new AbortController();
  const during = async (): Promise<LoadReport> => { stop.abort(); return REPORT; };
  expect(await capture(['simulate', ...EDGE, '--data', data, '--firewalls', '2'], { deps: { simulate: during }, signal: stop.signal })).toMatchObject({ code: 0, err: expect.stringContaining('stopped after 10 s') });
  const store = openStore(data, { role: 'tool', now: Date.now() });
  expect(store.firewalls.list().map(({ serial, status }) => [serial, status])).toEqual([['simulated-1', 'active']]);
  expect(store.firewalls.audit(100).filter(({ action }) => action === 'removed')).toHaveLength(7);
  store.close();
});

test('simulate --data refuses a folder that is no data folder, and leaves it as it is', async () => {
  const typo = join(folder, 'typo'), other = join(folder, 'other');
  mkdirSync(other);
  for (const [dir, words] of [[typo, 'there is no such data folder'], [other, 'this is no data folder']] as const) {
    expect(await simulated(['--data', dir, '--firewalls', '1'])).toMatchObject({ code: 1, err: expect.stringContaining(words), given: undefined });
  }
  expect([existsSync(typo), readdirSync(other)]).toEqual([false, []]);
});

test.each([
  ['neither --data nor --certs', []], ['both', ['--data', 'x', '--certs', 'y']], ['more firewalls than certificates', ['--certs', '.', '--firewalls', '5']], ['no firewalls', ['--certs', '.', '--firewalls', '0']],
  ['a stream that is polled', ['--certs', '.', '--stream', '--wait', '3']], ['a cold start over a while', ['--certs', '.', '--cold', '--ramp', '3']],
])('simulate: %s is wrong usage', async (_, words) => { expect((await simulated(words)).code).toBe(2); });

test('more firewalls than connections this process may open are refused with what to do, before a certificate is made', () => {
  const limits = 'Limit Soft Limit Hard Limit Units\nMax open files            1024                 524288               files     \n';
  expect(() => { needOpenFiles(960, limits); }).not.toThrow();
  expect(() => { needOpenFiles(10_000, ''); }).not.toThrow();
  try {
    needOpenFiles(10_000, limits);
    throw new Error('it went on');
  } catch (error) {
    expect(error).toMatchObject({ code: 'usage', next: expect.stringContaining('ulimit -n 10064') });
  }
});

async function replayed(words: readonly string[]): Promise<{ code: number; out: string; err: string; given: Replay | undefined }> {
  let given: Replay | undefined;
  const replay: CliDeps['replay'] = async (asked) => {
    given = asked;
    return { batches: 2, bytes: 2_000_000, records: 30, rejects: 3, reasons: { bad_json: 1, too_long: 2 }, repeated: 1, retries: 4, seconds: 2 };
  };
  const identity = ['--cert', join(folder, 'A.crt'), '--key', join(folder, 'A.key'), '--ca', join(folder, 'ca.crt')];
  return { ...(await capture(['replay', 'one.pcap', 'two.eal', ...EDGE, ...identity, ...words], { deps: { replay } })), given };
}

test('replay hands its files on at the speed asked for, and says what became of them', async () => {
  const { code, out, err, given } = await replayed(['--speed', '2.5']);
  expect([code, out.trim(), err.trim()]).toEqual([0, '2 batches, 2.0 MB, 30 records, 3 rejected, 1 known already, 4 retries, 1.0 MB/s', 'rejected: 2 too_long, 1 bad_json']);
  expect(given).toMatchObject({ files: ['one.pcap', 'two.eal'], speed: 2.5, recordedTimes: false, salt: '', patienceMs: 60_000, identity: { serial: 'A' } });
  expect((await replayed(['--speed', 'max', '--again', 'x', '--recorded-times'])).given).toMatchObject({ speed: Number.POSITIVE_INFINITY, salt: 'x', recordedTimes: true });
});

test.each(['0', '-1', 'fast', '1e9', ''])('replay refuses the speed %j', async (speed) => { expect((await replayed([`--speed=${speed}`])).code).toBe(2); });

test('replay and simulate name the certificate file that is missing, damaged or of another firewall, before anything is dialled', async () => {
  const other = join(folder, 'mixed');
  mkdirSync(other);
  for (const [from, to] of [['A.crt', 'A.crt'], ['B.key', 'A.key'], ['ca.crt', 'ca.crt']] as const) copyFileSync(join(folder, from), join(other, to));
  writeFileSync(join(folder, 'noise.key'), 'noise');
  const at = (name: string): string => join(folder, name);
  for (const [cert, key, words] of [
    [at('absent.crt'), at('A.key'), 'absent.crt'], [at('A.crt'), at('noise.key'), 'noise.key'], [at('A.crt'), at('B.key'), 'the key does not belong to the certificate'], [folder, at('A.key'), folder],
  ] as const) {
    const { code, err } = await capture(['replay', 'x', ...EDGE, '--cert', cert, '--key', key, '--ca', at('ca.crt')]);
    expect([code, err]).toEqual([1, expect.stringMatching(/^error: [^\n]+\n$/)]);
    expect(err).toContain(words);
  }
  expect(await simulated(['--certs', other, '--firewalls', '1'])).toMatchObject({ code: 1, err: expect.stringMatching(/^error: the key does not belong[^\n]*\n$/), given: undefined });
});
