// JA3: `version,ciphers,extensions,groups,point formats` in decimal, in the order sent, and its MD5.
import { F_TLS_JA3, F_TLS_JA3_TEXT, T_TEXT } from "../layout";
import { arenaReserve, fieldArena } from "../memory/emit";
import { putDecimal, putHexBytes } from "../print/number";
import { md5 } from "../digest/md5";
import { putDashed } from "./lists";
import { HELLO_MAX } from "./record";
import { CIPHERS, EXTENSIONS, GROUPS, POINTS, cipherCount, extensionCount, groupCount, legacyVersion, pointCount } from "./hello";

const DIGEST: usize = memory.data(16, 16);
/** A value takes at least two bytes of the hello and at most six of the text; a point format takes one, and four. */
const TEXT_MAX: i32 = HELLO_MAX * 3 + 1024;

// @ts-ignore: decorator
@inline function comma(out: usize): usize { store<u8>(out, 44); return out + 1; }

/** Emits the text and its digest. False when the arena is full. */
export function emitJa3(): bool {
  const out = arenaReserve(TEXT_MAX + 32);
  if (out == 0) return false;
  let to = comma(putDecimal(out, legacyVersion));
  to = comma(putDashed(to, CIPHERS, cipherCount));
  to = comma(putDashed(to, EXTENSIONS, extensionCount));
  to = comma(putDashed(to, GROUPS, groupCount));
  to = putDashed(to, POINTS, pointCount);
  const length = <i32>(to - out);
  md5(out, length, DIGEST);
  fieldArena(F_TLS_JA3_TEXT, T_TEXT, length);
  putHexBytes(to, DIGEST, 16);
  fieldArena(F_TLS_JA3, T_TEXT, 32);
  return true;
}
