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
    let fresh = 0;
    for (let i = 0, at = firstOf(key), step = stepOf(key); i < PROBES; i++, at = (at + step) | 0) {
      const bit = at & (bits - 1), byte = bytes[bit >>> 3]!, mask = 1 << (bit & 7);
      fresh |= ~byte & mask;
      bytes[bit >>> 3] = byte | mask;
    }
    if (fresh !== 0) different += 1;
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
  if (filter.length < BITS_MIN / 8) return false;
  for (let i = 0, at = firstOf(key), step = stepOf(key); i < PROBES; i++, at = (at + step) | 0) {
    const bit = at & (filter.length * 8 - 1);
    if (((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

// Double hashing (Kirsch and Mitzenmacher): two hashes make all probes.
function firstOf(key: number): number { return mix((key >>> 0) ^ Math.imul((key / 0x100000000) | 0, 0x9e3779b1)); }
function stepOf(key: number): number { return mix(firstOf(key) ^ ((key / 0x100000000) | 0) ^ 0x5bd1e995) | 1; }

/** The finalizer of MurmurHash3. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
