// The log types of PAN-OS by name, and which of them nobody here uses (R10 to R19).

export const LOG_TRAFFIC: i32 = 1;
export const LOG_THREAT: i32 = 2;
export const LOG_HIP: i32 = 3;
export const LOG_SYSTEM: i32 = 4;
export const LOG_GTP: i32 = 5;
/** Known, accepted, counted and dropped. */
export const LOG_UNUSED: i32 = 6;

/** The name read last in upper case, without dashes, underscores and what encloses it: its first eight letters, and eight more. */
let low: u64 = 0;
let high: u64 = 0;
function readName(at: usize, end: usize): bool {
  low = 0;
  high = 0;
  let count = 0;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == 45 || byte == 95 || byte == 34 || byte == 32) continue;
    const letter = byte & 0xdf;
    if (<u32>letter - 65 > 25 || count == 16) return false;
    if (count < 8) low |= <u64>letter << (count << 3);
    else high |= <u64>letter << ((count - 8) << 3);
    count++;
  }
  return count > 0;
}

/** LOG_* of the type named in [at, end), or 0. */
export function logType(at: usize, end: usize): i32 {
  if (end <= at || end - at > 24 || !readName(at, end)) return 0;
  switch (low) {
    case 0x43494646415254: return high == 0 ? LOG_TRAFFIC : 0; // TRAFFIC
    case 0x544145524854: return LOG_THREAT; // THREAT
    case 0x45524946444c4957: return LOG_THREAT; // WILDFIRE: a subtype, some forwarders make it a type
    case 0x484354414d504948: return high == 0 ? LOG_HIP : 0; // HIPMATCH
    case 0x4d4554535953: return LOG_SYSTEM; // SYSTEM
    case 0x505447: return LOG_GTP; // GTP
    case 0x50544353: // SCTP
    case 0x48545541: // AUTH
    case 0x49544e4548545541: // AUTHENTICATION
    case 0x4954505952434544: // DECRYPTION
    case 0x5452415453: // START: tunnel inspection
    case 0x444e45: // END
    case 0x4c454e4e5554: // TUNNEL
    case 0x444952455355: // USERID
    case 0x4741545049: // IPTAG
    case 0x4749464e4f43: // CONFIG
    case 0x52504c41424f4c47: // GLOBALPROTECT
    case 0x54414c4552524f43: // CORRELATION
    case 0x4c5255: // URL
    case 0x41544144: // DATA
    case 0x534e44: // DNS telemetry
    case 0x5449445541: // AUDIT
      return LOG_UNUSED;
    default:
      return 0;
  }
}

/** Subtypes of THREAT that nobody here uses: url and data (R13, R14). */
export function unusedThreat(at: usize, end: usize): bool {
  return end - at <= 24 && readName(at, end) && (low == 0x4c5255 || low == 0x41544144 || low == 0x504c44); // URL DATA DLP
}
