/** One tick as the store takes it: everything or nothing (design law 2). */
import type { Ipv4 } from '../model/index.ts';
import type { BatchesTable, BatchRow } from './batches.ts';
import type { DevicesTable, Seen } from './devices.ts';
import type { DeviceWrite, JournalTable } from './journal.ts';
import type { MappingRow, MappingsTable } from './mappings.ts';
import type { MetaTable } from './meta.ts';
import type { TenantsTable } from './scopes.ts';

/** One tenant's changes under its new revision. */
export interface TenantWrite {
  readonly name: string;
  readonly revision: number;
  readonly at: number;
  readonly floor: number;
  readonly upserts: readonly MappingRow[];
  readonly removals: readonly { readonly scope: number; readonly ip: Ipv4 }[];
}

export interface TickWrite {
  /** Number of the tick in the journal; rises by one. */
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
  /** Uploads folded in completely; they are acknowledged when the commit is done. */
  readonly batches: readonly BatchRow[];
  readonly forgetBatchesBefore: number;
}

/** Old batch ids forgotten at once: a bound on what one tick pays, and never fewer than twice what came, or the table would grow for ever. */
const FORGET_AT_LEAST = 500;

export interface TickTables {
  readonly meta: MetaTable; readonly devices: DevicesTable; readonly journal: JournalTable; readonly mappings: MappingsTable; readonly tenants: TenantsTable; readonly batches: BatchesTable;
}

/** In meta: rows and journal are compared by their ticks, so that numbers never begin again. */
const LAST_TICK = 'tick';
export function lastTick(meta: MetaTable): number { return Number(meta.get(LAST_TICK) ?? 0); }
export function keepLastTick(meta: MetaTable, tick: number): void { if (tick > lastTick(meta)) meta.set(LAST_TICK, String(tick)); }

/** Runs inside the transaction that `openStore` opened. */
export function writeTick(tables: TickTables, write: TickWrite): void {
  keepLastTick(tables.meta, write.tick);
  for (const { row, evidence } of write.rows) tables.devices.put(row, evidence, write.tick);
  for (const one of write.settled) tables.devices.saw(one);
  for (const id of write.evicted) tables.devices.remove(id);
  tables.journal.dropBefore(write.settledBefore);
  tables.journal.add(write.tick, write.seen, write.logged);
  for (const tenant of write.tenants) {
    for (const row of tenant.upserts) tables.mappings.upsert(row, tenant.revision, tenant.at);
    for (const { scope, ip } of tenant.removals) tables.mappings.bury(scope, ip, tenant.revision, tenant.at);
    tables.mappings.forget(tenant.name, tenant.floor);
    tables.tenants.advance(tenant.name, tenant.revision, tenant.floor);
  }
  for (const batch of write.batches) tables.batches.add(batch);
  tables.batches.forgetBefore(write.forgetBatchesBefore, Math.max(FORGET_AT_LEAST, 2 * write.batches.length));
}
