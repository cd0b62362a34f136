/** The model as a file; the format is described where it is read, in src/identify/model.ts. */
import type { ModelHeader, ModelNumbers } from '../../src/identify/index.ts';

export function encodeModel(header: ModelHeader, numbers: ModelNumbers): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header)), size = (text.length + 7) & ~7;
  const parts = [numbers.keys, numbers.bias, numbers.weights, numbers.typical].map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  const out = new Uint8Array(8 + size + parts.reduce((sum, part) => sum + part.length, 0));
  out.set(new TextEncoder().encode('NPM1'));
  new DataView(out.buffer).setUint32(4, size, true);
  out.fill(0x20, 8, 8 + size);
  out.set(text, 8);
  let at = 8 + size;
  for (const part of parts) { out.set(part, at); at += part.length; }
  return out;
}
