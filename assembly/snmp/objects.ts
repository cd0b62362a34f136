// Which objects of an agent say what it is: the system group (RFC 3418), the first of each column of ENTITY-MIB (RFC 6933), HOST-RESOURCES-MIB and Printer-MIB.
import {
  F_ID_DESCRIPTION, F_ID_FIRMWARE, F_ID_HARDWARE, F_ID_LOCATION, F_ID_MODEL, F_ID_NAME, F_ID_OBJECT_ID, F_ID_PRODUCT, F_ID_SERIAL, F_ID_SOFTWARE, F_ID_VENDOR, F_SNMP_TRAP,
  REASON_BAD_LENGTH,
} from "../layout";
import { be32, be64 } from "../memory/bytes";
import { berContent, berLength, berNext, berTag, fieldOid, OCTETS, OID, readBer, readTagged, SEQUENCE } from "../asn1/ber";
import { fieldTrimmed } from "../text/fields";

/** Bindings of one message that are looked at; an answer that fits a datagram has fewer. */
const MOST: i32 = 512;
const MIB_2: u32 = 0x2b060102; // 1.3.6.1.2
const TRAP_OID: u64 = 0x2b06010603010104; // snmpTrapOID 1.3.6.1.6.3.1.1.4, then .1.0

let seen: u32 = 0;
/** False when a value of this field was told: the first is of the chassis, or of the agent itself. */
function first(id: i32): bool {
  const bit: u32 = 1 << (id - F_ID_VENDOR);
  if ((seen & bit) != 0) return false;
  seen |= bit;
  return true;
}

/** Field id of the object at `at`, or 0. */
function fieldOf(at: usize, length: i32): i32 {
  if (length < 8 || be32(at) != MIB_2 || load<u8>(at, 4) != 1) return 0;
  const group = load<u8>(at, 5);
  if (group == 1 && length == 8 && load<u8>(at, 7) == 0) { // system.n.0; its contact (4) is a person
    const n = load<u8>(at, 6);
    return n == 1 ? F_ID_DESCRIPTION : n == 2 ? F_ID_OBJECT_ID : n == 5 ? F_ID_NAME : n == 6 ? F_ID_LOCATION : 0;
  }
  if (group == 47 && length >= 11 && be32(at + 6) == 0x01010101) { // entPhysicalEntry
    switch (load<u8>(at, 10)) {
      case 8: return F_ID_HARDWARE;
      case 9: return F_ID_FIRMWARE;
      case 10: return F_ID_SOFTWARE;
      case 11: return F_ID_SERIAL;
      case 12: return F_ID_VENDOR;
      case 13: return F_ID_MODEL;
      default: return 0;
    }
  }
  if (group == 25 && length >= 11 && be32(at + 6) == 0x03020103) return F_ID_PRODUCT; // hrDeviceDescr
  if (group == 43 && length >= 11 && be32(at + 6) == 0x05010111) return F_ID_SERIAL; // prtGeneralSerialNumber
  return 0;
}

/** The list at `at` of names with values. 0, or -REASON. */
export function readBindings(at: usize, end: usize, cut: bool, traps: bool): i32 {
  if (!readTagged(at, end, SEQUENCE, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
  at = berContent();
  end = berNext();
  seen = 0;
  for (let count = 0; at < end && count < MOST; count++) {
    if (!readTagged(at, end, SEQUENCE, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
    const pair = berContent();
    at = berNext();
    if (!readTagged(pair, at, OID, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
    const name = berContent(), length = berLength();
    if (!readBer(berNext(), at, cut)) return cut ? 0 : -REASON_BAD_LENGTH;
    if (traps && length == 10 && berTag() == OID && be64(name) == TRAP_OID) {
      traps = false;
      fieldOid(F_SNMP_TRAP, berContent(), berLength());
      continue;
    }
    const id = fieldOf(name, length);
    if (id == 0 || (seen & (1 << (id - F_ID_VENDOR))) != 0) continue;
    if (id == F_ID_OBJECT_ID) { if (berTag() == OID && first(id)) fieldOid(id, berContent(), berLength()); }
    else if (berTag() == OCTETS && fieldTrimmed(id, berContent(), berLength())) first(id);
  }
  return 0;
}
