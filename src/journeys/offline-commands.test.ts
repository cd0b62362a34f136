/** `parse` and `identify` as a user runs them, on good and bad files: one sentence, the right exit code, and the other files still read. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program, run } from './program.ts';

const MAC = [0x02, 0, 0, 0, 0, 7];
let folder = '';
const at = (name: string): string => join(folder, name);

/** One ARP announcement a packet, in a little-endian microsecond pcap. */
function capture(packets: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65535, 16);
  header.writeUInt32LE(1, 20);
  const frame = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, ...MAC, 0x08, 0x06, 0, 1, 8, 0, 6, 4, 0, 1, ...MAC, 10, 0, 0, 7, 0, 0, 0, 0, 0, 0, 10, 0, 0, 7]);
  const record = Buffer.alloc(16);
  record.writeUInt32LE(1_760_000_000, 0);
  record.writeUInt32LE(frame.length, 8);
  record.writeUInt32LE(frame.length, 12);
  return Uint8Array.from(Buffer.concat([header, ...Array.from({ length: packets }, () => [record, frame]).flat()]));
}

const EAL_LINE = '{"record":"arp","time":"2026-01-01T00:00:00.000001Z","src_mac":"02:00:00:00:00:07","src_ip":"10.0.0.7","dst_ip":"10.0.0.1","opcode":1,"sender_mac":"02:00:00:00:00:07","sender_ip":"10.0.0.7"}';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-offline-'));
  writeFileSync(at('good.pcap'), capture(3));
  writeFileSync(at('large.pcap'), capture(40_000));
  writeFileSync(at('cut.pcap'), capture(3).subarray(0, 24 + 2 * 58 + 30));
  writeFileSync(at('header-only.pcap'), capture(0));
  writeFileSync(at('good.eal'), `${EAL_LINE}\n${EAL_LINE}\n`);
  writeFileSync(at('mixed.eal'), `${EAL_LINE}\n{"record":"arp"\n${EAL_LINE}\n`);
  writeFileSync(at('long.eal'), `${EAL_LINE}\n{"record":"dns","query_name":["${'x'.repeat(10_000_000)}"]}\n${EAL_LINE}\n`);
  writeFileSync(at('empty'), '');
  writeFileSync(at('picture.png'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  writeFileSync(at('zeros.bin'), Buffer.alloc(100_000));
  writeFileSync(at('good.pcap.gz'), Bun.gzipSync(capture(3)));
  writeFileSync(at('good.pcap.zst'), Bun.zstdCompressSync(capture(3)));
  writeFileSync(at('cut.pcap.gz'), Bun.gzipSync(capture(3)).subarray(0, 40));
  writeFileSync(at('locked.pcap'), capture(1));
  chmodSync(at('locked.pcap'), 0);
  mkdirSync(at('a-folder'));
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const lines = (text: string): Record<string, unknown>[] => text.trimEnd().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));

test('a good capture gives its records, and the records give themselves again', async () => {
  const first = await run(['parse', '--json', at('good.pcap')]);
  expect([first.code, first.err]).toEqual([0, '']);
  expect(lines(first.out).map((record) => record['record'])).toContain('arp');
  writeFileSync(at('again.eal'), first.out);
  const second = await run(['parse', '--json', at('again.eal')]);
  expect([second.code, second.out]).toEqual([0, first.out]);
});

test.each([
  ['absent.pcap', 1, 'absent.pcap'],
  ['a-folder', 1, 'folder'],
  ['empty', 1, 'empty'],
  ['picture.png', 1, 'picture.png'],
  ['zeros.bin', 1, 'zeros.bin'],
])('%s: exit %d, one sentence that names it, nothing on stdout', async (name, code, words) => {
  for (const command of ['parse', 'identify']) {
    const ran = await run([command, '--json', at(name)]);
    expect({ command, code: ran.code, out: ran.out }).toEqual({ command, code, out: '' });
    expect(ran.err).toMatch(/^error: [^\n]+\n$/);
    expect(ran.err).toContain(words);
  }
});

// Root reads everything, so the file mode says nothing to it.
test.skipIf(process.getuid?.() === 0)('a file without read permission is said to be unreadable', async () => {
  const ran = await run(['parse', at('locked.pcap')]);
  expect([ran.code, ran.out]).toEqual([1, '']);
  expect(ran.err).toContain('permission');
});

test('a file that fails does not cost the others', async () => {
  const ran = await run(['parse', '--json', at('absent.pcap'), at('good.eal')]);
  expect(ran.code).toBe(1);
  expect(lines(ran.out)).toHaveLength(2);
  expect(ran.err).toContain('absent.pcap');
});

