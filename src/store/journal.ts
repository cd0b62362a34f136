/** Table journal: one row a tick with what changed and is not yet in its tables. Written in one piece, settled a slice a tick, read only after a stop or a kill. */
import type { Database } from 'bun:sqlite';
import { putText, UTF8_MOST, type Ipv4, type DeviceKey } from '../model/index.ts';
import { PROOFS, proofOf, type DeviceRow, type DevicesTable, type Seen } from './devices.ts';
import type { VerdictsTable } from './verdicts.ts';

export interface DeviceWrite { readonly row: DeviceRow; readonly evidence: Uint8Array }

export interface JournalTable {
  /** One tick's activity and changed devices; each device at most once in each. */
  add(tick: number, seen: readonly Seen[], devices: readonly DeviceWrite[]): void;
  /** Rows of ticks before this one are settled. */
  dropBefore(tick: number): void;
  /** Settles everything; returns the number of the last tick in it. */
  recover(): number;
}

//  seen, a device:     u32 id | i32 last activity - base | i32 ip time - base, milliseconds
const SEEN_WORDS = 3;
const FAR = 2 ** 31 - 1;
//  devices, a device:  u32 id | u32 scope | f64 mac | f64 first seen | f64 last activity | f64 ip time | f64 identified at | u32 ip | u32 verdict, 0 none
//                      | u8 proof | u8 confidence | u16 hostname bytes, 65535 none | u32 evidence bytes | hostname | evidence
const HEAD = 64;
const NO_NAME = 0xffff;
const NAME_MAX = 1024;

export function journalTable(db: Database, devices: DevicesTable, verdicts: VerdictsTable): JournalTable {
  const add = db.prepare<never, [number, number, Uint8Array, Uint8Array]>('INSERT INTO journal (tick, base, seen, devices) VALUES (?, ?, ?, ?)');
  const drop = db.prepare<never, [number]>('DELETE FROM journal WHERE tick < ?');
  const rows = db.prepare<{ tick: number; base: number; seen: Uint8Array; devices: Uint8Array }, []>('SELECT tick, base, seen, devices FROM journal ORDER BY tick');
  return {
    add(tick, seen, changed) {
      if (seen.length === 0 && changed.length === 0) return;
      const base = seen.reduce((latest, one) => Math.max(latest, one.lastActivity), 0);
      add.run(tick, base, packSeen(seen, base), packDevices(changed, verdicts));
    },
    dropBefore(tick) { drop.run(tick); },
    recover() {
      let last = 0;
      const latest = new Map<number, Seen>();
      const changed = new Map<number, DeviceWrite & { readonly tick: number }>();
      for (const { tick, base, seen, devices: packed } of rows.iterate()) {
        last = tick;
        for (const one of unpackSeen(seen, base)) {
          const before = latest.get(one.id);
          latest.set(one.id, before ? { id: one.id, lastActivity: Math.max(before.lastActivity, one.lastActivity), ipTime: Math.max(before.ipTime, one.ipTime) } : one);
        }
        for (const write of unpackDevices(packed, verdicts)) changed.set(write.row.id, { ...write, tick });
      }
      // In order of their keys, so that a page is written once. Evicted since: stays gone. Written to its table by a later tick: stays as it is.
      for (const { row, evidence, tick } of [...changed.values()].sort((a, b) => a.row.id - b.row.id)) devices.update(row, evidence, tick);
      for (const one of latest.values()) if (devices.byId(one.id)) devices.saw(one);
      drop.run(last + 1);
      return last;
    },
  };
}

function packSeen(seen: readonly Seen[], base: number): Uint8Array {
  const words = new Int32Array(seen.length * SEEN_WORDS);
  let at = 0;
  for (const one of seen) {
    words[at] = one.id | 0;
    words[at + 1] = offset(one.lastActivity, base);
    words[at + 2] = offset(one.ipTime, base);
    at += SEEN_WORDS;
  }
  return new Uint8Array(words.buffer);
}

/** Older than 24 days cannot be said here and is read back as 0: the table holds the exact time, and times only rise. */
function offset(time: number, base: number): number { return Math.max(Math.round(time - base), -FAR); }
function timeOf(from: number, base: number): number { return from === -FAR ? 0 : base + from; }

function* unpackSeen(bytes: Uint8Array, base: number): Generator<Seen> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + SEEN_WORDS * 4 <= bytes.length; at += SEEN_WORDS * 4) {
    yield { id: view.getUint32(at, true), lastActivity: timeOf(view.getInt32(at + 4, true), base), ipTime: timeOf(view.getInt32(at + 8, true), base) };
  }
}

function packDevices(writes: readonly DeviceWrite[], verdicts: VerdictsTable): Uint8Array {
  const nameOf = ({ hostname }: DeviceRow): string | null => hostname && hostname.slice(0, NAME_MAX);
  const out = Buffer.allocUnsafe(writes.reduce((sum, { row, evidence }) => sum + HEAD + evidence.length + UTF8_MOST * (nameOf(row)?.length ?? 0), 0));
  let at = 0;
  for (const { row, evidence } of writes) {
    const name = nameOf(row), nameBytes = name === null ? 0 : putText(out, at + HEAD, name);
    out.writeUInt32LE(row.id, at);
    out.writeUInt32LE(row.scope, at + 4);
    out.writeDoubleLE(row.mac, at + 8);
    out.writeDoubleLE(row.firstSeen, at + 16);
    out.writeDoubleLE(row.lastActivity, at + 24);
    out.writeDoubleLE(row.ipTime, at + 32);
    out.writeDoubleLE(row.identifiedAt, at + 40);
    out.writeUInt32LE(row.ip, at + 48);
    out.writeUInt32LE(verdicts.idOf(row.verdict) ?? 0, at + 52);
    out.writeUInt8(PROOFS.indexOf(row.ipProof), at + 56);
    out.writeUInt8(Math.min(255, Math.max(0, row.confidence)), at + 57);
    out.writeUInt16LE(name === null ? NO_NAME : nameBytes, at + 58);
    out.writeUInt32LE(evidence.length, at + 60);
    out.set(evidence, at + HEAD + nameBytes);
    at += HEAD + nameBytes + evidence.length;
  }
  return out.subarray(0, at);
}

function* unpackDevices(bytes: Uint8Array, verdicts: VerdictsTable): Generator<DeviceWrite> {
  const from = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + HEAD <= from.length;) {
    const double = (k: number): number => from.readDoubleLE(at + 8 + k * 8);
    const nameBytes = from.readUInt16LE(at + 58), evidenceBytes = from.readUInt32LE(at + 60);
    const nameEnd = at + HEAD + (nameBytes === NO_NAME ? 0 : nameBytes);
    const row: DeviceRow = {
      id: from.readUInt32LE(at), scope: from.readUInt32LE(at + 4), mac: double(0) as DeviceKey, // as packed above
      metAt: 0, // stands in its row since it was made: an update leaves it
      firstSeen: double(1), lastActivity: double(2), ipTime: double(3), identifiedAt: double(4), ip: from.readUInt32LE(at + 48) as Ipv4,
      verdict: verdicts.get(from.readUInt32LE(at + 52) || null), ipProof: proofOf(from.readUInt8(at + 56)), confidence: from.readUInt8(at + 57),
      hostname: nameBytes === NO_NAME ? null : from.toString('utf8', at + HEAD, nameEnd),
    };
    yield { row, evidence: from.subarray(nameEnd, nameEnd + evidenceBytes) };
    at = nameEnd + evidenceBytes;
  }
}
