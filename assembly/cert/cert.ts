// The names in a server's certificate (X.509, RFC 5280): subject, issuer, alternative names, how long it is valid and whether it vouches for itself.
import {
  F_CERT_DAYS, F_CERT_ISSUER, F_CERT_ISSUER_ORG, F_CERT_NAME, F_CERT_SELF_SIGNED, F_CERT_SERIAL_BYTES, F_CERT_SUBJECT, F_CERT_SUBJECT_ORG, F_CERT_SUBJECT_UNIT, FLAG_RESPONSE,
  REASON_BAD_LENGTH, REASON_BAD_VALUE, ROW_FLAGS,
} from "../layout";
import { fieldBool, fieldU32 } from "../memory/emit";
import { be32 } from "../memory/bytes";
import { berContent, berLength, berNext, berTag, INTEGER, OCTETS, OID, readBer, readTagged, SEQUENCE, SET } from "../asn1/ber";
import { fieldTrimmed, fieldUtf16 } from "../text/fields";
import { fieldAddressText } from "../lldp/tlv";
import { daysUntil } from "../text/timestamp";
import { findLeaf, leafAt, leafLength, LEAF_FOUND } from "./handshake";

const VERSION: i32 = 0xa0, EXTENSIONS: i32 = 0xa3;
const DNS_NAME: i32 = 0x82, IP_ADDRESS: i32 = 0x87;
const BMP_STRING: i32 = 0x1e;
const UTC_TIME: i32 = 0x17, GENERALIZED_TIME: i32 = 0x18;
/** 2.5.4.n and 2.5.29.17 */
const ATTRIBUTE: u32 = 0x550400, COMMON_NAME: u32 = 3, ORGANISATION: u32 = 10, UNIT: u32 = 11, ALTERNATIVE_NAME: u32 = 0x551d11;
const MOST_PARTS: i32 = 64;
const MOST_NAMES: i32 = 128;
const MOST_EXTENSIONS: i32 = 64;

/** The three bytes of an identifier of that length, else 0. */
function shortOid(): u32 { return berTag() == OID && berLength() == 3 ? be32(berContent()) >> 8 : 0; }

/** The first common name, organisation and unit of a name; 0 as id leaves one out. */
function name(at: usize, end: usize, common: i32, organisation: i32, unit: i32): bool {
  let told: u32 = 0;
  for (let parts = 0; at < end && parts < MOST_PARTS; parts++) {
    if (!readTagged(at, end, SET, false)) return false;
    const setEnd = berNext();
    at = setEnd;
    // Nearly always one; a set of several is told apart by their types.
    for (let pair = berContent(); pair < setEnd; parts++) {
      if (!readTagged(pair, setEnd, SEQUENCE, false)) return false;
      const pairEnd = berNext();
      pair = pairEnd;
      if (!readTagged(berContent(), pairEnd, OID, false)) return false;
      const oid = shortOid(), which = oid - ATTRIBUTE;
      const id = oid >> 8 != ATTRIBUTE >> 8 ? 0 : which == COMMON_NAME ? common : which == ORGANISATION ? organisation : which == UNIT ? unit : 0;
      if (id == 0 || (told & (1 << which)) != 0 || !readBer(berNext(), pairEnd, false)) continue;
      told |= 1 << which;
      if (berTag() == BMP_STRING) fieldUtf16(id, berContent(), berLength(), true);
      else fieldTrimmed(id, berContent(), berLength());
    }
  }
  return true;
}

/** Host names and addresses; mail addresses are people's. */
function alternatives(at: usize, end: usize): void {
  if (!readTagged(at, end, OCTETS, false) || !readTagged(berContent(), berNext(), SEQUENCE, false)) return;
  at = berContent();
  end = berNext();
  for (let names = 0; at < end && names < MOST_NAMES; names++) {
    if (!readBer(at, end, false)) return;
    at = berNext();
    if (berTag() == DNS_NAME) fieldTrimmed(F_CERT_NAME, berContent(), berLength());
    else if (berTag() == IP_ADDRESS) fieldAddressText(F_CERT_NAME, berContent(), berLength());
  }
}

