/** Whether a client holds what it asks for already. */

/** Weak comparison, as If-None-Match has it (RFC 9110 section 13.1.2); in whatever coding it was sent. */
export function isHeld(field: string | undefined, tag: string): boolean {
  return field !== undefined && (field.trim() === '*' || field.split(',').some((one) => one.trim().replace(/^W\//, '').replace(/-(?:gzip|zstd)"$/, '"') === `"${tag}"`));
}

/** Bytes in another coding are another representation, with a tag of its own (RFC 9110 section 8.8.3.3). */
export function etagOf(tag: string, coding: string | undefined): string { return `"${tag}${coding === undefined ? '' : `-${coding}`}"`; }
