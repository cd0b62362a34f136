// PROFINET DCP (IEC 61158-6-10 section 4.3): a station's name, maker, role and address, straight on Ethernet.
import {
  F_DCP_ALIAS, F_DCP_GATEWAY, F_DCP_IP, F_DCP_IP_STATE, F_DCP_NETMASK, F_DCP_OEM, F_DCP_ROLE, F_ID_DEVICE_TYPE, F_ID_FUNCTION, F_ID_NAME, F_ID_PRODUCT_CODE,
  F_ID_VENDOR_CODE, FLAG_RESPONSE, FLAG_TRUNCATED, KIND_PNDCP, REASON_ARENA_FULL, REASON_BAD_LENGTH, ROW_FLAGS, T_TEXT,
} from "../layout";
import { packetBase } from "../memory/regions";
import { be16, be32 } from "../memory/bytes";
import { arenaReserve, beginRowFrom, dropRow, endRow, fieldArena, fieldIp, fieldU32, overflowed } from "../memory/emit";
import { fieldTrimmed, fieldWord } from "../memory/words";
import { packetOffset } from "../capture/packet";
import { addFlow } from "../traffic/flows";
import { putHex16 } from "../print/number";

export const PROFINET: u32 = 0x8892;
const FIRST_FRAME: u32 = 0xfefc, LAST_FRAME: u32 = 0xfeff;
/** 0 frame id, 2 service, 3 its kind, 4 transaction, 8 delay, 10 bytes of blocks. */
const HEAD: i32 = 12;
const GET: u8 = 3, SET: u8 = 4, IDENTIFY: u8 = 5, HELLO: u8 = 6;
const REQUEST: u8 = 0, SUCCESS: u8 = 1;
const IP: i32 = 1, DEVICE: i32 = 2;
const MOST_BLOCKS: i32 = 64;

/** A frame of type 0x8892: cyclic data and alarms are counted, discovery is read. Returns 0 or the reason to reject it. */
export function readProfinet(at: usize, end: usize): i32 {
  const bytes = <i32>(end - at);
  if (bytes >= HEAD) {
    const frame = be16(at);
    if (frame >= FIRST_FRAME && frame <= LAST_FRAME) {
      const reason = readDiscovery(at, end);
      if (reason != 0) return reason;
    }
  }
  addFlow(PROFINET, at, bytes, bytes);
  return 0;
}

function readDiscovery(at: usize, end: usize): i32 {
  const service = load<u8>(at + 2), kind = load<u8>(at + 3), announced = <i32>be16(at + 10);
  if (service < GET || service > HELLO) return 0;
  const cut = (load<u8>(packetBase() + ROW_FLAGS) & FLAG_TRUNCATED) != 0;
  if (announced > <i32>(end - at) - HEAD && !cut) return REASON_BAD_LENGTH;
  const row = beginRowFrom(packetBase(), KIND_PNDCP, packetOffset()), stop = at + HEAD + <usize>min(announced, <i32>(end - at) - HEAD);
  fieldWord(F_ID_FUNCTION, service == GET ? "get" : service == SET ? "set" : service == IDENTIFY ? "identify" : "hello");
  // What stands before a block's value: information in what a device says of itself, a qualifier in what it is told, nothing in a filter.
  const own = kind == SUCCESS || service == HELLO, told = service == SET && kind == REQUEST;
  if (own) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  const good = !own && !told && service == GET ? true : readBlocks(at + HEAD, stop, own || told, own, cut);
  if (!good || overflowed()) {
    const full = overflowed();
    dropRow();
    return full ? REASON_ARENA_FULL : REASON_BAD_LENGTH;
  }
  endRow(row);
  return 0;
}

/** Option, suboption, length, value, padded to even. False when a length lies. */
function readBlocks(at: usize, end: usize, prefixed: bool, own: bool, cut: bool): bool {
  for (let blocks = 0; at + 4 <= end && blocks < MOST_BLOCKS; blocks++) {
    const option = <i32>load<u8>(at), part = <i32>load<u8>(at + 1), bytes = <i32>be16(at + 2);
    at += 4;
    if (<usize>bytes > end - at) return cut;
    if (!prefixed) readBlock(option, part, at, bytes);
    else if (bytes >= 2) {
      if (own && option == IP && part == 2) fieldU32(F_DCP_IP_STATE, be16(at));
      readBlock(option, part, at + 2, bytes - 2);
    }
    at += <usize>(bytes + (bytes & 1));
  }
  return true;
}

function readBlock(option: i32, part: i32, at: usize, bytes: i32): void {
  // The address alone, or with name servers behind it
  if (option == IP && (part == 2 || part == 3) && bytes >= 12) {
    address(F_DCP_IP, be32(at));
    address(F_DCP_NETMASK, be32(at + 4));
    address(F_DCP_GATEWAY, be32(at + 8));
  } else if (option != DEVICE) return;
  else if (part == 1) fieldTrimmed(F_ID_DEVICE_TYPE, at, bytes);
  else if (part == 2) fieldTrimmed(F_ID_NAME, at, bytes);
  else if (part == 3 && bytes >= 4) {
    fieldU32(F_ID_VENDOR_CODE, be16(at));
    hex(F_ID_PRODUCT_CODE, at + 2, 1);
  } else if (part == 4 && bytes >= 1) fieldU32(F_DCP_ROLE, load<u8>(at));
  else if (part == 6) fieldTrimmed(F_DCP_ALIAS, at, bytes);
  else if (part == 8 && bytes >= 4) hex(F_DCP_OEM, at, 2);
}

/** 0.0.0.0 is "none". */
function address(id: i32, value: u32): void { if (value != 0) fieldIp(id, value); }

/** 16-bit numbers as device descriptions write them: `0x0301`, a colon between two. */
function hex(id: i32, at: usize, numbers: i32): void {
  const out = arenaReserve(13);
  if (out == 0) return;
  let to = out;
  for (let i = 0; i < numbers; i++) {
    if (i > 0) { store<u8>(to, 58); to++; }
    store<u16>(to, 0x7830); // 0x
    to = putHex16(to + 2, be16(at + <usize>(i << 1)));
  }
  fieldArena(id, T_TEXT, <i32>(to - out));
}
