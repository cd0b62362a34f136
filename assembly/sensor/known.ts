// What a sensor says of a device directly: names, banners, software, roles; one row a device, whose address is the row's source.
import {
  F_DHCP_HOSTNAME, F_ID_DESCRIPTION, F_ID_DEVICE_TYPE, F_ID_NAME, F_ID_SOFTWARE, F_KNOWN_DOMAIN, F_KNOWN_ISSUER, F_KNOWN_ROLE, F_KNOWN_SERVICES, F_KNOWN_SOFTWARE_TYPE,
  F_KNOWN_SUBJECT, F_LOG_TYPE, F_SRC_IP6, KIND_KNOWN, KIND_UNUSED, REASON_BAD_VALUE, REASON_MISSING_FIELD, ROW_PROTO, ROW_SRC_IP, ROW_SRC_MAC, ROW_SRC_PORT, T_TEXT,
} from "../layout";
import { endRow, fieldCopy, fieldText } from "../memory/emit";
import { protocolNumber } from "../panos/protocol";
import { at, end, first, has } from "./entries";
import {
  S_AGENT, S_CLIENT, S_CLIENT_OS, S_DESCRIPTION, S_DEVICE_NAME, S_DEVICE_TYPE, S_DPORT, S_HOST, S_ISSUER, S_MAC, S_NAME, S_NT_DOMAIN, S_PORT, S_PORT_PROTO, S_RDP_BUILD, S_RDP_NAME,
  S_SERVER_NAME, S_SERVER_NB_NAME, S_SERVER_OS, S_SERVER_SAYS, S_SERVICE, S_SOFTWARE_TYPE, S_SUBJECT, S_UNPARSED, S_USER_HOST,
} from "./tables";
import { address, begin, number, rowMac, side, sideHas, text, texts, word } from "./values";

/** The name of the log the line is of: bytes of the line, of the log state or of a table. */
let typeAt: usize = 0;
let typeLength: i32 = 0;
export function setLogType(from: usize, to: usize): void {
  typeAt = from;
  typeLength = <i32>(to - from);
}
/** The name stands in the line, or elsewhere in memory, where it may be overwritten. */
let typeInLine: bool = false;
export function setTypeInLine(yes: bool): void { typeInLine = yes; }
export function writeType(): void {
  if (typeInLine) fieldText(F_LOG_TYPE, typeAt, typeLength);
  else fieldCopy(F_LOG_TYPE, T_TEXT, typeAt, typeLength);
}

/** Counted, no more. */
export function unused(offset: i32): i32 {
  const row = begin(KIND_UNUSED, offset);
  writeType();
  endRow(row);
  return 0;
}

/** Begins what is known of one side of a connection; 0 when its address is none. */
export function beginSide(offset: i32, turned: bool): usize {
  const row = begin(KIND_KNOWN, offset);
  writeType();
  return side(row, turned) ? row : 0;
}

export function role(server: bool): void {
  if (server) word(F_KNOWN_ROLE, 0x726576726573, 0, 6); // server
  else word(F_KNOWN_ROLE, 0x746e65696c63, 0, 6); // client
}

/** What both ends of a connection say of themselves: `client` and `server` write it. An end that says nothing beyond its part has a row all the same. */
function bothSides(offset: i32, client: () => void, server: () => void): i32 {
  if (sideHas(false)) {
    const row = beginSide(offset, false);
    if (row == 0) return REASON_BAD_VALUE;
    role(false);
    client();
    endRow(row);
  }
  if (sideHas(true)) {
    const row = beginSide(offset, true);
    if (row == 0) return REASON_BAD_VALUE;
    store<u16>(row + ROW_SRC_PORT, <u16>number(S_DPORT, 65535));
    role(true);
    server();
    endRow(row);
  }
  return sideHas(false) || sideHas(true) ? 0 : unused(offset);
}
function nothing(): void { /* its part says it all */ }

export function writeRoles(offset: i32): i32 { return bothSides(offset, nothing, nothing); }
export function writeSsh(offset: i32): i32 { return bothSides(offset, () => { text(F_ID_SOFTWARE, S_CLIENT); }, () => { text(F_ID_SOFTWARE, S_SERVER_SAYS); }); }
export function writeSnmp(offset: i32): i32 { return bothSides(offset, nothing, () => { text(F_ID_DESCRIPTION, S_DESCRIPTION); }); }
export function writeSip(offset: i32): i32 { return bothSides(offset, () => { text(F_ID_SOFTWARE, S_AGENT); }, nothing); }
export function writeRdp(offset: i32): i32 {
  return bothSides(offset, () => { text(F_ID_NAME, S_RDP_NAME); text(F_ID_SOFTWARE, S_RDP_BUILD); }, nothing);
}
export function writeNtlm(offset: i32): i32 {
  return bothSides(offset, () => { text(F_ID_NAME, S_USER_HOST); text(F_KNOWN_DOMAIN, S_NT_DOMAIN); }, () => { text(F_ID_NAME, has(S_SERVER_NAME) ? S_SERVER_NAME : S_SERVER_NB_NAME); });
}
export function writeSmb(offset: i32): i32 {
  return bothSides(offset, () => { text(F_ID_NAME, S_USER_HOST); text(F_KNOWN_DOMAIN, S_NT_DOMAIN); text(F_ID_SOFTWARE, S_CLIENT_OS); }, () => { text(F_ID_SOFTWARE, S_SERVER_OS); });
}

/** Logs about one device: known_hosts, known_devices, known_services, known_certs, software. */
export function writeHost(offset: i32): i32 {
  const row = begin(KIND_KNOWN, offset);
  writeType();
  if (!address(row, S_HOST, ROW_SRC_IP, F_SRC_IP6)) return REASON_BAD_VALUE;
  rowMac(row, ROW_SRC_MAC, S_MAC);
  if (!has(S_HOST) && !has(S_MAC)) return REASON_MISSING_FIELD;
  store<u16>(row + ROW_SRC_PORT, <u16>number(S_PORT, 65535));
  if (has(S_PORT_PROTO)) store<u8>(row + ROW_PROTO, <u8>protocolNumber(at(first(S_PORT_PROTO)), end(first(S_PORT_PROTO))));
  texts(F_KNOWN_SERVICES, S_SERVICE);
  text(F_KNOWN_SOFTWARE_TYPE, S_SOFTWARE_TYPE);
  text(F_ID_SOFTWARE, has(S_UNPARSED) ? S_UNPARSED : S_NAME);
  text(F_DHCP_HOSTNAME, S_DEVICE_NAME);
  text(F_ID_DEVICE_TYPE, S_DEVICE_TYPE);
  text(F_KNOWN_SUBJECT, S_SUBJECT);
  text(F_KNOWN_ISSUER, S_ISSUER);
  endRow(row);
  return 0;
}

/** The certificate that a TLS server showed is its own word. */
export function writeCertificate(offset: i32): i32 {
  if (!has(S_SUBJECT) || !sideHas(true)) return 0;
  const row = beginSide(offset, true);
  if (row == 0) return REASON_BAD_VALUE;
  store<u16>(row + ROW_SRC_PORT, <u16>number(S_DPORT, 65535));
  role(true);
  text(F_KNOWN_SUBJECT, S_SUBJECT);
  text(F_KNOWN_ISSUER, S_ISSUER);
  endRow(row);
  return 0;
}
