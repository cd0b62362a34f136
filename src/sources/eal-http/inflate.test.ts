/** Content encodings of an upload, piece by piece, and their bounds. */
import { expect, test } from 'bun:test';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { EdgeError } from '../../model/index.ts';
import { inflated } from './inflate.ts';

const TEXT = Buffer.from('{"record":"arp"}\n'.repeat(2000));

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function inflate(bytes: Uint8Array, encoding: string, size = 4096, inflatedMaxBytes = 1 << 20): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(inflated(pieces(bytes, size), encoding, { inflatedMaxBytes })));
}
async function failure(run: Promise<unknown>): Promise<string> {
  return await run.then(() => 'none', (error: unknown) => (error instanceof EdgeError ? error.code : String(error)));
}

test.each(['', 'identity', 'Identity', ' identity '])('%j is the bytes as they are', async (encoding) => { expect(await inflate(TEXT, encoding)).toEqual(TEXT); });

test.each([['gzip', gzipSync(TEXT)], ['x-gzip', gzipSync(TEXT)], ['GZIP', gzipSync(TEXT)], ['zstd', zstdCompressSync(TEXT)]] as const)('%s, in pieces of any size', async (encoding, packed) => {
  for (const size of [1, 2, 3, 100, 1 << 20]) expect(await inflate(packed, encoding, size)).toEqual(TEXT);
});

test('nothing is nothing', async () => { expect(await inflate(Buffer.alloc(0), '')).toEqual(Buffer.alloc(0)); });

test('the bound is exact, and says which limit it was', async () => {
  const packed = gzipSync(TEXT);
  expect((await inflate(packed, 'gzip', 64, TEXT.length)).length).toBe(TEXT.length);
  expect(await failure(inflate(packed, 'gzip', 64, TEXT.length - 1))).toBe('too_large');
});

test('a bomb ends long before its size, whatever the bound', async () => {
  expect(await failure(inflate(zstdCompressSync(Buffer.alloc(1 << 28)), 'zstd', 4096, Number.MAX_SAFE_INTEGER))).toBe('too_large');
});

test('a small body that asks for a large window is refused; the window of the RFC is taken (RFC 9659)', async () => {
  const withWindow = (log: number): Uint8Array => {
    const packed = Buffer.from(zstdCompressSync(TEXT, { params: { [constants.ZSTD_c_contentSizeFlag]: 0, [constants.ZSTD_c_windowLog]: 23 } }));
    packed[5] = (log - 10) << 3; // RFC 8878 section 3.1.1.1.2: the window descriptor stands behind magic and frame header descriptor
    return packed;
  };
  expect(await inflate(withWindow(23), 'zstd')).toEqual(TEXT);
  for (const log of [24, 27]) expect(await failure(inflate(withWindow(log), 'zstd'))).toBe('too_large');
});

test.each(['br', 'deflate', 'gzip, gzip', 'identity;q=1'])('%j is refused', async (encoding) => { expect(await failure(inflate(TEXT, encoding))).toBe('wrong_format'); });

test('what is damaged or ends early is said, not read as something else', async () => {
  const packed = gzipSync(TEXT), spoilt = Buffer.from(packed);
  spoilt[packed.length - 6] = (spoilt[packed.length - 6] ?? 0) ^ 255;
  for (const bad of [packed.subarray(0, -9), spoilt, Buffer.concat([packed.subarray(0, 10), TEXT])]) expect(await failure(inflate(bad, 'gzip'))).toBe('unreadable');
});

test('the reason why a body broke off is passed on', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield gzipSync(TEXT).subarray(0, 20);
    throw new EdgeError('timeout', 'the body stalled');
  }
  expect(await failure(Array.fromAsync(inflated(broken(), 'gzip', { inflatedMaxBytes: 1 << 20 })))).toBe('timeout');
});
