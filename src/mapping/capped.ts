/** A firewall that takes only so many mappings (R80) sees the best of a table: while all fit, the table itself; beyond that a choice which depends on nothing but the entries, so that digests agree and a restart chooses the same. */
import { addHash, removeHash } from '../model/index.ts';
import { entryHash, type Entry, type EntryKey } from './entry.ts';
import { snapshotIsSmaller } from './reply.ts';
import type { Backlog, Delta, MappingTable, Sites } from './table.ts';

/** What a feed reads of a table. */
export type ReadableTable = Pick<MappingTable, 'epoch' | 'revision' | 'floor' | 'live' | 'digest' | 'delta' | 'lastChange' | 'snapshot' | 'backlogs'>;

interface Step { readonly revision: number; readonly at: number; readonly upserts: readonly Entry[]; readonly removals: readonly EntryKey[] }

/** Choosing among many takes a while: no more than once in so many milliseconds an entry. */
const MS_AN_ENTRY = 0.01;
const STEPS_MAX = 256;

export class CappedTable implements ReadableTable {
  readonly #table: MappingTable;
  readonly #sites: Sites;
  readonly #cap: number;
  /** Undefined while all fit. In the order of a snapshot. */
  #chosen: readonly Entry[] | undefined;
  #seen = -1;
  #chosenAtMs = -Infinity;
  #digest = 0n;
  #floor = 0;
  #steps: Step[] = [];
  #kept = 0;

  constructor(table: MappingTable, sites: Sites, cap: number) {
    this.#table = table;
    this.#sites = sites;
    this.#cap = cap;
  }

