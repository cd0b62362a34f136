/** Tables devices and features: what is known of each device, and the evidence that verdicts are made from. */
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
}

/** A device as its mapping needs it after a restart; `id` null when the mapping was committed before the device was. */
export interface PublishedDevice {
  readonly scope: number; readonly ip: Ipv4; readonly at: number;
  readonly id: number | null; readonly firstSeen: number | null; readonly lastActivity: number | null; readonly ipTime: number | null;
}

export interface DevicesTable {
  find(scope: number, mac: Mac): DeviceRow | undefined;
  byId(id: number): DeviceRow | undefined;
  /** The bytes `put` was given. */
  evidence(id: number): Uint8Array | undefined;
  /** Ids of a page of devices after `id`, in order of id. */
  idsAfter(id: number, limit: number): readonly number[];
  /** A page of a tenant's devices after `id`, in order of id. */
  page(tenant: string, after: number, limit: number): readonly DeviceRow[];
  put(row: DeviceRow, evidence: Uint8Array): void;
  /** Only its address. */
  move(id: number, ip: Ipv4, ipProof: BindingProof): void;
  /** Devices that have a mapping of this tenant, with no evidence and no identity. */
  published(tenant: string): Iterable<PublishedDevice>;
  remove(id: number): void;
  /** The ones idle for longest. */
  idlest(limit: number): readonly number[];
  count(): number;
  lastId(): number;
}

const COLUMNS = `d.id, d.scope, d.mac, d.first_seen AS firstSeen, coalesce(a.last_activity, d.first_seen) AS lastActivity, d.ip,
  coalesce(a.ip_time, 0) AS ipTime, d.ip_proof AS ipProof, d.hostname, d.confidence, d.identified_at AS identifiedAt, d.identity`;
export const DEVICE_SELECT = `SELECT ${COLUMNS} FROM devices d LEFT JOIN activity a ON a.device = d.id`;

export function devicesTable(db: Database): DevicesTable {
  const find = db.prepare<DeviceRow, [number, number]>(`${DEVICE_SELECT} WHERE d.scope = ? AND d.mac = ?`);
  const byId = db.prepare<DeviceRow, [number]>(`${DEVICE_SELECT} WHERE d.id = ?`);
  const page = db.prepare<DeviceRow, [string, number, number]>(
    `${DEVICE_SELECT} WHERE d.scope IN (SELECT id FROM scopes WHERE tenant = ?) AND d.id > ? ORDER BY d.id LIMIT ?`);
  const evidence = db.prepare<{ evidence: Uint8Array }, [number]>('SELECT evidence FROM features WHERE device = ?');
  const ids = db.prepare<{ id: number }, [number, number]>('SELECT id FROM devices WHERE id > ? ORDER BY id LIMIT ?');
  const put = db.prepare<never, [number, number, number, number, number, string, string | null, number, number, string | null]>(
    `INSERT INTO devices (id, scope, mac, first_seen, ip, ip_proof, hostname, confidence, identified_at, identity)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET first_seen = excluded.first_seen, ip = excluded.ip, ip_proof = excluded.ip_proof, hostname = excluded.hostname,
       confidence = excluded.confidence, identified_at = excluded.identified_at, identity = excluded.identity`);
  const putFeatures = db.prepare<never, [number, Uint8Array]>('INSERT OR REPLACE INTO features (device, evidence) VALUES (?, ?)');
  const move = db.prepare<never, [number, string, number]>('UPDATE devices SET ip = ?, ip_proof = ? WHERE id = ?');
  const published = db.prepare<PublishedDevice, [string]>(
    `SELECT m.scope, m.ip, m.at, d.id, d.first_seen AS firstSeen, coalesce(a.last_activity, d.first_seen) AS lastActivity, coalesce(a.ip_time, 0) AS ipTime
     FROM mappings m LEFT JOIN devices d ON d.scope = m.scope AND d.mac = m.mac LEFT JOIN activity a ON a.device = d.id
     WHERE m.mac IS NOT NULL AND m.scope IN (SELECT id FROM scopes WHERE tenant = ?)`);
  const drops = ['devices WHERE id', 'features WHERE device', 'activity WHERE device'].map((where) => db.prepare<never, [number]>(`DELETE FROM ${where} = ?`));
  const idlest = db.prepare<{ device: number }, [number]>('SELECT device FROM activity ORDER BY last_activity LIMIT ?');
  const count = db.prepare<{ n: number }, []>('SELECT count(*) AS n FROM features');
  const last = db.prepare<{ n: number | null }, []>('SELECT max(id) AS n FROM devices');
  return {
    find: (scope, mac) => find.get(scope, mac) ?? undefined,
    byId: (id) => byId.get(id) ?? undefined,
    evidence: (id) => evidence.get(id)?.evidence,
    idsAfter: (id, limit) => ids.all(id, limit).map((row) => row.id),
    page: (tenant, after, limit) => page.all(tenant, after, limit),
    put(row, bytes) {
      put.run(row.id, row.scope, row.mac, row.firstSeen, row.ip, row.ipProof, row.hostname, row.confidence, row.identifiedAt, row.identity);
      putFeatures.run(row.id, bytes);
    },
    move(id, ip, ipProof) { move.run(ip, ipProof, id); },
    published: (tenant) => published.iterate(tenant),
    remove(id) { for (const drop of drops) drop.run(id); },
    idlest: (limit) => idlest.all(limit).map((row) => row.device),
    count: () => count.get()?.n ?? 0,
    lastId: () => last.get()?.n ?? 0,
  };
}
