/** A batch whose rows did not fit the kernel's regions comes out in parts; here they become one again. */
import * as L from '../../assembly/layout.ts';
import type { BatchParts } from './row-batch.ts';

/** `input` is the whole batch; each part's input is a tail of it. */
export function joinParts(parts: readonly BatchParts[], input: Uint8Array): BatchParts {
  const only = parts[0];
  const last = parts[parts.length - 1];
  if (only === undefined || last === undefined) throw new RangeError('a batch has at least one part');
  if (parts.length === 1) return only;
  const size = (of: (part: BatchParts) => number): number => parts.reduce((sum, part) => sum + of(part), 0);
  const rows = new Uint8Array(size((part) => part.rows.length)), fields = new Uint32Array(size((part) => part.fields.length));
  const arena = new Uint8Array(size((part) => part.arena.length)), digests = new Uint32Array(size((part) => part.digests.length));
  const view = new DataView(rows.buffer);
  let rowAt = 0, fieldAt = 0, arenaAt = 0;
  for (const part of parts) {
    const start = input.length - part.input.length;
    rows.set(part.rows, rowAt);
    digests.set(part.digests, (rowAt / L.ROW_BYTES) * (L.DIGEST_BYTES / 4));
    fields.set(part.fields, fieldAt);
    arena.set(part.arena, arenaAt);
    for (let row = rowAt; row < rowAt + part.rows.length; row += L.ROW_BYTES) {
      view.setUint32(row + L.ROW_OFFSET, view.getUint32(row + L.ROW_OFFSET, true) + start, true);
      view.setUint32(row + L.ROW_FIRST_FIELD, view.getUint32(row + L.ROW_FIRST_FIELD, true) + (fieldAt * 4) / L.FIELD_BYTES, true);
    }
    for (let field = fieldAt; field < fieldAt + part.fields.length; field += 4) {
      const type = (fields[field]! >>> 16) & 255;
      if (type !== L.T_TEXT && type !== L.T_BYTES && type !== L.T_CODES && type !== L.T_IP6) continue;
      fields[field + 1]! += fields[field]! >>> 24 === L.REGION_ARENA ? arenaAt : start;
    }
    rowAt += part.rows.length;
    fieldAt += part.fields.length;
    arenaAt += part.arena.length;
  }
  return { rows, digests, fields, arena, input, packets: size((part) => part.packets), skipped: size((part) => part.skipped), unfinished: size((part) => part.unfinished), state: last.state };
}
