/** A frame: lines of one type, packed, behind a head that says whose they are and which devices are in them. A segment of frames is a plain .zst file that zstdcat prints. */
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { EdgeError } from '../model/index.ts';
import { filterOf, nameKey } from './key-filter.ts';
import type { Lines } from './lines.ts';

/** Records in a row that came by one upload. */
export interface Run {
  readonly firewall: string;
  readonly site: string;
  readonly segment: string;
  /** When they came, epoch milliseconds by the node's clock. */
  readonly received: number;
  /** Added to their own times, milliseconds. */
  readonly shift: number;
  readonly records: number;
}

/** Lines of one type on their way into a frame. */
export interface Pile {
  readonly type: string;
  readonly format: string;
  readonly parts: Uint8Array[];
  readonly runs: Run[];
  readonly keys: number[];
  records: number;
  bytes: number;
  first: number;
  last: number;
}

export interface Frame {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly records: number;
  /** Length of the head, and of the lines before they were packed. */
  readonly head: number;
  readonly plain: number;
  readonly first: number;
  readonly last: number;
}

export interface Head { readonly format: string; readonly runs: readonly Run[]; readonly filter: Uint8Array }

// RFC 8878 section 3.1.2: a skippable frame is a magic number, its length and anything.
//  u32 magic | u32 length | u32 bytes of the description | description, packed JSON | filter
const SKIPPABLE = 0x184d2a50, HEAD_BYTES = 12;
/** Lines of a frame are cut off here: what a search unpacks at once. */
export const FRAME_PLAIN = 1024 * 1024;
/** A frame is its pile when it reached FRAME_PLAIN, so less than this and one batch of the kernel. */
const PLAIN_MAX = 8 * FRAME_PLAIN;
const PARAMS = { params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } };
const compress: (bytes: Uint8Array, options: typeof PARAMS) => Promise<Buffer> = promisify(zstdCompress);

export function newPile(type: string, format: string): Pile {
  return { type, format, parts: [], runs: [], keys: [], records: 0, bytes: 0, first: Infinity, last: -Infinity };
}

export function heap(pile: Pile, lines: Lines, run: Omit<Run, 'records'>): void {
  const before = pile.runs.at(-1);
  const same = before !== undefined && before.received === run.received && before.firewall === run.firewall && before.shift === run.shift;
  if (same) pile.runs[pile.runs.length - 1] = { ...before, records: before.records + lines.records };
  else pile.runs.push({ ...run, records: lines.records });
  pile.parts.push(lines.bytes);
  for (const key of lines.keys) pile.keys.push(key);
  pile.records += lines.records;
  pile.bytes += lines.bytes.length;
  pile.first = Math.min(pile.first, lines.first);
  pile.last = Math.max(pile.last, lines.last);
}

/** All of `pile` behind what is there. */
export function join(into: Pile, pile: Pile): void {
  into.parts.push(...pile.parts);
  into.runs.push(...pile.runs);
  for (const key of pile.keys) into.keys.push(key);
  into.records += pile.records;
  into.bytes += pile.bytes;
  into.first = Math.min(into.first, pile.first);
  into.last = Math.max(into.last, pile.last);
}

/** Packs off this thread. */
export async function frameOf(pile: Pile): Promise<Frame> {
  const { type, format, records, first, last } = pile;
  const firewalls = new Set(pile.runs.map(({ firewall }) => firewall));
  const filter = filterOf([...firewalls].map(nameKey).concat(pile.keys)), about = zstdCompressSync(JSON.stringify({ type, format, runs: pile.runs }), PARAMS);
  const head = Buffer.alloc(HEAD_BYTES + about.length + filter.length);
  head.writeUInt32LE(SKIPPABLE, 0);
  head.writeUInt32LE(head.length - 8, 4);
  head.writeUInt32LE(about.length, 8);
  head.set(about, HEAD_BYTES);
  head.set(filter, HEAD_BYTES + about.length);
  const lines = pile.parts.length === 1 ? pile.parts[0] ?? new Uint8Array(0) : Buffer.concat(pile.parts, pile.bytes);
  return { bytes: Buffer.concat([head, await compress(lines, PARAMS)]), type, records, head: head.length, plain: pile.bytes, first, last };
}

export function readHead(bytes: Buffer): Head {
  try {
    const length = bytes.readUInt32LE(8), end = HEAD_BYTES + length;
    if (bytes.readUInt32LE(0) !== SKIPPABLE || bytes.readUInt32LE(4) !== bytes.length - 8 || end > bytes.length) throw damaged();
    const about: unknown = JSON.parse(zstdDecompressSync(bytes.subarray(HEAD_BYTES, end), { maxOutputLength: PLAIN_MAX }).toString());
    if (typeof about !== 'object' || about === null || !('format' in about) || typeof about.format !== 'string' || !('runs' in about) || !Array.isArray(about.runs)) throw damaged();
    if (!about.runs.every(isRun)) throw damaged();
    return { format: about.format, runs: about.runs, filter: bytes.subarray(end) };
  } catch (error) {
    throw error instanceof EdgeError ? error : damaged(error);
  }
}

/** The checksum of the packed lines is verified. */
export function readLines(packed: Uint8Array): Buffer {
  try {
    return zstdDecompressSync(packed, { maxOutputLength: PLAIN_MAX });
  } catch (error) {
    throw damaged(error);
  }
}

function isRun(run: unknown): run is Run {
  return typeof run === 'object' && run !== null && 'firewall' in run && typeof run.firewall === 'string' && 'site' in run && typeof run.site === 'string' && 'segment' in run && typeof run.segment === 'string'
    && 'received' in run && typeof run.received === 'number' && 'shift' in run && typeof run.shift === 'number' && 'records' in run && typeof run.records === 'number';
}

function damaged(cause?: unknown): EdgeError { return new EdgeError('corrupt_store', 'a frame of the archive is damaged', { cause }); }
