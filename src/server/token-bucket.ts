/** A request rate: so many a second, twice that in a burst. One bucket a firewall, whatever its number of connections. */

export class TokenBucket {
  readonly #now: () => number;
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #atMs: number;

  /** `now` in milliseconds and never back: by the wall clock a step of an hour would refuse a firewall for an hour. */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#perSecond = perSecond;
    this.#burst = perSecond * 2;
    this.#tokens = this.#burst;
    this.#atMs = now();
  }

  /** 0 when the request may go on, else the whole seconds after which it may. */
  take(): number {
    const nowMs = this.#now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((nowMs - this.#atMs) / 1000) * this.#perSecond);
    this.#atMs = nowMs;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.max(1, Math.ceil((1 - this.#tokens) / this.#perSecond));
  }
}
