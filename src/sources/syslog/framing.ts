/** A byte stream cut into syslog messages by either framing of RFC 6587: octet counting or lines, told apart by the first bytes and never mixed on one connection. */

/** What a stream did wrong. The first two cost a message; the others end the connection, because where the next message begins is not known any more. */
export type FramingFault = 'empty' | 'too_long' | 'mixed_framing' | 'bad_count' | 'endless' | 'truncated';

export interface FrameSink {
  /** The view is good only during the call. */
  message(bytes: Uint8Array): void;
  /** Counted, and the stream goes on. */
  rejected(fault: FramingFault): void;
}

/** Six digits are more than any message may have; a seventh is no count. */
const COUNT_DIGITS = 6;
const LF = 10, CR = 13, SPACE = 32, LESS_THAN = 60, ZERO = 48, NINE = 57;
/** A line that was too long may go on for so many of the longest messages: then it is no line. */
const ENDLESS_MESSAGES = 16;
const FIRST_CARRY_BYTES = 1024;

type Mode = 'unknown' | 'octets' | 'lines';

export class Framing {
  readonly #maxBytes: number;
  #mode: Mode = 'unknown';
  /** The beginning of what is not complete: of a message, or of a count. */
  #carry: Uint8Array = new Uint8Array(0);
  #held = 0;
  /** Octets of the message under way, once its count is read; else -1. */
  #need = -1;
  /** Bytes of a line that was too long, passed over so far; else -1. */
  #passed = -1;

