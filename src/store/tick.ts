/** One tick as the store takes it: everything or nothing (design law 2). */
import type { ActivityTable, Seen } from './activity.ts';
import type { BatchesTable, BatchRow } from './batches.ts';
import type { DeviceRow, DevicesTable } from './devices.ts';
import type { MappingRow, MappingsTable } from './mappings.ts';
import type { TenantsTable } from './scopes.ts';
import type { BindingProof, Ipv4 } from '../model/index.ts';

export interface DeviceWrite { readonly row: DeviceRow; readonly evidence: Uint8Array }

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
  /** Number of the tick in the activity log; rises by one. */
  readonly tick: number;
  readonly devices: readonly DeviceWrite[];
  /** Devices of which only the address changed. */
  readonly moved: readonly { readonly id: number; readonly ip: Ipv4; readonly ipProof: BindingProof }[];
  readonly evicted: readonly number[];
  readonly tenants: readonly TenantWrite[];
  /** Uploads folded in completely; they are acknowledged when the commit is. */
  readonly batches: readonly BatchRow[];
  readonly forgetBatchesBefore: number;
  /** Who was active since the last commit. */
  readonly seen: readonly Seen[];
  /** Activity written to its table now, because the log rows that hold it are about to go. */
  readonly settled: readonly Seen[];
  readonly settledBefore: number;
}

/** Old batch ids forgotten at once: a bound on what one tick pays. */
const FORGET_LIMIT = 500;

export interface TickTables {
  readonly devices: DevicesTable; readonly activity: ActivityTable; readonly mappings: MappingsTable; readonly tenants: TenantsTable; readonly batches: BatchesTable;
}

/** Runs inside the transaction that `openStore` opened. */
export function writeTick(tables: TickTables, write: TickWrite): void {
  for (const { row, evidence } of write.devices) tables.devices.put(row, evidence);
  for (const { id, ip, ipProof } of write.moved) tables.devices.move(id, ip, ipProof);
  for (const id of write.evicted) tables.devices.remove(id);
  for (const one of write.settled) tables.activity.put(one);
  tables.activity.dropLogBefore(write.settledBefore);
  tables.activity.log(write.tick, write.seen);
  for (const tenant of write.tenants) {
    for (const row of tenant.upserts) tables.mappings.upsert(row, tenant.revision, tenant.at);
    for (const { scope, ip } of tenant.removals) tables.mappings.bury(scope, ip, tenant.revision, tenant.at);
    tables.mappings.forget(tenant.name, tenant.floor);
    tables.tenants.advance(tenant.name, tenant.revision, tenant.floor);
  }
  for (const batch of write.batches) tables.batches.add(batch);
  tables.batches.forgetBefore(write.forgetBatchesBefore, FORGET_LIMIT);
}
