/** Door of the kernels: bytes in, rows out. Nobody else sees a pointer. */
export { loadKernel, bestVariant, Kernel } from './instance.ts';
export type { CaptureState, Split, Variant } from './instance.ts';
export { RowBatch } from './row-batch.ts';
export { toRecord } from './record.ts';
export type { JsonRecord, RecordValue } from './record.ts';
export { PARSERS } from './parsers.ts';
export type { Parser } from './parsers.ts';
export { reasonName } from './reasons.ts';
export { FIELDS, RECORD_NAMES, ROW_FIELDS } from './fields.ts';
export type { FieldSpec } from './fields.ts';
