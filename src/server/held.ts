/** Whether a client holds what it asks for already. */

/** Weak comparison, as If-None-Match has it (RFC 9110 section 13.1.2). */
export function isHeld(field: string | undefined, tag: string): boolean {
  return field !== undefined && (field.trim() === '*' || field.split(',').some((one) => one.trim().replace(/^W\//, '') === `"${tag}"`));
}
