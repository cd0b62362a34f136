/** Names of the reject reasons, as they stand in records, counters and logs. */
import * as L from '../../assembly/layout.ts';

const REASONS: ReadonlyMap<number, string> = new Map([
  [L.REASON_TRUNCATED, 'truncated'], [L.REASON_BAD_MAGIC, 'bad_magic'], [L.REASON_BAD_LENGTH, 'bad_length'], [L.REASON_BAD_JSON, 'bad_json'],
  [L.REASON_BAD_UTF8, 'bad_utf8'], [L.REASON_BAD_ESCAPE, 'bad_escape'], [L.REASON_BAD_VALUE, 'bad_value'], [L.REASON_MISSING_FIELD, 'missing_field'],
  [L.REASON_UNKNOWN_RECORD, 'unknown_record'], [L.REASON_TOO_LONG, 'too_long'], [L.REASON_TOO_MANY_FIELDS, 'too_many_fields'],
  [L.REASON_BAD_OPTION, 'bad_option'], [L.REASON_BAD_NAME, 'bad_name'], [L.REASON_BAD_BLOCK, 'bad_block'],
  [L.REASON_UNSUPPORTED_LINK, 'unsupported_link'], [L.REASON_TOO_DEEP, 'too_deep'], [L.REASON_DUPLICATE_KEY, 'duplicate_key'],
  [L.REASON_NOT_UTF8_TEXT, 'not_utf8_text'], [L.REASON_ARENA_FULL, 'arena_full'], [L.REASON_UNKNOWN_LOG, 'unknown_log'],
  [L.REASON_BAD_FRAGMENT, 'bad_fragment'],
]);

/** Every name: the label values of the reject counter. */
export const REASON_NAMES: readonly string[] = [...REASONS.values()];

export function reasonName(reason: number): string { return REASONS.get(reason) ?? `reason_${reason}`; }
