/** What the injection model reads of a text: the kernel's twin in plain TypeScript (assembly/injection), for training and as the oracle of its tests. */

/** Buckets of hashed character sequences; a power of two. */
export const BUCKETS = 1 << 14;
/** Bytes of one value that are read, after decoding. */
export const LONGEST = 512;
const LONGEST_GRAM = 5;

const SPACE = 32, ZERO = 48, PLUS = 43, PERCENT = 37;

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const low = code | 32;
  return low >= 97 && low <= 102 ? low - 87 : -1;
}

/** Percent and plus decoding, once; what is no escape stays. */
function decode(bytes: Uint8Array): number[] {
  const out: number[] = [];
  for (let i = 0; i < bytes.length && out.length < LONGEST; i++) {
    const code = bytes[i]!, high = i + 2 < bytes.length ? hexDigit(bytes[i + 1]!) : -1, low = i + 2 < bytes.length ? hexDigit(bytes[i + 2]!) : -1;
    if (code === PERCENT && high >= 0 && low >= 0) { out.push(high * 16 + low); i += 2; } else out.push(code === PLUS ? SPACE : code);
  }
  return out;
}

/** Small letters; a run of digits is one 0, a run of blanks, controls and ends of comments one blank, a run of bytes above ASCII one 0x80. */
function normal(codes: readonly number[]): number[] {
  const out: number[] = [SPACE];
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    let to = code;
    if (code >= 65 && code <= 90) to = code | 32;
    else if (code >= ZERO && code <= 57) to = ZERO;
    else if (code <= SPACE || code === 127) to = SPACE;
    else if (code > 127) to = 128;
    // What stands in a comment may be run (MySQL's /*! */): only its ends are blanks.
    const next = codes[i + 1];
    if ((code === 47 && next === 42) || (code === 42 && next === 47)) { i++; to = SPACE; }
    if ((to === ZERO || to === SPACE || to === 128) && out[out.length - 1] === to) continue;
    out.push(to);
  }
  if (out[out.length - 1] !== SPACE) out.push(SPACE);
  return out;
}

/** The buckets of the sequences of 1 to 5 characters in one value, each once, in rising order. */
export function bucketsOf(value: Uint8Array): number[] {
  const text = normal(decode(value)), found = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    let hash = 0x811c9dc5;
    for (let n = 0; n < LONGEST_GRAM && at + n < text.length; n++) {
      hash = Math.imul(hash ^ text[at + n]!, 0x01000193);
      found.add(((hash ^ (hash >>> 15)) >>> 0) & (BUCKETS - 1));
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** The parts of a request target that are scored: its path, and each name and value of its query. */
export function partsOf(target: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let from = 0, inQuery = false;
  for (let at = 0; at <= target.length; at++) {
    const code = target[at];
    const ends = at === target.length || (inQuery ? code === 38 || code === 61 : code === 63);
    if (!ends) continue;
    if (at > from) parts.push(target.subarray(from, at));
    if (code === 63 || inQuery) inQuery = true;
    from = at + 1;
    // A value may hold = and ? itself: only the first = of a pair divides it.
    if (code === 61) {
      const next = target.indexOf(38, from), end = next < 0 ? target.length : next;
      if (end > from) parts.push(target.subarray(from, end));
      at = end;
      from = end + 1;
    }
  }
  return parts;
}
