/** An upload's bytes without its Content-Encoding, within bounds: a decompression bomb ends as a refusal. */
import { EdgeError } from '../../model/index.ts';
import { expand } from '../file-replay/expand.ts';
import { compressionOf, type Compression } from '../file-replay/format.ts';
import { peek } from '../file-replay/open.ts';

export interface InflateBounds {
  /** Most bytes after decompression. */
  readonly inflatedMaxBytes: number;
}

/** Below this any ratio is fine; above it no honest log or capture compresses better than RATIO to one. */
const FREE_BYTES = 8 * 1024 * 1024;
const RATIO = 200;
/** 8 MiB, the most that a content coding may ask for (RFC 9659 section 3): many uploads are read at the same time. */
const WINDOW_LOG_MAX = 23;

const ENCODINGS: ReadonlyMap<string, Compression | undefined> = new Map([['', undefined], ['identity', undefined], ['gzip', 'gzip'], ['x-gzip', 'gzip'], ['zstd', 'zstd']]);

export async function* inflated(body: AsyncIterable<Uint8Array>, encoding: string, bounds: InflateBounds): AsyncGenerator<Uint8Array> {
  const name = encoding.trim().toLowerCase();
  if (!ENCODINGS.has(name)) throw new EdgeError('wrong_format', 'the content encoding is none of identity, gzip and zstd', { fields: { encoding: name.slice(0, 40) } });
  const outer = await peek(body, 4);
  // A compressed file sent as it is, without saying so, is taken for what it is.
  const compression = ENCODINGS.get(name) ?? compressionOf(outer.head);
  if (compression === undefined) {
    yield* outer.all;
    return;
  }
  const inner = await peek(expand(outer.all, compression, { freeBytes: FREE_BYTES, ratio: RATIO, windowLogMax: WINDOW_LOG_MAX }), 4);
  // One layer is expanded and bounded here; a second one would be outside of the bound.
  if (compressionOf(inner.head) !== undefined) throw new EdgeError('wrong_format', 'the body is compressed twice');
  let total = 0;
  for await (const piece of inner.all) {
    total += piece.length;
    if (total > bounds.inflatedMaxBytes) throw new EdgeError('too_large', 'the upload is too large after decompression', { fields: { limit: bounds.inflatedMaxBytes } });
    yield piece;
  }
}
