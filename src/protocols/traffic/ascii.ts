/** A stretch of a payload as text, a character a byte. */
export function ascii(bytes: Uint8Array, from: number, to: number): string { return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', from, to); }
