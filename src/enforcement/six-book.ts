/** IPv6 beside IPv4: a mapping names an IPv4 address and a MAC (R72), and the neighbour table of this machine says which IPv6 addresses that MAC has. They are in the same sets of a family of their own. */
import { mappingKeyText } from '../model/index.ts';
import type { Neighbour } from './neighbours.ts';
import { SetBook, type Home, type SetBookOptions } from './set-book.ts';
import { sixName, type Placed } from './set-names.ts';

/** Neighbours remembered; beyond it the one that was not seen for longest is forgotten. */
const NEIGHBOURS_MAX = 65_536;

export class SixBook {
  readonly sets: SetBook;
  /** MAC by address, not seen for longest first. What the kernel forgets is kept: quiet is no reason to let anybody through. */
  readonly #macs = new Map<string, string>();
  /** What was wanted the last time: of it only what changed is put in again, or what had to make room would push out others for ever. */
  #wanted = new Map<string, Placed>();

  constructor(options: Omit<SetBookOptions, 'named'>) { this.sets = new SetBook({ ...options, named: sixName, pinned: options.pinned.map(sixName) }); }

  get neighbours(): Iterable<Neighbour> { return this.#macs.entries().map(([ip, mac]) => ({ ip, mac })); }
  standAt(home: Home): void { this.sets.standAt(home); }
  pin(names: readonly string[]): void { this.sets.pin(names.map(sixName)); }

  /** True when somebody is there who was not, or has an address that was another's. */
  see(neighbours: Iterable<Neighbour>): boolean {
    let isNew = false;
    for (const { ip, mac } of neighbours) {
      isNew ||= this.#macs.get(ip) !== mac;
      this.#macs.delete(ip);
      this.#macs.set(ip, mac);
    }
    for (const oldest of this.#macs.keys()) {
      if (this.#macs.size <= NEIGHBOURS_MAX) break;
      this.#macs.delete(oldest);
    }
    return isNew;
  }

  /** Brings the sets in step with what is mapped. Who is mapped already keeps its age. */
  settle(mapped: Iterable<Placed>): void {
    if (this.#macs.size === 0 && this.#wanted.size === 0) return;
    const of = new Map<string, string[]>();
    for (const [ip, mac] of this.#macs) {
      const ips = of.get(mac);
      if (ips === undefined) of.set(mac, [ip]);
      else ips.push(ip);
    }
    const wanted = new Map<string, Placed>();
    for (const place of mapped) {
      for (const ip of (place.mac === null ? undefined : of.get(place.mac)) ?? []) {
        const six = { ...place, ip_address: ip };
        wanted.set(mappingKeyText(six), six);
      }
    }
    for (const [key, place] of this.#wanted) if (!wanted.has(key)) this.sets.remove(place);
    for (const [key, place] of wanted) {
      const before = this.#wanted.get(key);
      if (before === undefined || PARTS.some((part) => before[part] !== place[part])) this.sets.put(place);
    }
    this.#wanted = wanted;
  }
}

/** What rules can ask. */
const PARTS = ['profile', 'category', 'vendor', 'risk'] as const;
