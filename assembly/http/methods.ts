// Which first words make a request: the IANA HTTP method registry, and the methods of UPnP.

export const METHODS_HTTP: i32 = 1;
export const METHODS_SSDP: i32 = 2;
/** Longest method, bytes (UPDATEREDIRECTREF). */
export const METHOD_MAX: i32 = 17;

// @ts-ignore: decorator
@inline function is(at: usize, word: string): bool {
  const from = changetype<usize>(word);
  for (let i: i32 = 0; i < word.length; i++) if (<u16>load<u8>(at + <usize>i) != load<u16>(from + <usize>(i << 1))) return false;
  return true;
}

/** True when the `length` bytes at `at` are a known method. Methods are case-sensitive (RFC 9110 section 9.1). */
export function isMethod(at: usize, length: i32, set: i32): bool {
  if (set == METHODS_SSDP) return (length == 8 && is(at, "M-SEARCH")) || (length == 6 && is(at, "NOTIFY"));
  switch (length) {
    case 3: return is(at, "GET") || is(at, "PUT") || is(at, "ACL");
    case 4: return is(at, "POST") || is(at, "HEAD") || is(at, "COPY") || is(at, "MOVE") || is(at, "LOCK") || is(at, "BIND") || is(at, "LINK");
    case 5: return is(at, "PATCH") || is(at, "TRACE") || is(at, "MKCOL") || is(at, "MERGE") || is(at, "LABEL") || is(at, "QUERY");
    // NOTIFY, SUBSCRIBE, UNSUBSCRIBE, M-POST: UPnP eventing and control (UPnP Device Architecture 2.0 section 4)
    case 6: return is(at, "DELETE") || is(at, "NOTIFY") || is(at, "REPORT") || is(at, "SEARCH") || is(at, "UNLOCK") || is(at, "UPDATE")
      || is(at, "REBIND") || is(at, "UNBIND") || is(at, "UNLINK") || is(at, "M-POST");
    case 7: return is(at, "OPTIONS") || is(at, "CONNECT") || is(at, "CHECKIN");
    case 8: return is(at, "PROPFIND") || is(at, "CHECKOUT");
    case 9: return is(at, "PROPPATCH") || is(at, "SUBSCRIBE");
    case 10: return is(at, "MKCALENDAR") || is(at, "MKACTIVITY") || is(at, "ORDERPATCH") || is(at, "UNCHECKOUT");
    case 11: return is(at, "MKWORKSPACE") || is(at, "UNSUBSCRIBE");
    case 13: return is(at, "MKREDIRECTREF");
    case 15: return is(at, "VERSION-CONTROL");
    case 16: return is(at, "BASELINE-CONTROL");
    case 17: return is(at, "UPDATEREDIRECTREF");
    default: return false; // PRI is in the registry too, but opens HTTP/2, whose head is not text
  }
}