  get epoch(): string { return this.#table.epoch; }
  get revision(): number { return this.#chosen === undefined ? this.#table.revision : this.#seen; }
  get floor(): number { return this.#chosen === undefined ? Math.max(this.#table.floor, this.#floor) : this.#floor; }
  /** Entries that this view is not shown. */
  get shed(): number { return this.#chosen === undefined ? 0 : Math.max(0, this.#table.live(this.#sites) - this.#chosen.length); }

  /** Follows the table; `now` in milliseconds. Everything else answers as of the last call. */
  follow(now: number): void {
    const { revision } = this.#table;
    if (revision === this.#seen) return;
    // What was shown before a restart may have been a choice: only who stands exactly here holds what is shown now.
    if (this.#seen === -1) this.#floor = revision;
    const live = this.#table.live(this.#sites);
    if (live <= this.#cap) {
      if (this.#chosen !== undefined) this.#begin(revision, undefined);
      this.#seen = revision;
      return;
    }
    if (this.#chosen !== undefined && now >= this.#chosenAtMs && now - this.#chosenAtMs < Math.floor((live * MS_AN_ENTRY) / 1000) * 1000) return;
    this.#chosenAtMs = now;
    const next = best(this.#table.snapshot(this.#sites), this.#cap);
    if (this.#chosen === undefined) this.#begin(revision, next);
    else this.#step(revision, now, this.#chosen, next);
    this.#seen = revision;
  }

  live(): number { return this.#chosen?.length ?? this.#table.live(this.#sites); }
  digest(): bigint { return this.#chosen === undefined ? this.#table.digest(this.#sites) : this.#digest; }
  snapshot(): Entry[] { return this.#chosen === undefined ? this.#table.snapshot(this.#sites) : [...this.#chosen]; }

  lastChange(since: number): number {
    if (this.#chosen === undefined) return Math.max(this.#floor, this.#table.lastChange(since, this.#sites));
    return Math.max(since, this.#floor, this.#steps.at(-1)?.revision ?? 0);
  }

  delta(since: number): Delta | undefined {
    if (this.#chosen === undefined) return this.#table.delta(since, this.#sites);
    const last = new Map<string, Entry | EntryKey>();
    for (const { revision, upserts, removals } of this.#steps) {
      if (revision <= since) continue;
      for (const one of removals) last.set(nameOf(one), { place: one.place, ip: one.ip });
      for (const one of upserts) last.set(nameOf(one), one);
    }
    const changed = [...last.values()].sort(byKey), upserts = changed.filter(isEntry), removals = changed.filter((one) => !isEntry(one));
    return snapshotIsSmaller(upserts.length, removals.length, this.#chosen.length) ? undefined : { upserts, removals };
  }

  /** Of a choice, its steps: an entry that changed twice counts twice. */
  backlogs(sinces: readonly number[], most: number): Backlog[] {
    if (this.#chosen === undefined) return this.#table.backlogs(sinces, most, this.#sites);
    return sinces.map((since) => {
      const after = this.#steps.filter(({ revision }) => revision > since);
      return { entries: after.reduce((sum, { upserts, removals }) => sum + upserts.length + removals.length, 0), oldestAt: after[0]?.at ?? null, more: false };
    });
  }

  /** Another way of looking: nothing from before it can be told as changes. */
  #begin(revision: number, chosen: readonly Entry[] | undefined): void {
    this.#chosen = chosen;
    this.#floor = revision;
    this.#steps = [];
    this.#kept = 0;
    this.#digest = (chosen ?? []).reduce((sum, entry) => addHash(sum, entryHash(entry)), 0n);
  }

  #step(revision: number, at: number, before: readonly Entry[], next: readonly Entry[]): void {
    const { upserts, removals, gone } = difference(before, next);
    this.#chosen = next;
    if (upserts.length === 0 && removals.length === 0) return;
    for (const entry of gone) this.#digest = removeHash(this.#digest, entryHash(entry));
    for (const entry of upserts) this.#digest = addHash(this.#digest, entryHash(entry));
    this.#steps.push({ revision, at, upserts, removals });
    this.#kept += upserts.length + removals.length;
    while (this.#steps.length > STEPS_MAX || this.#kept > Math.max(this.#cap, STEPS_MAX)) {
      const oldest = this.#steps.shift();
      if (oldest === undefined) break;
      this.#floor = oldest.revision;
      this.#kept -= oldest.upserts.length + oldest.removals.length;
    }
  }
}

/** The surest; of those the ones that have been known for longest, so that newcomers push nobody out; then the lowest address. In the order they came in. */
export function best(entries: readonly Entry[], most: number): readonly Entry[] {
  if (entries.length <= most) return entries;
  const counts = new Map<number, number>();
  for (const { confidence } of entries) counts.set(confidence, (counts.get(confidence) ?? 0) + 1);
  let room = most, cut = Infinity;
  for (const confidence of [...counts.keys()].sort((a, b) => b - a)) {
    cut = confidence;
    const count = counts.get(confidence) ?? 0;
    if (count > room) break;
    room -= count;
  }
  // Only those that are as sure as the last one have to be put in order.
  const times = Float64Array.from(entries.filter(({ confidence }) => confidence === cut), ({ identifiedAt }) => identifiedAt).sort();
  const last = room >= times.length ? Infinity : (times[room - 1] ?? -Infinity);
  let sameTime = room - times.filter((time) => time < last).length;
  return entries.filter(({ confidence, identifiedAt }) => {
    if (confidence !== cut) return confidence > cut;
    if (identifiedAt !== last) return identifiedAt < last;
    sameTime -= 1;
    return sameTime >= 0;
  });
}

/** Both in the order of keys. An entry is never written again, so another one is a change. */
function difference(before: readonly Entry[], next: readonly Entry[]): { readonly upserts: Entry[]; readonly removals: EntryKey[]; readonly gone: Entry[] } {
  const upserts: Entry[] = [], removals: EntryKey[] = [], gone: Entry[] = [];
  let a = 0, b = 0;
  while (a < before.length || b < next.length) {
    const old = before[a], young = next[b], order = old === undefined ? 1 : young === undefined ? -1 : byKey(old, young);
    if (old !== undefined && order <= 0) {
      a += 1;
      if (order < 0) removals.push({ place: old.place, ip: old.ip });
      if (old !== young) gone.push(old);
    }
    if (young !== undefined && order >= 0) {
      b += 1;
      if (old !== young || order > 0) upserts.push(young);
    }
  }
  return { upserts, removals, gone };
}

function isEntry(one: Entry | EntryKey): one is Entry { return 'verdict' in one; }
function nameOf({ place, ip }: EntryKey): string { return `${place.site}\n${place.segment}\n${ip}`; }
/** As a table's snapshot: by code unit, not by locale. */
function byKey(a: EntryKey, b: EntryKey): number { return compare(a.place.site, b.place.site) || compare(a.place.segment, b.place.segment) || a.ip - b.ip; }
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
