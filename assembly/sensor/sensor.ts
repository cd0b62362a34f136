// Lines of the open sensors: Zeek's logs as tables or JSON, Suricata's EVE JSON, plain or behind a syslog tag.
import { LOG_BOUND, LOG_MESSAGES, LOG_MODE, LOG_PATH, LOG_PATH_LENGTH, REASON_BAD_JSON, REASON_TOO_MANY_FIELDS } from "../layout";
import { failure } from "../eal/failure";
import { skipSpace } from "../eal/skip";
import { NOT_MINE } from "../log/claim";
import { stateBase } from "../memory/regions";
import { at, clearEntries, end, first, has, tooMany } from "./entries";
import { writeAlert } from "./alert";
import { writeEveDhcp, writeZeekDhcp } from "./dhcp";
import { writeEveDns, writeZeekDns } from "./dns";
import { writeBacnetId, writeBacnetValue, writeCipId, writeModbusId } from "./industrial";
import { readingOf } from "./keys";
import { setLogType, setTypeInLine, unused, writeCertificate, writeHost, writeNtlm, writeRdp, writeRoles, writeSip, writeSmb, writeSnmp, writeSsh } from "./known";
import { readSensorObject, told } from "./object";
import {
  AS_ARP, AS_BACNET_ID, AS_BACNET_VALUE, AS_CIP_ID, AS_CONN, AS_DHCP, AS_DNS, AS_EVE_ALERT, AS_EVE_DHCP, AS_EVE_DNS, AS_EVE_FLOW, AS_EVE_SMB, AS_HOST, AS_HTTP, AS_MODBUS_ID,
  AS_NTLM, AS_RDP, AS_ROLE, AS_SERVICE, AS_SIP, AS_SNMP, AS_SOFTWARE, AS_SSH, AS_TLS, S_EVENT, S_PATH, S_SRC, S_TIME, S_UID, TOLD_NAMES,
} from "./tables";
import { hasColumns, hasTable, nameEnd, readTableHeader, readTableRow } from "./table";
import { writeArp, writeFlow, writeHttp, writeTls } from "./wire";

const OBJECT: u8 = 123, OBJECT_END: u8 = 125, COMMA: u8 = 44, LESS: u8 = 60;
const LETTER_E: u32 = 101, LETTER_Z: u32 = 122;
/** A tag and a cookie ("suricata[12]: ", "@cee:") stand before the object, no more. */
const FARTHEST: usize = 160;
const ZEEK: usize = memory.data<u8>([122, 101, 101, 107]);

/** A table's header line has no row; any other line of a table is a row of it. 0, a reason, or NOT_MINE; `at` is the line's begin, for a row has no syslog header. */
export function readTable(from: usize, to: usize, offset: i32): i32 {
  if ((load<u8>(stateBase() + LOG_MODE) & <u8>LOG_MESSAGES) != 0) return NOT_MINE;
  if (readTableHeader(from, to)) {
    store<u8>(stateBase() + LOG_BOUND, 1);
    return 0;
  }
  if (!hasTable() || load<u8>(from) == OBJECT || load<u8>(from) == LESS || !hasColumns(from, to)) return NOT_MINE;
  store<u8>(stateBase() + LOG_BOUND, 1);
  clearEntries();
  const reading = readTableRow(from, to);
  if (reading < 0) return -reading;
  setTypeInLine(false);
  setLogType(stateBase() + LOG_PATH, stateBase() + LOG_PATH + <usize>load<u8>(stateBase() + LOG_PATH_LENGTH));
  if (load<u8>(stateBase() + LOG_PATH_LENGTH) == 0) setLogType(ZEEK, ZEEK + 4);
  return tooMany() ? REASON_TOO_MANY_FIELDS : write(reading, offset);
}

/** Reads the message at [from, to): 0, a reason, or NOT_MINE. */
export function readSensor(from: usize, to: usize, offset: i32): i32 {
  if (to > from && load<u8>(to - 1) == COMMA) to--; // an element of an array
  if (to <= from) return NOT_MINE;
  if (load<u8>(from) != OBJECT) {
    if (load<u8>(to - 1) != OBJECT_END) return NOT_MINE;
    const most = min(to, from + FARTHEST);
    while (from < most && load<u8>(from) != OBJECT) from++;
    if (from == most) return NOT_MINE;
  }
  clearEntries();
  const behind = readSensorObject(from, to), mine = has(S_EVENT) || has(S_PATH) || (has(S_TIME) && (told != 0 || (has(S_UID) && has(S_SRC))));
  if (!mine) return NOT_MINE;
  if (behind == 0) return failure();
  if (skipSpace(behind, to) != to) return REASON_BAD_JSON;
  if (tooMany()) return REASON_TOO_MANY_FIELDS;
  if (has(S_EVENT)) return write(named(LETTER_E, first(S_EVENT)), offset);
  if (has(S_PATH)) return write(named(LETTER_Z, first(S_PATH)), offset);
  setTypeInLine(false);
  if (told == 0) { setLogType(ZEEK, ZEEK + 4); return unused(offset); }
  const name = TOLD_NAMES + <usize>((told - 1) * 48);
  setLogType(name, nameEnd(name));
  return write(readingOf(LETTER_Z, name, nameEnd(name)), offset);
}

function named(family: u32, entry: i32): i32 {
  setTypeInLine(true);
  setLogType(at(entry), end(entry));
  return readingOf(family, at(entry), end(entry));
}

function write(reading: i32, offset: i32): i32 {
  switch (reading) {
    case AS_CONN: case AS_EVE_FLOW: return writeFlow(offset);
    case AS_DHCP: return writeZeekDhcp(offset);
    case AS_DNS: return writeZeekDns(offset);
    case AS_HTTP: return writeHttp(offset);
    case AS_TLS: {
      const why = writeTls(offset);
      return why != 0 ? why : writeCertificate(offset);
    }
    case AS_ARP: return writeArp(offset);
    case AS_HOST: case AS_SERVICE: case AS_SOFTWARE: return writeHost(offset);
    case AS_SSH: return writeSsh(offset);
    case AS_SNMP: return writeSnmp(offset);
    case AS_NTLM: return writeNtlm(offset);
    case AS_SIP: return writeSip(offset);
    case AS_RDP: return writeRdp(offset);
    case AS_ROLE: return writeRoles(offset);
    case AS_MODBUS_ID: return writeModbusId(offset);
    case AS_CIP_ID: return writeCipId(offset);
    case AS_BACNET_ID: return writeBacnetId(offset);
    case AS_BACNET_VALUE: return writeBacnetValue(offset);
    case AS_EVE_DHCP: return writeEveDhcp(offset);
    case AS_EVE_DNS: return writeEveDns(offset);
    case AS_EVE_ALERT: return writeAlert(offset);
    case AS_EVE_SMB: return writeSmb(offset);
    default: return unused(offset);
  }
}
