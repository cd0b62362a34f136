/** The views over a kernel's memory, made once a memory growth; nobody else builds one. */
import * as L from '../../assembly/layout.ts';

/** What the module exports (assembly/index.ts). */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  prepare(): number;
  inputBase(): number;
  rowBase(): number;
  digestBase(): number;
  seedDigests(low: number, high: number): void;
  fieldBase(): number;
  arenaBase(): number;
  stateBase(): number;
  fieldCount(): number;
  arenaUsed(): number;
  stoppedAt(): number;
  packetCount(): number;
  skippedCount(): number;
  unfinishedCount(): number;
  recordNeed(): number;
  parse(parser: number, length: number, last: number): number;
  split(parser: number, length: number): number;
  rejectOnly(offset: number, reason: number): number;
}

const NAMES: readonly Exclude<keyof Exports, 'memory'>[] = ['prepare', 'inputBase', 'rowBase', 'digestBase', 'seedDigests', 'fieldBase', 'arenaBase', 'stateBase', 'fieldCount', 'arenaUsed',
  'stoppedAt', 'packetCount', 'skippedCount', 'unfinishedCount', 'recordNeed', 'parse', 'split', 'rejectOnly'];

export function isExports(value: unknown): value is Exports {
  if (typeof value !== 'object' || value === null) return false;
  const found = new Map<string, unknown>(Object.entries(value));
  return found.get('memory') instanceof WebAssembly.Memory && NAMES.every((name) => typeof found.get(name) === 'function');
}

export interface Views {
  readonly input: Uint8Array;
  readonly rows: Uint8Array;
  readonly digests: Uint32Array;
  readonly fields: Uint32Array;
  readonly arena: Uint8Array;
  readonly state: Uint8Array;
}

/** Gives the views, rebuilt when the memory has grown under the old ones. Never keep them across a call that may grow it. */
export function viewsOf(exports: Exports): () => Views {
  let buffer: ArrayBuffer | undefined;
  let views: Views | undefined;
  return () => {
    if (views !== undefined && buffer === exports.memory.buffer) return views;
    const memory = exports.memory.buffer;
    buffer = memory;
    views = {
      input: new Uint8Array(memory, exports.inputBase(), L.INPUT_CAPACITY),
      rows: new Uint8Array(memory, exports.rowBase(), L.ROW_CAPACITY * L.ROW_BYTES),
      digests: new Uint32Array(memory, exports.digestBase(), (L.ROW_CAPACITY * L.DIGEST_BYTES) / 4),
      fields: new Uint32Array(memory, exports.fieldBase(), (L.FIELD_CAPACITY * L.FIELD_BYTES) / 4),
      arena: new Uint8Array(memory, exports.arenaBase(), L.ARENA_CAPACITY),
      state: new Uint8Array(memory, exports.stateBase(), L.STATE_CAPACITY),
    };
    return views;
  };
}
