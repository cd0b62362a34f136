/** Reading files and streams: formats told apart, batches cut right, and everything an input can be instead of what was meant. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { appendFileSync, chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { loadConfig } from '../../config/index.ts';
import { BATCH_CAPACITY, createPool, loadKernel, toRecord, type JsonRecord, type RowBatch } from '../../kernels/index.ts';
import { EdgeError } from '../../model/index.ts';
import { expand } from './expand.ts';
import { openBytes, readRecords, type ReadOptions } from './index.ts';

let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'replay-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });
function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const kernel = loadKernel();
const ARP = Buffer.from('ffffffffffff02000000000a08060001080006040001' + '02000000000a0a0000050000000000000a000001', 'hex');
function pcap(frames: readonly Uint8Array[]): Buffer {
  const head = Buffer.from('d4c3b2a10200040000000000000000000000040001000000', 'hex');
  return Buffer.concat([head, ...frames.map((frame, i) => {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(1_700_000_000 + i, 0);
    record.writeUInt32LE(frame.length, 8);
    record.writeUInt32LE(frame.length, 12);
    return Buffer.concat([record, frame]);
  })]);
}
const line = (i: number, filler = ''): string => `{"record":"arp","time":"2024-01-01T00:00:00.000000Z","opcode":1,"sender_mac":"02:00:00:00:00:0a","sender_ip":"10.0.${i >> 8 & 255}.${i & 255}"${filler}}\n`;

interface Outcome { readonly records: JsonRecord[]; readonly batches: RowBatch[]; readonly error: EdgeError | undefined }
async function read(input: Parameters<typeof readRecords>[0], options: ReadOptions = {}): Promise<Outcome> {
  const records: JsonRecord[] = [], batches: RowBatch[] = [];
  try {
    for await (const batch of readRecords(input, { kernel, ...options })) {
      batches.push(batch);
      for (let row = 0; row < batch.count; row++) records.push(toRecord(batch, row));
    }
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    return { records, batches, error };
  }
  return { records, batches, error: undefined };
}
/** Tens of thousands of records compare faster as one string. */
const text = (records: readonly JsonRecord[]): string => JSON.stringify(records);
async function* pieces(content: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

describe('what the input is', () => {
  test('captures and records are told apart by their first bytes, plain and compressed', async () => {
    const capture = pcap([ARP, ARP]), log = Buffer.from(`\n  ${line(1)}${line(2)}`);
    for (const [name, content] of [['a.pcap', capture], ['b.json', log]] as const) {
      for (const [suffix, packed] of [['', content], ['.gz', gzipSync(content)], ['.zst', zstdCompressSync(content)]] as const) {
        const got = await read(file(name + suffix, packed));
        expect([got.error, got.records.map((one) => one['record'])]).toEqual([undefined, ['arp', 'arp']]);
      }
    }
  });

  test('a named format is believed, but not against a capture\'s first bytes', async () => {
    expect((await read(file('named.json', `not json\n${line(1)}`), { from: 'eal' })).records.map((one) => one['reason'] ?? one['record'])).toEqual(['bad_json', 'arp']);
    expect((await read(file('named.pcap', line(1)), { from: 'pcap' })).error).toMatchObject({ code: 'wrong_format' });
    expect((await read(file('any.pcap', pcap([ARP])), { from: 'nonsense' })).error).toMatchObject({ code: 'usage', fields: { from: 'nonsense', formats: 'pcap, pcapng, eal, log' } });
  });

  test('what is said to be records and plainly is something else is refused, by name', async () => {
    for (const [content, words] of [[pcap([ARP]), 'is a pcap capture'], [Buffer.from('0a0d0d0a1c000000', 'hex'), 'is a pcapng capture'], [Buffer.from('7f454c46', 'hex'), 'is a program (ELF)']] as const) {
      expect((await read(file('claimed', content), { from: 'eal' })).error).toMatchObject({ code: 'wrong_format', message: expect.stringContaining(words) });
    }
  });

  test('who opens a file for somebody else gets what it is and its bytes, after the same checks', async () => {
    const capture = pcap([ARP, ARP]);
    for (const [path, format] of [[file('o.pcap', capture), 'capture'], [file('o.pcap.gz', gzipSync(capture)), 'capture'], [file('o.eal', line(1)), 'eal']] as const) {
      const opened = await openBytes(path);
      expect(opened.format).toBe(format);
      expect(Buffer.concat(await Array.fromAsync(opened.bytes)).toString('hex')).toBe((format === 'eal' ? Buffer.from(line(1)) : capture).toString('hex'));
    }
    for (const content of ['', 'plain text', gzipSync('plain text')]) await expect(openBytes(file('o.bad', content))).rejects.toMatchObject({ code: 'wrong_format', fields: { path: join(folder, 'o.bad') } });
    const packed = await openBytes(file('o.bomb', gzipSync(Buffer.concat([Buffer.from(line(1)), Buffer.alloc(300 << 20, 10)]))));
    await expect((async () => { for await (const _ of packed.bytes) continue; })()).rejects.toMatchObject({ code: 'too_large', fields: { path: join(folder, 'o.bomb') } });
  }, 60_000);

  test.skipIf(Bun.which('mkfifo') === null)('a pipe that nobody writes to ends with the abort, before it is opened and while it is read', async () => {
    const path = join(folder, 'pipe');
    Bun.spawnSync(['mkfifo', path]);
    for (const writer of [false, true]) {
      const stop = new AbortController();
      const reading = (async () => { for await (const _ of readRecords(path, { kernel, signal: stop.signal })) continue; })();
      reading.catch(() => undefined);
      const other = writer ? openSync(path, 'r+') : undefined;
      await Bun.sleep(50);
      stop.abort();
      await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
      // Whoever still waits for the pipe is let go, so that the tests can end.
      const end = openSync(path, 'r+');
      writeSync(end, 'x');
      closeSync(end);
      if (other !== undefined) closeSync(other);
    }
  });

  test('everything else gets one clear error that names what was seen', async () => {
    const saw = async (content: Uint8Array | string): Promise<unknown> => {
      const { error } = await read(file('other', content));
      expect(error?.code).toBe('wrong_format');
      return error?.fields['saw'];
    };
    expect(await saw('hello there\nmore text')).toBe('text beginning with "hello there\\nmore"');
    expect(await saw(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]))).toBe('a zip archive');
    expect(await saw(Buffer.from('BZh91AY'))).toBe('bzip2-compressed data');
    expect(await saw(Buffer.from([0x34, 0xcd, 0xb2, 0xa1, 0, 0, 0, 0]))).toBe('a capture in the modified pcap format of patched libpcap');
    expect(await saw(Buffer.from([0, 1, 2, 255]))).toBe('bytes 00 01 02 ff');
  });

  test('a missing file, a folder, an empty file and an unreadable one each say so', async () => {
    expect((await read(join(folder, 'nowhere'))).error).toMatchObject({ code: 'not_found', message: 'there is no such file', fields: { path: join(folder, 'nowhere') } });
    mkdirSync(join(folder, 'sub'));
    expect((await read(join(folder, 'sub'))).error).toMatchObject({ code: 'unreadable', message: 'this is a folder, not a file' });
    expect((await read(file('empty', ''))).error).toMatchObject({ code: 'wrong_format', message: 'the file is empty' });
    expect((await read(file('empty.gz', gzipSync('')))).error).toMatchObject({ code: 'wrong_format', message: 'the input is empty' });
  });

  test.skipIf(process.getuid?.() === 0)('a file without read permission says so', async () => {
    const path = file('secret', 'x');
    chmodSync(path, 0);
    expect((await read(path)).error).toMatchObject({ code: 'unreadable', message: 'no permission to read the file' });
  });
});

