/** Table instance_keys: which devices said what only one unit would. As many rows as devices and keys of one allow; they go with their device. */
import type { Database } from 'bun:sqlite';

export interface InstanceKeyRow {
  readonly hash: number;
  /** The device's number in table devices. */
  readonly device: number;
  readonly strength: number;
  /** When this device first said it, epoch ms. */
  readonly at: number;
}

/** Keys of one device, and devices of one key: beyond them it is the key of many, and says nothing. */
const KEYS_MAX = 16, DEVICES_MAX = 32;

export interface InstanceKeysTable {
  /** False when there was no room. */
  put(row: InstanceKeyRow): boolean;
  of(device: number): readonly InstanceKeyRow[];
  /** At most 32. */
  holders(hash: number): readonly InstanceKeyRow[];
  remove(device: number): void;
}

export function instanceKeysTable(db: Database): InstanceKeysTable {
  const put = db.prepare<never, [number, number, number, number]>('INSERT OR IGNORE INTO instance_keys (hash, device, strength, at) VALUES (?, ?, ?, ?)');
  const of = db.prepare<InstanceKeyRow, [number]>('SELECT hash, device, strength, at FROM instance_keys WHERE device = ? ORDER BY hash');
  const holders = db.prepare<InstanceKeyRow, [number]>('SELECT hash, device, strength, at FROM instance_keys WHERE hash = ? ORDER BY device');
  const ofDevice = db.prepare<{ n: number }, [number]>('SELECT count(*) AS n FROM instance_keys WHERE device = ?');
  const ofKey = db.prepare<{ n: number }, [number]>('SELECT count(*) AS n FROM instance_keys WHERE hash = ?');
  const remove = db.prepare<never, [number]>('DELETE FROM instance_keys WHERE device = ?');
  return {
    put({ hash, device, strength, at }) {
      if ((ofDevice.get(device)?.n ?? 0) >= KEYS_MAX || (ofKey.get(hash)?.n ?? 0) >= DEVICES_MAX) return false;
      put.run(hash, device, strength, at);
      return true;
    },
    of: (device) => of.all(device),
    holders: (hash) => holders.all(hash),
    remove(device) { remove.run(device); },
  };
}
