// An SSDP datagram (UPnP Device Architecture 2.0 section 1): an HTTP head of its own few methods, in UDP.
import { FLAG_TRUNCATED, KIND_SSDP, ROW_FLAGS, ROW_KIND } from "../layout";
import { readHead, METHODS_SSDP } from "../http/head";

/** 0 = keep, 1 = not SSDP, -REASON = malformed. */
export function parseSsdp(payload: usize, length: i32, row: usize): i32 {
  store<u8>(row + ROW_KIND, <u8>KIND_SSDP);
  // A datagram is whole unless the capture cut it, so a last line without its newline is complete.
  const whole = (load<u8>(row + ROW_FLAGS) & <u8>FLAG_TRUNCATED) == 0;
  return readHead(payload, length, row, METHODS_SSDP, whole);
}
