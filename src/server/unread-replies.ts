/** Replies that were handed over whole and that their readers have not taken: a window that never opens would keep them, and their places, for ever. */
import type { ServerHttp2Stream } from 'node:http2';

/** RFC 9113 section 7. */
export const CANCEL = 8;

export class UnreadReplies {
  /** With the look at which each was new; in order of their ends. */
  readonly #since = new Map<ServerHttp2Stream, number>();
  readonly #timer: ReturnType<typeof setInterval>;
  #looks = 0;

  constructor(stallMs: number, onStall: () => void) {
    this.#timer = setInterval(() => {
      for (const [stream, look] of this.#since) {
        if (look === this.#looks) break; // newer ones follow
        this.#since.delete(stream);
        onStall();
        stream.close(CANCEL);
      }
      this.#looks += 1;
    }, stallMs);
    this.#timer.unref();
  }

  get size(): number { return this.#since.size; }

  add(stream: ServerHttp2Stream): void { this.#since.set(stream, this.#looks); }
  forget(stream: ServerHttp2Stream): void { this.#since.delete(stream); }
  stop(): void { clearInterval(this.#timer); }
}
