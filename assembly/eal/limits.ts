// Bounds of one EAL record. Constants only: asc and Bun both import this file as it is.

/** Objects and arrays open at the same time inside the value of an unknown key; one more is REASON_TOO_DEEP. */
export const MAX_DEPTH: i32 = 32;
/** Field entries of one record (a DNS message of a capture has at most 4,003); one more is REASON_TOO_MANY_FIELDS. */
export const MAX_FIELDS: i32 = 4096;
/** Field entries that must be free when a record is begun: what it may write before its count is looked at. */
export const FIELD_ROOM: i32 = 4352;
