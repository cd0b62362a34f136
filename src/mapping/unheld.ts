/** Addresses in logs that nobody is known to hold: when there is enough of one, it has a device of its own (R28), known by its address alone. */
import type { Ipv4 } from '../model/index.ts';
import type { ServedRanges } from './served.ts';

/** Sessions of an address that were answered before it is believed to be a device's. */
const SESSIONS = 3;
/** Where a DHCP server is heard, whoever has a lease of before our time asks for it again within this; half of what servers usually give (RFC 2131 section 4.4.5). */
const PATIENCE_MS = 3_600_000;
/** Addresses that wait; the longest known makes room. */
const WAITING_MAX = 16_384;

interface Waiting { sessions: number; first: number; last: number }

export class UnheldAddresses {
  readonly #served: ServedRanges;
  readonly #waiting = new Map<Ipv4, Waiting>();
  forgotten = 0;

  constructor(served: ServedRanges) { this.#served = served; }

  get size(): number { return this.#waiting.size; }

  /** An answered session of it at `time`. True when it shall have a device. */
  heard(ip: Ipv4, time: number): boolean {
    // Its holder has a lease that we did not see, and a MAC that we shall.
    if (this.#served.has(ip)) return false;
    let waiting = this.#waiting.get(ip);
    if (waiting === undefined) {
      if (this.#waiting.size >= WAITING_MAX) for (const oldest of this.#waiting.keys()) { this.#waiting.delete(oldest); this.forgotten += 1; break; }
      this.#waiting.set(ip, (waiting = { sessions: 0, first: time, last: time }));
    }
    waiting.sessions += 1;
    waiting.first = Math.min(waiting.first, time);
    waiting.last = Math.max(waiting.last, time);
    if (waiting.sessions < SESSIONS || (this.#served.any && waiting.last - waiting.first < PATIENCE_MS)) return false;
    this.#waiting.delete(ip);
    return true;
  }
}
