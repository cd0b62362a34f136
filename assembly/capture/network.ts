// The office protocols of ids/network.ts: how a frame or payload is known as theirs, and who reads it. The shared layers call each function here once.
import {
  KIND_BANNER, KIND_CDP, KIND_CERT, KIND_DICOM, KIND_HTTP, KIND_LLDP, KIND_LLMNR, KIND_NBNS, KIND_NTP, KIND_RTSP, KIND_SIP, KIND_SMB, KIND_SNMP, KIND_WSD,
} from "../layout";
import { be32 } from "../memory/bytes";
import { bannerLength, isBanner, parseBanner } from "../banner/banner";
import { parseCdp } from "../cdp/cdp";
import { parseCert } from "../cert/cert";
import { beginsServerPart, findLeaf, LEAF_FOUND, LEAF_LATER } from "../cert/handshake";
import { dicomLength, isDicom, parseDicom } from "../dicom/dicom";
import { parseLldp } from "../lldp/lldp";
import { parseLlmnr } from "../llmnr/llmnr";
import { parseNbns } from "../nbns/nbns";
import { parseNtp } from "../ntp/ntp";
import { parseRtsp } from "../rtsp/rtsp";
import { isDialog } from "../sip/head";
import { parseSip } from "../sip/sip";
import { isSmb, parseSmb, smbLength } from "../smb/smb";
import { parseSnmp } from "../snmp/snmp";
import { parseWsd } from "../wsd/wsd";
import { readApplication } from "./applications";

const LLDP: u32 = 0x88cc;
/** LLC with SNAP; Cisco's organisation and protocol. */
const LLC: u32 = 4;
const SNAP: u32 = 0xaaaa0300;
const CISCO_CDP: u32 = 0x000c2000;

/** Reads a frame that is not IP, when it is one of these. 0, or the reason to reject the packet. */
export function networkFrame(type: u32, at: usize, end: usize): i32 {
  if (type == LLDP) return readApplication(KIND_LLDP, at, <i32>(end - at));
  if (type == LLC && at + 8 <= end && be32(at) == SNAP && be32(at + 4) == CISCO_CDP) return readApplication(KIND_CDP, at + 8, <i32>(end - at) - 8);
  return 0;
}

function kindOfPort(port: i32): i32 {
  switch (port) {
    case 123: return KIND_NTP;
    case 137: return KIND_NBNS;
    case 138: return KIND_SMB;
    case 161: case 162: return KIND_SNMP;
    case 3702: return KIND_WSD;
    case 5060: return KIND_SIP;
    case 5355: return KIND_LLMNR;
    default: return 0;
  }
}

/** The record kind of a datagram, or 0. */
export function networkUdpKind(source: i32, target: i32): i32 {
  const kind = kindOfPort(target);
  return kind != 0 ? kind : kindOfPort(source);
}

/** Reads the whole head at `at` and says how long it is: tcp/messages.ts, which does so for HTTP. */
export const AS_HTTP: i32 = -2;
/** As messageLength: more bytes are needed, or it is none of these after all. */
const MORE: i32 = 0, NONE: i32 = -1;

/** The record kind that a TCP payload of at least four bytes begins, or 0. `opened`: the connection's SYN was seen and nothing read since in this direction. */
export function networkTcpKind(word: u32, at: usize, length: i32, opened: bool): i32 {
  switch (word >>> 24) {
    case 0: return isSmb(at, length) ? KIND_SMB : 0;
    case 1: case 2: if (isDicom(at, length)) return KIND_DICOM; break;
    case 0x15: case 0x16: return beginsServerPart(at, length) ? KIND_CERT : 0;
  }
  if (isBanner(at, length, opened)) return KIND_BANNER;
  return isUpper(word) ? dialogKind(at, length) : 0;
}

// @ts-ignore: decorator
@inline function isUpper(word: u32): bool { return (word >>> 24) - 65 < 26 && ((word >>> 16) & 255) - 65 < 26 && ((word >>> 8) & 255) - 65 < 26; }

/** SIP or RTSP by the version of the start line; both share methods with HTTP. */
function dialogKind(at: usize, length: i32): i32 { return isDialog(at, length, "RTSP/1.0") ? KIND_RTSP : isDialog(at, length, "SIP/2.0") ? KIND_SIP : 0; }

/** A first word of HTTP's that SIP and RTSP use as well: which of the three it is. */
export function headKind(word: u32, at: usize, length: i32): i32 {
  if (word != 0x4f50_5449 /* OPTI */ && word != 0x5355_4253 /* SUBS */ && word != 0x4e4f_5449 /* NOTI */) return KIND_HTTP;
  const kind = dialogKind(at, length);
  return kind != 0 ? kind : KIND_HTTP;
}

/** Bytes of the first message at `at`, or MORE, NONE or AS_HTTP. */
export function networkTcpLength(kind: i32, at: usize, length: i32): i32 {
  switch (kind) {
    case KIND_SMB: return whole(smbLength(at), length);
    case KIND_DICOM: return whole(dicomLength(at), length);
    case KIND_BANNER: return bannerLength(at, length);
    case KIND_CERT: {
      const found = findLeaf(at, length);
      return found == LEAF_FOUND ? length : found == LEAF_LATER ? MORE : NONE;
    }
    default: return AS_HTTP;
  }
}
// @ts-ignore: decorator
@inline function whole(bytes: i32, length: i32): i32 { return bytes > length ? MORE : bytes; }

/** As parsers do: 0 keeps the row, 1 = not this protocol after all, or a negated reason. */
export function parseNetwork(kind: i32, at: usize, length: i32, row: usize): i32 {
  switch (kind) {
    case KIND_LLMNR: return parseLlmnr(at, length, row);
    case KIND_NBNS: return parseNbns(at, length, row);
    case KIND_LLDP: return parseLldp(at, length, row);
    case KIND_CDP: return parseCdp(at, length, row);
    case KIND_NTP: return parseNtp(at, length, row);
    case KIND_WSD: return parseWsd(at, length, row);
    case KIND_SNMP: return parseSnmp(at, length, row);
    case KIND_BANNER: return parseBanner(at, length, row);
    case KIND_CERT: return parseCert(at, length, row);
    case KIND_SIP: return parseSip(at, length, row);
    case KIND_RTSP: return parseRtsp(at, length, row);
    case KIND_SMB: return parseSmb(at, length, row);
    case KIND_DICOM: return parseDicom(at, length, row);
    default: return 1;
  }
}
