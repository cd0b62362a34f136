// What a BACnet device says of itself: I-Am, I-Have, and properties of its device object in the answers to reads (ASHRAE 135 clauses 15 and 16).
import {
  F_BACNET_MAX_APDU, F_BACNET_SEGMENTATION, F_ID_DESCRIPTION, F_ID_FIRMWARE, F_ID_LOCATION, F_ID_MODEL, F_ID_NAME, F_ID_OBJECT_ID, F_ID_SERIAL, F_ID_SOFTWARE,
  F_ID_VENDOR, F_ID_VENDOR_CODE,
} from "../layout";
import { fieldCount, fieldU32 } from "../memory/emit";
import { fieldDecimal } from "../memory/words";
import { isApplication, isClosing, isContext, isOpening, readTag, skipValue, tagContent, tagLength, tagValue } from "./tags";
import { fieldString } from "./text";

const UNSIGNED: i32 = 2, STRING: i32 = 7, ENUMERATED: i32 = 9, OBJECT_ID: i32 = 12;
const DEVICE: u32 = 8;
const INSTANCE: u32 = 0x3fffff;
const PROPERTY_VENDOR_ID: u32 = 120;
/** An answer may list thousands of properties; a device object has a few dozen. */
const MOST_PROPERTIES: i32 = 128;
/** Fields that one answer may write: a list that repeats itself is cut. */
const MOST_FIELDS: i32 = 24;

/** Object id, largest message, segmentation, vendor. False when it is not all there. */
export function readIAm(at: usize, end: usize): bool {
  at = readTag(at, end);
  if (at == 0 || !isApplication(OBJECT_ID) || tagLength() != 4 || tagValue() >> 22 != DEVICE) return false;
  const id = tagValue() & INSTANCE;
  at = readTag(at, end);
  if (at == 0 || !isApplication(UNSIGNED)) return false;
  const size = tagValue();
  at = readTag(at, end);
  if (at == 0 || !isApplication(ENUMERATED)) return false;
  const segmentation = tagValue();
  at = readTag(at, end);
  if (at == 0 || !isApplication(UNSIGNED)) return false;
  fieldDecimal(F_ID_OBJECT_ID, id);
  fieldU32(F_ID_VENDOR_CODE, tagValue());
  fieldU32(F_BACNET_MAX_APDU, size);
  fieldU32(F_BACNET_SEGMENTATION, segmentation);
  return true;
}

/** Device, object, and the object's name: the device's own when the object is the device. */
export function readIHave(at: usize, end: usize): bool {
  at = readTag(at, end);
  if (at == 0 || !isApplication(OBJECT_ID) || tagLength() != 4 || tagValue() >> 22 != DEVICE) return false;
  const device = tagValue();
  at = readTag(at, end);
  if (at == 0 || !isApplication(OBJECT_ID)) return false;
  const object = tagValue();
  at = readTag(at, end);
  if (at == 0 || !isApplication(STRING)) return false;
  fieldDecimal(F_ID_OBJECT_ID, device & INSTANCE);
  if (object == device) fieldString(F_ID_NAME, tagContent(), tagLength());
  return true;
}

/** ReadProperty-ACK: object, property, maybe an index, the value. True when it names the device. */
export function readPropertyAck(at: usize, end: usize): bool {
  at = readTag(at, end);
  if (at == 0 || !isContext(0) || tagLength() != 4 || tagValue() >> 22 != DEVICE) return false;
  const id = tagValue() & INSTANCE;
  at = readTag(at, end);
  if (at == 0 || !isContext(1)) return false;
  const property = tagValue();
  at = readTag(at, end);
  // An element of an array is not one of these properties
  if (at == 0 || !isOpening(3)) return false;
  at = readTag(at, end);
  if (at == 0 || !readValue(property)) return false;
  fieldDecimal(F_ID_OBJECT_ID, id);
  return true;
}

/** ReadPropertyMultiple-ACK: objects, each with properties and their values or errors. True when one names the device. */
export function readPropertiesAck(at: usize, end: usize): bool {
  const first = fieldCount();
  let device: i32 = -1, seen = 0;
  while (at < end && seen < MOST_PROPERTIES && fieldCount() - first < MOST_FIELDS) {
    at = readTag(at, end);
    if (at == 0 || !isContext(0) || tagLength() != 4) break;
    const object = tagValue();
    at = readTag(at, end);
    if (at == 0 || !isOpening(1)) break;
    const mine = object >> 22 == DEVICE && (device < 0 || device == <i32>(object & INSTANCE));
    while (seen < MOST_PROPERTIES && fieldCount() - first < MOST_FIELDS) {
      at = readTag(at, end);
      if (at == 0 || !isContext(2)) break;
      seen++;
      const property = tagValue();
      let value = readTag(at, end), whole = true;
      if (value != 0 && isContext(3)) { whole = false; at = value; value = readTag(at, end); }
      if (value == 0) { at = 0; break; }
      if (mine && whole && isOpening(4) && readTag(value, end) != 0 && readValue(property)) device = <i32>(object & INSTANCE);
      at = skipValue(at, end);
      if (at == 0) break;
    }
    if (at == 0 || !isClosing(1)) break;
  }
  if (device < 0) return false;
  fieldDecimal(F_ID_OBJECT_ID, <u32>device);
  return true;
}

/** The tag read last as a property of the device object. False for those that name nothing. */
function readValue(property: u32): bool {
  if (property == PROPERTY_VENDOR_ID && isApplication(UNSIGNED)) { fieldU32(F_ID_VENDOR_CODE, tagValue()); return true; }
  const field = propertyField(property);
  if (field == 0 || !isApplication(STRING)) return false;
  fieldString(field, tagContent(), tagLength());
  return true;
}

function propertyField(property: u32): i32 {
  switch (property) {
    case 12: return F_ID_SOFTWARE; // application-software-version
    case 28: return F_ID_DESCRIPTION;
    case 44: return F_ID_FIRMWARE; // firmware-revision
    case 58: return F_ID_LOCATION;
    case 70: return F_ID_MODEL;
    case 77: return F_ID_NAME; // object-name
    case 121: return F_ID_VENDOR;
    case 372: return F_ID_SERIAL;
    default: return 0;
  }
}
