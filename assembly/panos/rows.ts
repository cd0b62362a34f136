// A line's slots as the row of its type: times, addresses, and the values as fields.
import {
  FLAG_IPV6, FLAG_NANOS, F_DST_IP6, F_GTP_APN, F_GTP_CELL, F_GTP_END_USER_IP, F_GTP_EVENT, F_GTP_IMEI, F_GTP_IMSI, F_GTP_MCC, F_GTP_MESSAGE, F_GTP_MNC, F_GTP_MSISDN,
  F_GTP_RAT, F_HIP_IDENTIFIED_AT, F_HIP_MACHINE, F_HIP_MAC, F_HIP_NAME, F_HIP_OS, F_HIP_SOURCE, F_HIP_TYPE, F_HTTP_CONTENT_TYPE, F_HTTP_METHOD, F_HTTP_REFERER, F_HTTP_URI,
  F_HTTP_USER_AGENT, F_ID_DESCRIPTION, F_LOG_ACTION, F_LOG_CATEGORY, F_LOG_DST_CATEGORY, F_LOG_END_REASON, F_LOG_FIREWALL, F_LOG_FIREWALL_NAME, F_LOG_FROM_ZONE,
  F_LOG_IN_INTERFACE, F_LOG_OUT_INTERFACE, F_LOG_RULE, F_LOG_SEQUENCE, F_LOG_SESSION, F_LOG_SEVERITY, F_LOG_SRC_CATEGORY, F_LOG_SUBTYPE, F_LOG_TO_ZONE, F_LOG_TYPE,
  F_LOG_USER, F_LOG_VSYS, F_SRC_IP6, F_SYSTEM_EVENT, F_SYSTEM_MODULE, F_SYSTEM_OBJECT, F_THREAT_CATEGORY, F_THREAT_CONTENT_VERSION, F_THREAT_DIRECTION, F_THREAT_FILE_HASH,
  F_THREAT_FILE_TYPE, F_THREAT_ID, F_TRAFFIC_APP, F_TRAFFIC_BYTES_RECEIVED, F_TRAFFIC_BYTES_SENT, F_TRAFFIC_DURATION_MS, KIND_GTP, KIND_HIP, KIND_SYSTEM, KIND_THREAT,
  KIND_TRAFFIC, KIND_UNUSED, REASON_BAD_VALUE, REASON_MISSING_FIELD, ROW_A, ROW_B, ROW_DST_IP, ROW_DST_PORT, ROW_FLAGS, ROW_LENGTH, ROW_NANOS, ROW_PROTO, ROW_SECONDS,
  ROW_SRC_IP, ROW_SRC_PORT, T_BYTES, T_IP6,
} from "../layout";
import { arenaReserve, beginRow, endRow, fieldArena, fieldCopy, fieldIp, fieldText, fieldU32, fieldU64 } from "../memory/emit";
import { isPanosLease, readPanosLease } from "../lease/panos";
import { headerNanos, headerSeconds } from "../log/header";
import { logDate, timeNanos } from "../log/clock";
import { parseIp4, parseIp6 } from "../text/ip";
import { decimal } from "../text/number";
import { parseMacAny } from "../text/mac";
import { at, end, length } from "./slots";
import {
  S_ACTION, S_APN, S_APP, S_BYTES, S_CATEGORY, S_CELL, S_CONTENT_TYPE, S_CONTENT_VERSION, S_DESCRIPTION, S_DEVICE_NAME, S_DIRECTION, S_DPORT, S_DST, S_DST_CATEGORY, S_ELAPSED,
  S_END_REASON, S_END_USER_IP, S_EVENT_ID, S_EVENT_TYPE, S_FILE_HASH, S_FILE_TYPE, S_FINE, S_FROM, S_GENERATED, S_GTP_MESSAGE, S_HIP_NAME, S_HIP_TYPE, S_HOST_MAC, S_IDENTIFIED,
  S_IMEI, S_IMSI, S_IN_IF, S_MACHINE, S_MCC, S_METHOD, S_MISC, S_MNC, S_MODULE, S_MSISDN, S_OBJECT, S_OS, S_OUT_IF, S_PACKETS_RECEIVED, S_PACKETS_SENT, S_PROTO, S_RAT,
  S_RECEIVED, S_RECEIVED_BYTES, S_REFERER, S_RULE, S_SENT, S_SEQUENCE, S_SERIAL, S_SESSION, S_SEVERITY, S_SOURCE, S_SPORT, S_SRC, S_SRC6, S_SRC_CATEGORY, S_SUBTYPE,
  S_THREAT_CATEGORY, S_THREAT_ID, S_TO, S_TYPE, S_USER, S_USER_AGENT, S_VSYS,
} from "./tables";
import { LOG_GTP, LOG_HIP, LOG_SYSTEM, LOG_THREAT, LOG_TRAFFIC, unusedThreat } from "./log-type";
import { protocolNumber } from "./protocol";

