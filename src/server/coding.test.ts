/** Which coding a client gets, by RFC 9110 section 12.5.3, and that it is worth it. */
import { expect, test } from 'bun:test';
import { coded, codingOf } from './coding.ts';

test.each([
  [undefined, undefined], ['', undefined], ['identity', undefined], ['br, deflate', undefined], ['gzip', 'gzip'], ['gzip, zstd', 'zstd'], ['zstd, gzip', 'zstd'], ['GZIP', 'gzip'], ['gzip;q=1.0, zstd;q=0.5', 'gzip'],
  ['zstd;q=0', undefined], ['zstd; q=0, gzip; q=0.1', 'gzip'], ['zstd;q=x', undefined], ['*', 'zstd'], ['zstd;q=0, *', 'gzip'], ['*;q=0', undefined], ['gzip'.repeat(100), undefined],
] as const)('accept-encoding %j is answered in %j', (accepted, want) => { expect(codingOf(accepted)).toBe(want as never); });

test('what is small or does not shrink stays as it is', () => {
  expect(coded(new Uint8Array(100), 'zstd')).toBeUndefined();
  expect(coded(crypto.getRandomValues(new Uint8Array(4096)), 'gzip')).toBeUndefined();
  const long = Buffer.from('the same again '.repeat(1000)), zstd = coded(long, 'zstd'), gzip = coded(long, 'gzip');
  expect([String(Bun.zstdDecompressSync(zstd ?? '')), String(Buffer.from(Bun.gunzipSync(new Uint8Array(gzip ?? []))))]).toEqual([String(long), String(long)]);
});