test('a capture cut inside a packet gives what was whole, counts the rest, and is no failure', async () => {
  const ran = await run(['parse', '--json', at('cut.pcap')]);
  expect(ran.code).toBe(0);
  const records = lines(ran.out);
  expect(records.some((record) => record['record'] === 'arp')).toBe(true);
  expect(records.filter((record) => record['record'] === 'reject')).toEqual([{ record: 'reject', offset: expect.any(Number), reason: expect.any(String) }]);
  expect(ran.err).toContain('rejected: 1');
});

test('a capture without packets is no failure', async () => {
  expect(await run(['parse', '--json', at('header-only.pcap')])).toEqual({ code: 0, out: '', err: '' });
});

test('a bad line and a line of 10 MB are rejects with their offset; their neighbours are read', async () => {
  for (const [name, offset] of [['mixed.eal', EAL_LINE.length + 1], ['long.eal', EAL_LINE.length + 1]] as const) {
    const ran = await run(['parse', '--json', at(name)]);
    expect({ name, code: ran.code }).toEqual({ name, code: 0 });
    const records = lines(ran.out);
    expect(records.map((record) => record['record'])).toEqual(['arp', 'reject', 'arp']);
    expect(records[1]?.['offset']).toBe(offset);
  }
});

test('gzip and zstd are read as what is inside; a cut archive gives what was whole or one sentence', async () => {
  const plain = await run(['parse', '--json', at('good.pcap')]);
  for (const name of ['good.pcap.gz', 'good.pcap.zst']) expect({ name, ...(await run(['parse', '--json', at(name)])) }).toEqual({ name, ...plain });
  const cut = await run(['parse', '--json', at('cut.pcap.gz')]);
  expect(cut.code).toBe(1);
  expect(cut.err).toMatch(/^error: [^\n]+\n$/);
});

test('--from wins over the bytes; a format nobody knows is wrong usage', async () => {
  const unknown = await run(['parse', '--from', 'nosuch', at('good.eal')]);
  expect([unknown.code, unknown.out]).toEqual([2, '']);
  const forced = await run(['parse', '--json', '--from', 'pcap', at('good.eal')]);
  expect(forced.code).toBe(1);
});

test('a reader that leaves early ends the program quietly', async () => {
  const command = [...program, 'parse', '--json', at('large.pcap')].map((word) => `'${word}'`).join(' ');
  const shell = Bun.spawn(['bash', '-c', `set -o pipefail; ${command} | head -n 2`], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [out, err, code] = await Promise.all([new Response(shell.stdout).text(), new Response(shell.stderr).text(), shell.exited]);
  expect({ lines: lines(out).length, err, code }).toEqual({ lines: 2, err: '', code: 0 });
});

test('a pipe gets no colours and no progress, whatever is read', async () => {
  const ran = await run(['identify', at('large.pcap')]);
  expect(ran.code).toBe(0);
  expect(ran.out + ran.err).not.toContain('\x1b');
});

test('identify gives the objects of the design', async () => {
  const ran = await run(['identify', '--json', at('good.pcap')]);
  expect(ran.code).toBe(0);
  const [device] = lines(ran.out);
  expect(Object.keys(device ?? {})).toEqual([
    'deviceid', 'mac_address', 'ip_address', 'hostname', 'category', 'profile', 'profile_type', 'profile_vertical', 'vendor', 'model', 'os_family', 'os_version', 'confidence_score',
    'confidence_level', 'risk_score', 'risk_level', 'first_seen', 'last_activity', 'evidence', 'tiers',
  ]);
  expect(device).toMatchObject({ mac_address: '02:00:00:00:00:07', ip_address: '10.0.0.7', profile: null, confidence_level: 'low' });
});

test('Ctrl-C while reading ends it', async () => {
  const child = Bun.spawn([...program, 'parse', '--json', at('large.pcap')], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const reader = child.stdout.getReader();
  await reader.read(); // it is at work, and stalls on the pipe we no longer read
  child.kill('SIGINT');
  await reader.cancel();
  expect([0, 1]).toContain(await child.exited);
});

test('hostile variables do not change what it does', async () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_OPTIONS: '--inspect', BUN_CONFIG_VERBOSE_FETCH: '1', NAMEPLATE_LOG_LEVEL: 'debug' };
  const plain = await run(['parse', '--json', at('good.pcap')]);
  expect((await run(['parse', '--json', at('good.pcap')], { env })).out).toBe(plain.out);
  const bad = await run(['config', 'print'], { env: { NAMEPLATE_EDGE_PORT: 'x' } });
  expect([bad.code, bad.out]).toEqual([2, '']);
  expect(bad.err).toContain('edge.port');
});
