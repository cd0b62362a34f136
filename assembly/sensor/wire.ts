// What a sensor saw on the wire, as the rows a capture would have given: flows, HTTP, TLS, ARP.
import {
  F_ARP_SENDER_IP, F_ARP_SENDER_MAC, F_ARP_TARGET_IP, F_ARP_TARGET_MAC, F_HTTP_CONTENT_TYPE, F_HTTP_HOST, F_HTTP_METHOD, F_HTTP_REFERER, F_HTTP_SERVER, F_HTTP_STATUS,
  F_HTTP_URI, F_HTTP_USER_AGENT, F_TLS_ALPN, F_TLS_JA3, F_TLS_JA3_TEXT, F_TLS_JA4, F_TLS_SNI, F_TRAFFIC_BYTES_RECEIVED, F_TRAFFIC_BYTES_SENT,
  F_TRAFFIC_DURATION_MS, FLAG_RESPONSE, KIND_ARP, KIND_HTTP, KIND_TLS, KIND_TRAFFIC, REASON_BAD_VALUE, REASON_MISSING_FIELD, ROW_A, ROW_B, ROW_DST_MAC, ROW_FLAGS, ROW_LENGTH,
  ROW_SRC_MAC,
} from "../layout";
import { endRow, fieldU32, fieldU64 } from "../memory/emit";
import { at, end, first, has } from "./entries";
import { unused } from "./known";
import {
  S_AGENT, S_ALPNS, S_CONTENT_TYPE, S_DST, S_DST_MAC, S_DURATION, S_HOST, S_JA3, S_JA3_TEXT, S_JA4, S_METHOD, S_OPERATION, S_RECEIVED, S_RECEIVED_PACKETS, S_RECEIVED_PAYLOAD,
  S_REFERER, S_SENDER_MAC, S_SENT, S_SENT_PACKETS, S_SENT_PAYLOAD, S_SERVER, S_SNI, S_SRC, S_SRC_MAC, S_STATUS, S_TARGET_MAC, S_URI,
} from "./tables";
import { application, begin, ends, ip, mac, milliseconds, number, number32, rowMac, text, texts } from "./values";

const INTEGER_MAX: u64 = 9007199254740991;

export function writeFlow(offset: i32): i32 {
  const row = begin(KIND_TRAFFIC, offset);
  if (!has(S_SRC) && !has(S_DST)) return REASON_MISSING_FIELD;
  if (!ends(row, false)) return REASON_BAD_VALUE;
  const sent = number(has(S_SENT) ? S_SENT : S_SENT_PAYLOAD, INTEGER_MAX), received = number(has(S_RECEIVED) ? S_RECEIVED : S_RECEIVED_PAYLOAD, INTEGER_MAX);
  store<u32>(row + ROW_LENGTH, <u32>min<u64>(sent + received, 0xffffffff));
  store<u32>(row + ROW_A, <u32>number(S_SENT_PACKETS, 0xffffffff));
  store<u32>(row + ROW_B, <u32>number(S_RECEIVED_PACKETS, 0xffffffff));
  fieldU64(F_TRAFFIC_BYTES_SENT, sent);
  fieldU64(F_TRAFFIC_BYTES_RECEIVED, received);
  const duration = milliseconds(S_DURATION);
  if (duration > 0) fieldU32(F_TRAFFIC_DURATION_MS, duration);
  application();
  endRow(row);
  return 0;
}

/** A request is the client's word, what a server calls itself is the server's: a row each. A line with neither says nothing. */
export function writeHttp(offset: i32): i32 {
  const request = has(S_METHOD), response = has(S_SERVER) || (!request && has(S_STATUS));
  if (!has(S_SRC) || (!request && !response)) return unused(offset);
  if (request) {
    const row = begin(KIND_HTTP, offset);
    if (!ends(row, false)) return REASON_BAD_VALUE;
    text(F_HTTP_METHOD, S_METHOD);
    text(F_HTTP_URI, S_URI);
    text(F_HTTP_HOST, S_HOST);
    text(F_HTTP_USER_AGENT, S_AGENT);
    text(F_HTTP_REFERER, S_REFERER);
    endRow(row);
  }
  if (response) {
    const row = begin(KIND_HTTP, offset);
    if (!ends(row, true)) return REASON_BAD_VALUE;
    store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
    number32(F_HTTP_STATUS, has(S_STATUS) ? S_STATUS : 0, 999);
    if (!has(S_STATUS)) fieldU32(F_HTTP_STATUS, 0);
    text(F_HTTP_SERVER, S_SERVER);
    text(F_HTTP_CONTENT_TYPE, S_CONTENT_TYPE);
    endRow(row);
  }
  return 0;
}

/** The hello's own words only: the version and protocol that the server chose are not the client's. */
export function writeTls(offset: i32): i32 {
  if (!has(S_SRC)) return unused(offset);
  const row = begin(KIND_TLS, offset);
  if (!ends(row, false)) return REASON_BAD_VALUE;
  text(F_TLS_SNI, S_SNI);
  texts(F_TLS_ALPN, S_ALPNS);
  text(F_TLS_JA3, S_JA3);
  text(F_TLS_JA3_TEXT, S_JA3_TEXT);
  text(F_TLS_JA4, S_JA4);
  endRow(row);
  return 0;
}

export function writeArp(offset: i32): i32 {
  const row = begin(KIND_ARP, offset), operation = first(S_OPERATION);
  store<u32>(row + ROW_A, operation != 0 && (load<u32>(at(operation)) & 0xffffff) == 0x706572 ? 2 : 1); // rep, of "reply"
  rowMac(row, ROW_SRC_MAC, S_SRC_MAC);
  rowMac(row, ROW_DST_MAC, S_DST_MAC);
  if (!mac(F_ARP_SENDER_MAC, S_SENDER_MAC)) return REASON_MISSING_FIELD;
  ip(F_ARP_SENDER_IP, S_SRC);
  mac(F_ARP_TARGET_MAC, S_TARGET_MAC);
  ip(F_ARP_TARGET_IP, S_DST);
  endRow(row);
  return 0;
}
