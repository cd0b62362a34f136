/** Packs the IEEE MAC prefix list (npm oui-data) into one small file for src/identify/vendor: `bun build/oui.ts OUT`. Format: there. */
import { writeFileSync } from 'node:fs';
import entries from 'oui-data' with { type: 'json' };

/** Company as people say it: the first line, without legal forms. Two spellings of one company become one entry. */
export function companyName(entry: string): string {
  const first = (entry.split('\n')[0] ?? '').trim();
  let name = first.replace(/\s+/g, ' ').replace(/\s*\((?!Mobile)[^)]*\)\s*$/i, '');
  for (let before = ''; before !== name;) {
    before = name;
    name = name.replace(/[\s,.]+(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|gmbh(?: & co\.? kg)?|ag|kg|bv|b\.v|nv|n\.v|sa|s\.a|s\.a\.s|sas|spa|s\.p\.a|srl|s\.r\.l|ab|a\/s|as|aps|oy|oyj|plc|pte|pty|pvt|private|sdn|bhd|k\.k|kk|ind|sp\. z o\.?o|d\.o\.o|s\.r\.o|jsc|ooo|z\.o\.o)\.?$/i, '').replace(/[\s,.]+$/, '');
  }
  return name === '' ? first : name;
}

/** Prefixes nobody answers for: the registry itself, and owners who stay private. */
const NOBODY = /^(?:IEEE Registration Authority|Private)$/i;

export function packOui(list: Readonly<Record<string, string>>): Uint8Array {
  const names = new Map<string, number>();
  const tables = [6, 7, 9].map((digits) => Object.keys(list).filter((key) => key.length === digits).sort().flatMap((key) => {
    const company = companyName(list[key] ?? '');
    // An exact owner, or none: under a prefix of the registry itself only a longer one may answer.
    if (NOBODY.test(company) || company === '') return [];
    if (!names.has(company)) names.set(company, names.size);
    return [{ prefix: Number.parseInt(key, 16), name: names.get(company) ?? 0 }];
  }));
  if (names.size > 0xffff) throw new RangeError('more companies than a u16 counts');
  const texts = [...names.keys()].map((name) => new TextEncoder().encode(name));
  const sizes = tables.map((table) => table.length);
  const total = 24 + sizes.reduce((sum, n, i) => sum + n * (i < 2 ? 6 : 10), 0) + 3 * 8 + (texts.length + 1) * 4 + texts.reduce((sum, text) => sum + text.length, 0);
  const out = new Uint8Array(total), view = new DataView(out.buffer);
  out.set(new TextEncoder().encode('OUI1'));
  sizes.forEach((n, i) => view.setUint32(4 + i * 4, n, true));
  view.setUint32(16, texts.length, true);
  let at = 24;
  for (const [i, table] of tables.entries()) {
    for (const { prefix } of table) {
      if (i < 2) view.setUint32(at, prefix, true); else view.setFloat64(at, prefix, true);
      at += i < 2 ? 4 : 8;
    }
    for (const { name } of table) { view.setUint16(at, name, true); at += 2; }
    at = (at + 7) & ~7;
  }
  let text = at + (texts.length + 1) * 4;
  for (const bytes of texts) { view.setUint32(at, text, true); at += 4; out.set(bytes, text); text += bytes.length; }
  view.setUint32(at, text, true);
  return out.subarray(0, text);
}

if (import.meta.main) {
  const path = process.argv[2];
  if (path === undefined) throw new Error('usage: bun build/oui.ts OUT');
  writeFileSync(path, packOui(entries));
}
