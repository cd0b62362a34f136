/** Every device of a tenant with its evidence, read through once: for what compares devices with one another. */
import type { Database } from 'bun:sqlite';
import type { DeviceKey } from '../model/index.ts';

export interface StoredEvidence { readonly id: number; readonly scope: number; readonly mac: DeviceKey; readonly evidence: Uint8Array }
/** In order of id. */
export type EvidenceScan = (tenant: string) => Iterable<StoredEvidence>;

export function evidenceScan(db: Database): EvidenceScan {
  const all = db.prepare<StoredEvidence, [string]>(
    'SELECT d.id, d.scope, d.mac, f.evidence FROM devices d JOIN features f ON f.device = d.id WHERE +d.scope IN (SELECT id FROM scopes WHERE tenant = ?) ORDER BY d.id');
  return (tenant) => all.iterate(tenant);
}
