/** What a row says, as one number: rows that differ only in when, or in counters nobody learns from, have the same. */
import * as L from '../../assembly/layout.ts';

/** Fields that change from one saying to the next and are evidence of nothing. */
const PASSING = new Set([L.F_DNS_ID, L.F_DNS_ANSWER_TTL, L.F_TRAFFIC_BYTES_SENT, L.F_TRAFFIC_BYTES_RECEIVED, L.F_TRAFFIC_DURATION_MS]);
/** Lists of which adapters read the first two. */
const SIZES = new Set([L.F_TRAFFIC_SENT_SIZES, L.F_TRAFFIC_RECEIVED_SIZES]);
const IGNORED = Uint8Array.from({ length: 256 }, (_, id) => (PASSING.has(id) ? 1 : SIZES.has(id) ? 2 : 0));
/** Ports from here on are a client's own choice (RFC 6335 section 6). */
const EPHEMERAL = 32768;

export interface DigestParts { readonly rows: DataView; readonly fields: Uint32Array; readonly arena: Uint8Array; readonly input: Uint8Array }

/** 53 bits. `seed` keeps it unpredictable from outside. */
export function rowDigest(row: number, { rows, fields, arena, input }: DigestParts, seed: number): number {
  const at = row * L.ROW_BYTES, kind = rows.getUint8(at);
  let one = seed, two = ~seed;
  const word = (value: number): void => {
    one = Math.imul(one ^ value, 0x9e3779b1);
    one ^= one >>> 15;
    two = (((two << 5) - two) + value) | 0;
  };
  word(rows.getUint32(at, true)); // kind, flags, protocol, ttl
  for (let i = L.ROW_SRC_MAC; i < L.ROW_SRC_PORT; i += 4) word(rows.getUint32(at + i, true));
  if (kind === L.KIND_TRAFFIC) {
    word(Math.min(rows.getUint16(at + L.ROW_SRC_PORT, true), EPHEMERAL) | (rows.getUint16(at + L.ROW_DST_PORT, true) << 16));
    word(rows.getUint32(at + L.ROW_B, true) > 0 ? 1 : 0); // answered
  } else if (kind === L.KIND_DHCP) {
    word(rows.getUint32(at + L.ROW_B, true)); // message type
    word(rows.getUint32(at + L.ROW_LENGTH, true));
  } else word(rows.getUint32(at + L.ROW_A, true)); // opcode
  const first = rows.getUint32(at + L.ROW_FIRST_FIELD, true) * 4, end = first + rows.getUint32(at + L.ROW_FIELD_COUNT, true) * 4;
  let sizes = 0, sized = 0;
  for (let f = first; f < end; f += 4) {
    const head = fields[f]!, id = head & 0xffff, ignored = id < 256 ? IGNORED[id]! : 0;
    if (ignored === 1) continue;
    if (ignored === 2) {
      sizes = id === sized ? sizes + 1 : 1;
      sized = id;
      if (sizes > 2) continue;
    }
    const type = (head >>> 16) & 255, start = fields[f + 1]!, length = fields[f + 2]!;
    word(head & 0xffffff);
    word(length);
    if (type !== L.T_TEXT && type !== L.T_BYTES && type !== L.T_CODES && type !== L.T_IP6) { word(start); continue; }
    const bytes = head >>> 24 === L.REGION_ARENA ? arena : input, whole = start + (length & ~3), stop = start + length;
    let i = start;
    for (; i < whole; i += 4) word(bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24));
    for (; i < stop; i++) word(bytes[i]!);
  }
  return (one >>> 0) * 0x200000 + (two >>> 11);
}
