// The JSON of Strata Logging Service: one flat object a line, `LogType` names its type.
import { readName, skipSpace, skipValue } from "../eal/skip";
import { contentAt, contentEnd, escaped, readString, unescape } from "../eal/strings";
import { slotOfKey } from "./keys";
import { at as slotAt, end as slotEnd, put, scratch } from "./slots";
import { S_TYPE } from "./tables";
import { logType } from "./log-type";

const QUOTE: u8 = 34, COMMA: u8 = 44, OBJECT_END: u8 = 125;

/** Reads the object at [at, end) into slots; its log type, 0 when it is none of ours or no JSON. */
export function readObject(at: usize, end: usize): i32 {
  at = skipSpace(at + 1, end);
  while (at < end && load<u8>(at) != OBJECT_END) {
    at = readName(at, end);
    if (at == 0) return 0;
    const slot = slotOfKey(contentAt, contentEnd);
    if (slot != 0 && at < end && load<u8>(at) == QUOTE) {
      at = readString(at, end);
      if (at == 0) return 0;
      keep(slot);
    } else {
      const value = at;
      at = skipValue(at, end);
      if (at == 0) return 0;
      // Numbers and true stand for themselves; null and nested values say nothing.
      if (slot != 0 && (<u32>load<u8>(value) - 48 < 10 || load<u8>(value) == 45)) put(slot, value, at);
    }
    at = skipSpace(at, end);
    if (at < end && load<u8>(at) == COMMA) at = skipSpace(at + 1, end);
  }
  return at < end ? logType(slotAt(S_TYPE), slotEnd(S_TYPE)) : 0;
}

function keep(slot: i32): void {
  const out = escaped ? scratch(<i32>(contentEnd - contentAt)) : 0;
  if (out == 0) put(slot, contentAt, contentEnd);
  else put(slot, out, unescape(contentAt, contentEnd, out));
}
