/** Compiles recog's fingerprint files (BSD-2-Clause) into one file that the binary carries. Run at train time, where the data folder is. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compile, flagsOf, parsePattern, requiredWords, type PackedDatabase } from '../../src/knowledge/index.ts';
import { ROOT } from '../generate.ts';
import { readRecog, type RecogPrint } from './recog-xml.ts';

export const RECOG_DATA = join(ROOT, '../shared/data/fingerprints/recog');
const COMPILED = join(ROOT, 'src/knowledge/recog/recog.jsonl.zst');

export interface RecogFile { readonly name: string; readonly prints: readonly RecogPrint[] }

export function recogFiles(folder: string = RECOG_DATA): RecogFile[] {
  return readdirSync(folder).filter((file) => file.endsWith('.xml')).sort().map((file) => ({ name: basename(file, '.xml'), prints: readRecog(readFileSync(join(folder, file), 'utf8')) }));
}

/** A line of JSON a database. Throws for a pattern that we would read differently from its author. */
export function packRecog(files: readonly RecogFile[]): string {
  return files.map(({ name, prints }) => {
    const packed: PackedDatabase = { name, prints: prints.map(({ pattern, flags, description, params }) => {
      const tree = parsePattern(pattern, flagsOf(flags));
      compile(tree);
      return [pattern, flags, description, params.map(({ pos, name, value }) => [pos, name, value] as const), requiredWords(tree) ?? null] as const;
    }) };
    return `${JSON.stringify(packed)}\n`;
  }).join('');
}

if (import.meta.main) {
  const text = packRecog(recogFiles()), bytes = Bun.zstdCompressSync(text, { level: 19 });
  writeFileSync(COMPILED, bytes);
  console.log(`${COMPILED}: ${text.length} -> ${bytes.length} bytes`);
}
