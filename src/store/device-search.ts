/** Devices by what people call them: a key, an address, a name; and pages of their evidence, for what compares them. */
import type { Database } from 'bun:sqlite';
import type { DeviceKey, Ipv4 } from '../model/index.ts';

export interface DeviceSearch {
  /** Ids of a tenant's devices, at most `limit`: with this key, at this address, or of this name. */
  byKey(tenant: string, key: DeviceKey, limit: number): readonly number[];
  byAddress(tenant: string, ip: Ipv4, limit: number): readonly number[];
  /** Upper and lower case alike. */
  byName(tenant: string, hostname: string, limit: number): readonly number[];
  /** Every device of a tenant with its evidence, in order of id. */
  evidence(tenant: string): Iterable<{ readonly id: number; readonly scope: number; readonly mac: DeviceKey; readonly evidence: Uint8Array }>;
}

export function deviceSearch(db: Database): DeviceSearch {
  const where = (what: string) => db.prepare<{ id: number }, [string, number | string, number]>(`SELECT id FROM devices WHERE scope IN (SELECT id FROM scopes WHERE tenant = ?) AND ${what} ORDER BY id LIMIT ?`);
  const key = where('mac = ?'), address = where('+ip = ?'), name = where('+hostname = ? COLLATE NOCASE');
  const evidence = db.prepare<{ id: number; scope: number; mac: DeviceKey; evidence: Uint8Array }, [string]>(
    'SELECT d.id, d.scope, d.mac, f.evidence FROM devices d JOIN features f ON f.device = d.id WHERE +d.scope IN (SELECT id FROM scopes WHERE tenant = ?) ORDER BY d.id');
  const ids = (rows: readonly { readonly id: number }[]): readonly number[] => rows.map(({ id }) => id);
  return {
    byKey: (tenant, mac, limit) => ids(key.all(tenant, mac, limit)),
    byAddress: (tenant, ip, limit) => ids(address.all(tenant, ip, limit)),
    byName: (tenant, hostname, limit) => ids(name.all(tenant, hostname, limit)),
    evidence: (tenant) => evidence.iterate(tenant),
  };
}