function extensions(at: usize, end: usize): void {
  if (!readTagged(at, end, SEQUENCE, false)) return;
  at = berContent();
  end = berNext();
  for (let count = 0; at < end && count < MOST_EXTENSIONS; count++) {
    if (!readTagged(at, end, SEQUENCE, false)) return;
    const body = berContent(), behind = berNext();
    at = behind;
    if (!readTagged(body, behind, OID, false) || shortOid() != ALTERNATIVE_NAME) continue;
    let value = berNext();
    if (readBer(value, behind, false) && berTag() == 0x01) value = berNext(); // critical
    alternatives(value, behind);
  }
}

// @ts-ignore: decorator
@inline function isTime(): bool { return berTag() == UTC_TIME || berTag() == GENERALIZED_TIME; }

/** Days between the two times. False when they are none. */
function validity(at: usize, end: usize): bool {
  if (!readBer(at, end, false) || !isTime()) return false;
  const from = berContent(), fromLong = berTag() == GENERALIZED_TIME, fromLength = berLength();
  if (!readBer(berNext(), end, false) || !isTime()) return false;
  const days = daysUntil(from, fromLength, fromLong, berContent(), berLength(), berTag() == GENERALIZED_TIME);
  if (days >= 0) fieldU32(F_CERT_DAYS, <u32>days);
  return true;
}

function same(a: usize, b: usize, length: i32): bool { return memory.compare(a, b, <usize>length) == 0; }

/** Certificate, then what of it is signed: version, serial number, algorithm, issuer, validity, subject, key, extensions (RFC 5280 section 4.1). */
function certificate(at: usize, end: usize): i32 {
  if (!readTagged(at, end, SEQUENCE, false) || !readTagged(berContent(), berNext(), SEQUENCE, false)) return -REASON_BAD_VALUE;
  end = berNext();
  if (!readBer(berContent(), end, false)) return -REASON_BAD_LENGTH;
  if (berTag() == VERSION && !readBer(berNext(), end, false)) return -REASON_BAD_LENGTH;
  if (berTag() != INTEGER) return -REASON_BAD_VALUE;
  const serial = berLength();
  if (!readTagged(berNext(), end, SEQUENCE, false) || !readTagged(berNext(), end, SEQUENCE, false)) return -REASON_BAD_LENGTH;
  const issuer = berContent(), issuerLength = berLength();
  if (!readTagged(berNext(), end, SEQUENCE, false)) return -REASON_BAD_LENGTH;
  const times = berContent(), timesEnd = berNext();
  if (!readTagged(timesEnd, end, SEQUENCE, false)) return -REASON_BAD_LENGTH;
  const subject = berContent(), subjectLength = berLength(), key = berNext();
  if (!name(subject, subject + <usize>subjectLength, F_CERT_SUBJECT, F_CERT_SUBJECT_ORG, F_CERT_SUBJECT_UNIT)) return -REASON_BAD_LENGTH;
  if (!name(issuer, issuer + <usize>issuerLength, F_CERT_ISSUER, F_CERT_ISSUER_ORG, 0)) return -REASON_BAD_LENGTH;
  fieldBool(F_CERT_SELF_SIGNED, issuerLength == subjectLength && same(issuer, subject, issuerLength));
  if (!validity(times, timesEnd)) return -REASON_BAD_VALUE;
  fieldU32(F_CERT_SERIAL_BYTES, <u32>serial);
  if (!readTagged(key, end, SEQUENCE, false)) return 0;
  for (let at = berNext(); readBer(at, end, false); at = berNext()) if (berTag() == EXTENSIONS) { extensions(berContent(), berNext()); break; }
  return 0;
}

/** 0 = keep, 1 = no certificate here, -REASON = malformed. */
export function parseCert(payload: usize, length: i32, row: usize): i32 {
  if (findLeaf(payload, length) != LEAF_FOUND) return 1;
  store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  return certificate(leafAt(), leafAt() + <usize>leafLength());
}
