/** Who held the addresses of one segment before their present holders: bounded, in memory only, so that an older log is not credited to whoever came later. */
import type { Ipv4, DeviceKey } from '../model/index.ts';

/** From its first proof to its last, epoch ms: what was between the last one and the next holder, nobody knows. */
export interface Tenure { readonly mac: DeviceKey; readonly from: number; readonly to: number }

/** Addresses with a past, and holders remembered of each; the longest unmoved address and the oldest holder go first. */
const ADDRESSES_MAX = 16_384, TENURES_MAX = 4;

export class Tenures {
  readonly #past = new Map<Ipv4, Tenure[]>();
  /** Tenures dropped for want of room. */
  forgotten = 0;

  add(ip: Ipv4, tenure: Tenure): void {
    const known = this.#past.get(ip) ?? [];
    this.#past.delete(ip);
    known.push(tenure);
    if (known.length > TENURES_MAX) {
      known.shift();
      this.forgotten += 1;
    }
    this.#past.set(ip, known);
    if (this.#past.size <= ADDRESSES_MAX) return;
    for (const [oldest, gone] of this.#past) {
      this.#past.delete(oldest);
      this.forgotten += gone.length;
      break;
    }
  }

  /** The only one that held it all that time. */
  during(ip: Ipv4, from: number, to: number): DeviceKey | undefined {
    let found: DeviceKey | undefined;
    for (const tenure of this.#past.get(ip) ?? []) {
      if (from < tenure.from || to > tenure.to) continue;
      if (found !== undefined && found !== tenure.mac) return undefined;
      found = tenure.mac;
    }
    return found;
  }

  had(ip: Ipv4, mac: DeviceKey): boolean { return this.#past.get(ip)?.some((tenure) => tenure.mac === mac) === true; }

  /** Did anybody hold it later than `time`? */
  after(ip: Ipv4, time: number): boolean { return this.#past.get(ip)?.some((tenure) => tenure.to > time) === true; }

  /** It went from this MAC to another and came back, all since `since`: two devices use one address. */
  contested(ip: Ipv4, mac: DeviceKey, since: number): boolean {
    const past = this.#past.get(ip);
    if (past === undefined) return false;
    const lately = past.filter((tenure) => tenure.to >= since);
    return lately.some((tenure) => tenure.mac === mac) && lately.some((tenure) => tenure.mac !== mac);
  }
}
