// Writing rows, fields and arena bytes. A record is begun, filled, then kept or turned into one reject row;
// whatever a rejected record wrote is taken back, so it costs its neighbours nothing. Nothing here writes outside of its region, whatever a
// parser asks for: a row has a budget of fields and arena bytes, and a row that has no place is written aside and fails the whole call.
import {
  ROW_BYTES, ROW_CAPACITY, FIELD_BYTES, FIELD_CAPACITY, ARENA_CAPACITY, KIND_REJECT, ROW_KIND, ROW_OFFSET, ROW_FIRST_FIELD, ROW_FIELD_COUNT, ROW_A, ROW_B,
  INPUT_CAPACITY, INPUT_SPARE, ERR_ROWS_FULL, REGION_INPUT, REGION_ARENA, T_TEXT, T_U32, T_IP4, T_U64, T_BOOL,
} from "../layout";
import { clear8, copy48 } from "./bytes";
import { inputBase, rowBase, fieldBase, arenaBase } from "./regions";

let rows: i32 = 0;
let fields: i32 = 0;
let arena: i32 = 0;
let markFields: i32 = 0;
let markArena: i32 = 0;
let overflow: bool = false;
let stopped: i32 = -1;
/** What one row may write, and where that ends for the row begun last. */
let mostFields: i32 = FIELD_CAPACITY;
let mostArena: i32 = ARENA_CAPACITY;
let fieldLimit: i32 = FIELD_CAPACITY;
let arenaLimit: i32 = ARENA_CAPACITY;
/** A row for which there is no place: parsers ask for room before, so this is a fault of ours, never of the input. */
const ASIDE: usize = memory.data(ROW_BYTES, 16);
let lost: bool = false;

/** Forgets everything written: called before each batch. */
export function resetOutput(): void { rows = 0; fields = 0; arena = 0; markFields = 0; markArena = 0; lost = false; stopped = -1; boundRows(FIELD_CAPACITY, ARENA_CAPACITY); settle(); }
/** No row of this batch writes more than this: one that would is given up (overflowed), wherever in the batch it stands. */
export function boundRows(fieldCount: i32, arenaBytes: i32): void { mostFields = fieldCount; mostArena = arenaBytes; }
/** A parser that ran out of room says where: the record at `offset` and all behind it are not read yet. */
export function stopAt(offset: i32): void { stopped = offset; }
/** Where the parser stopped, or -1 when it read the whole batch. */
export function stoppedAt(): i32 { return stopped; }
/** Rows written, or ERR_ROWS_FULL when one had no place. */
export function rowCount(): i32 { return lost ? ERR_ROWS_FULL : rows; }
export function fieldCount(): i32 { return fields; }
export function arenaUsed(): i32 { return arena; }
/** True when the current record ran out of field or arena room: reject it with REASON_ARENA_FULL. */
export function overflowed(): bool { return overflow; }
/** Room for at least `n` more rows with so many fields and arena bytes: a parser stops at a record boundary when there is none (stopAt). */
export function roomFor(n: i32, moreFields: i32, moreArena: i32): bool {
  return rows + n <= ROW_CAPACITY && fields + moreFields <= FIELD_CAPACITY && arena + moreArena <= ARENA_CAPACITY;
}

// @ts-ignore: decorator
@inline function place(): usize { return rows < ROW_CAPACITY ? rowBase() + <usize>(rows * ROW_BYTES) : ASIDE; }
/** The row begun last stays, if it stands where it can. */
// @ts-ignore: decorator
@inline function keep(): void { if (rows < ROW_CAPACITY) rows++; else lost = true; }

/** Starts a row of `kind` for the record at `offset` of the input; returns its address. The row is zeroed. */
export function beginRow(kind: i32, offset: i32): usize {
  const row = place();
  clear8(row, ROW_BYTES);
  store<u8>(row + ROW_KIND, <u8>kind);
  store<u32>(row + ROW_OFFSET, <u32>offset);
  store<u32>(row + ROW_FIRST_FIELD, <u32>fields);
  settle();
  return row;
}
/** Starts a row as a copy of `head`, the packet in the shape of a row's first 48 bytes. */
export function beginRowFrom(head: usize, kind: i32, offset: i32): usize {
  const row = place();
  copy48(row, head);
  store<u8>(row + ROW_KIND, <u8>kind);
  store<u32>(row + ROW_OFFSET, <u32>offset);
  store<u32>(row + ROW_FIRST_FIELD, <u32>fields);
  store<u32>(row + ROW_FIELD_COUNT, 0);
  store<u32>(row + ROW_A, 0);
  store<u32>(row + ROW_B, 0);
  settle();
  return row;
}
/** Keeps the row begun last. */
export function endRow(row: usize): void {
  store<u32>(row + ROW_FIELD_COUNT, <u32>(fields - markFields));
  keep();
  settle();
}
/** What is written so far stays: a reject from here on takes nothing of it back. */
// @ts-ignore: decorator
@inline function settle(): void {
  markFields = fields; markArena = arena; overflow = false;
  fieldLimit = min(fields + mostFields, FIELD_CAPACITY);
  arenaLimit = min(arena + mostArena, ARENA_CAPACITY);
}
/** Takes the row begun last back, with its fields and arena bytes. */
export function dropRow(): void { fields = markFields; arena = markArena; overflow = false; }
/** One reject row: the record at `offset` failed for `reason`. Also ends whatever row was begun. */
export function reject(offset: i32, reason: i32): void {
  dropRow();
  const row = beginRow(KIND_REJECT, offset);
  store<u32>(row + ROW_A, <u32>reason);
  keep();
}

