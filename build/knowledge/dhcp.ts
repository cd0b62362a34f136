/** Packs the option 55 lists of kyd (BSD-3-Clause) for src/knowledge/dhcp: `bun build/knowledge/dhcp.ts DATA-FOLDER`. Lists that many systems share are left out. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../generate.ts';
import { isShared } from '../../src/knowledge/dhcp/stacks.ts';
import type { NamedList, PackedLists } from '../../src/knowledge/dhcp/lists.ts';
import { nameSays } from './dhcp-names.ts';

export interface KnownList { readonly codes: string; readonly name: string }

/** kyd's own format: hash, codes, name, score. */
export function readKyd(path: string): KnownList[] {
  return readFileSync(path, 'utf8').split('\n').map((line) => line.split('\t')).filter(([, codes]) => codes !== undefined && /^\d+(?:,\d+)*$/.test(codes)).map(([, codes = '', name = '']) => ({ codes, name }));
}

export function packLists(known: readonly KnownList[]): PackedLists {
  const names = new Map<string, number>(), packed: NamedList[] = [], lists: [string, number][] = [];
  for (const { codes, name } of [...known].sort((a, b) => (a.codes < b.codes ? -1 : 1))) {
    const said = nameSays(name);
    if (said === undefined || isShared(codes.split(',').map(Number))) continue;
    const key = JSON.stringify(said), at = names.get(key) ?? packed.push(said) - 1;
    names.set(key, at);
    lists.push([codes, at]);
  }
  return { names: packed, lists };
}

/** A line a list, so that a difference can be read. */
export function render({ names, lists }: PackedLists): string {
  return `{"names":[\n${names.map((name) => JSON.stringify(name)).join(',\n')}\n],"lists":[\n${lists.map((list) => JSON.stringify(list)).join(',\n')}\n]}\n`;
}

if (import.meta.main) {
  const data = process.argv[2];
  if (data === undefined) throw new Error('usage: bun build/knowledge/dhcp.ts DATA-FOLDER');
  writeFileSync(join(ROOT, 'src/knowledge/dhcp/dhcp.book'), render(packLists(readKyd(join(data, 'fingerprints/kyd/dhcp-db.txt')))));
}
