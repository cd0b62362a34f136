/** What every version of stored features has: rising ids, and texts. */

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Rising; undefined when they are not. */
export function readIds(view: Buffer, from: number, count: number): Uint32Array | undefined {
  const ids = new Uint32Array(count);
  let before = 0;
  for (let i = 0; i < count; i++) {
    const id = view.readUInt32LE(from + i * 4);
    if (id <= before) return undefined;
    ids[i] = before = id;
  }
  return ids;
}

export function readText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return undefined; // not UTF-8
    throw cause;
  }
}
