/** Packs the IANA registry of private enterprise numbers: line n is the organisation of number n, empty where there is none. Run at train time, where the data folder is. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../generate.ts';

export const REGISTRY = join(ROOT, '../shared/data/fingerprints/values/enterprises.tsv');
const COMPILED = join(ROOT, 'src/knowledge/sysdescr/enterprises.txt.zst');

/** The form of the company, at the end of its name. */
const FORM = /[,\s]+(?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|L\.L\.C|GmbH|AG|S\.?A|S\.?p\.?A|B\.?V|N\.?V|S\.?r\.?[lo]|a\.s|s\.r\.o|Oy|AB|A\/S|AS|Pty|KG|PLC|SAS|SARL|S\.A\.S|& Co|Sp\. z o\.o|K\.K|Pvt|Private|d\.o\.o|Kft|e\.K)\.?$/i;

export function packEnterprises(registry: string): string {
  const lines: string[] = [];
  for (const line of registry.split('\n')) {
    const [number, organisation] = line.split('\t');
    if (organisation === undefined || !/^\d+$/.test(number ?? '')) continue;
    let name = organisation.replace(/\s+#.*$/, '').replace(/\s*\([^)]*\)?\s*$/, '').replace(/\s+/g, ' ').trim();
    for (let cut = name.replace(FORM, ''); cut !== name && cut.length > 1; cut = name.replace(FORM, '')) name = cut;
    const at = Number(number);
    // A few numbers far behind the others are nobody's: they would be lines without end.
    if (at > 100_000) continue;
    while (lines.length < at) lines.push('');
    lines[at] = name.slice(0, 60);
  }
  return `${lines.join('\n')}\n`;
}

if (import.meta.main) {
  const text = packEnterprises(readFileSync(REGISTRY, 'utf8')), bytes = Bun.zstdCompressSync(text, { level: 19 });
  writeFileSync(COMPILED, bytes);
  console.log(`${COMPILED}: ${text.length} -> ${bytes.length} bytes`);
}
