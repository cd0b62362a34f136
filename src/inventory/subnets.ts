/** Subnets of a segment, as DHCP servers said them; where none was heard, the /24 of an address (R64). */
import { ipText, parseIp, type Ipv4 } from '../model/index.ts';

export interface Heard { readonly scope: number; readonly value: string }

export class Subnets {
  /** Of each scope, by length of the prefix, the networks. */
  readonly #known = new Map<number, Map<number, Set<number>>>();

  constructor(heard: Iterable<Heard>) {
    for (const { scope, value } of heard) {
      const [address = '', length = ''] = value.split('/'), ip = parseIp(address), bits = Number(length);
      if (ip === undefined || !Number.isInteger(bits) || bits < 1 || bits > 32) continue;
      const lengths = this.#known.get(scope) ?? new Map<number, Set<number>>(), networks = lengths.get(bits) ?? new Set<number>();
      this.#known.set(scope, lengths.set(bits, networks.add(networkOf(ip, bits))));
    }
  }

  /** The narrowest that was heard, otherwise the /24. */
  of(scope: number, ip: Ipv4): string {
    let best = 0;
    for (const [bits, networks] of this.#known.get(scope) ?? []) if (bits > best && networks.has(networkOf(ip, bits))) best = bits;
    const bits = best || 24;
    return `${ipText(networkOf(ip, bits) as Ipv4)}/${bits}`;
  }

  /** Was it said by a DHCP server? */
  isHeard(scope: number, subnet: string): boolean {
    const [address = '', length = ''] = subnet.split('/'), ip = parseIp(address);
    return ip !== undefined && this.#known.get(scope)?.get(Number(length))?.has(ip) === true;
  }
}

function networkOf(ip: number, bits: number): number { return bits >= 32 ? ip >>> 0 : (ip & (0xffffffff << (32 - bits))) >>> 0; }
