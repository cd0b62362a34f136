// SIP (RFC 3261): who built the phone or the exchange that speaks, from User-Agent and Server. People's names and numbers stay unread.
import { readDialog } from "./head";

/** 0 = keep, 1 = not SIP, -REASON = malformed. */
export function parseSip(payload: usize, length: i32, row: usize): i32 { return readDialog(payload, length, row, "SIP/2.0"); }
