/** `npm run evaluate`: measures the model on what it has not seen; prints the tables and writes them, with plots, to build/out/evaluation/. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crossValidate } from './cross-validate.ts';
import { DATA, haveData, readDataset, ROOT } from './dataset.ts';
import { page } from './page.ts';
import { sections, type Section } from './report.ts';
import { verdicts } from './verdicts.ts';

const OUT = join(ROOT, 'build/out/evaluation');

function print({ title, note, columns, rows }: Section): void {
  const lines = [columns, ...rows].map((row) => row.map(String)), widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  console.log(`\n${title}\n${note}`);
  for (const line of lines) console.log(`  ${line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}`);
}

if (!haveData()) { console.error(`no training data at ${DATA}: nothing to evaluate`); process.exit(1); }
const data = readDataset();
const said = verdicts(crossValidate(data, (text) => { if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(60)}`); }));
const found = sections(data, said);
for (const section of found) print(section);
mkdirSync(OUT, { recursive: true });
writeFileSync(join(OUT, 'evaluation.json'), `${JSON.stringify({ captures: data.labelled.length, background: data.background.length, strangers: data.strangers.length, sections: found }, null, 1)}\n`);
writeFileSync(join(OUT, 'index.html'), page(found, 'Nameplate: how well devices are named'));
console.log(`\n${data.labelled.length} labelled captures, ${data.background.length} bystanders, ${data.strangers.length} strangers. All of it: build/out/evaluation/index.html, evaluation.json`);
