// What industrial devices answer when they are asked who they are, from the logs of Zeek's ICS packages (icsnpp): Modbus, EtherNet/IP, BACnet.
import {
  F_ID_DESCRIPTION, F_ID_DEVICE_TYPE, F_ID_FIRMWARE, F_ID_LOCATION, F_ID_MODEL, F_ID_NAME, F_ID_OBJECT_ID, F_ID_PRODUCT, F_ID_PRODUCT_CODE, F_ID_SERIAL, F_ID_SOFTWARE,
  F_ID_URL, F_ID_VENDOR, F_ID_VENDOR_CODE, F_SRC_IP6, KIND_KNOWN, REASON_BAD_VALUE, ROW_SRC_IP,
} from "../layout";
import { endRow } from "../memory/emit";
import { letters } from "../text/letters";
import { at, end, first, has } from "./entries";
import { beginSide, unused, writeType } from "./known";
import {
  S_DEVICE_TYPE, S_FROM_ORIGIN, S_INSTANCE, S_OBJECT, S_OBJECT_NAME, S_OBJECT_TYPE, S_OBJECT_VALUE, S_PDU, S_PRODUCT, S_PRODUCT_CODE, S_PROPERTY, S_REVISION, S_SAYS, S_SERIAL,
  S_VALUE, S_VENDOR, S_VENDOR_ID,
} from "./tables";
import { address, begin, number32, text } from "./values";

/** The row of the one who says it; 0 when its address is none. */
function speaker(offset: i32): usize {
  if (has(S_SAYS)) {
    const row = begin(KIND_KNOWN, offset);
    writeType();
    return address(row, S_SAYS, ROW_SRC_IP, F_SRC_IP6) ? row : 0;
  }
  // Without that column the message's direction tells: F and false are an answer's.
  const origin = first(S_FROM_ORIGIN);
  return beginSide(offset, origin != 0 && (load<u8>(at(origin)) | 32) == 102);
}

/** First eight letters of a word in lower case. */
function wordOf(slot: i32): u64 { return has(slot) ? letters(at(first(slot)), <i32>min<usize>(end(first(slot)) - at(first(slot)), 8)) : 0; }
function lengthOf(slot: i32): i32 { return has(slot) ? <i32>(end(first(slot)) - at(first(slot))) : 0; }

/** Read Device Identification (Modbus application protocol 1.1b3 section 6.21): an object a line. */
export function writeModbusId(offset: i32): i32 {
  const id = modbusObject(wordOf(S_OBJECT));
  if (id == 0 || !has(S_OBJECT_VALUE)) return unused(offset);
  const row = speaker(offset);
  if (row == 0) return REASON_BAD_VALUE;
  text(id, S_OBJECT_VALUE);
  endRow(row);
  return 0;
}
/** By the first letters of the object's name; the table of section 6.21. */
function modbusObject(word: u64): i32 {
  switch (word) {
    case 0x616e726f646e6576: return F_ID_VENDOR; // VendorNa(me)
    case 0x7275726f646e6576: return F_ID_URL; // VendorUr(l)
    case 0x63746375646f7270: return F_ID_PRODUCT_CODE; // ProductC(ode)
    case 0x6e746375646f7270: return F_ID_PRODUCT; // ProductN(ame)
    case 0x6e696d726f6a616d: return F_ID_FIRMWARE; // MajorMin(orRevision)
    case 0x6d616e6c65646f6d: return F_ID_MODEL; // ModelNam(e)
    case 0x6c70706172657375: return F_ID_SOFTWARE; // UserAppl(icationName)
    default: return 0;
  }
}

/** List Identity (EtherNet/IP volume 2 section 2-4.2). */
export function writeCipId(offset: i32): i32 {
  const row = speaker(offset);
  if (row == 0) return REASON_BAD_VALUE;
  text(F_ID_VENDOR, S_VENDOR);
  number32(F_ID_VENDOR_CODE, S_VENDOR_ID, 0xffffffff);
  text(F_ID_DEVICE_TYPE, S_DEVICE_TYPE);
  text(F_ID_PRODUCT, S_PRODUCT);
  text(F_ID_PRODUCT_CODE, S_PRODUCT_CODE);
  text(F_ID_FIRMWARE, S_REVISION);
  text(F_ID_SERIAL, S_SERIAL);
  endRow(row);
  return 0;
}

/** I-Am and I-Have (ASHRAE 135 clause 16.10, 16.9); a question says nothing of who asks. */
export function writeBacnetId(offset: i32): i32 {
  const word = wordOf(S_PDU);
  if (word != 0x6d615f69 && word != 0x657661685f69) return unused(offset); // i_am, i_have
  const row = speaker(offset);
  if (row == 0) return REASON_BAD_VALUE;
  text(F_ID_OBJECT_ID, S_INSTANCE);
  text(F_ID_VENDOR, S_VENDOR);
  if (word == 0x657661685f69) text(F_ID_NAME, S_OBJECT_NAME);
  endRow(row);
  return 0;
}

/** A property of the device object (clause 12.11), where its value is there. */
export function writeBacnetValue(offset: i32): i32 {
  const id = wordOf(S_OBJECT_TYPE) == 0x656369766564 && has(S_VALUE) ? bacnetProperty(wordOf(S_PROPERTY)) : 0; // device
  if (id == 0) return unused(offset);
  const row = speaker(offset);
  if (row == 0) return REASON_BAD_VALUE;
  text(id, S_VALUE);
  text(F_ID_OBJECT_ID, S_INSTANCE);
  endRow(row);
  return 0;
}

/** By the first eight letters of the property's name. */
function bacnetProperty(word: u64): i32 {
  switch (word) {
    case 0x6e5f726f646e6576: return F_ID_VENDOR; // vendor_n(ame)
    case 0x616e5f6c65646f6d: return F_ID_MODEL; // model_na(me)
    case 0x657261776d726966: return F_ID_FIRMWARE; // firmware(_revision)
    case 0x746163696c707061: return F_ID_SOFTWARE; // applicat(ion_software_version)
    case 0x6e6f697461636f6c: return F_ID_LOCATION; // location
    case 0x7470697263736564: return lengthOf(S_PROPERTY) == 11 ? F_ID_DESCRIPTION : 0; // descript(ion)
    case 0x6e5f7463656a626f: return F_ID_NAME; // object_n(ame)
    case 0x6e5f6c6169726573: return F_ID_SERIAL; // serial_n(umber)
    default: return 0;
  }
}
