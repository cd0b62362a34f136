// SNMP messages of versions 1, 2c and 3 (RFC 1157, 3416, 3412): the wrapping of each version, then the PDU. Communities and users stay unread.
import {
  F_ID_DEVICE_MAC, F_ID_FUNCTION, F_ID_MANAGEMENT_IP, F_ID_OBJECT_ID, F_ID_VENDOR_CODE, F_SNMP_ENGINE, F_SNMP_VERSION, FLAG_RESPONSE, FLAG_TRUNCATED, REASON_BAD_LENGTH,
  REASON_BAD_VALUE, ROW_FLAGS, T_BYTES,
} from "../layout";
import { fieldInput, fieldIp, fieldU32 } from "../memory/emit";
import { be32 } from "../memory/bytes";
import { berContent, berInteger, berLength, berNext, berTag, fieldOid, INTEGER, OCTETS, OID, readBer, readTagged, SEQUENCE } from "../asn1/ber";
import { fieldWord } from "../text/fields";
import { readBindings } from "./objects";

const PDU: i32 = 0xa0;
const RESPONSE: i32 = 0xa2;
const TRAP_V1: i32 = 0xa4;
const INFORM: i32 = 0xa6;
const TRAP: i32 = 0xa7;
const REPORT: i32 = 0xa8;
const ADDRESS: i32 = 0x40;
const PRIVATE: u32 = 2;
const ENGINE_MAX: i32 = 32;
const MAC_FORMAT: u8 = 3;

let cut: bool = false;

function operation(tag: i32): string {
  switch (tag) {
    case 0xa0: return "get";
    case 0xa1: return "get-next";
    case 0xa3: return "set";
    case 0xa5: return "get-bulk";
    case RESPONSE: return "response";
    case TRAP_V1: return "trap";
    case INFORM: return "inform";
    case TRAP: return "trap";
    default: return "report";
  }
}

/** A version 1 trap: whose it is, its address, then numbers and the bindings (RFC 1157 section 4.1.6). */
function trap(at: usize, end: usize): i32 {
  if (!readTagged(at, end, OID, cut)) return -REASON_BAD_LENGTH;
  fieldOid(F_ID_OBJECT_ID, berContent(), berLength());
  if (!readTagged(berNext(), end, ADDRESS, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
  if (berLength() == 4 && be32(berContent()) != 0) fieldIp(F_ID_MANAGEMENT_IP, be32(berContent()));
  for (let i = 0; i < 3; i++) if (!readBer(berNext(), end, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
  return readBindings(berNext(), end, cut, false);
}

/** Request id, two numbers, the bindings. What a request names is asked, not said. */
function pdu(at: usize, end: usize, row: usize): i32 {
  if (!readBer(at, end, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
  const tag = berTag(), body = berContent(), behind = berNext();
  if (tag < PDU || tag > REPORT) return -REASON_BAD_VALUE;
  fieldWord(F_ID_FUNCTION, operation(tag));
  if (tag == RESPONSE || tag == REPORT) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  if (tag == TRAP_V1) return trap(body, behind);
  if (!readTagged(body, behind, INTEGER, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
  for (let i = 0; i < 2; i++) if (!readTagged(berNext(), behind, INTEGER, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
  return tag == RESPONSE || tag == INFORM || tag == TRAP ? readBindings(berNext(), behind, cut, true) : 0;
}

/** Enterprise, then mostly the MAC of the agent's first card (RFC 3411, SnmpEngineID). */
function engine(at: usize, length: i32): void {
  if (length < 5 || length > ENGINE_MAX) return;
  fieldInput(F_SNMP_ENGINE, T_BYTES, at, length);
  const enterprise = be32(at);
  if ((enterprise & 0x80000000) == 0) return;
  fieldU32(F_ID_VENDOR_CODE, enterprise & 0x7fffffff);
  if (load<u8>(at, 4) == MAC_FORMAT && length == 11) fieldInput(F_ID_DEVICE_MAC, T_BYTES, at + 5, 6);
}

/** Version 3: header with the flags, security parameters with the engine, then the PDU in its scope, if it is not enciphered. */
function version3(at: usize, end: usize, row: usize): i32 {
  if (!readTagged(at, end, SEQUENCE, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
  const header = berContent(), headerEnd = berNext();
  let flags: u32 = PRIVATE;
  if (readTagged(header, headerEnd, INTEGER, cut) && readTagged(berNext(), headerEnd, INTEGER, cut) && readTagged(berNext(), headerEnd, OCTETS, cut) && berLength() == 1) flags = load<u8>(berContent());
  else if (!cut) return -REASON_BAD_LENGTH;
  if (!readTagged(headerEnd, end, OCTETS, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
  const scope = berNext();
  if (readTagged(berContent(), scope, SEQUENCE, cut) && readTagged(berContent(), scope, OCTETS, cut)) engine(berContent(), berLength());
  if ((flags & PRIVATE) != 0) return 0;
  if (!readTagged(scope, end, SEQUENCE, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
  const scoped = berContent(), scopedEnd = berNext();
  if (!readTagged(scoped, scopedEnd, OCTETS, cut) || !readTagged(berNext(), scopedEnd, OCTETS, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
  return pdu(berNext(), scopedEnd, row);
}

/** 0 = keep, 1 = not SNMP, -REASON = malformed. */
export function parseSnmp(payload: usize, length: i32, row: usize): i32 {
  cut = (load<u8>(row + ROW_FLAGS) & <u8>FLAG_TRUNCATED) != 0;
  if (load<u8>(payload) != <u8>SEQUENCE) return 1;
  if (!readBer(payload, payload + <usize>length, cut)) return -REASON_BAD_LENGTH;
  const end = berNext();
  if (!readTagged(berContent(), end, INTEGER, cut)) return -REASON_BAD_VALUE;
  const version = berInteger();
  if (version != 0 && version != 1 && version != 3) return -REASON_BAD_VALUE;
  fieldU32(F_SNMP_VERSION, version == 1 ? 2 : max<u32>(version, 1));
  if (version == 3) return version3(berNext(), end, row);
  // The community is a password: passed over.
  if (!readTagged(berNext(), end, OCTETS, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
  return pdu(berNext(), end, row);
}
