// RTSP 1.0 (RFC 2326): which camera serves, and which recorder asks. Addresses of streams may hold passwords and stay unread.
import { readDialog } from "../sip/head";

/** 0 = keep, 1 = not RTSP, -REASON = malformed. */
export function parseRtsp(payload: usize, length: i32, row: usize): i32 { return readDialog(payload, length, row, "RTSP/1.0"); }
