// What a record must have been when its last brace is read, the same for both twins of the line reader.
import {
  FIELD_BYTES, FLAG_GRATUITOUS, FLAG_IPV6, F_ARP_SENDER_IP, F_ARP_TARGET_IP, F_DST_IP6, F_SRC_IP6, KIND_ARP, KIND_COUNT, ROW_FLAGS, ROW_KIND,
} from "../layout";
import { KIND_DEMANDS, KIND_NAMES } from "./keys";

/** Kind of the record name in [at, end), or 0. */
export function kindOf(at: usize, end: usize): i32 {
  const length = end - at;
  if (length == 0 || length > 7) return 0;
  let name: u64 = 0;
  for (let i: usize = 0; i < length; i++) name |= <u64>load<u8>(at + i) << (i << 3);
  for (let kind: i32 = 1; kind < KIND_COUNT; kind++) if (load<u64>(KIND_NAMES + <usize>(kind << 3)) == name) return kind;
  return 0;
}

/** True when the keys seen satisfy what the kind demands: of each group one. */
// @ts-ignore: decorator
@inline export function demandsMet(kind: i32, seenLow: u64, seenHigh: u64): bool {
  const demands = KIND_DEMANDS + <usize>(kind << 5);
  return ((load<u64>(demands) & seenLow) | (load<u64>(demands, 8) & seenHigh)) != 0
    && ((load<u64>(demands, 16) & seenLow) | (load<u64>(demands, 24) & seenHigh)) != 0;
}

/** Flags that follow from the fields of a row and are not in the record: IPv6 addresses, an ARP announcement (RFC 5227). */
export function deriveFlags(row: usize, kind: i32, field: usize, end: usize): void {
  let sender: u32 = 0, target: u32 = 0, flags: u8 = 0;
  for (; field < end; field += FIELD_BYTES) {
    const id = <i32>load<u16>(field);
    if (id == F_SRC_IP6 || id == F_DST_IP6) flags = <u8>FLAG_IPV6;
    else if (id == F_ARP_SENDER_IP) sender = load<u32>(field, 4);
    else if (id == F_ARP_TARGET_IP) target = load<u32>(field, 4);
  }
  if (kind == KIND_ARP && sender != 0 && sender == target) flags |= <u8>FLAG_GRATUITOUS;
  store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | flags);
}
