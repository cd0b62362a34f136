/** The opaque cursor: where a client stands, as base64url text. A cursor that cannot be read is no position, never an error. */

/** A cursor of another version is unreadable on purpose: the client then gets a snapshot and a new one. */
const CURSOR_VERSION = 1;

//  0 u8  version
//  1 u8  flags      PAGED: the last ten bytes follow; DELTA: the pages are of a delta from `revision`, else of a snapshot
//  2 u64 epoch
// 10 u32 view
// 14 u48 revision
// 20 u48 to         paged only
// 26 u32 next       paged only
const PLAIN_BYTES = 20;
const PAGED_BYTES = 30;
const PAGED = 1;
const DELTA = 2;

/** In the middle of a paged answer that leads to revision `to`: the index of the next entry. */
export interface CursorPage { readonly kind: 'snapshot' | 'delta'; readonly to: number; readonly next: number }
export interface Cursor {
  readonly epoch: string; // sixteen hex digits
  /** Hash of the sites the client sees: when its scope changes, its map must be made anew. */
  readonly view: number;
  /** Last revision applied in full; 0 in the middle of a snapshot. */
  readonly revision: number;
  readonly page?: CursorPage;
}

export function encodeCursor(cursor: Cursor): string {
  const bytes = Buffer.alloc(cursor.page ? PAGED_BYTES : PLAIN_BYTES);
  bytes[0] = CURSOR_VERSION;
  bytes.write(cursor.epoch, 2, 8, 'hex');
  bytes.writeUInt32BE(cursor.view >>> 0, 10);
  bytes.writeUIntBE(cursor.revision, 14, 6);
  if (cursor.page) {
    bytes[1] = cursor.page.kind === 'delta' ? PAGED | DELTA : PAGED;
    bytes.writeUIntBE(cursor.page.to, 20, 6);
    bytes.writeUInt32BE(cursor.page.next, 26);
  }
  return bytes.toString('base64url');
}

export function decodeCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined || text.length > 64) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  const flags = bytes[1] ?? 0;
  if (bytes[0] !== CURSOR_VERSION || flags > (PAGED | DELTA) || flags === DELTA) return undefined;
  if (bytes.length !== (flags & PAGED ? PAGED_BYTES : PLAIN_BYTES) || bytes.toString('base64url') !== text) return undefined;
  const plain = { epoch: bytes.toString('hex', 2, 10), view: bytes.readUInt32BE(10), revision: bytes.readUIntBE(14, 6) };
  if (!(flags & PAGED)) return plain;
  return { ...plain, page: { kind: flags & DELTA ? 'delta' : 'snapshot', to: bytes.readUIntBE(20, 6), next: bytes.readUInt32BE(26) } };
}

/** The view tag of a cursor: 0 is the whole tenant; the order of the sites does not matter. */
export function viewTag(sites: readonly string[] | undefined, cap?: number): number {
  if (sites === undefined && cap === undefined) return 0;
  const named = sites === undefined ? null : [...sites].sort();
  return Number(Bun.hash.xxHash32(JSON.stringify(cap === undefined ? named : [named, cap]))) || 1;
}
