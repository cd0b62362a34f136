/** Collects verdicts that no device and no mapping refers to any more: marks a slice a tick, then deletes. An operating system's version is in a verdict, and comes from the network. */
import type { Database } from 'bun:sqlite';
import type { VerdictsTable } from './verdicts.ts';

export interface VerdictSweep {
  /** A step inside the transaction of a tick, after everything else of it. */
  step(tick: number, settledBefore: number): void;
  /** The transaction was rolled back: what was read in it is void. */
  abort(): void;
}

/** No sweep for fewer new verdicts than this: until then the table is small. */
export const SWEEP_AFTER = 4096;
/** Devices, mappings or verdicts looked at in one tick: about two milliseconds. */
const SLICE = 10_000;

export function verdictSweep(db: Database, verdicts: VerdictsTable): VerdictSweep {
  const lastOf = (table: 'verdicts' | 'devices') => db.prepare<{ n: number | null }, []>(`SELECT max(id) AS n FROM ${table}`);
  const lastVerdict = lastOf('verdicts'), lastDevice = lastOf('devices');
  const ofDevices = db.prepare<{ verdict: number }, [number, number]>('SELECT DISTINCT verdict FROM devices WHERE id > ? AND id <= ? AND verdict IS NOT NULL');
  const ofMappings = db.prepare<{ scope: number; ip: number; verdict: number | null }, [number, number, number]>(
    'SELECT scope, ip, verdict FROM mappings WHERE (scope, ip) > (?, ?) ORDER BY scope, ip LIMIT ?');
  const candidates = db.prepare<{ id: number }, [number, number, number]>('SELECT id FROM verdicts WHERE id > ? AND id <= ? ORDER BY id LIMIT ?');
  const drop = db.prepare<never, [number]>('DELETE FROM verdicts WHERE id = ?');
  let steps: Iterator<void, undefined> | null = null;
  let settled = 0;

  /** Each turn of it is one step. `used`: numbers that somebody refers to. */
  function* run(begun: number, last: number, used: Set<number>): Generator<void, undefined> {
    const devices = lastDevice.get()?.n ?? 0;
    for (let from = 0; from < devices; from += SLICE) {
      for (const { verdict } of ofDevices.all(from, from + SLICE)) used.add(verdict);
      yield;
    }
    for (let scope = 0, ip = 0; ;) {
      const rows = ofMappings.all(scope, ip, SLICE), end = rows.at(-1);
      for (const { verdict } of rows) if (verdict !== null) used.add(verdict);
      if (end === undefined) break;
      ({ scope, ip } = end);
      yield;
    }
    // What the journals said before the sweep has had its turn: it stands in the tables, and its numbers were asked for on the way there.
    while (settled <= begun) yield;
    for (let after = 0; ;) {
      const rows = candidates.all(after, last, SLICE), end = rows.at(-1);
      if (end === undefined) return;
      for (const { id } of rows) if (!used.has(id)) drop.run(id);
      verdicts.forgetNumbers();
      after = end.id;
      yield;
    }
  }
  const stop = (): void => { steps = null; verdicts.onUse = null; };
  return {
    step(tick, settledBefore) {
      settled = settledBefore;
      if (steps === null) {
        if (verdicts.made < SWEEP_AFTER) return;
        const used = new Set<number>();
        steps = run(tick, lastVerdict.get()?.n ?? 0, used);
        verdicts.onUse = (id) => { used.add(id); };
      }
      if (steps.next().done !== true) return;
      verdicts.recount();
      stop();
    },
    abort: stop,
  };
}
