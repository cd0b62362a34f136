// Suricata's alerts and drops as threat records.
import {
  F_HTTP_METHOD, F_HTTP_URI, F_HTTP_USER_AGENT, F_LOG_ACTION, F_LOG_SEVERITY, F_THREAT_CATEGORY, F_THREAT_DIRECTION, F_THREAT_ID, KIND_THREAT,
  REASON_BAD_VALUE, REASON_MISSING_FIELD, T_TEXT,
} from "../layout";
import { arenaReserve, endRow, fieldArena } from "../memory/emit";
import { at, end, first, has } from "./entries";
import { writeType } from "./known";
import {
  S_AGENT, S_ALERT_ACTION, S_ALERT_CATEGORY, S_DIRECTION, S_DST, S_METHOD, S_SEVERITY, S_SIGNATURE, S_SIGNATURE_ID, S_SRC, S_URI,
} from "./tables";
import { application, begin, copyText, ends, text } from "./values";

export function writeAlert(offset: i32): i32 {
  const row = begin(KIND_THREAT, offset);
  if (!has(S_SRC) && !has(S_DST)) return REASON_MISSING_FIELD;
  if (!ends(row, false)) return REASON_BAD_VALUE;
  writeType();
  signature();
  text(F_THREAT_CATEGORY, S_ALERT_CATEGORY);
  text(F_LOG_ACTION, S_ALERT_ACTION);
  text(F_LOG_SEVERITY, S_SEVERITY);
  text(F_THREAT_DIRECTION, S_DIRECTION);
  application();
  // The packet that matched may be the server's: only where it is the client's is the agent the source's own word.
  if (toServer(first(S_DIRECTION))) {
    text(F_HTTP_URI, S_URI);
    text(F_HTTP_USER_AGENT, S_AGENT);
    text(F_HTTP_METHOD, S_METHOD);
  }
  endRow(row);
  return 0;
}

function toServer(entry: i32): bool { return entry != 0 && end(entry) - at(entry) == 9 && load<u64>(at(entry)) == 0x65767265735f6f74; }

/** "name(number)", as firewalls write a signature. */
function signature(): void {
  const name = first(S_SIGNATURE), id = first(S_SIGNATURE_ID);
  if (id == 0) { text(F_THREAT_ID, S_SIGNATURE); return; }
  const room = (name == 0 ? 0 : <i32>(end(name) - at(name))) + <i32>(end(id) - at(id)) + 2, out = arenaReserve(room);
  if (out == 0) return;
  let to = name == 0 ? out : copyText(name, out);
  store<u8>(to++, 40);
  to = copyText(id, to);
  store<u8>(to++, 41);
  fieldArena(F_THREAT_ID, T_TEXT, <i32>(to - out));
}
