// What a ClientHello says, collected by one walk over its body (RFC 8446 section 4.1.2), for the fields and both fingerprints.
import { REASON_BAD_LENGTH } from "../layout";
import { be16 } from "../memory/bytes";
import { copyValues, isGrease } from "./lists";
import { HELLO_MAX } from "./record";

const EXT_SERVER_NAME: u32 = 0, EXT_GROUPS: u32 = 10, EXT_POINTS: u32 = 11, EXT_SIGNATURES: u32 = 13, EXT_ALPN: u32 = 16, EXT_VERSIONS: u32 = 43;
/** The walk ran into the end of the bytes that are there, and no length contradicted another before. */
export const CUT: i32 = 1;

/** Lists of native u16 without GREASE, each as long as a hello can make it. */
export const CIPHERS: usize = memory.data(HELLO_MAX, 16);
export const EXTENSIONS: usize = memory.data(HELLO_MAX, 16);
export const GROUPS: usize = memory.data(HELLO_MAX, 16);
export const POINTS: usize = memory.data(512, 16);
export const SIGNATURES: usize = memory.data(HELLO_MAX, 16);
export let cipherCount: i32 = 0;
export let extensionCount: i32 = 0;
export let groupCount: i32 = 0;
export let pointCount: i32 = 0;
export let signatureCount: i32 = 0;

export let legacyVersion: u32 = 0;
/** Highest of supported_versions without GREASE; 0 when it is not there. */
export let supportedVersion: u32 = 0;
/** The server_name extension is there, with or without a name in it. */
export let named: bool = false;
export let serverName: usize = 0;
export let serverNameLength: i32 = 0;
/** The protocols of ALPN, each behind its length byte. */
export let alpn: usize = 0;
export let alpnEnd: usize = 0;

function clear(): void {
  cipherCount = 0; extensionCount = 0; groupCount = 0; pointCount = 0; signatureCount = 0;
  legacyVersion = 0; supportedVersion = 0; named = false; serverName = 0; serverNameLength = 0; alpn = 0; alpnEnd = 0;
}

/** True when [at, end) is a list of pairs of bytes behind its own two-byte length. */
function isPairs(at: usize, end: usize): bool {
  return at + 2 <= end && at + 2 + <usize>be16(at) == end && ((end - at) & 1) == 0;
}

/** RFC 6066 section 3: a list of names, of which only host names (0) were ever defined. */
function readServerName(at: usize, end: usize): bool {
  named = true;
  if (at == end) return true;
  if (at + 2 > end || at + 2 + <usize>be16(at) != end) return false;
  for (at += 2; at < end;) {
    if (at + 3 > end) return false;
    const n = <usize>be16(at + 1), name = at + 3;
    if (name + n > end) return false;
    if (load<u8>(at) == 0 && serverName == 0) { serverName = name; serverNameLength = <i32>n; }
    at = name + n;
  }
  return true;
}

/** RFC 7301 section 3.1. */
function readAlpn(at: usize, end: usize): bool {
  if (at + 2 > end || at + 2 + <usize>be16(at) != end) return false;
  const first = at + 2;
  for (at = first; at < end;) {
    at += 1 + <usize>load<u8>(at);
    if (at > end) return false;
  }
  alpn = first; alpnEnd = end;
  return true;
}

/** RFC 8446 section 4.2.1. */
function readVersions(at: usize, end: usize): bool {
  if (at >= end || at + 1 + <usize>load<u8>(at) != end) return false;
  for (at += 1; at + 2 <= end; at += 2) {
    const version = be16(at);
    if (!isGrease(version) && version > supportedVersion) supportedVersion = version;
  }
  return true;
}

/** One extension. A repeated one (RFC 8446 forbids it) does not replace the first. False when lengths contradict each other. */
function readExtension(type: u32, at: usize, end: usize): bool {
  switch (type) {
    case EXT_SERVER_NAME: return named || readServerName(at, end);
    case EXT_ALPN: return alpn != 0 || readAlpn(at, end);
    case EXT_VERSIONS: return supportedVersion != 0 || readVersions(at, end);
    case EXT_GROUPS:
      if (!isPairs(at, end)) return false;
      if (groupCount == 0) groupCount = copyValues(at + 2, end, GROUPS);
      return true;
    case EXT_SIGNATURES:
      if (!isPairs(at, end)) return false;
      if (signatureCount == 0) signatureCount = copyValues(at + 2, end, SIGNATURES);
      return true;
    case EXT_POINTS:
      if (at >= end || at + 1 + <usize>load<u8>(at) != end) return false;
      if (pointCount == 0) for (at += 1; at < end; at++) store<u16>(POINTS + <usize>(pointCount++ << 1), <u16>load<u8>(at));
      return true;
    default: return true;
  }
}

/** Walks the body at `at`, which says it has `length` bytes, of which `have` are there. 0, CUT, or -REASON. */
export function readHello(at: usize, length: i32, have: i32): i32 {
  clear();
  const end = at + <usize>length, there = at + <usize>have;
  if (length < 35) return -REASON_BAD_LENGTH;
  if (have < 35) return CUT;
  legacyVersion = be16(at);
  const session = <usize>load<u8>(at, 34);
  at += 35 + session;
  if (session > 32 || at + 2 > end) return -REASON_BAD_LENGTH;
  if (at + 2 > there) return CUT;
  const ciphersEnd = at + 2 + <usize>be16(at);
  if (ciphersEnd + 1 > end || ((ciphersEnd - at) & 1) != 0) return -REASON_BAD_LENGTH;
  if (ciphersEnd + 1 > there) return CUT;
  cipherCount = copyValues(at + 2, ciphersEnd, CIPHERS);
  at = ciphersEnd + 1 + <usize>load<u8>(ciphersEnd); // compression methods
  if (at > end) return -REASON_BAD_LENGTH;
  if (at == end && have == length) return 0; // no extensions at all: SSL 3.0 and early TLS 1.0
  if (at + 2 > end) return -REASON_BAD_LENGTH;
  if (at + 2 > there) return CUT;
  if (at + 2 + <usize>be16(at) != end) return -REASON_BAD_LENGTH;
  return readExtensions(at + 2, end, there);
}

function readExtensions(at: usize, end: usize, there: usize): i32 {
  while (at < end) {
    if (at + 4 > end) return -REASON_BAD_LENGTH;
    if (at + 4 > there) return CUT;
    const type = be16(at), data = at + 4, next = data + <usize>be16(at + 2);
    if (next > end) return -REASON_BAD_LENGTH;
    if (next > there) return CUT;
    if (!isGrease(type)) { store<u16>(EXTENSIONS + <usize>(extensionCount << 1), <u16>type); extensionCount++; }
    if (!readExtension(type, data, next)) return -REASON_BAD_LENGTH;
    at = next;
  }
  return 0;
}
