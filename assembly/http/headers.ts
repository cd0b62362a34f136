// Which header fields are kept, and under which field id.
import {
  F_HTTP_CONTENT_TYPE, F_HTTP_HOST, F_HTTP_REFERER, F_HTTP_SERVER, F_HTTP_USER_AGENT, F_HTTP_WWW_AUTHENTICATE, F_HTTP_X_REQUESTED_WITH,
  F_SSDP_LOCATION, F_SSDP_NT, F_SSDP_NTS, F_SSDP_ST, F_SSDP_USN,
} from "../layout";

/** `word` is lower case. Field names are compared without regard to case (RFC 9110 section 5.1). */
// @ts-ignore: decorator
@inline function is(at: usize, word: string): bool {
  const from = changetype<usize>(word);
  for (let i: i32 = 0; i < word.length; i++) {
    let c = <u32>load<u8>(at + <usize>i);
    if (c - 65 < 26) c += 32;
    if (c != <u32>load<u16>(from + <usize>(i << 1))) return false;
  }
  return true;
}

/** Field id of the header named by the `length` bytes at `at`, or 0. */
export function headerField(at: usize, length: i32): i32 {
  switch (length) {
    case 2: return is(at, "st") ? F_SSDP_ST : is(at, "nt") ? F_SSDP_NT : 0;
    case 3: return is(at, "usn") ? F_SSDP_USN : is(at, "nts") ? F_SSDP_NTS : 0;
    case 4: return is(at, "host") ? F_HTTP_HOST : 0;
    case 6: return is(at, "server") ? F_HTTP_SERVER : 0;
    case 7: return is(at, "referer") ? F_HTTP_REFERER : 0;
    case 8: return is(at, "location") ? F_SSDP_LOCATION : 0;
    case 10: return is(at, "user-agent") ? F_HTTP_USER_AGENT : 0;
    case 12: return is(at, "content-type") ? F_HTTP_CONTENT_TYPE : 0;
    case 16: return is(at, "www-authenticate") ? F_HTTP_WWW_AUTHENTICATE : is(at, "x-requested-with") ? F_HTTP_X_REQUESTED_WITH : 0;
    default: return 0;
  }
}