/** A batch that is one reject: for a record its source could not even hand over. */
export function rejectOnly(offset: i32, reason: i32): i32 {
  resetOutput();
  reject(offset, reason);
  return rows;
}

// @ts-ignore: decorator
@inline function entry(id: i32, type: i32, region: i32, a: u32, b: u32): void {
  if (fields >= fieldLimit) { overflow = true; return; }
  const at = fieldBase() + <usize>(fields * FIELD_BYTES);
  store<u32>(at, <u32>id | (<u32>type << 16) | (<u32>region << 24));
  store<u32>(at + 4, a);
  store<u32>(at + 8, b);
  store<u32>(at + 12, 0);
  fields++;
}

/** A field whose bytes stand at `pointer` (absolute address): in the input they stay where they are, from elsewhere (a TCP stream) they are copied. */
export function fieldInput(id: i32, type: i32, pointer: usize, length: i32): void {
  const offset = pointer - inputBase();
  if (offset < <usize>(INPUT_CAPACITY + INPUT_SPARE)) entry(id, type, REGION_INPUT, <u32>offset, <u32>length);
  else fieldCopy(id, type, pointer, length);
}
export function fieldU32(id: i32, value: u32): void { entry(id, T_U32, 0, value, 0); }
export function fieldIp(id: i32, value: u32): void { entry(id, T_IP4, 0, value, 0); }
export function fieldBool(id: i32, value: bool): void { entry(id, T_BOOL, 0, value ? 1 : 0, 0); }
export function fieldU64(id: i32, value: u64): void { entry(id, T_U64, 0, <u32>value, <u32>(value >> 32)); }

/** Reserves up to `length` arena bytes and returns their absolute address, or 0 (and marks overflow) when there is no room. */
export function arenaReserve(length: i32): usize {
  if (length < 0 || length > arenaLimit - arena) { overflow = true; return 0; }
  return arenaBase() + <usize>arena;
}
/** Commits `length` bytes written at the address arenaReserve gave, as field `id`. */
export function fieldArena(id: i32, type: i32, length: i32): void {
  entry(id, type, REGION_ARENA, <u32>arena, <u32>length);
  arena += length;
}
/** A copy of `length` bytes at `pointer` as an arena field: for bytes that lie in scratch memory. */
export function fieldCopy(id: i32, type: i32, pointer: usize, length: i32): void {
  const at = arenaReserve(length);
  if (at == 0) return;
  memory.copy(at, pointer, <usize>length);
  fieldArena(id, type, length);
}
/** Input text, the common case. */
// @ts-ignore: decorator
@inline export function fieldText(id: i32, pointer: usize, length: i32): void { fieldInput(id, T_TEXT, pointer, length); }

// For a parser that writes rows through its own cursors: where the next row, field and arena byte go, and how far it came.
export function rowCursor(): usize { return rowBase() + <usize>(rows * ROW_BYTES); }
export function fieldCursor(): usize { return fieldBase() + <usize>(fields * FIELD_BYTES); }
export function arenaCursor(): usize { return arenaBase() + <usize>arena; }
/** Keeps everything before these addresses; the next row begins there. */
export function resumeAt(row: usize, field: usize, arenaAt: usize): void {
  rows = <i32>((row - rowBase()) / ROW_BYTES);
  fields = <i32>((field - fieldBase()) / FIELD_BYTES);
  arena = <i32>(arenaAt - arenaBase());
  settle();
}
/** Keeps the row at `rowCursor` with the fields and arena bytes written up to these addresses. */
export function commitRow(fieldEnd: usize, arenaEnd: usize): void { resumeAt(rowCursor() + ROW_BYTES, fieldEnd, arenaEnd); }
