/** A Bloom filter of the devices and firewalls that a frame speaks of: most frames are passed over by a search without being unpacked. */

/** Bits a key at least: about one frame in fifty is unpacked in vain at worst. */
const BITS_A_KEY = 8, PROBES = 6;
const BITS_MIN = 64, BITS_MAX = 1 << 22;

const IP_KEYS = 2 ** 49, NAME_KEYS = 2 ** 50;
/** Keys are numbers below 2^53: a MAC is itself, the others lie behind it. */
export function macKey(mac: number): number { return mac; }
export function ipKey(ip: number): number { return IP_KEYS + ip; }
/** Names of firewalls and IPv6 addresses. Two names may share a key: whoever finds one looks at the record itself. */
export function nameKey(name: string | Uint8Array): number { return NAME_KEYS + Bun.hash.xxHash32(name); }

/** Keys may repeat. Its size is a power of two: made for all of them and folded to what the different ones need. */
export function filterOf(keys: readonly number[]): Uint8Array {
  let bytes = new Uint8Array(bitsFor(keys.length) / 8), different = 0;
  const bits = bytes.length * 8;
  let before = -1;
  for (const key of keys) {
    if (key === before) continue;
    before = key;
    let fresh = false;
    probes(key, bits, (bit) => {
      const byte = bytes[bit >>> 3] ?? 0, mask = 1 << (bit & 7);
      if ((byte & mask) === 0) { bytes[bit >>> 3] = byte | mask; fresh = true; }
      return true;
    });
    if (fresh) different += 1;
  }
  for (const size = bitsFor(different) / 8; bytes.length > size;) {
    const half = bytes.length / 2, folded = bytes.slice(0, half);
    for (let i = 0; i < half; i++) folded[i] = (folded[i] ?? 0) | (bytes[half + i] ?? 0);
    bytes = folded;
  }
  return bytes;
}

function bitsFor(keys: number): number {
  let bits = BITS_MIN;
  while (bits < keys * BITS_A_KEY && bits < BITS_MAX) bits *= 2;
  return bits;
}

/** False: certainly not in it. */
export function mayHave(filter: Uint8Array, key: number): boolean {
  return filter.length >= BITS_MIN / 8 && probes(key, filter.length * 8, (bit) => ((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0);
}

/** Double hashing (Kirsch and Mitzenmacher): two hashes make all probes. */
function probes(key: number, bits: number, each: (bit: number) => boolean): boolean {
  const low = key >>> 0, high = Math.floor(key / 0x100000000) >>> 0;
  const first = mix(low ^ Math.imul(high, 0x9e3779b1)), second = mix(first ^ high) | 1;
  for (let i = 0, at = first; i < PROBES; i++, at = (at + second) >>> 0) if (!each(at & (bits - 1))) return false;
  return true;
}

/** The finalizer of MurmurHash3. */
function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
