/** The document: XML 1.0 in one canonical form, an entry a line, so that equal content is equal bytes and a stranger checks the hash with sed and sha256sum. */
import { FACTS, KINDS, type Entry, type Kind } from './entry.ts';

/** Ends in the version of the schema: raised when a reader of the one before would misread a document. */
export const NAMESPACE = 'urn:nameplate:device-dictionary:1';

const SECTIONS: Readonly<Record<Kind, string>> = { category: 'categories', profile: 'profiles', vendor: 'vendors', model: 'models', 'os-family': 'os-families', 'os-version': 'os-versions' };

export interface Head {
  readonly version: number;
  /** When this content first stood, epoch milliseconds. */
  readonly generated: number;
  /** Of the lines between the root's tags. */
  readonly sha256: string;
}

/** What became of a version: whole entries, and ids of those that left. */
export interface Changes {
  /** Version and hash of what it is applied to. */
  readonly from: Pick<Head, 'version' | 'sha256'>;
  readonly added: readonly Entry[];
  readonly changed: readonly Entry[];
  readonly removed: readonly Pick<Entry, 'id'>[];
}

/** XML 1.0 section 2.4, and what a parser would make a space of in an attribute (section 3.3.3). */
function escape(text: string): string {
  return text.replace(/[&<>"'\t\n\r]/g, (one) => ESCAPES[one] ?? '');
}
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };

function line(entry: Entry, indent: string): string {
  let text = `${indent}<entry id="${entry.id}" name="${escape(entry.name)}"`;
  for (const fact of FACTS) {
    const value = entry[fact];
    if (value !== undefined) text += ` ${fact}="${escape(value)}"`;
  }
  return `${text}/>\n`;
}

const byId = (a: { readonly id: number }, b: { readonly id: number }): number => a.id - b.id;

/** The lists, a line at a time; `entryOf` makes an entry of a row when its line comes. A list of a delta that is empty is left out. */
function* pieces<Row extends { readonly id: number; readonly kind: string }>(rows: readonly Row[], entryOf: (row: Row) => Entry, indent: string, isWhole: boolean): Generator<string, void, undefined> {
  const sorted = [...rows].sort(byId);
  for (const kind of KINDS) {
    const its = sorted.filter((row) => row.kind === kind), name = SECTIONS[kind];
    if (its.length === 0 && !isWhole) continue;
    yield `${indent}<${name}>\n`;
    for (const row of its) yield line(entryOf(row), `${indent}  `);
    yield `${indent}</${name}>\n`;
  }
}

function sections(entries: readonly Entry[], indent: string, isWhole: boolean): string { return [...pieces(entries, (entry) => entry, indent, isWhole)].join(''); }

/** The six lists: what is hashed. */
export function bodyOf(entries: readonly Entry[]): string { return sections(entries, '  ', true); }
export function sha256Of(body: string): string { return new Bun.CryptoHasher('sha256').update(body).digest('hex'); }

/** The hash of the body of these rows, which never is one text: that would be megabytes. */
export function hashOfRows<Row extends { readonly id: number; readonly kind: string }>(rows: readonly Row[], entryOf: (row: Row) => Entry): string {
  const hasher = new Bun.CryptoHasher('sha256');
  for (const piece of pieces(rows, entryOf, '  ', true)) hasher.update(piece);
  return hasher.digest('hex');
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const time = (ms: number): string => new Date(ms).toISOString();

export function documentOf({ version, generated, sha256 }: Head, body: string): string {
  return `${DECLARATION}<device-dictionary xmlns="${NAMESPACE}" version="${version}" generated="${time(generated)}" sha256="${sha256}">\n${body}</device-dictionary>\n`;
}

/** Takes the version it is from to the one of the head: removed entries out, the others in their place by id. Applying it twice is harmless. */
export function deltaOf({ version, generated, sha256 }: Head, { from, added, changed, removed }: Changes): string {
  const gone = [...removed].sort(byId).map(({ id }) => `    <entry id="${id}"/>\n`).join('');
  return `${DECLARATION}<device-dictionary-delta xmlns="${NAMESPACE}" from="${from.version}" from-sha256="${from.sha256}" version="${version}" generated="${time(generated)}" sha256="${sha256}">\n`
    + `  <added>\n${sections(added, '    ', false)}  </added>\n  <changed>\n${sections(changed, '    ', false)}  </changed>\n  <removed>\n${gone}  </removed>\n</device-dictionary-delta>\n`;
}

/** What a document says of itself, and whether its hash is right; undefined for what is none of ours. Reads the canonical form only. */
export function readHead(text: string): (Head & { readonly isWhole: boolean; readonly schema: string; readonly entries: number }) | undefined {
  const found = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<device-dictionary xmlns="([^"]{1,100})" version="(\d{1,15})" generated="([^"]{1,40})" sha256="([0-9a-f]{64})">\n([\s\S]*)<\/device-dictionary>\n$/.exec(text);
  const generated = Date.parse(found?.[3] ?? '');
  if (found === null || Number.isNaN(generated)) return undefined;
  const [, schema = '', version = '', , sha256 = '', body = ''] = found;
  return { schema, version: Number(version), generated, sha256, isWhole: sha256Of(body) === sha256, entries: body.match(/^ {4}<entry /gm)?.length ?? 0 };
}
