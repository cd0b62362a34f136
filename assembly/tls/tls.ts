// A TLS ClientHello at the start of a TCP payload, into its row: version, server name, ALPN, JA3 and JA4.
import { F_TLS_ALPN, F_TLS_SNI, F_TLS_VERSION, KIND_TLS, REASON_ARENA_FULL, REASON_TOO_MANY_FIELDS, ROW_KIND, T_TEXT } from "../layout";
import { fieldCopy, fieldU32 } from "../memory/emit";
import { findHello, helloAt, helloLength, NOT_A_HELLO } from "./record";
import { readHello, alpn, alpnEnd, legacyVersion, serverName, serverNameLength } from "./hello";
import { emitJa3 } from "./ja3";
import { emitJa4 } from "./ja4";

/** More protocols than this in one hello is a hello made to fill the table. */
const ALPN_MAX: i32 = 256;

/** 0 = keep, 1 = not a ClientHello, or one that is cut without contradicting itself, -REASON = malformed. */
export function parseTls(payload: usize, length: i32, row: usize): i32 {
  store<u8>(row + ROW_KIND, <u8>KIND_TLS);
  const have = findHello(payload, length);
  if (have == NOT_A_HELLO) return 1;
  if (have < 0) return have;
  const code = readHello(helloAt(), helloLength(), have);
  if (code != 0) return code;
  fieldU32(F_TLS_VERSION, legacyVersion);
  if (serverNameLength != 0) fieldCopy(F_TLS_SNI, T_TEXT, serverName, serverNameLength);
  let protocols: i32 = 0;
  for (let at = alpn; at < alpnEnd; at += 1 + <usize>load<u8>(at)) {
    if (++protocols > ALPN_MAX) return -REASON_TOO_MANY_FIELDS;
    fieldCopy(F_TLS_ALPN, T_TEXT, at + 1, <i32>load<u8>(at));
  }
  return emitJa3() && emitJa4() ? 0 : -REASON_ARENA_FULL;
}