describe('batches', () => {
  const frames = Array.from({ length: 40_000 }, () => ARP);
  test('a large capture comes in bounded batches, none of its packets lost at a boundary', async () => {
    const path = file('large.pcap', pcap(frames));
    const seen: number[] = [];
    const got = await read(path, { onRead: (bytes, total) => { seen.push(bytes / total); } });
    expect(got.batches.length).toBeGreaterThan(2);
    expect(got.records).toHaveLength(40_000);
    expect(got.records.every((one) => one['record'] === 'arp')).toBe(true);
    expect(seen.at(-1)).toBe(1);
  });

  test('a pool gives the same rows in the same order', async () => {
    const path = file('pooled.pcap', pcap(frames));
    const pool = createPool({ workers: 2 });
    try {
      expect(text((await read(path, { pool })).records) === text((await read(path)).records)).toBe(true);
    } finally {
      await pool.close();
    }
  }, 30_000);

  test('streams may come in pieces of any size', async () => {
    const capture = pcap(frames.slice(0, 50)), log = Buffer.from(Array.from({ length: 50 }, (_, i) => line(i)).join(''));
    for (const size of [1, 7, 64, 1000, 1 << 20]) {
      expect((await read(pieces(capture, size))).records).toHaveLength(50);
      expect((await read(pieces(log, size))).records).toHaveLength(50);
    }
  });

  test('a capture cut mid-packet keeps what is whole and rejects the rest with its offset in the file', async () => {
    const capture = pcap(frames);
    const got = await read(file('cut.pcap', capture.subarray(0, capture.length - 5)));
    expect(got.error).toBeUndefined();
    expect(got.records).toHaveLength(40_000);
    expect(got.records.at(-1)).toEqual({ record: 'reject', offset: 24 + 39_999 * (16 + ARP.length), reason: 'truncated' });
  });

  test('a last line without a newline is a record', async () => {
    expect((await read(file('last.json', line(1) + line(2).trimEnd()))).records).toHaveLength(2);
  });

  test('a file that grows while it is read is read to the size it had', async () => {
    const path = file('growing.pcap', pcap(frames));
    let grown = false;
    const got = await read(path, { onRead: () => {
      if (!grown) appendFileSync(path, 'garbage that would be a reject');
      grown = true;
    } });
    expect(got.records).toHaveLength(40_000);
    expect(got.records.at(-1)?.['record']).toBe('arp');
  });

  test('a line of 10 MB is one reject, and its neighbours are kept', async () => {
    const filler = `,"x":"${'y'.repeat(10_000_000)}"`;
    const got = await read(file('long.json', line(1) + line(2, filler) + line(3)));
    expect(got.records.map((one) => one['reason'] ?? one['sender_ip'])).toEqual(['10.0.0.1', 'too_long', '10.0.0.3']);
    expect(got.records[1]?.['offset']).toBe(line(1).length);
    const two = await read(file('longer.json', line(2, filler) + line(2, filler) + line(3, filler).trimEnd()));
    expect(two.records.map((one) => one['reason'])).toEqual(['too_long', 'too_long', 'too_long']);
  });

  test('a packet longer than a batch is one reject, and its neighbours are kept', async () => {
    const huge = Buffer.alloc(BATCH_CAPACITY + 100);
    const got = await read(file('huge.pcap', pcap([ARP, huge, ARP, huge.subarray(0, BATCH_CAPACITY), ARP])));
    expect(got.records.map((one) => one['reason'] ?? one['record'])).toEqual(['arp', 'too_long', 'arp', 'too_long', 'arp']);
    expect(got.records[1]?.['offset']).toBe(24 + 16 + ARP.length);
    const cut = await read(file('hugecut.pcap', pcap([ARP, huge]).subarray(0, 500_000)));
    expect(cut.records.map((one) => one['reason'] ?? one['record'])).toEqual(['arp', 'too_long']);
  });

  test('a consumer that stops early closes the stream, compressed or not', async () => {
    const content = pcap(frames);
    for (const bytes of [content, gzipSync(content)]) {
      let closed = false;
      const watched = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
        try { yield* pieces(bytes, 64 << 10); } finally { closed = true; }
      };
      for await (const batch of readRecords(watched(), { kernel })) if (batch.count > 0) break;
      expect(closed).toBe(true);
    }
  });

  test('recycled batches hold the same rows, and fail loudly when they are kept', async () => {
    const content = pcap(frames), path = file('recycled.pcap', content), wanted = text((await read(path)).records);
    const pool = createPool({ workers: 2 });
    try {
      for (const options of [{ recycle: true }, { recycle: true, pool }]) {
        const records: JsonRecord[] = [];
        let kept: RowBatch | undefined;
        for await (const batch of readRecords(path, { kernel, ...options })) {
          for (let row = 0; row < batch.count; row++) records.push(toRecord(batch, row));
          kept = batch;
        }
        expect(text(records) === wanted).toBe(true);
        expect(() => kept?.srcIp(0)).toThrow();
      }
    } finally {
      await pool.close();
    }
  }, 30_000);

  test('an aborted read ends with the reason', async () => {
    const stop = new AbortController();
    const path = file('abort.pcap', pcap(frames));
    let batches = 0;
    const run = (async () => {
      for await (const batch of readRecords(path, { kernel, signal: stop.signal })) {
        batches += Math.min(batch.count, 1);
        stop.abort(new EdgeError('timeout', 'stopped'));
      }
    })();
    expect(run).rejects.toMatchObject({ code: 'timeout' });
    await run.catch(() => undefined);
    expect(batches).toBe(1);
  });
});

