// The CIP identity object (CIP volume 1, section 5-2), as ListIdentity and Get_Attributes_All show it. Little endian.
import {
  F_ENIP_STATE, F_ENIP_STATUS, F_ID_DEVICE_TYPE, F_ID_FIRMWARE, F_ID_MANAGEMENT_IP, F_ID_PRODUCT, F_ID_PRODUCT_CODE, F_ID_SERIAL, F_ID_VENDOR_CODE, T_TEXT,
} from "../layout";
import { be32 } from "../memory/bytes";
import { arenaReserve, fieldArena, fieldIp, fieldU32 } from "../memory/emit";
import { fieldDecimal, fieldDotted, fieldTrimmed } from "../memory/words";
import { putHex16 } from "../print/number";

const ITEM: u16 = 0x000c;
/** 0 version of the encapsulation, 2 socket address: family, port, address, 8 of nothing; then the object. */
const OBJECT_AT: i32 = 18;
/** 0 vendor, 2 device type, 4 product code, 6 revision, 8 status, 10 serial number, 14 length of the name. */
const OBJECT: i32 = 15;

/** The object's attributes 1 to 7. Bytes they take, or 0 when they do not fit. */
function readObject(at: usize, end: usize): i32 {
  if (at + OBJECT > end) return 0;
  const name = <i32>load<u8>(at + 14);
  if (at + <usize>(OBJECT + name) > end) return 0;
  fieldU32(F_ID_VENDOR_CODE, load<u16>(at));
  fieldDecimal(F_ID_DEVICE_TYPE, load<u16>(at + 2));
  fieldDecimal(F_ID_PRODUCT_CODE, load<u16>(at + 4));
  fieldDotted(F_ID_FIRMWARE, load<u8>(at + 6), load<u8>(at + 7));
  fieldU32(F_ENIP_STATUS, load<u16>(at + 8));
  const serial = load<u32>(at + 10), out = arenaReserve(8);
  if (out != 0) {
    putHex16(putHex16(out, serial >> 16), serial);
    fieldArena(F_ID_SERIAL, T_TEXT, 8); // as makers print it
  }
  fieldTrimmed(F_ID_PRODUCT, at + OBJECT, name);
  return OBJECT + name;
}

/** The first identity of a reply's items (volume 2, section 2-4.2). */
export function readListIdentity(at: usize, end: usize): bool {
  if (at + 6 > end || load<u16>(at) == 0 || load<u16>(at + 2) != ITEM) return false;
  const bytes = <usize>load<u16>(at + 4), item = at + 6;
  if (bytes > end - item) return false;
  const address = be32(item + 6), size = readObject(item + OBJECT_AT, item + bytes);
  if (size == 0) return false;
  if (address != 0) fieldIp(F_ID_MANAGEMENT_IP, address);
  const state = item + OBJECT_AT + <usize>size;
  if (state < item + bytes) fieldU32(F_ENIP_STATE, load<u8>(state));
  return true;
}

/** The answer to Get_Attributes_All of the object: attributes 1 to 7, and newer ones behind them. */
export function readAttributes(at: usize, end: usize): bool { return readObject(at, end) != 0; }
