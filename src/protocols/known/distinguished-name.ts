/** Names of certificates as sensors write them: `CN=nvr.plant.example,O=Acme\, Inc.` (RFC 4514), with or without blanks behind the commas. */

/** Names have some ten parts; a text of commas alone is no name. */
const MOST_PARTS = 32;

/** The last value of each attribute type, types in upper case; empty when it is no such name. */
export function readName(text: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  // A comma behind a backslash belongs to the value.
  for (const part of text.match(/(?:\\.|[^,\\])+/gs)?.slice(0, MOST_PARTS) ?? []) {
    const at = part.indexOf('='), value = part.slice(at + 1).trim().replace(/\\(.)/gs, '$1');
    if (at > 0 && value !== '') parts.set(part.slice(0, at).trim().toUpperCase(), value);
  }
  return parts;
}