describe('compressed input', () => {
  test('damaged or cut gzip gives the rows before the damage, then one error', async () => {
    const packed = gzipSync(Buffer.from(Array.from({ length: 20_000 }, (_, i) => line(i)).join('')));
    const got = await read(file('cut.gz', packed.subarray(0, packed.length - 100)));
    expect(got.error).toMatchObject({ code: 'unreadable', message: 'the compressed input is damaged or ends early' });
    expect(got.records.length).toBeGreaterThan(1000);
    expect(got.records.every((one) => one['record'] === 'arp')).toBe(true);
  });

  test('a bomb ends in an error after a bounded amount', async () => {
    const bomb = gzipSync(Buffer.alloc(64 << 20));
    let given = 0;
    const run = (async () => {
      for await (const piece of expand(pieces(bomb, 1000), 'gzip', { freeBytes: 1 << 20, ratio: 100 })) given += piece.length;
    })();
    expect(run).rejects.toMatchObject({ code: 'too_large', message: 'the compressed input expands beyond all measure' });
    await run.catch(() => undefined);
    expect(given).toBeLessThan(8 << 20);
  });
});

test.each(['good-erspan2', 'good-erspan3'])('[R149] [R151] [R152] %s: mirrored frames are opened where that is asked for, and stay between the two switches where it is not', async (name) => {
  const path = join(import.meta.dir, '../../../fixtures/capture', name, 'in.pcap'), tunnels = async (erspan: boolean | undefined): Promise<unknown[]> => {
    const found: unknown[] = [];
    for await (const batch of readRecords(path, { erspan })) for (let row = 0; row < batch.count; row++) found.push(toRecord(batch, row)['tunnel']);
    return found.filter((tunnel) => String(tunnel).startsWith('erspan'));
  };
  expect((await tunnels(true)).length).toBeGreaterThan(0);
  expect(await tunnels(undefined)).toEqual(await tunnels(true));
  expect(await tunnels(false)).toEqual([]);
  expect((await loadConfig('')).ingest.erspan).toBe(false);
});
