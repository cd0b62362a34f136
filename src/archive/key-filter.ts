/** A Bloom filter of the devices and firewalls that a frame speaks of: most frames are passed over by a search without being unpacked. */

/** About one frame in a hundred is unpacked in vain. */
const BITS_A_KEY = 10, PROBES = 7;

const IP_KEYS = 2 ** 49, NAME_KEYS = 2 ** 50;
/** Keys are numbers below 2^53: a MAC is itself, the others lie behind it. */
export function macKey(mac: number): number { return mac; }
export function ipKey(ip: number): number { return IP_KEYS + ip; }
/** Names of firewalls and IPv6 addresses. Two names may share a key: whoever finds one looks at the record itself. */
export function nameKey(name: string | Uint8Array): number { return NAME_KEYS + Bun.hash.xxHash32(name); }

export function filterOf(keys: ReadonlySet<number>): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((keys.size * BITS_A_KEY) / 8));
  for (const key of keys) probes(key, bytes.length * 8, (bit) => { bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) | (1 << (bit & 7)); return true; });
  return bytes;
}

/** False: certainly not in it. */
export function mayHave(filter: Uint8Array, key: number): boolean {
  return filter.length > 0 && probes(key, filter.length * 8, (bit) => ((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0);
}

/** Double hashing (Kirsch and Mitzenmacher): two hashes make all probes. */
function probes(key: number, bits: number, each: (bit: number) => boolean): boolean {
  const low = key >>> 0, high = Math.floor(key / 0x100000000) >>> 0;
  const first = mix(low ^ Math.imul(high, 0x9e3779b1)), second = mix(first ^ high) | 1;
  for (let i = 0, at = first; i < PROBES; i++, at = (at + second) >>> 0) if (!each(at % bits)) return false;
  return true;
}

/** The finalizer of MurmurHash3. */
function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
