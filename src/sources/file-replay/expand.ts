/** Compressed input, expanded as it is read, within a bound: a bomb ends in an error, not in a full disk or an endless run. */
import { EdgeError } from '../../model/index.ts';
import type { Compression } from './format.ts';
import type { Bytes } from './open.ts';

/** Up to here any ratio is fine; beyond it no honest capture or log compresses this well. */
const FREE_BYTES = 256 * 1024 * 1024;
const MOST_RATIO = 100;
const WINDOW_TOO_LARGE = 'ZSTD_error_frameParameter_windowTooLarge';
/** The window a zstd frame may make its reader keep, as a power of two: for a file of one's own as much as `zstd --ultra` writes. */
const WINDOW_LOG_MAX = 27;

export async function* expand(bytes: Bytes, compression: Compression, bound: { readonly freeBytes: number; readonly ratio: number; readonly windowLogMax?: number } = { freeBytes: FREE_BYTES, ratio: MOST_RATIO }): AsyncGenerator<Uint8Array, void, undefined> {
  // Loaded here: most input is not compressed, and these take as long to load as a small capture to read.
  const { Readable } = await import('node:stream'), { constants, createGunzip, createZstdDecompress } = await import('node:zlib');
  let taken = 0, given = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of bytes) {
      taken += piece.length;
      yield piece;
    }
  }
  const source = Readable.from(counted(), { objectMode: true });
  const decoder = compression === 'gzip' ? createGunzip({ chunkSize: 1 << 18 }) : createZstdDecompress({ chunkSize: 1 << 18, params: { [constants.ZSTD_d_windowLogMax]: bound.windowLogMax ?? WINDOW_LOG_MAX } });
  source.on('error', (error) => { decoder.destroy(error); });
  try {
    for await (const piece of source.pipe(decoder)) {
      if (!(piece instanceof Uint8Array)) throw new TypeError('a decompressor gives bytes');
      given += piece.length;
      if (given > bound.freeBytes && given > taken * bound.ratio) {
        throw new EdgeError('too_large', 'the compressed input expands beyond all measure', { fields: { compressed: taken, expanded: given }, next: 'expand it by hand if it is what you expect, and give the result' });
      }
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof EdgeError) throw cause;
    if (cause instanceof Error && 'code' in cause && cause.code === WINDOW_TOO_LARGE) throw new EdgeError('too_large', 'the compressed input asks for too large a window', { cause, next: 'compress it again without --long, or give it expanded' });
    throw new EdgeError('unreadable', 'the compressed input is damaged or ends early', { cause, fields: { compression, expanded: given }, next: 'get it again, whole' });
  } finally {
    source.destroy();
    decoder.destroy();
  }
}
