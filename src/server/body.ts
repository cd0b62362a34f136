/** The body of a request as it comes. Listens to each piece instead of iterating: a peer that sends a byte a frame then costs a fiftieth, and its bytes are put together at once. */
import type { ServerHttp2Stream } from 'node:http2';
import { EdgeError } from '../model/index.ts';

/** Pieces below this are copied into one of GATHER_BYTES. */
const SMALL_BYTES = 4096, GATHER_BYTES = 65_536;
/** Beyond this the peer is made to wait. */
const WAITING_MAX = 262_144;
/** A body that brings less in `stallMs` is as good as none: a byte now and then would hold a place for ever. */
const STALL_BYTES = 1024;

export interface BodyLimits { readonly maxBytes: number; readonly stallMs: number }

/** More than `maxBytes`, too little in `stallMs` or a reset end it with an EdgeError; leaving early refuses the rest. */
export async function* bodyOf(stream: ServerHttp2Stream, { maxBytes, stallMs }: BodyLimits, moved: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const inbox = new Inbox(stream), watch = setInterval(() => { inbox.look(); }, stallMs);
  let total = 0;
  try {
    for (;;) {
      const piece = await inbox.next();
      if (piece === undefined) break;
      total += piece.byteLength;
      moved(piece.byteLength);
      if (total > maxBytes) throw new EdgeError('too_large', 'the body is larger than this node takes', { fields: { limit: maxBytes } });
      yield piece;
    }
  } finally {
    clearInterval(watch);
    inbox.leave();
  }
}

class Inbox {
  readonly #stream: ServerHttp2Stream;
  readonly #whole: Uint8Array[] = [];
  /** Of the pieces that wait, and of `#gather`. */
  #waiting = 0;
  #gather = Buffer.alloc(0);
  #gathered = 0;
  /** Since the last look; and whether the peer was made to wait meanwhile. */
  #brought = 0;
  #held = false;
  #ended = false;
  #failure: EdgeError | undefined;
  #wake: (() => void) | undefined;
  readonly #onData = (piece: Uint8Array): void => { this.#take(piece); };
  readonly #onEnd = (): void => { this.#end(); };
  readonly #onLost = (): void => { this.#fail(new EdgeError('bad_request', 'the body ended early')); };

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
    if (stream.readableEnded) this.#ended = true;
    else if (stream.closed || stream.destroyed) this.#onLost();
    else stream.on('data', this.#onData).on('end', this.#onEnd).on('aborted', this.#onLost).on('error', this.#onLost).on('close', this.#onLost);
  }

  /** Undefined after the last. */
  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      const piece = this.#whole.shift() ?? this.#takeGathered();
      if (piece !== undefined) {
        this.#waiting -= piece.byteLength;
        if (this.#waiting < WAITING_MAX && this.#stream.isPaused()) this.#stream.resume();
        return piece;
      }
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => { this.#wake = resolve; });
    }
  }

  /** Called every `stallMs`. While the peer is made to wait, the silence is ours. */
  look(): void {
    if (this.#brought < STALL_BYTES && !this.#held && !this.#ended) {
      this.#fail(new EdgeError('timeout', 'the body stalled'));
      this.#stream.destroy();
    }
    this.#brought = 0;
    this.#held = this.#stream.isPaused();
  }

  leave(): void {
    const { readableEnded } = this.#stream;
    this.#stream.off('data', this.#onData).off('end', this.#onEnd).off('aborted', this.#onLost).off('error', this.#onLost).off('close', this.#onLost);
    if (readableEnded || this.#stream.destroyed) return;
    // The reply still goes out; after it the rest is not wanted (RFC 9113 section 8.1).
    this.#stream.pause().once('finish', () => { this.#stream.close(); });
  }

  #take(piece: Uint8Array): void {
    this.#brought += piece.byteLength;
    this.#waiting += piece.byteLength;
    if (piece.byteLength >= SMALL_BYTES) {
      const before = this.#takeGathered();
      if (before !== undefined) this.#whole.push(before);
      this.#whole.push(piece);
    } else {
      if (this.#gather.byteLength - this.#gathered < piece.byteLength) {
        const before = this.#takeGathered();
        if (before !== undefined) this.#whole.push(before);
        this.#gather = Buffer.allocUnsafeSlow(GATHER_BYTES);
      }
      this.#gather.set(piece, this.#gathered);
      this.#gathered += piece.byteLength;
    }
    if (this.#waiting >= WAITING_MAX) {
      this.#held = true;
      this.#stream.pause();
    }
    this.#ring();
  }

  #takeGathered(): Uint8Array | undefined {
    if (this.#gathered === 0) return undefined;
    const piece = this.#gather.subarray(0, this.#gathered);
    this.#gather = Buffer.alloc(0);
    this.#gathered = 0;
    return piece;
  }

  #end(): void {
    this.#ended = true;
    this.#ring();
  }

  #fail(failure: EdgeError): void {
    if (this.#ended) return;
    this.#failure ??= failure;
    this.#ring();
  }

  #ring(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
