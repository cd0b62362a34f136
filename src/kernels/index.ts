/** Door of the kernels: bytes in, rows out; feature sets in, scores out. Nobody else sees a pointer. */
export { BATCH_CAPACITY, loadKernel, bestVariant, Kernel } from './instance.ts';
export type { CaptureState, Split, Variant } from './instance.ts';
export { createPool } from './pool.ts';
export type { KernelPool, PoolOptions, PoolCounts } from './pool.ts';
export { RowBatch } from './row-batch.ts';
export { toRecord } from './record.ts';
export type { JsonRecord, RecordValue } from './record.ts';
export { PARSERS } from './parsers.ts';
export type { Parser } from './parsers.ts';
export { logState } from './log-state.ts';
export type { LogClock } from './log-state.ts';
export { reasonName, REASON_NAMES } from './reasons.ts';
export { FIELDS, RECORD_NAMES, ROW_FIELDS } from './fields.ts';
export type { FieldSpec } from './fields.ts';
export { EAL_VERSION, EAL_LIMITS, EAL_KEYS, EAL_DEMANDS, EAL_RECORDS } from './eal-schema.ts';
export type { EalKey, EalType } from './eal-schema.ts';
export { createScorer, createPlainScorer } from './score.ts';
export type { ScoreModel, Scorer } from './score.ts';
