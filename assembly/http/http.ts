// The head of an HTTP/1 request or response in a TCP payload.
import { KIND_HTTP, ROW_KIND } from "../layout";
import { readHead, METHODS_HTTP } from "./head";

/** 0 = keep, 1 = not HTTP (or not the start of a message), -REASON = malformed. The payload may end anywhere in the head. */
export function parseHttp(payload: usize, length: i32, row: usize): i32 {
  store<u8>(row + ROW_KIND, <u8>KIND_HTTP);
  return readHead(payload, length, row, METHODS_HTTP, false);
}
