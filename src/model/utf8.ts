/** Text into bytes that are already there: device names are short and plain, and ten thousand of them a tick go to the store. */

const encoder = new TextEncoder();
/** Longer than this, or with anything but ASCII, the encoder is faster. */
const SHORT = 128;

/** UTF-8 bytes that one UTF-16 unit takes at most. */
export const UTF8_MOST = 3;

/** Writes `text` as UTF-8 at `at`; returns how many bytes that took. There must be room for UTF8_MOST bytes a unit. */
export function putText(bytes: Uint8Array, at: number, text: string): number {
  const { length } = text;
  if (length > SHORT) return encoder.encodeInto(text, bytes.subarray(at)).written;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return encoder.encodeInto(text, bytes.subarray(at)).written;
    bytes[at + i] = unit;
  }
  return length;
}
