/** One tick as the store takes it: everything or nothing (design law 2). */
import type { InstanceKeyRow, InstanceKeysTable } from './instance-keys.ts';
import type { Alert } from '../model/index.ts';
import type { AlertsTable } from './alerts.ts';
import type { BatchesTable, BatchRow } from './batches.ts';
import type { CatalogueTable, HeardName } from './catalogue.ts';
import type { DevicesTable, Seen } from './devices.ts';
import type { EvidenceSource, EvidenceSourcesTable } from './evidence-sources.ts';
import type { DeviceWrite, JournalTable } from './journal.ts';
import type { BooksWrite, LogBooksTable } from './log-books.ts';
import type { MappingsTable, MappingWrite } from './mappings.ts';
import type { MappingJournal } from './mapping-journal.ts';
import type { MetaTable } from './meta.ts';
import type { FirstName, OnboardingTable } from './onboarding.ts';
import type { TenantsTable } from './scopes.ts';
import type { VerdictSweep } from './verdict-sweep.ts';

/** A tenant whose mappings changed, with its new revision. */
export interface TenantWrite { readonly name: string; readonly revision: number; readonly floor: number }

export interface TickWrite {
  /** Number of the tick in the journal; rises by one, or stays when only mappings changed. */
  readonly tick: number;
  /** Written to their tables now: new devices, and changed ones whose turn it is. */
  readonly rows: readonly DeviceWrite[];
  /** Changed devices that wait for their turn in the journal. */
  readonly logged: readonly DeviceWrite[];
  /** Who was active since the last commit, for the journal. */
  readonly seen: readonly Seen[];
  /** Activity whose turn it is. */
  readonly settled: readonly Seen[];
  /** Journal rows of ticks before this one have had their turn. */
  readonly settledBefore: number;
  readonly evicted: readonly number[];
  readonly tenants: readonly TenantWrite[];
  /** Every change of a mapping, for the journal: it is the last word on an address until the address has its turn. */
  readonly changed: readonly MappingWrite[];
  /** Mappings whose turn it is. */
  readonly mappings: readonly MappingWrite[];
  /** Uploads folded in completely; they are acknowledged when the commit is done. */
  readonly batches: readonly BatchRow[];
  readonly alerts?: readonly Alert[];
  readonly forgetBatchesBefore: number;
  /** Keys of one unit that devices said since the last checkpoint. */
  readonly instances?: readonly InstanceKeyRow[];
  /** What those uploads add to the books. */
  readonly books?: BooksWrite;
  /** Senders' records that evidence came from for the first time. */
  readonly sources?: readonly EvidenceSource[];
  /** Devices that are named for the first time. */
  readonly names?: readonly FirstName[];
  /** Applications and subnets heard for the first time. */
  readonly heard?: readonly HeardName[];
  /** Such names that there is no more room for. */
  readonly unheard?: readonly HeardName[];
}

/** Old batch ids forgotten at once: a bound on what one tick pays, and never fewer than twice what came, or the table would grow for ever. */
const FORGET_AT_LEAST = 500;

export interface TickTables {
  readonly alerts: AlertsTable;
  readonly instances: InstanceKeysTable;
  readonly meta: MetaTable; readonly devices: DevicesTable; readonly journal: JournalTable; readonly mappings: MappingsTable; readonly changes: MappingJournal; readonly sweep: VerdictSweep; readonly tenants: TenantsTable; readonly batches: BatchesTable; readonly books: LogBooksTable; readonly evidenceSources: EvidenceSourcesTable; readonly onboarding: OnboardingTable; readonly catalogue: CatalogueTable;
}

/** In meta: rows and journal are compared by their ticks, so that numbers never begin again. */
const LAST_TICK = 'tick';
export function lastTick(meta: MetaTable): number { return Number(meta.get(LAST_TICK) ?? 0); }
export function keepLastTick(meta: MetaTable, tick: number): void { if (tick > lastTick(meta)) meta.set(LAST_TICK, String(tick)); }

/** Runs inside the transaction that `openStore` opened. */
export function writeTick(tables: TickTables, write: TickWrite): void {
  keepLastTick(tables.meta, write.tick);
  tables.catalogue.change(write.heard ?? [], write.unheard ?? []);
  for (const source of write.sources ?? []) tables.evidenceSources.add(source);
  for (const { row, evidence } of write.rows) tables.devices.put(row, evidence, write.tick);
  tables.onboarding.addNames(write.names ?? []);
  for (const one of write.settled) tables.devices.saw(one);
  for (const id of write.evicted) {
    tables.devices.remove(id);
    tables.instances.remove(id);
  }
  for (const row of write.instances ?? []) tables.instances.put(row);
  tables.journal.dropBefore(write.settledBefore);
  tables.journal.add(write.tick, write.seen, write.logged);
  tables.changes.dropBefore(write.settledBefore);
  tables.changes.add(write.tick, write.changed);
  for (const mapping of write.mappings) tables.mappings.put(mapping);
  for (const tenant of write.tenants) {
    tables.mappings.forget(tenant.name, tenant.floor);
    tables.tenants.advance(tenant.name, tenant.revision, tenant.floor);
  }
  for (const batch of write.batches) tables.batches.add(batch);
  tables.alerts.put(write.alerts ?? []);
  if (write.books !== undefined) tables.books.put(write.books);
  tables.sweep.step(write.tick, write.settledBefore);
  tables.batches.forgetBefore(write.forgetBatchesBefore, Math.max(FORGET_AT_LEAST, 2 * write.batches.length));
}
