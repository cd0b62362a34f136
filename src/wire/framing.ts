/** Frames one after another on a stream: a length of four bytes before each MessagePack frame (big-endian), one line for each JSON frame. */
import { formatOf, type WireFormat } from './encoding.ts';

export const STREAM_TYPES: Readonly<Record<WireFormat, string>> = { msgpack: 'application/vnd.nameplate.frames', json: 'application/x-ndjson' };

const PREFIX = 4, NEWLINE = 10;

/** What goes before the bytes of one frame and after them. */
export function frameStart(bytes: Uint8Array, format: WireFormat): Uint8Array {
  const start = Buffer.alloc(format === 'json' ? 0 : PREFIX);
  if (format === 'msgpack') start.writeUInt32BE(bytes.length);
  return start;
}
export function frameEnd(format: WireFormat): Uint8Array { return format === 'json' ? Uint8Array.of(NEWLINE) : new Uint8Array(0); }

/** R of `Accept` on the stream: as of a single frame, and the type of the lines. */
export function streamFormatOf(accept: string | undefined | null): WireFormat {
  return accept?.includes(STREAM_TYPES.json) === true && !accept.includes(STREAM_TYPES.msgpack) ? 'json' : formatOf(accept);
}

/** Cuts what arrives back into frames. A frame that says it is larger than `maxBytes` ends the reading: nobody holds more for a peer than it agreed to. */
export class FrameReader {
  readonly #format: WireFormat;
  readonly #maxBytes: number;
  #held: Uint8Array[] = [];
  #size = 0;

  constructor(format: WireFormat, maxBytes: number) {
    this.#format = format;
    this.#maxBytes = maxBytes;
  }

  /** The frames that are whole now; undefined when the stream cannot be read any further. */
  push(piece: Uint8Array): readonly Uint8Array[] | undefined {
    this.#held.push(piece);
    this.#size += piece.length;
    const frames: Uint8Array[] = [];
    for (let length = this.#next(piece); length !== undefined; length = this.#next()) {
      if (length < 0) return undefined;
      if (this.#size < length) break;
      const all = this.#joined();
      frames.push(this.#format === 'json' ? all.subarray(0, length - 1) : all.subarray(PREFIX, length));
      this.#held = length === all.length ? [] : [all.subarray(length)];
      this.#size -= length;
    }
    return frames;
  }

  /** Bytes of the next frame with what belongs to it; undefined while that is not known, negative when it is too large. */
  #next(newest?: Uint8Array): number | undefined {
    if (this.#format === 'json') {
      // Only the newest piece can have the end of a line whose beginning was searched already.
      if (newest !== undefined && !newest.includes(NEWLINE)) return this.#size > this.#maxBytes ? -1 : undefined;
      const end = this.#joined().indexOf(NEWLINE);
      return end < 0 ? (this.#size > this.#maxBytes ? -1 : undefined) : end > this.#maxBytes ? -1 : end + 1;
    }
    if (this.#size < PREFIX) return undefined;
    const first = this.#held[0], head = first !== undefined && first.length >= PREFIX ? first : this.#joined();
    const length = Buffer.from(head.buffer, head.byteOffset, PREFIX).readUInt32BE();
    return length > this.#maxBytes ? -1 : length + PREFIX;
  }

  #joined(): Uint8Array {
    const first = this.#held[0];
    if (this.#held.length === 1 && first !== undefined) return first;
    const all = Buffer.concat(this.#held);
    this.#held = [all];
    return all;
  }
}
