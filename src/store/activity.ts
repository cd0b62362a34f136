/** Tables activity and activity_log: when each device was last active. One compact row a tick, folded into the table a slice at a time. */
import type { Database } from 'bun:sqlite';

export interface Seen { readonly id: number; readonly lastActivity: number; readonly ipTime: number }

export interface ActivityTable {
  /** One tick's activity; every device in it at most once. */
  log(tick: number, seen: readonly Seen[]): void;
  put(seen: Seen): void;
  /** Rows of ticks before this one are folded in already. */
  dropLogBefore(tick: number): void;
  /** Folds in what a stopped or killed node had logged; returns the last tick number used. */
  recover(): number;
}

//  a device in a log row, little endian:  u32 id | i32 last activity - base | i32 ip time - base, in milliseconds
const WORDS = 3;
const FAR = 2 ** 31 - 1;

export function activityTable(db: Database): ActivityTable {
  const add = db.prepare<never, [number, number, Uint8Array]>('INSERT INTO activity_log (tick, base, seen) VALUES (?, ?, ?)');
  const drop = db.prepare<never, [number]>('DELETE FROM activity_log WHERE tick < ?');
  const put = db.prepare<never, [number, number, number]>(
    `INSERT INTO activity (device, last_activity, ip_time) VALUES (?, ?, ?)
     ON CONFLICT (device) DO UPDATE SET last_activity = max(last_activity, excluded.last_activity), ip_time = max(ip_time, excluded.ip_time)`);
  const rows = db.prepare<{ tick: number; base: number; seen: Uint8Array }, []>('SELECT tick, base, seen FROM activity_log ORDER BY tick');
  const exists = db.prepare<{ one: number }, [number]>('SELECT 1 AS one FROM devices WHERE id = ?');
  return {
    log(tick, seen) {
      if (seen.length === 0) return;
      const base = seen.reduce((latest, one) => Math.max(latest, one.lastActivity), 0);
      const words = new Int32Array(seen.length * WORDS);
      let at = 0;
      for (const one of seen) {
        words[at] = one.id | 0;
        words[at + 1] = offset(one.lastActivity, base);
        words[at + 2] = offset(one.ipTime, base);
        at += WORDS;
      }
      add.run(tick, base, new Uint8Array(words.buffer));
    },
    put(one) { put.run(one.id, one.lastActivity, one.ipTime); },
    dropLogBefore(tick) { drop.run(tick); },
    recover() {
      let last = 0;
      const latest = new Map<number, Seen>();
      for (const { tick, base, seen } of rows.all()) {
        last = tick;
        const bytes = seen.slice();
        const words = new Int32Array(bytes.buffer, 0, bytes.length >>> 2);
        for (let at = 0; at + 2 < words.length; at += WORDS) {
          const id = (words[at] ?? 0) >>> 0;
          const before = latest.get(id);
          latest.set(id, {
            id,
            lastActivity: Math.max(before?.lastActivity ?? 0, base + (words[at + 1] ?? 0)),
            ipTime: Math.max(before?.ipTime ?? 0, base + (words[at + 2] ?? 0)),
          });
        }
      }
      for (const one of latest.values()) if (exists.get(one.id)) put.run(one.id, one.lastActivity, one.ipTime);
      drop.run(last + 1);
      return last;
    },
  };
}

/** Older than 24 days is as old as can be said here; the caller's own rows hold the exact time. */
function offset(time: number, base: number): number { return Math.max(Math.round(time - base), -FAR); }
