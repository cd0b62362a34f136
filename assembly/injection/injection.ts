// SQL injections in request targets (R57): hashed character sequences of each part, weighed by a trained table. Its twin is build/train/injection/features.ts.
import { BIAS, SCALE, WEIGHTS } from "./weights";

/** Longest target that is looked at. */
const TARGET_MAX: i32 = 8192;
const LONGEST: i32 = 512;
const BUCKETS: u32 = 1 << 14;
const LONGEST_GRAM: i32 = 5;
const SPACE: u8 = 32, ZERO: u8 = 48, PLUS: u8 = 43, PERCENT: u8 = 37, AMPERSAND: u8 = 38, EQUALS: u8 = 61, QUESTION: u8 = 63;

const TARGET: usize = memory.data(8192, 16);
const DECODED: usize = memory.data(512, 16);
const NORMAL: usize = memory.data(520, 16);
const SEEN: usize = memory.data(2048, 16);

/** Where the target is to be written, at most 8192 bytes. */
export function injectionInput(): usize { return TARGET; }

/** 0-100: how likely the most suspicious part of the target of `length` bytes is an injection. */
export function scoreInjection(length: i32): i32 {
  const end = TARGET + <usize>max(0, min(length, TARGET_MAX));
  let from = TARGET, at = TARGET, best = 0, inQuery = false;
  while (at <= end) {
    const code: u8 = at < end ? load<u8>(at) : 0;
    if (at == end || (inQuery ? code == AMPERSAND || code == EQUALS : code == QUESTION)) {
      best = max(best, scorePart(from, at));
      if (code == QUESTION) inQuery = true;
      from = at + 1;
      if (code == EQUALS && inQuery && at < end) {
        let until = from;
        while (until < end && load<u8>(until) != AMPERSAND) until++;
        best = max(best, scorePart(from, until));
        at = until;
        from = until + 1;
      }
    }
    at++;
  }
  return best;
}

// @ts-ignore: decorator
@inline function hexDigit(code: u8): i32 {
  if (<u32>code - 48 < 10) return <i32>code - 48;
  const low = code | 32;
  return <u32>low - 97 < 6 ? <i32>low - 87 : -1;
}

/** Percent and plus decoding, once, of [from, end) into DECODED; how many bytes. */
function decode(from: usize, end: usize): i32 {
  let n = 0;
  for (let at = from; at < end && n < LONGEST; at++) {
    let code = load<u8>(at);
    if (code == PERCENT && at + 2 < end) {
      const high = hexDigit(load<u8>(at, 1)), low = hexDigit(load<u8>(at, 2));
      if (high >= 0 && low >= 0) { code = <u8>(high * 16 + low); at += 2; }
    } else if (code == PLUS) code = SPACE;
    store<u8>(DECODED + <usize>n, code);
    n++;
  }
  return n;
}

/** Small letters; runs of digits, of blanks, controls and ends of comments, and of bytes above ASCII are one each. */
function normalise(count: i32): i32 {
  store<u8>(NORMAL, SPACE);
  let n = 1, before: u8 = SPACE;
  for (let i = 0; i < count; i++) {
    const code = load<u8>(DECODED + <usize>i), next: u8 = i + 1 < count ? load<u8>(DECODED + <usize>i, 1) : 0;
    let to = code;
    if (<u32>code - 65 < 26) to = code | 32;
    else if (<u32>code - 48 < 10) to = ZERO;
    else if (code <= SPACE || code == 127) to = SPACE;
    else if (code > 127) to = 128;
    if ((code == 47 && next == 42) || (code == 42 && next == 47)) { i++; to = SPACE; }
    if (to == before && (to == ZERO || to == SPACE || to == 128)) continue;
    store<u8>(NORMAL + <usize>n, to);
    before = to;
    n++;
  }
  if (before != SPACE) { store<u8>(NORMAL + <usize>n, SPACE); n++; }
  return n;
}

function scorePart(from: usize, end: usize): i32 {
  if (end <= from) return 0;
  const count = normalise(decode(from, end));
  memory.fill(SEEN, 0, 2048);
  let sum = 0, found = 0;
  for (let at = 0; at < count; at++) {
    let hash: u32 = 0x811c9dc5;
    const most = min(LONGEST_GRAM, count - at);
    for (let n = 0; n < most; n++) {
      hash = (hash ^ <u32>load<u8>(NORMAL + <usize>(at + n))) * 0x01000193;
      const bucket = (hash ^ (hash >> 15)) & (BUCKETS - 1), seen = SEEN + <usize>(bucket >> 3), bit: u8 = 1 << <u8>(bucket & 7);
      if ((load<u8>(seen) & bit) != 0) continue;
      store<u8>(seen, load<u8>(seen) | bit);
      sum += <i32>load<i8>(WEIGHTS + <usize>bucket);
      found++;
    }
  }
  if (found == 0) return 0;
  const odds = BIAS + <f32>sum / SCALE / Mathf.sqrt(<f32>found);
  return <i32>Mathf.round(100 / (1 + Mathf.exp(-odds)));
}
