/** Reads recog's fingerprint files: the little XML they use, and nothing else, so that a file that changes its shape fails the build. */

export interface RecogParam { readonly pos: number; readonly name: string; readonly value: string }
export interface RecogExample { readonly text: string; readonly asserts: ReadonlyMap<string, string> }
export interface RecogPrint { readonly pattern: string; readonly flags: string; readonly description: string; readonly params: readonly RecogParam[]; readonly examples: readonly RecogExample[] }

type Attributes = Map<string, string>;
const ENTITIES: ReadonlyMap<string, string> = new Map([['quot', '"'], ['amp', '&'], ['lt', '<'], ['gt', '>'], ['apos', "'"]]);
const PARTS = /<!--[\s\S]*?-->|<\?xml[^>]*\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([a-z]+)((?:\s+[\w.]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|[^<]+/g;

export function readRecog(xml: string): RecogPrint[] {
  const prints: RecogPrint[] = [];
  let print: { -readonly [K in keyof RecogPrint]: RecogPrint[K] } & { params: RecogParam[]; examples: RecogExample[] } | undefined;
  let text = '', example: Attributes | undefined, read = 0;
  for (const part of xml.matchAll(PARTS)) {
    if (part.index !== read) break;
    read += part[0].length;
    const [whole, cdata, closing, tag, attributes, empty] = part;
    if (tag === undefined) { if (cdata !== undefined) text += cdata; else if (!whole.startsWith('<')) text += unescape(whole); continue; }
    const opens = closing === '', given = attributesOf(attributes ?? '');
    if (opens) text = '';
    if (tag === 'fingerprint' && opens) print = { pattern: must(given, 'pattern'), flags: given.get('flags') ?? '', description: '', params: [], examples: [] };
    else if (tag === 'fingerprint' && print !== undefined) { prints.push(print); print = undefined; }
    else if (print === undefined) { if (tag !== 'fingerprints') throw new Error(`recog: <${tag}> outside of a fingerprint`); }
    else if (tag === 'param') print.params.push({ pos: Number(must(given, 'pos')), name: must(given, 'name'), value: given.get('value') ?? '' });
    else if (tag === 'description' && !opens) print.description = text.replace(/\s+/g, ' ').trim();
    else if (tag === 'example') {
      if (opens) example = given;
      if ((!opens || empty !== '') && example !== undefined) { print.examples.push(exampleOf(example, text)); example = undefined; }
    } else if (tag !== 'description') throw new Error(`recog: an unknown <${tag}>`);
  }
  if (read !== xml.length) throw new Error(`recog: not read from ${read}: ${xml.slice(read, read + 60)}`);
  return prints;
}

function exampleOf(given: Attributes, text: string): RecogExample {
  const encoded = given.get('_encoding') === 'base64';
  const asserts = new Map([...given].filter(([name]) => !name.startsWith('_')));
  // A text that stands on lines of its own is indented for the reader of the file.
  return { text: encoded ? Buffer.from(text, 'base64').toString('latin1') : /^\s*\n/.test(text) ? text.trim() : text, asserts };
}

function attributesOf(text: string): Attributes {
  return new Map([...text.matchAll(/([\w.]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, double, single]) => [name ?? '', unescape((double ?? single ?? '').replace(/[\n\t\r]/g, ' '))]));
}

function must(given: Attributes, name: string): string {
  const value = given.get(name);
  if (value === undefined) throw new Error(`recog: no ${name} in ${JSON.stringify([...given])}`);
  return value;
}

function unescape(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]+|#\d+|\w+);/g, (whole, name: string) => {
    if (name.startsWith('#')) return String.fromCodePoint(name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
    const known = ENTITIES.get(name);
    if (known === undefined) throw new Error(`recog: unknown ${whole}`);
    return known;
  });
}
