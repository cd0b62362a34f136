/** The 32-bit id of a feature: stable for ever, because ids are stored and models are trained on them. */

/** FNV-1a over the UTF-16 code units, low byte then high byte. */
function fnv(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 255), 0x01000193);
    if (unit > 255) hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash;
}

/** Murmur3's finaliser: FNV's low bits are weak and id tables index by them. */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** What the hash of each of a parameter's tokens begins with. */
export function seedOf(parameter: string): number { return Math.imul(fnv(parameter, 0x811c9dc5) ^ 0x3d, 0x01000193); }

/** Id of the parameter that `seed` is of having `token`. Never 0: that marks an empty slot in id sets. */
export function hashFrom(seed: number, token: string): number {
  const hash = mix(fnv(token, seed));
  return hash === 0 ? 1 : hash;
}

/** Id of `parameter` having `token`. */
export function hash32(parameter: string, token: string): number { return hashFrom(seedOf(parameter), token); }
