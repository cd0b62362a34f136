// JA4, the TLS client fingerprint of FoxIO (BSD 3-Clause): `t13d1516h2_8daaf6152771_e5627efa2ab1`. TLS over TCP only, so the first letter is t.
import { F_TLS_JA4, T_TEXT } from "../layout";
import { arenaReserve, fieldArena } from "../memory/emit";
import { putHex8, putHexBytes } from "../print/number";
import { sha256 } from "../digest/sha256";
import { putCommas, sortValues } from "./lists";
import { HELLO_MAX } from "./record";
import {
  CIPHERS, EXTENSIONS, SIGNATURES, alpn, alpnEnd, cipherCount, extensionCount, legacyVersion, named, signatureCount, supportedVersion,
} from "./hello";

const LENGTH: i32 = 36;
const SORTED: usize = memory.data(HELLO_MAX, 16);
/** The text that is hashed: a value takes at least two bytes of the hello, and five here. */
const HASHED: usize = memory.data(HELLO_MAX * 3, 16);
const DIGEST: usize = memory.data(32, 16);
const EXT_SERVER_NAME: u16 = 0, EXT_ALPN: u16 = 16;

// @ts-ignore: decorator
@inline function put(out: usize, c: u32): usize { store<u8>(out, <u8>c); return out + 1; }

/** Two characters for the version, `00` for one that has none. */
function putVersion(out: usize, version: u32): usize {
  if (version >= 0x0301 && version <= 0x0304) return put(put(out, 49), 48 + version - 0x0301);
  if (version == 0x0300 || version == 0x0002) return put(put(out, 115), version == 0x0300 ? 51 : 50);
  return put(put(out, 48), 48);
}

/** A count as two digits, 99 at most. */
function putCount(out: usize, count: i32): usize {
  const shown = <u32>min(count, 99);
  return put(put(out, 48 + shown / 10), 48 + shown % 10);
}

// @ts-ignore: decorator
@inline function isAlphanumeric(c: u32): bool { return c - 48 < 10 || c - 65 < 26 || c - 97 < 26; }

/** First and last character of the first protocol; of its hex form when either is not a letter or digit; `00` when there is none. */
function putAlpn(out: usize): usize {
  const length = alpn < alpnEnd ? <usize>load<u8>(alpn) : 0;
  if (length == 0) return put(put(out, 48), 48);
  const first = <u32>load<u8>(alpn, 1), last = <u32>load<u8>(alpn + length);
  if (isAlphanumeric(first) && isAlphanumeric(last)) return put(put(out, first), last);
  putHex8(out, first);
  const high = load<u8>(out);
  putHex8(out, last);
  store<u8>(out, high); // what stays behind it is the low digit of the last byte
  return out + 2;
}

/** Twelve hex digits of the digest of HASHED up to `end`; zeros when there was nothing to list. */
function putHash(out: usize, end: usize, empty: bool): usize {
  if (empty) { memory.fill(out, 48, 12); return out + 12; }
  sha256(HASHED, <i32>(end - HASHED), DIGEST);
  return putHexBytes(out, DIGEST, 6);
}

function putCipherHash(out: usize): usize {
  memory.copy(SORTED, CIPHERS, <usize>(cipherCount << 1));
  sortValues(SORTED, cipherCount);
  return putHash(out, putCommas(HASHED, SORTED, cipherCount), cipherCount == 0);
}

/** Extensions sorted, without server name and ALPN (they show in the first part), then the signature algorithms as sent. */
function putExtensionHash(out: usize): usize {
  let count: i32 = 0;
  for (let i: i32 = 0; i < extensionCount; i++) {
    const type = load<u16>(EXTENSIONS + <usize>(i << 1));
    if (type == EXT_SERVER_NAME || type == EXT_ALPN) continue;
    store<u16>(SORTED + <usize>(count++ << 1), type);
  }
  sortValues(SORTED, count);
  let to = putCommas(HASHED, SORTED, count);
  if (signatureCount != 0) to = putCommas(put(to, 95), SIGNATURES, signatureCount);
  return putHash(out, to, count == 0);
}

/** Emits the fingerprint. False when the arena is full. */
export function emitJa4(): bool {
  const out = arenaReserve(LENGTH);
  if (out == 0) return false;
  let to = putVersion(put(out, 116), supportedVersion != 0 ? supportedVersion : legacyVersion);
  to = put(to, named ? 100 : 105);
  to = putAlpn(putCount(putCount(to, cipherCount), extensionCount));
  to = putCipherHash(put(to, 95));
  putExtensionHash(put(to, 95));
  fieldArena(F_TLS_JA4, T_TEXT, LENGTH);
  return true;
}
