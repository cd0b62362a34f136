// Omron FINS (W227, W342), over UDP and TCP port 9600: which commands each side uses, and the model a controller gives.
import { F_ID_FIRMWARE, F_ID_FUNCTION, F_ID_MODEL, FLAG_RESPONSE, ROW_FLAGS, ROW_PROTO } from "../layout";
import { be16, be32 } from "../memory/bytes";
import { fieldDecimal, fieldTrimmed, fieldWord } from "../memory/words";
import { firstSaid } from "../capture/said";

export const FINS_PORT: i32 = 9600;
/** 0 control bits, 1 nothing, 2 gateways left, 3 destination and source of three bytes each, 9 service id, 10 command; in answers 12 the end code. */
const HEAD: i32 = 12;
const ANSWER: u8 = 0x40;
/** Bits of control that are always 0. */
const UNUSED: u8 = 0x3e;
const MOST_GATEWAYS: u8 = 7;
/** Over TCP: FINS, bytes behind this word, command 2 (a frame follows), error. */
const TCP_HEAD: i32 = 16;
const MAGIC: u32 = 0x46494e53;
const FRAME: u32 = 2;
const LONGEST: u32 = 4096;
const TCP: u8 = 6;
const CONTROLLER_DATA: u32 = 0x0501;
const MODEL: i32 = 20;

/** A frame of a known command, in a datagram. */
export function isFins(at: usize, length: i32): bool {
  if (length < HEAD || (load<u8>(at) & UNUSED) != 0 || load<u8>(at + 1) != 0 || load<u8>(at + 2) > MOST_GATEWAYS) return false;
  return placeOf(be16(at + 10)) >= 0;
}

export function isFinsTcp(at: usize, length: i32): bool { return be32(at) == MAGIC && (length < 8 || (be32(at + 4) >= 8 && be32(at + 4) <= LONGEST)); }
export function finsLength(at: usize, length: i32): i32 {
  if (!isFinsTcp(at, length)) return -1;
  if (length < 8) return 0;
  const bytes = 8 + <i32>be32(at + 4);
  return bytes > length ? 0 : bytes;
}

/** 0 = keep, 1 = nothing new. */
export function parseFins(at: usize, length: i32, row: usize): i32 {
  if (load<u8>(row + ROW_PROTO) == TCP) {
    // Anything but a frame hands out node numbers
    if (length < TCP_HEAD || be32(at + 8) != FRAME) return 1;
    at += TCP_HEAD;
    length -= TCP_HEAD;
  }
  if (!isFins(at, length)) return 1;
  const code = be16(at + 10), answer = (load<u8>(at) & ANSWER) != 0;
  if (answer) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  if (answer && (length < HEAD + 2 || be16(at + HEAD) != 0)) return 1; // refused, or cut before it says
  fieldWord(F_ID_FUNCTION, nameOf(code));
  // Either end may ask: the answers of a side have keys of their own.
  const first = firstSaid((placeOf(code) << 1) + (answer ? 1 : 0));
  if (!answer || code != CONTROLLER_DATA || length < HEAD + 2 + MODEL * 2 || !isText(at + HEAD + 2, MODEL * 2)) return first ? 0 : 1;
  fieldTrimmed(F_ID_MODEL, at + HEAD + 2, MODEL);
  fieldTrimmed(F_ID_FIRMWARE, at + HEAD + 2 + MODEL, MODEL);
  return 0;
}

/** Other answers to the same command carry a list of units: model and version are text. */
function isText(at: usize, bytes: i32): bool {
  for (let i = 0; i < bytes; i++) {
    const c = load<u8>(at + <usize>i);
    if (c != 0 && (c < 32 || c > 126)) return false;
  }
  return load<u8>(at) > 32;
}

/** The commands below, in order. */
const COMMANDS: usize = memory.data<u16>([
  0x0101, 0x0102, 0x0103, 0x0104, 0x0105, 0x0201, 0x0202, 0x0203, 0x0220, 0x0221, 0x0304, 0x0305, 0x0306, 0x0307, 0x0308, 0x0401,
  0x0402, 0x0501, 0x0502, 0x0601, 0x0602, 0x0603, 0x0620, 0x0701, 0x0702, 0x0801, 0x0802, 0x0803, 0x0920, 0x0c01, 0x0c02, 0x0c03,
  0x2101, 0x2102, 0x2103, 0x2201, 0x2202, 0x2203, 0x2204, 0x2205, 0x2206, 0x2207, 0x2208, 0x2209, 0x220a, 0x220b, 0x220c, 0x220f,
  0x2210, 0x2211, 0x2301, 0x2302, 0x230a, 0x2601, 0x2602, 0x2603,
]);
const COUNT: i32 = 56;

/** Place of a command, or -1. */
function placeOf(code: u32): i32 {
  for (let i = 0; i < COUNT; i++) if (load<u16>(COMMANDS + <usize>(i << 1)) == <u16>code) return i;
  return -1;
}

function nameOf(code: u32): string {
  switch (code) {
    case 0x0101: return "memory_area_read";
    case 0x0102: return "memory_area_write";
    case 0x0103: return "memory_area_fill";
    case 0x0104: return "multiple_memory_area_read";
    case 0x0105: return "memory_area_transfer";
    case 0x0201: return "parameter_area_read";
    case 0x0202: return "parameter_area_write";
    case 0x0203: return "parameter_area_clear";
    case 0x0220: return "data_link_table_read";
    case 0x0221: return "data_link_table_write";
    case 0x0304: return "program_area_protect";
    case 0x0305: return "program_area_protect_clear";
    case 0x0306: return "program_area_read";
    case 0x0307: return "program_area_write";
    case 0x0308: return "program_area_clear";
    case 0x0401: return "run";
    case 0x0402: return "stop";
    case 0x0501: return "controller_data_read";
    case 0x0502: return "connection_data_read";
    case 0x0601: return "controller_status_read";
    case 0x0602: return "network_status_read";
    case 0x0603: return "data_link_status_read";
    case 0x0620: return "cycle_time_read";
    case 0x0701: return "clock_read";
    case 0x0702: return "clock_write";
    case 0x0801: return "loop_back_test";
    case 0x0802: return "broadcast_test_results_read";
    case 0x0803: return "broadcast_test_data_send";
    case 0x0920: return "message_read";
    case 0x0c01: return "access_right_acquire";
    case 0x0c02: return "access_right_forced_acquire";
    case 0x0c03: return "access_right_release";
    case 0x2101: return "error_clear";
    case 0x2102: return "error_log_read";
    case 0x2103: return "error_log_clear";
    case 0x2201: return "file_name_read";
    case 0x2202: return "single_file_read";
    case 0x2203: return "single_file_write";
    case 0x2204: return "memory_card_format";
    case 0x2205: return "file_delete";
    case 0x2206: return "volume_label_write";
    case 0x2207: return "file_copy";
    case 0x2208: return "file_name_change";
    case 0x2209: return "file_data_check";
    case 0x220a: return "memory_area_file_transfer";
    case 0x220b: return "parameter_area_file_transfer";
    case 0x220c: return "program_area_file_transfer";
    case 0x220f: return "file_memory_index_read";
    case 0x2210: return "file_memory_read";
    case 0x2211: return "file_memory_write";
    case 0x2301: return "forced_set_reset";
    case 0x2302: return "forced_set_reset_cancel";
    case 0x230a: return "forced_status_read";
    case 0x2601: return "name_set";
    case 0x2602: return "name_delete";
    case 0x2603: return "name_read";
    default: return "";
  }
}
