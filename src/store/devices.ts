/** Tables devices, features and activity: what is known of each device, the evidence it is known by, and when it was last active. */
import type { Database } from 'bun:sqlite';
import type { BindingProof, Ipv4, DeviceKey } from '../model/index.ts';
import type { SavedVerdict, VerdictsTable } from './verdicts.ts';

export interface DeviceRow {
  readonly id: number;
  readonly scope: number;
  readonly mac: DeviceKey;
  /** As records say. */
  readonly firstSeen: number;
  /** When this node met it, by its own clock; never changes. */
  readonly metAt: number;
  readonly lastActivity: number;
  readonly ip: Ipv4;
  readonly ipTime: number;
  readonly ipProof: BindingProof;
  readonly hostname: string | null;
  readonly confidence: number;
  readonly identifiedAt: number;
  readonly verdict: SavedVerdict | null;
}

/** When a device was last active and its address last proved. */
export interface Seen { readonly id: number; readonly lastActivity: number; readonly ipTime: number }

/** What is needed of a published device at a start: the rest stands in its mapping. */
export interface DeviceHead extends Seen { readonly scope: number; readonly mac: DeviceKey; readonly firstSeen: number; readonly metAt: number }

/** Numbers of the proofs in the tables: only append. */
export const PROOFS: readonly BindingProof[] = ['traffic', 'arp', 'dhcp-request', 'dhcp-ack', 'static', 'gtp'];
export function proofOf(number: number | null): BindingProof { return PROOFS[number ?? 0] ?? 'traffic'; }

export interface DevicesTable {
  find(scope: number, mac: DeviceKey): DeviceRow | undefined;
  byId(id: number): DeviceRow | undefined;
  /** Ids of those that a row says hold this address. */
  atAddress(scope: number, ip: Ipv4): readonly number[];
  /** Devices of a tenant with this address, or of this name in whatever case: at most `limit`. Reads the whole table. */
  search(tenant: string, query: { readonly ip: number } | { readonly hostname: string }, limit: number): readonly DeviceRow[];
  /** The bytes `put` was given. */
  evidence(id: number): Uint8Array | undefined;
  /** Of every device, in order of id: two tables read side by side, in the order of their pages. */
  heads(): Iterable<DeviceHead>;
  /** Ids of a page of devices after `id`, in order of id. */
  idsAfter(id: number, limit: number): readonly number[];
  /** A page of a tenant's devices after `id`, in order of id: a tool holds no transaction while it works on one. */
  after(tenant: string, id: number, limit: number): readonly DeviceRow[];
  put(row: DeviceRow, evidence: Uint8Array, tick: number): void;
  /** As `put`, but never makes a device that was removed, nor takes back what a later tick wrote. */
  update(row: DeviceRow, evidence: Uint8Array, tick: number): boolean;
  /** Times only rise. */
  saw(seen: Seen): void;
  remove(id: number): void;
  /** The ones idle for longest. */
  idlest(limit: number): readonly number[];
  count(): number;
  lastId(): number;
}

type Stored = Omit<DeviceRow, 'ipProof' | 'verdict'> & { readonly ipProof: number; readonly verdict: number | null };

// Subqueries and not a join: SQLite plans a join anew at each binding of its parameters, which costs twenty times the look-up.
const SELECT = `SELECT id, scope, mac, first_seen AS firstSeen, met_at AS metAt, coalesce((SELECT last_activity FROM activity WHERE device = id), first_seen) AS lastActivity, ip,
  coalesce((SELECT ip_time FROM activity WHERE device = id), 0) AS ipTime, ip_proof AS ipProof, hostname, confidence, identified_at AS identifiedAt, verdict FROM devices`;

