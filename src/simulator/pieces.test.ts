/** Files cut into uploads: nothing lost, nothing twice, each piece a file of its own. */
import { expect, test } from 'bun:test';
import { EdgeError } from '../model/index.ts';
import { pieces, type Piece } from './pieces.ts';

async function cut(content: Uint8Array | string, maxBytes: number, maxSpanMs = Number.POSITIVE_INFINITY, format: Piece['format'] = content[0] === '{' ? 'eal' : 'capture'): Promise<Piece[]> {
  const all = Buffer.from(content);
  async function* bytes(): AsyncGenerator<Uint8Array> { for (let at = 0; at < all.length; at += 777) yield all.subarray(at, at + 777); }
  return await Array.fromAsync(pieces({ format, bytes: bytes() }, { maxBytes, maxSpanMs }));
}
const line = (n: number, ms = 1_700_000_000_000 + n * 100): string => `{"record":"arp","time":"${new Date(ms).toISOString()}","n":${n}}\n`;
const lines = Array.from({ length: 100 }, (_, n) => line(n)).join('');

test('lines are cut between lines, and together are the file', async () => {
  const made = await cut(lines, 1000);
  expect(made.length).toBeGreaterThan(5);
  expect(Buffer.concat(made.map(({ body }) => body)).toString()).toBe(lines);
  for (const { body, format } of made) expect([format, body.length <= 1000, body.at(-1)]).toEqual(['eal', true, 10]);
});

test('a last line without a newline and blank lines are as they are', async () => {
  for (const text of [`${lines}{"x"`, `\n\n${lines}\n`, `${' '.repeat(40)}\n`]) {
    expect(Buffer.concat((await cut(text, 700, undefined, 'eal')).map(({ body }) => body)).toString()).toBe(text);
  }
});

test('a longer line than a piece travels alone', async () => {
  const long = `{"record":"${'x'.repeat(5000)}"}\n`;
  const made = await cut(line(1) + long + line(2), 1000);
  expect(made.map(({ body }) => body.length)).toEqual([line(1).length, long.length, line(2).length]);
});

test('pieces span no more recorded time than asked for, and know theirs', async () => {
  const made = await cut(lines, 1 << 20, 1000);
  expect(made.length).toBe(10);
  for (const { firstMs = 0, lastMs = 0 } of made) expect(lastMs - firstMs).toBeLessThanOrEqual(1000);
});

function pcap(little: boolean, nanos: boolean, packets: number): Buffer {
  const header = Buffer.alloc(24), parts = [header];
  const word = (at: Buffer, value: number, offset: number): void => { if (little) at.writeUInt32LE(value, offset); else at.writeUInt32BE(value, offset); };
  word(header, nanos ? 0xa1b23c4d : 0xa1b2c3d4, 0);
  for (let n = 0; n < packets; n++) {
    const record = Buffer.alloc(16 + 60 + n, n);
    word(record, 1_700_000_000 + n, 0);
    word(record, nanos ? 500_000_000 : 500_000, 4);
    word(record, 60 + n, 8);
    word(record, 60 + n, 12);
    parts.push(record);
  }
  return Buffer.concat(parts);
}

test.each([[true, false], [false, false], [true, true], [false, true]])('pcap (little endian %p, nanoseconds %p): each piece begins with the header', async (little, nanos) => {
  const file = pcap(little, nanos, 50), made = await cut(file, 1000);
  expect(made.length).toBeGreaterThan(3);
  for (const { body, format } of made) expect([format, Buffer.compare(body.subarray(0, 24), file.subarray(0, 24)) === 0]).toEqual(['capture', true]);
  expect(Buffer.concat([file.subarray(0, 24), ...made.map(({ body }) => body.subarray(24))]).equals(file)).toBe(true);
  expect(made[0]?.firstMs).toBe(1_700_000_000_500);
});

