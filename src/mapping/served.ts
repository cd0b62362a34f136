/** Which addresses a segment's DHCP servers give out, learned from what they acknowledged: of each /24, from the lowest to the highest. */
import type { Ipv4 } from '../model/index.ts';

/** Networks remembered; beyond it a new one takes the place of the oldest. */
const NETWORKS_MAX = 4096;

export class ServedRanges {
  readonly #ranges = new Map<number, [low: number, high: number]>();
  forgotten = 0;

  /** Has any server here been heard to give an address? */
  get any(): boolean { return this.#ranges.size > 0; }

  add(ip: Ipv4): void {
    const network = ip >>> 8, range = this.#ranges.get(network);
    if (range !== undefined) {
      if (ip < range[0]) range[0] = ip;
      if (ip > range[1]) range[1] = ip;
      return;
    }
    if (this.#ranges.size >= NETWORKS_MAX) for (const oldest of this.#ranges.keys()) { this.#ranges.delete(oldest); this.forgotten += 1; break; }
    this.#ranges.set(network, [ip, ip]);
  }

  has(ip: Ipv4): boolean {
    const range = this.#ranges.get(ip >>> 8);
    return range !== undefined && ip >= range[0] && ip <= range[1];
  }
}
