/** Table mapping_changes: every change of a mapping for as long as its table may not have it. Appended in one piece a write, settled a slice a tick, read only after a stop or a kill. */
import type { Database } from 'bun:sqlite';
import { putText, UTF8_MOST, type Ipv4, type DeviceKey } from '../model/index.ts';
import { PROOFS, proofOf } from './devices.ts';
import type { MappingsTable, MappingWrite } from './mappings.ts';
import type { VerdictsTable } from './verdicts.ts';

//  a change:  f64 mac, 0 a tombstone | f64 revision | f64 at | f64 identified at | u32 scope | u32 ip | u32 verdict | u8 proof | u8 confidence
//             | u16 hostname bytes, 65535 none | hostname
const HEAD = 48;
const NO_NAME = 0xffff;

export interface MappingJournal {
  /** One write's changes. They may be many writes under the number of one tick. */
  add(tick: number, changes: readonly MappingWrite[]): void;
  /** Changes of ticks before this one are settled. */
  dropBefore(tick: number): void;
  /** In order: the last change of an address is what stands there. */
  pending(): Iterable<MappingWrite>;
  /** Settles everything: the last change of an address is what stands there. */
  recover(): void;
}

export function mappingJournal(db: Database, mappings: MappingsTable, verdicts: VerdictsTable): MappingJournal {
  const add = db.prepare<never, [number, Uint8Array]>('INSERT INTO mapping_changes (tick, changes) VALUES (?, ?)');
  const drop = db.prepare<never, [number]>('DELETE FROM mapping_changes WHERE tick < ?');
  const rows = db.prepare<{ changes: Uint8Array }, []>('SELECT changes FROM mapping_changes ORDER BY id');
  return {
    add(tick, changes) { if (changes.length > 0) add.run(tick, pack(changes, verdicts)); },
    dropBefore(tick) { drop.run(tick); },
    *pending() { for (const { changes } of rows.iterate()) yield* unpack(changes, verdicts); },
    recover() {
      const last = new Map<number, MappingWrite>();
      for (const { changes } of rows.iterate()) for (const write of unpack(changes, verdicts)) last.set(write.scope * 2 ** 32 + write.ip, write);
      // In order of their keys, so that a page is written once.
      for (const key of Float64Array.from(last.keys()).sort()) {
        const write = last.get(key);
        if (write) mappings.put(write);
      }
      drop.run(Number.MAX_SAFE_INTEGER);
    },
  };
}

function pack(writes: readonly MappingWrite[], verdicts: VerdictsTable): Uint8Array {
  const out = Buffer.allocUnsafe(writes.reduce((sum, { entry }) => sum + HEAD + UTF8_MOST * (entry?.hostname?.length ?? 0), 0));
  let at = 0;
  for (const { scope, ip, revision, at: time, entry } of writes) {
    out.writeDoubleLE(entry?.mac ?? 0, at);
    out.writeDoubleLE(revision, at + 8);
    out.writeDoubleLE(time, at + 16);
    out.writeDoubleLE(entry?.identifiedAt ?? 0, at + 24);
    out.writeUInt32LE(scope, at + 32);
    out.writeUInt32LE(ip, at + 36);
    out.writeUInt32LE(entry === null ? 0 : verdicts.idOf(entry.verdict) ?? 0, at + 40);
    out.writeUInt8(entry === null ? 0 : PROOFS.indexOf(entry.source), at + 44);
    out.writeUInt8(entry?.confidence ?? 0, at + 45);
    const name = entry?.hostname ?? null, bytes = name === null ? NO_NAME : putText(out, at + HEAD, name);
    out.writeUInt16LE(bytes, at + 46);
    at += HEAD + (name === null ? 0 : bytes);
  }
  return out.subarray(0, at);
}

function* unpack(bytes: Uint8Array, verdicts: VerdictsTable): Generator<MappingWrite> {
  const from = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + HEAD <= from.length;) {
    const mac = from.readDoubleLE(at) as DeviceKey, nameBytes = from.readUInt16LE(at + 46); // as packed above
    const end = at + HEAD + (nameBytes === NO_NAME ? 0 : nameBytes), verdict = verdicts.get(from.readUInt32LE(at + 40));
    yield {
      scope: from.readUInt32LE(at + 32), ip: from.readUInt32LE(at + 36) as Ipv4, revision: from.readDoubleLE(at + 8), at: from.readDoubleLE(at + 16),
      entry: mac === 0 || verdict === null ? null : {
        mac, hostname: nameBytes === NO_NAME ? null : from.toString('utf8', at + HEAD, end), verdict,
        confidence: from.readUInt8(at + 45), source: proofOf(from.readUInt8(at + 44)), identifiedAt: from.readDoubleLE(at + 24),
      },
    };
    at = end;
  }
}