const IP6: usize = memory.data(16, 8);
/** Columns of a side: category, profile, model, vendor, OS family, OS version, host, MAC; the slots and the fields count up alike. */
const DEVICE_COLUMNS: i32 = 8;

/** Writes the row of a line of `type` whose values are in the slots. 0 or a reason. */
export function writeRow(type: i32, offset: i32): i32 {
  const kind = type == LOG_TRAFFIC ? KIND_TRAFFIC : type == LOG_HIP ? KIND_HIP : type == LOG_SYSTEM ? KIND_SYSTEM : type == LOG_GTP ? KIND_GTP
    : type == LOG_THREAT && !unusedThreat(at(S_SUBTYPE), end(S_SUBTYPE)) ? KIND_THREAT : KIND_UNUSED;
  const row = beginRow(kind, offset);
  writeTime(row);
  // What the firewall's own DHCP server says is a lease like another server's.
  if (kind == KIND_SYSTEM && isPanosLease(at(S_DESCRIPTION), end(S_DESCRIPTION))) return readPanosLease(at(S_DESCRIPTION), end(S_DESCRIPTION), offset, load<u32>(row + ROW_SECONDS), load<u32>(row + ROW_NANOS));
  text(F_LOG_TYPE, S_TYPE);
  text(F_LOG_SUBTYPE, S_SUBTYPE);
  text(F_LOG_FIREWALL, S_SERIAL);
  text(F_LOG_FIREWALL_NAME, S_DEVICE_NAME);
  text(F_LOG_SEQUENCE, S_SEQUENCE);
  let why = 0;
  if (kind == KIND_TRAFFIC) why = writeTraffic(row);
  else if (kind == KIND_THREAT) why = writeThreat(row);
  else if (kind == KIND_HIP) why = writeHip(row);
  else if (kind == KIND_GTP) why = writeGtp(row);
  else if (kind == KIND_SYSTEM) writeSystem();
  if (why == 0) endRow(row);
  return why;
}

function text(id: i32, slot: i32): void { if (length(slot) > 0) fieldText(id, at(slot), length(slot)); }

/** The finest time that can be read: with fraction and zone, the firewall's own, when it was received, the syslog header's. */
function writeTime(row: usize): void {
  let seconds: i64 = -1;
  if (length(S_FINE) > 0) seconds = logDate(at(S_FINE), end(S_FINE));
  if (seconds <= 0 && length(S_GENERATED) > 0) seconds = logDate(at(S_GENERATED), end(S_GENERATED));
  if (seconds <= 0 && length(S_RECEIVED) > 0) seconds = logDate(at(S_RECEIVED), end(S_RECEIVED));
  store<u32>(row + ROW_SECONDS, seconds > 0 ? <u32>seconds : headerSeconds);
  store<u32>(row + ROW_NANOS, seconds > 0 ? timeNanos : headerNanos);
  if (seconds > 0 && timeNanos % 1000 != 0) store<u8>(row + ROW_FLAGS, <u8>FLAG_NANOS);
}