export function devicesTable(db: Database, verdicts: VerdictsTable): DevicesTable {
  const find = db.prepare<Stored, [number, number]>(`${SELECT} WHERE scope = ? AND mac = ?`);
  const byId = db.prepare<Stored, [number]>(`${SELECT} WHERE id = ?`);
  const atAddress = db.prepare<{ id: number }, [number, number]>('SELECT id FROM devices WHERE scope = ? AND ip = ? AND ip <> 0 LIMIT 8');
  const OF_TENANT = 'AND +scope IN (SELECT id FROM scopes WHERE tenant = ?) ORDER BY id LIMIT ?';
  const withIp = db.prepare<Stored, [number, string, number]>(`${SELECT} WHERE ip = ? ${OF_TENANT}`);
  const named = db.prepare<Stored, [string, string, number]>(`${SELECT} WHERE hostname = ? COLLATE NOCASE ${OF_TENANT}`);
  const evidence = db.prepare<{ evidence: Uint8Array }, [number]>('SELECT evidence FROM features WHERE device = ?');
  const ids = db.prepare<{ id: number }, [number, number]>('SELECT id FROM devices WHERE id > ? ORDER BY id LIMIT ?');
  const page = db.prepare<Stored, [number, string, number]>(`${SELECT} WHERE id > ? ${OF_TENANT}`);
  const heads = db.prepare<DeviceHead, []>(
    `SELECT d.id, d.scope, d.mac, d.first_seen AS firstSeen, d.met_at AS metAt, coalesce(a.last_activity, d.first_seen) AS lastActivity, coalesce(a.ip_time, 0) AS ipTime
     FROM devices d LEFT JOIN activity a ON a.device = d.id ORDER BY d.id`);
  const insert = db.prepare<never, [number, number, number, number, number, number, number, string | null, number, number, number | null, number]>(
    `INSERT INTO devices (id, scope, mac, first_seen, met_at, ip, ip_proof, hostname, confidence, identified_at, verdict, saved) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const change = db.prepare<never, [number, number, number, string | null, number, number, number | null, number, number, number]>(
    'UPDATE devices SET first_seen = ?, ip = ?, ip_proof = ?, hostname = ?, confidence = ?, identified_at = ?, verdict = ?, saved = ? WHERE id = ? AND saved <= ?');
  const putEvidence = db.prepare<never, [number, Uint8Array]>('INSERT OR REPLACE INTO features (device, evidence) VALUES (?, ?)');
  const saw = db.prepare<never, [number, number, number]>(
    `INSERT INTO activity (device, last_activity, ip_time) VALUES (?, ?, ?)
     ON CONFLICT (device) DO UPDATE SET last_activity = max(last_activity, excluded.last_activity), ip_time = max(ip_time, excluded.ip_time)`);
  const drops = ['devices WHERE id', 'features WHERE device', 'activity WHERE device', 'first_names WHERE device'].map((where) => db.prepare<never, [number]>(`DELETE FROM ${where} = ?`));
  const idlest = db.prepare<{ device: number }, [number]>('SELECT device FROM activity ORDER BY last_activity LIMIT ?');
  // Every device has one row in activity, and its rows are the smallest.
  const count = db.prepare<{ n: number }, []>('SELECT count(*) AS n FROM activity');
  const last = db.prepare<{ n: number | null }, []>('SELECT max(id) AS n FROM devices');

  const read = (row: Stored | null): DeviceRow | undefined => (row ? { ...row, ipProof: proofOf(row.ipProof), verdict: verdicts.get(row.verdict) } : undefined);
  const write = (row: DeviceRow, bytes: Uint8Array, tick: number, over: number): boolean => {
    const { id, firstSeen, ip, ipProof, hostname, confidence, identifiedAt, verdict } = row;
    if (change.run(firstSeen, ip, PROOFS.indexOf(ipProof), hostname, confidence, identifiedAt, verdicts.idOf(verdict), tick, id, over).changes === 0) return false;
    putEvidence.run(id, bytes);
    saw.run(id, row.lastActivity, row.ipTime);
    return true;
  };
  return {
    find: (scope, mac) => read(find.get(scope, mac)),
    byId: (id) => read(byId.get(id)),
    atAddress: (scope, ip) => atAddress.all(scope, ip).map((row) => row.id),
    search: (tenant, query, limit) => ('ip' in query ? withIp.all(query.ip, tenant, limit) : named.all(query.hostname, tenant, limit)).flatMap((row) => read(row) ?? []),
    evidence: (id) => evidence.get(id)?.evidence,
    heads: () => heads.iterate(),
    after: (tenant, id, limit) => page.all(id, tenant, limit).flatMap((row) => read(row) ?? []),
    idsAfter: (id, limit) => ids.all(id, limit).map((row) => row.id),
    update: (row, bytes, tick) => write(row, bytes, tick, tick),
    put(row, bytes, tick) {
      if (write(row, bytes, tick, Number.MAX_SAFE_INTEGER)) return;
      const { id, scope, mac, firstSeen, metAt, ip, ipProof, hostname, confidence, identifiedAt, verdict } = row;
      insert.run(id, scope, mac, firstSeen, metAt, ip, PROOFS.indexOf(ipProof), hostname, confidence, identifiedAt, verdicts.idOf(verdict), tick);
      putEvidence.run(id, bytes);
      saw.run(id, row.lastActivity, row.ipTime);
    },
    saw({ id, lastActivity, ipTime }) { saw.run(id, lastActivity, ipTime); },
    remove(id) { for (const drop of drops) drop.run(id); },
    idlest: (limit) => idlest.all(limit).map((row) => row.device),
    count: () => count.get()?.n ?? 0,
    lastId: () => last.get()?.n ?? 0,
  };
}