test('a capture that ends in a packet sends what there is; one with an impossible length says so', async () => {
  const file = pcap(true, false, 5), made = await cut(file.subarray(0, -10), 1 << 20);
  expect(Buffer.concat(made.map(({ body }, n) => (n === 0 ? body : body.subarray(24)))).equals(file.subarray(0, -10))).toBe(true);
  const [only] = await cut(file.subarray(0, 24 + 20), 1 << 20);
  expect(Buffer.from(only?.body ?? []).equals(file.subarray(0, 24 + 20))).toBe(true);
  const broken = Buffer.from(file);
  broken.writeUInt32LE(0x7fffffff, 24 + 8);
  await expect(cut(broken, 1 << 20)).rejects.toThrow(EdgeError);
});

function block(type: number, body: Buffer): Buffer {
  const made = Buffer.alloc(12 + body.length);
  made.writeUInt32LE(type, 0);
  made.writeUInt32LE(made.length, 4);
  body.copy(made, 8);
  made.writeUInt32LE(made.length, made.length - 4);
  return made;
}
function packet(link: number, units: bigint): Buffer {
  const body = Buffer.alloc(20 + 64);
  body.writeUInt32LE(link, 0);
  body.writeUInt32LE(Number(units >> 32n), 4);
  body.writeUInt32LE(Number(units & 0xffffffffn), 8);
  body.writeUInt32LE(64, 12);
  body.writeUInt32LE(64, 16);
  return block(6, body);
}

test('pcapng: section and interfaces stand before every piece, and a new interface begins one', async () => {
  const section = block(0x0a0d0d0a, Buffer.from('4d3c2b1a01000000ffffffffffffffff', 'hex'));
  const micros = block(1, Buffer.from('0100000000000000', 'hex')), nanos = block(1, Buffer.from('0100000000000000090001000900000000000000', 'hex'));
  const at = 1_700_000_000_000n;
  const made = await cut(Buffer.concat([section, micros, packet(0, at * 1000n), packet(0, at * 1000n + 5n), nanos, packet(1, at * 1_000_000n), packet(0, at * 1000n)]), 1 << 20);
  expect(made.map(({ body }) => body.length)).toEqual([section.length + micros.length + 2 * 96, section.length + micros.length + nanos.length + 2 * 96]);
  expect(Buffer.from(made[1]?.body ?? []).subarray(0, section.length + micros.length + nanos.length).equals(Buffer.concat([section, micros, nanos]))).toBe(true);
  expect(made.map(({ firstMs }) => firstMs)).toEqual([1_700_000_000_000, 1_700_000_000_000]);
});

test('a Zeek table: its header stands before every piece, and another table begins one', async () => {
  const head = '#separator \\x09\n#path\tconn\n#fields\tts\tid.orig_h\n', rows = Array.from({ length: 50 }, (_, n) => `${1_700_000_000 + n}.5\t10.0.0.${n}\n`);
  const made = await cut(`${head}${rows.join('')}#close\t2026\n${head.replace('conn', 'dns')}${rows[0] ?? ''}`, 200, undefined, 'log');
  expect(made.length).toBeGreaterThan(5);
  for (const { body } of made) expect(Buffer.from(body).toString().startsWith('#separator \\x09\n#path\t')).toBe(true);
  expect(made.flatMap(({ body }) => Buffer.from(body).toString().split('\n').filter((one) => one !== '' && !one.startsWith('#'))).join('\n')).toBe([...rows, rows[0]].join('').trimEnd());
  expect([made[0]?.firstMs, Buffer.from(made.at(-1)?.body ?? []).toString().includes('#path\tdns')]).toEqual([1_700_000_000_500, true]);
});

test('a JSON array: every piece is one, and no element is cut', async () => {
  const elements = Array.from({ length: 40 }, (_, n) => ({ timestamp: new Date(1_700_000_000_000 + n).toISOString(), text: 'a } " {', n }));
  for (const indent of [0, 2]) {
    const made = await cut(JSON.stringify(elements, null, indent), 400, undefined, 'log');
    expect(made.length).toBeGreaterThan(5);
    expect(made.flatMap(({ body }): unknown[] => Buffer.from(body).toString().replace(/^\[/, '').split(/\n(?=\{|\])/).filter((one) => one.trim() !== '' && one.trim() !== ']').map((one): unknown => JSON.parse(one)))).toEqual(elements);
    expect(made[0]?.firstMs).toBe(1_700_000_000_000);
  }
});