/** An address of either version. False when it is neither. */
function address(row: usize, slot: i32, place: i32, six: i32): bool {
  if (length(slot) == 0) return true;
  const ip = parseIp4(at(slot), end(slot));
  if (ip >= 0) { store<u32>(row + <usize>place, <u32>ip); return true; }
  if (!parseIp6(at(slot), end(slot), IP6)) return false;
  store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_IPV6);
  fieldCopy(six, T_IP6, IP6, 16);
  return true;
}

/** The number in a slot, 0 when there is none or it is above `most`. */
function number(slot: i32, most: u64): u64 {
  const value = decimal(at(slot), end(slot));
  return value >= 0 && <u64>value <= most ? <u64>value : 0;
}

/** What TRAFFIC, THREAT and GTP have in common. */
function writeSession(row: usize): i32 {
  if (!address(row, S_SRC, ROW_SRC_IP, F_SRC_IP6) || !address(row, S_DST, ROW_DST_IP, F_DST_IP6)) return REASON_BAD_VALUE;
  if (length(S_SRC) == 0 && length(S_DST) == 0) return REASON_MISSING_FIELD;
  store<u16>(row + ROW_SRC_PORT, <u16>number(S_SPORT, 65535));
  store<u16>(row + ROW_DST_PORT, <u16>number(S_DPORT, 65535));
  store<u8>(row + ROW_PROTO, <u8>protocolNumber(at(S_PROTO), end(S_PROTO)));
  text(F_TRAFFIC_APP, S_APP);
  text(F_LOG_RULE, S_RULE);
  text(F_LOG_USER, S_USER);
  text(F_LOG_VSYS, S_VSYS);
  text(F_LOG_FROM_ZONE, S_FROM);
  text(F_LOG_TO_ZONE, S_TO);
  text(F_LOG_IN_INTERFACE, S_IN_IF);
  text(F_LOG_OUT_INTERFACE, S_OUT_IF);
  text(F_LOG_SESSION, S_SESSION);
  text(F_LOG_ACTION, S_ACTION);
  return 0;
}

/** The mapping that the firewall held for a side when it wrote the line (R77). */
function writeDevice(slot: i32, id: i32): void {
  for (let i = 0; i < DEVICE_COLUMNS; i++) text(id + i, slot + i);
}

function writeTraffic(row: usize): i32 {
  const why = writeSession(row);
  if (why != 0) return why;
  store<u32>(row + ROW_LENGTH, <u32>number(S_BYTES, 0xffffffff));
  store<u32>(row + ROW_A, <u32>number(S_PACKETS_SENT, 0xffffffff));
  store<u32>(row + ROW_B, <u32>number(S_PACKETS_RECEIVED, 0xffffffff));
  if (length(S_SENT) > 0) fieldU64(F_TRAFFIC_BYTES_SENT, number(S_SENT, 9007199254740991));
  if (length(S_RECEIVED_BYTES) > 0) fieldU64(F_TRAFFIC_BYTES_RECEIVED, number(S_RECEIVED_BYTES, 9007199254740991));
  const elapsed = number(S_ELAPSED, 4294967);
  if (elapsed > 0) fieldU32(F_TRAFFIC_DURATION_MS, <u32>elapsed * 1000);
  text(F_LOG_CATEGORY, S_CATEGORY);
  text(F_LOG_END_REASON, S_END_REASON);
  writeDevice(S_SRC_CATEGORY, F_LOG_SRC_CATEGORY);
  writeDevice(S_DST_CATEGORY, F_LOG_DST_CATEGORY);
  text(F_GTP_IMSI, S_IMSI);
  text(F_GTP_IMEI, S_IMEI);
  return 0;
}

