// LLMNR (RFC 4795): DNS messages on UDP port 5355, about names of the link.
import { KIND_LLMNR, ROW_KIND } from "../layout";
import { parseDns } from "../dns/dns";

/** 0 = keep, -REASON = malformed. */
export function parseLlmnr(payload: usize, length: i32, row: usize): i32 {
  const code = parseDns(payload, length, row);
  store<u8>(row + ROW_KIND, <u8>KIND_LLMNR);
  return code;
}
