/** One range of bytes of a reply (RFC 9110 section 14): so that who lost the connection goes on where it was. */

export interface Part { readonly first: number; readonly last: number }

/** Undefined is all of it, as for every field that is not exactly one range; `none` is a range behind the end. */
export function partOf(field: string | undefined, total: number): Part | 'none' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(field?.trim() ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '') return Number(to) === 0 ? 'none' : { first: Math.max(0, total - Number(to)), last: total - 1 };
  const first = Number(from), last = to === '' ? total - 1 : Math.min(Number(to), total - 1);
  if (to !== '' && Number(to) < first) return undefined;
  return first >= total ? 'none' : { first, last };
}

/** Strong comparison, as If-Range has it (section 13.1.5): bytes are only added to the very same bytes. A date is never good enough. */
export function isSame(ifRange: string | undefined, etag: string): boolean { return ifRange !== undefined && ifRange.trim() === etag && !etag.startsWith('W/'); }
