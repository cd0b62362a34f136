// Walking an OPC UA binary message (OPC 10000-6 section 5.2): a cursor that stops at the end and stays there. Little endian.

let cursor: usize = 0;
let limit: usize = 0;
let text: usize = 0;
let textBytes: i32 = 0;

/** A message that is cut before its body has none. */
export function openAt(at: usize, end: usize): void { cursor = at <= end ? at : 0; limit = end; }
/** False from the first value on that did not fit. */
// @ts-ignore: decorator
@inline export function whole(): bool { return cursor != 0; }
/** Content of the string read last; -1 bytes: null. */
// @ts-ignore: decorator
@inline export function textAt(): usize { return text; }
// @ts-ignore: decorator
@inline export function textLength(): i32 { return textBytes; }

export function skip(bytes: i32): void {
  if (cursor == 0) return;
  if (bytes < 0 || <usize>bytes > limit - cursor) { cursor = 0; return; }
  cursor += <usize>bytes;
}
export function byte(): i32 {
  const at = cursor;
  skip(1);
  return cursor == 0 ? 0 : <i32>load<u8>(at);
}
export function int32(): i32 {
  const at = cursor;
  skip(4);
  return cursor == 0 ? 0 : load<i32>(at);
}

/** A string or byte string: a length, -1 for null, and that many bytes. */
export function readString(): void {
  textBytes = int32();
  text = cursor;
  if (textBytes > 0) skip(textBytes);
  if (cursor == 0) textBytes = -1;
}

/** A node id: its number where it is one of namespace 0, else -1. */
export function nodeId(): i32 {
  const form = byte();
  let id = -1, space = 0;
  switch (form & 0x3f) {
    case 0: return byte();
    case 1: {
      space = byte();
      const low = byte();
      id = low | (byte() << 8);
      break;
    }
    case 2: {
      space = byte() | (byte() << 8);
      id = int32();
      break;
    }
    case 3: skip(2); readString(); break;
    case 4: skip(2 + 16); break;
    case 5: skip(2); readString(); break;
    default: cursor = 0;
  }
  // Expanded: the namespace's name, and the server's number
  if ((form & 0x80) != 0) readString();
  if ((form & 0x40) != 0) skip(4);
  return space == 0 && whole() ? id : -1;
}

/** Text with a locale before it; the text is what `textAt` shows. */
export function localizedText(): void {
  const mask = byte();
  textBytes = -1;
  if ((mask & 1) != 0) readString();
  textBytes = -1;
  if ((mask & 2) != 0) readString();
}

/** A structure of unknown kind, or none. */
export function extensionObject(): void {
  nodeId();
  if (byte() != 0) readString();
}

/** Nested at most so deep: a diagnosis may hold another one. */
const DEEPEST: i32 = 4;
export function diagnostics(depth: i32 = 0): void {
  const mask = byte();
  for (let bit = 0; bit < 4; bit++) if ((mask & (1 << bit)) != 0) skip(4);
  if ((mask & 0x10) != 0) readString();
  if ((mask & 0x20) != 0) skip(4);
  if ((mask & 0x40) == 0) return;
  if (depth == DEEPEST) cursor = 0; else diagnostics(depth + 1);
}

/** The number of elements of an array, at most `most`. */
export function count(most: i32): i32 { return min(max(int32(), 0), most); }
