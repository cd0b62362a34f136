/** What strangers may do at the enrolment port: so many tries an address, and a pause after too many wrong ones. */
import { isIPv6 } from 'node:net';

export interface AttemptLimits {
  /** Requests at once from one address; one more every `everyMs`. */
  readonly burst: number;
  readonly everyMs: number;
  /** Refused passwords after which an address has to wait. */
  readonly failures: number;
  readonly lockMs: number;
  /** Addresses remembered; beyond it the one unheard for longest is forgotten. */
  readonly addresses: number;
}
export const ATTEMPT_LIMITS: AttemptLimits = { burst: 30, everyMs: 2000, failures: 20, lockMs: 900_000, addresses: 10_000 };
/** Of all strangers together, so that many addresses are no way around the others. */
export const REQUESTS_PER_SECOND = 50;
/** Whatever was wrong, and however long it took to find out, the answer comes after so long. */
export const REFUSAL_MS = 200;
/** A request with its password: twice the largest request for a certificate. */
export const ENROL_BODY_MAX = 16_384;
/** Connections at once, and of one address; and how long one may last: nothing here takes longer. */
export const STRANGERS_MAX = 512, STRANGERS_OF_ADDRESS = 32, STAY_MS = 30_000;

interface Record { tokens: number; atMs: number; failures: number; lockedUntilMs: number }

export class Attempts {
  readonly #limits: AttemptLimits;
  readonly #now: () => number;
  /** Unheard for longest first. */
  readonly #records = new Map<string, Record>();

  /** `now` in milliseconds and never back. */
  constructor(limits: AttemptLimits = ATTEMPT_LIMITS, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  get size(): number { return this.#records.size; }

  /** 0 when the request may go on, else the seconds after which one may. */
  enter(address: string): number {
    const record = this.#touch(address), { everyMs } = this.#limits, nowMs = this.#now();
    if (nowMs < record.lockedUntilMs) return Math.ceil((record.lockedUntilMs - nowMs) / 1000);
    if (record.tokens < 1) return Math.max(1, Math.ceil(((1 - record.tokens) * everyMs) / 1000));
    record.tokens -= 1;
    return 0;
  }

  /** True when the address is locked from now on. */
  failed(address: string): boolean {
    const record = this.#touch(address);
    record.failures += 1;
    if (record.failures < this.#limits.failures) return false;
    record.failures = 0;
    record.lockedUntilMs = this.#now() + this.#limits.lockMs;
    return true;
  }

  #touch(address: string): Record {
    const key = keyOf(address), nowMs = this.#now(), { burst, everyMs, addresses, lockMs } = this.#limits, known = this.#records.get(key);
    const record = known ?? { tokens: burst, atMs: nowMs, failures: 0, lockedUntilMs: 0 };
    record.tokens = Math.min(burst, record.tokens + (nowMs - record.atMs) / everyMs);
    if (nowMs - record.atMs > lockMs) record.failures = 0;
    record.atMs = nowMs;
    this.#records.delete(key);
    this.#records.set(key, record);
    if (known === undefined && this.#records.size > addresses) {
      const [oldest] = this.#records.keys();
      if (oldest !== undefined) this.#records.delete(oldest);
    }
    return record;
  }
}

/** An IPv6 network of 64 bits is one customer; IPv4 in IPv6 is IPv4. */
export function keyOf(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address);
  if (mapped !== null) return mapped[1] ?? '';
  const plain = address.split('%')[0] ?? '';
  if (!isIPv6(plain)) return plain;
  const [head = '', tail = ''] = plain.split('::'), parts = head.split(':').filter((part) => part !== ''), rest = tail.split(':').filter((part) => part !== '');
  const all = plain.includes('::') ? [...parts, ...Array.from({ length: Math.max(0, 8 - parts.length - rest.length) }, () => '0'), ...rest] : parts;
  return all.slice(0, 4).map((part) => part.replace(/^0+(?=.)/, '').toLowerCase()).join(':');
}
