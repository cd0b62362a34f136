/** How many HTTP/2 frames a peer may send. Bun shows most of them to nobody, so they are counted, not looked at: what asks for nothing and carries nothing costs the peer nine bytes and us a turn of the loop. */

/** A frame for each so many bytes of bodies, in either direction: more than a window update for every kilobyte, and log lines sent one by one. */
const BYTES_A_FRAME = 128;

/** A whole window of HTTP/2 is sixteen times as much. */
const SMALL_REPLY = 4096;

export class FrameBudget {
  readonly #now: () => number;
  readonly #perSecond: number;
  #left: number;
  #atMs: number;
  #bytes = 0;

  /** `now` in milliseconds and never back. */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#perSecond = perSecond;
    this.#left = perSecond * 2;
    this.#atMs = now();
  }

  /** Bytes of a body came. */
  received(bytes: number): void { this.#bytes += bytes; }
  /** A reply goes out. A small one needs no window: who asks without end must not earn more questions by our refusals. */
  replied(bytes: number): void { if (bytes > SMALL_REPLY) this.#bytes += bytes; }

  /** False when more came than may. */
  spend(frames: number): boolean {
    const nowMs = this.#now();
    this.#left = Math.min(this.#perSecond * 2, this.#left + ((nowMs - this.#atMs) / 1000) * this.#perSecond) + this.#bytes / BYTES_A_FRAME - frames;
    this.#atMs = nowMs;
    this.#bytes = 0;
    if (this.#left >= 0) return true;
    this.#left = 0; // what it owes is paid by the caller's refusal
    return false;
  }
}
