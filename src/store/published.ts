/** What is published now, for a tool beside the node: the table, and over it what the journal has that the table has not. */
import type { MappingJournal } from './mapping-journal.ts';
import type { MappingsTable, MappingWrite } from './mappings.ts';

/** Both are read as they are: a commit in between shows in the journal, which is read last. `wanted` keeps the rest out of memory. */
export function publishedMappings(mappings: MappingsTable, journal: MappingJournal, tenant: string, scopes: ReadonlySet<number>, wanted: (ip: number) => boolean): readonly MappingWrite[] {
  const found = new Map<number, MappingWrite>();
  const keep = (write: MappingWrite): void => { if (scopes.has(write.scope) && wanted(write.ip)) found.set(write.scope * 2 ** 32 + write.ip, write); };
  for (const write of mappings.all(tenant)) keep(write);
  for (const write of journal.pending()) keep(write);
  return [...found.values()];
}