function writeThreat(row: usize): i32 {
  const why = writeSession(row);
  if (why != 0) return why;
  text(F_HTTP_URI, S_MISC);
  text(F_THREAT_ID, S_THREAT_ID);
  text(F_LOG_CATEGORY, S_CATEGORY);
  text(F_LOG_SEVERITY, S_SEVERITY);
  text(F_THREAT_DIRECTION, S_DIRECTION);
  text(F_HTTP_CONTENT_TYPE, S_CONTENT_TYPE);
  text(F_THREAT_FILE_HASH, S_FILE_HASH);
  text(F_HTTP_USER_AGENT, S_USER_AGENT);
  text(F_THREAT_FILE_TYPE, S_FILE_TYPE);
  text(F_HTTP_REFERER, S_REFERER);
  text(F_HTTP_METHOD, S_METHOD);
  text(F_THREAT_CATEGORY, S_THREAT_CATEGORY);
  text(F_THREAT_CONTENT_VERSION, S_CONTENT_VERSION);
  writeDevice(S_SRC_CATEGORY, F_LOG_SRC_CATEGORY);
  writeDevice(S_DST_CATEGORY, F_LOG_DST_CATEGORY);
  return 0;
}

function writeHip(row: usize): i32 {
  if (!address(row, S_SRC, ROW_SRC_IP, F_SRC_IP6)) return REASON_BAD_VALUE;
  if (length(S_SRC) == 0 && !address(row, S_SRC6, ROW_SRC_IP, F_SRC_IP6)) return REASON_BAD_VALUE;
  text(F_LOG_USER, S_USER);
  text(F_LOG_VSYS, S_VSYS);
  text(F_HIP_MACHINE, S_MACHINE);
  text(F_HIP_OS, S_OS);
  text(F_HIP_NAME, S_HIP_NAME);
  text(F_HIP_TYPE, S_HIP_TYPE);
  const mac = parseMacAny(at(S_HOST_MAC), end(S_HOST_MAC));
  if (mac > 0) {
    const out = arenaReserve(6);
    if (out != 0) {
      store<u32>(out, <u32>mac);
      store<u16>(out, <u16>(mac >> 32), 4);
      fieldArena(F_HIP_MAC, T_BYTES, 6);
    }
  }
  writeDevice(S_SRC_CATEGORY, F_LOG_SRC_CATEGORY);
  text(F_HIP_SOURCE, S_SOURCE);
  text(F_HIP_IDENTIFIED_AT, S_IDENTIFIED);
  return 0;
}

function writeGtp(row: usize): i32 {
  const why = writeSession(row);
  if (why != 0) return why;
  text(F_GTP_EVENT, S_EVENT_TYPE);
  text(F_GTP_MSISDN, S_MSISDN);
  text(F_GTP_APN, S_APN);
  text(F_GTP_RAT, S_RAT);
  text(F_GTP_MESSAGE, S_GTP_MESSAGE);
  const end4 = parseIp4(at(S_END_USER_IP), end(S_END_USER_IP));
  if (end4 > 0) fieldIp(F_GTP_END_USER_IP, <u32>end4);
  text(F_GTP_MCC, S_MCC);
  text(F_GTP_MNC, S_MNC);
  text(F_GTP_CELL, S_CELL);
  text(F_GTP_IMSI, S_IMSI);
  text(F_GTP_IMEI, S_IMEI);
  text(F_LOG_SEVERITY, S_SEVERITY);
  return 0;
}

function writeSystem(): void {
  text(F_LOG_VSYS, S_VSYS);
  text(F_SYSTEM_EVENT, S_EVENT_ID);
  text(F_SYSTEM_OBJECT, S_OBJECT);
  text(F_SYSTEM_MODULE, S_MODULE);
  text(F_LOG_SEVERITY, S_SEVERITY);
  text(F_ID_DESCRIPTION, S_DESCRIPTION);
}
