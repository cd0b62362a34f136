/** Tables devices and features: what is known of each device, and the feature ids that verdicts are made from. */
import type { Database } from 'bun:sqlite';
import type { BindingProof, Ipv4, Mac } from '../model/index.ts';

export interface DeviceRow {
  readonly id: number;
  readonly scope: number;
  readonly mac: Mac;
  readonly firstSeen: number;
  readonly lastActivity: number;
  readonly ip: Ipv4;
  readonly ipTime: number;
  readonly ipProof: BindingProof;
  readonly hostname: string | null;
  readonly confidence: number;
  readonly identifiedAt: number;
  /** JSON of the identity; null before the first verdict. */
  readonly identity: string | null;
  /** JSON object of last values. */
  readonly attributes: string;
}

export interface SavedEvidence { readonly ids: Uint32Array; readonly attributes: string }

export interface DevicesTable {
  find(scope: number, mac: Mac): DeviceRow | undefined;
  byId(id: number): DeviceRow | undefined;
  evidence(id: number): SavedEvidence | undefined;
  /** Ids of a page of devices after `id`, in order of id. */
  idsAfter(id: number, limit: number): readonly number[];
  /** A page of a tenant's devices after `id`, in order of id. */
  page(tenant: string, after: number, limit: number): readonly DeviceRow[];
  put(row: DeviceRow, features: Uint32Array): void;
  remove(id: number): void;
  /** The ones idle for longest. */
  idlest(limit: number): readonly number[];
  count(): number;
  lastId(): number;
}

const COLUMNS = `d.id, d.scope, d.mac, d.first_seen AS firstSeen, coalesce(a.last_activity, d.first_seen) AS lastActivity, d.ip,
  coalesce(a.ip_time, 0) AS ipTime, d.ip_proof AS ipProof, d.hostname, d.confidence, d.identified_at AS identifiedAt, d.identity, d.attributes`;
export const DEVICE_SELECT = `SELECT ${COLUMNS} FROM devices d LEFT JOIN activity a ON a.device = d.id`;

export function devicesTable(db: Database): DevicesTable {
  const find = db.prepare<DeviceRow, [number, number]>(`${DEVICE_SELECT} WHERE d.scope = ? AND d.mac = ?`);
  const byId = db.prepare<DeviceRow, [number]>(`${DEVICE_SELECT} WHERE d.id = ?`);
  const page = db.prepare<DeviceRow, [string, number, number]>(
    `${DEVICE_SELECT} WHERE d.scope IN (SELECT id FROM scopes WHERE tenant = ?) AND d.id > ? ORDER BY d.id LIMIT ?`);
  const evidence = db.prepare<{ ids: Uint8Array; attributes: string }, [number]>(
    'SELECT f.ids, d.attributes FROM devices d JOIN features f ON f.device = d.id WHERE d.id = ?');
  const ids = db.prepare<{ id: number }, [number, number]>('SELECT id FROM devices WHERE id > ? ORDER BY id LIMIT ?');
  const put = db.prepare<never, [number, number, number, number, number, string, string | null, number, number, string | null, string]>(
    `INSERT INTO devices (id, scope, mac, first_seen, ip, ip_proof, hostname, confidence, identified_at, identity, attributes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET first_seen = excluded.first_seen, ip = excluded.ip, ip_proof = excluded.ip_proof, hostname = excluded.hostname,
       confidence = excluded.confidence, identified_at = excluded.identified_at, identity = excluded.identity, attributes = excluded.attributes`);
  const putFeatures = db.prepare<never, [number, Uint8Array]>('INSERT OR REPLACE INTO features (device, ids) VALUES (?, ?)');
  const drops = ['devices WHERE id', 'features WHERE device', 'activity WHERE device'].map((where) => db.prepare<never, [number]>(`DELETE FROM ${where} = ?`));
  const idlest = db.prepare<{ device: number }, [number]>('SELECT device FROM activity ORDER BY last_activity LIMIT ?');
  const count = db.prepare<{ n: number }, []>('SELECT count(*) AS n FROM features');
  const last = db.prepare<{ n: number | null }, []>('SELECT max(id) AS n FROM devices');
  return {
    find: (scope, mac) => find.get(scope, mac) ?? undefined,
    byId: (id) => byId.get(id) ?? undefined,
    evidence(id) {
      const row = evidence.get(id);
      if (!row) return undefined;
      // A copy: the blob's bytes need not stand at a multiple of four.
      const bytes = row.ids.slice();
      return { ids: new Uint32Array(bytes.buffer, 0, bytes.length >>> 2), attributes: row.attributes };
    },
    idsAfter: (id, limit) => ids.all(id, limit).map((row) => row.id),
    page: (tenant, after, limit) => page.all(tenant, after, limit),
    put(row, features) {
      put.run(row.id, row.scope, row.mac, row.firstSeen, row.ip, row.ipProof, row.hostname, row.confidence, row.identifiedAt, row.identity, row.attributes);
      putFeatures.run(row.id, new Uint8Array(features.buffer, features.byteOffset, features.byteLength));
    },
    remove(id) { for (const drop of drops) drop.run(id); },
    idlest: (limit) => idlest.all(limit).map((row) => row.device),
    count: () => count.get()?.n ?? 0,
    lastId: () => last.get()?.n ?? 0,
  };
}