  constructor(maxBytes: number) { this.#maxBytes = maxBytes; }

  get mode(): Mode { return this.#mode; }
  /** A message has begun and is not complete. */
  get partial(): boolean { return this.#held > 0 || this.#need >= 0 || this.#passed >= 0; }

  /** Undefined, or why the connection must end: what follows cannot be told apart any more. */
  push(chunk: Uint8Array, sink: FrameSink): FramingFault | undefined {
    let rest = chunk;
    if (this.#mode === 'unknown') {
      rest = this.#withCarry(rest);
      this.#mode = modeOf(rest);
      if (this.#mode === 'unknown') {
        this.#keep(rest);
        return undefined;
      }
    }
    return this.#mode === 'octets' ? this.#octets(rest, sink) : this.#lines(rest, sink);
  }

  /** The stream has ended: a last line without its newline is a message, half a counted one is not. */
  end(sink: FrameSink): void {
    if (this.#mode === 'octets') {
      if (this.partial) sink.rejected('truncated');
    } else if (this.#passed < 0 && this.#held > 0) {
      const rest = this.#withCarry(new Uint8Array(0));
      if (isCounted(rest)) sink.rejected('mixed_framing');
      else this.#line(rest, sink);
    }
    this.#need = this.#passed = -1;
    this.#held = 0;
  }

  #octets(chunk: Uint8Array, sink: FrameSink): FramingFault | undefined {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#need < 0) {
        rest = this.#withCarry(rest);
        const count = readCount(rest);
        if (count === 'more') {
          this.#keep(rest);
          return undefined;
        }
        if (typeof count === 'string') return count;
        if (count.octets > this.#maxBytes) return 'too_long';
        this.#need = count.octets;
        rest = rest.subarray(count.length);
      }
      if (this.#held + rest.length < this.#need) {
        this.#keep(rest);
        return undefined;
      }
      const more = this.#need - this.#held;
      if (this.#held === 0) sink.message(rest.subarray(0, more));
      else {
        this.#keep(rest.subarray(0, more));
        sink.message(this.#carry.subarray(0, this.#held));
        this.#held = 0;
      }
      this.#need = -1;
      rest = rest.subarray(more);
    }
    return undefined;
  }

  #lines(chunk: Uint8Array, sink: FrameSink): FramingFault | undefined {
    for (let at = 0; at < chunk.length;) {
      const end = chunk.indexOf(LF, at), stop = end < 0 ? chunk.length : end;
      const piece = chunk.subarray(at, stop);
      // One more than it may be: a carriage return before the newline is no part of it.
      if (this.#passed < 0 && this.#held + piece.length > this.#maxBytes + 1) {
        sink.rejected('too_long');
        this.#passed = this.#held;
        this.#held = 0;
      }
      if (this.#passed >= 0) {
        this.#passed += piece.length;
        if (this.#passed > this.#maxBytes * ENDLESS_MESSAGES) return 'endless';
        if (end >= 0) this.#passed = -1;
      } else if (end < 0) this.#keep(piece);
      else {
        const line = this.#withCarry(piece);
        if (isCounted(line)) return 'mixed_framing';
        this.#line(line, sink);
      }
      at = end < 0 ? chunk.length : end + 1;
    }
    return undefined;
  }

  #line(bytes: Uint8Array, sink: FrameSink): void {
    const line = bytes[bytes.length - 1] === CR ? bytes.subarray(0, bytes.length - 1) : bytes;
    if (line.length === 0) sink.rejected('empty');
    else if (line.length > this.#maxBytes) sink.rejected('too_long');
    else sink.message(line);
  }

  /** Grows by doubling, up to the longest message: a connection that says little holds little. */
  #keep(bytes: Uint8Array): void {
    const need = this.#held + bytes.length;
    if (need > this.#carry.length) {
      const larger = new Uint8Array(Math.max(need, Math.min(this.#maxBytes + 1, Math.max(FIRST_CARRY_BYTES, this.#carry.length * 2))));
      larger.set(this.#carry.subarray(0, this.#held));
      this.#carry = larger;
    }
    this.#carry.set(bytes, this.#held);
    this.#held = need;
  }

  /** What was kept with what came; the carry is empty after it. */
  #withCarry(bytes: Uint8Array): Uint8Array {
    if (this.#held === 0) return bytes;
    const joined = new Uint8Array(this.#held + bytes.length);
    joined.set(this.#carry.subarray(0, this.#held));
    joined.set(bytes, this.#held);
    this.#held = 0;
    return joined;
  }
}

/** By the first bytes (RFC 6587 section 3.4.1): a number, as long as one may be, and a space is a count. */
function modeOf(bytes: Uint8Array): Mode {
  if (bytes.length === 0) return 'unknown';
  const digits = leadingDigits(bytes);
  if (digits === 0 || digits > COUNT_DIGITS || bytes[0] === ZERO) return 'lines';
  if (digits === bytes.length) return 'unknown';
  return bytes[digits] === SPACE ? 'octets' : 'lines';
}

/** MSG-LEN SP, MSG-LEN = NONZERO-DIGIT *DIGIT (RFC 6587 section 3.4.1). */
function readCount(bytes: Uint8Array): { readonly octets: number; readonly length: number } | 'more' | FramingFault {
  const digits = leadingDigits(bytes);
  if (digits === 0) return 'mixed_framing';
  if (digits > COUNT_DIGITS || bytes[0] === ZERO) return 'bad_count';
  if (digits === bytes.length) return 'more';
  if (bytes[digits] !== SPACE) return 'bad_count';
  let octets = 0;
  for (let at = 0; at < digits; at++) octets = octets * 10 + bytes[at]! - ZERO;
  return { octets, length: digits + 1 };
}

/** A line that begins like a counted message, `<count> <PRI>`: the sender changed its framing. */
function isCounted(line: Uint8Array): boolean {
  const digits = leadingDigits(line);
  return digits > 0 && digits <= COUNT_DIGITS && line[digits] === SPACE && line[digits + 1] === LESS_THAN;
}

/** At most one more than a count may have. */
function leadingDigits(bytes: Uint8Array): number {
  let at = 0;
  while (at <= COUNT_DIGITS && at < bytes.length && bytes[at]! >= ZERO && bytes[at]! <= NINE) at++;
  return at;
}
