/** Log lines as records of pieces: what a table's header says stands before every piece, and an element of a JSON array is never cut. */
import type { TimedRecord } from './capture-pieces.ts';

const NEWLINE = 10, HASH = 35, OPEN = 123, CLOSE = 125, QUOTE = 34, BACKSLASH = 92, ARRAY = 91, COMMA = 44;
/** A line or element longer than this is sent in a piece of its own; the node rejects and counts it. */
const LONGEST = 16 * 1024 * 1024;
/** A header is a few lines; lines beyond this are no header. */
const HEADER_MAX = 65_536;
const NOTHING = new Uint8Array(0), ARRAY_HEAD = new TextEncoder().encode('[\n');
const SEPARATOR = new TextEncoder().encode('#separator ');

export class LogReader {
  #head: Uint8Array = NOTHING;
  #begun = false;
  #array = false;

  /** What a piece begins with so that it can be read alone. */
  header(): Uint8Array { return this.#array ? ARRAY_HEAD : this.#head; }

  /** The first record of `held`, undefined when it is not whole; without bytes where the header changes. */
  next(held: Uint8Array): TimedRecord | undefined {
    let start = 0;
    while (!this.#begun && start < held.length && (held[start] ?? 0) <= 32) start++;
    if (!this.#begun && start < held.length) {
      this.#begun = true;
      const inside = held.subarray(start + 1).find((byte) => byte > 32);
      this.#array = held[start] === ARRAY && (inside === undefined || inside === OPEN);
      if (this.#array) return { taken: start + 1, bytes: NOTHING, timeMs: undefined };
    }
    if (this.#array) return this.#element(held);
    const end = held.indexOf(NEWLINE) + 1;
    if (end === 0 && held.length < LONGEST) return undefined;
    const line = held.subarray(0, end === 0 ? held.length : end);
    if (line[0] !== HASH) return { taken: line.length, bytes: line, timeMs: timeOf(line) };
    const fresh = SEPARATOR.every((byte, i) => line[i] === byte);
    if (!fresh && (this.#head.length === 0 || this.#head.length + line.length > HEADER_MAX)) return { taken: line.length, bytes: line, timeMs: undefined };
    this.#head = fresh ? line.slice() : Buffer.concat([this.#head, line]);
    return { taken: line.length, bytes: NOTHING, timeMs: undefined };
  }

  #element(held: Uint8Array): TimedRecord | undefined {
    const begin = held.findIndex((byte) => byte > 32 && byte !== COMMA);
    if (begin < 0) return undefined;
    let end = held[begin] === OPEN ? objectEnd(held, begin) : held.indexOf(NEWLINE, begin) + 1;
    if (end === 0 && held.length < LONGEST) return undefined;
    if (end === 0) end = held.length;
    const bytes = Buffer.concat([held.subarray(begin, end), Buffer.from('\n')]);
    return { taken: end, bytes, timeMs: timeOf(bytes) };
  }
}

/** Behind the object that begins at `at`; 0 when it goes on. */
function objectEnd(bytes: Uint8Array, at: number): number {
  let depth = 0, quoted = false;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE || byte === NEWLINE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (byte === OPEN) depth++;
    else if (byte === CLOSE && --depth === 0) return at + 1;
  }
  return 0;
}

/** A JSON time by the sensors' names for it, or the seconds that begin a table's row. */
const TIME = /^(\d{9,10}\.\d+)\t|"(?:ts|timestamp|time)"\s*:\s*(?:"([^"]{1,40})"|(\d{9,10}(?:\.\d+)?))/;
/** Enough of a line to have its time in it; a record whose time stands further on goes with its neighbours. */
const TIME_WITHIN = 512;

function timeOf(line: Uint8Array): number | undefined {
  const found = TIME.exec(Buffer.from(line.buffer, line.byteOffset, Math.min(line.length, TIME_WITHIN)).toString('latin1'));
  if (found === null) return undefined;
  const ms = found[2] === undefined ? Number(found[1] ?? found[3]) * 1000 : Date.parse(found[2]);
  return Number.isNaN(ms) ? undefined : ms;
}
