/** An entry as a table keeps it, and back. */
import { FACTS, KINDS, ownerOf, type Entry, type Facts, type Wanted } from './entry.ts';
import { hashOfRows } from './xml.ts';

export interface StoredEntry {
  readonly id: number;
  readonly kind: string;
  readonly owner: string;
  readonly name: string;
  /** JSON. */
  readonly facts: string;
}

/** Facts always in one order: they are compared as text. */
export function rowOf(wanted: Wanted): Omit<StoredEntry, 'id'> {
  const facts: Partial<Record<keyof Facts, string>> = {};
  for (const fact of FACTS) if (wanted[fact] !== undefined) facts[fact] = wanted[fact];
  return { kind: wanted.kind, owner: ownerOf(wanted), name: wanted.name, facts: JSON.stringify(facts) };
}

export function entryOf({ id, kind, name, facts }: StoredEntry): Entry {
  const known = KINDS.find((one) => one === kind), said: unknown = JSON.parse(facts);
  if (known === undefined || typeof said !== 'object' || said === null) throw new Error('an entry of the dictionary is none of ours');
  const found: Partial<Record<keyof Facts, string>> = {};
  for (const fact of FACTS) {
    const value: unknown = Reflect.get(said, fact);
    if (typeof value === 'string') found[fact] = value;
  }
  return { id, kind: known, name, ...found };
}

export function hashOf(rows: readonly StoredEntry[]): string { return hashOfRows(rows, entryOf); }
