/** Which mapping each firewall shows that it has applied to an address: the columns it echoes in its logs, and its HIP-MATCH entries (R77). */
import * as L from '../../assembly/layout.ts';
import { macText, parseMac, type Ipv4, type RowReader } from '../model/index.ts';
import { echoed } from '../protocols/index.ts';

/** What a mapping says, as a firewall echoes it; null is not said. */
export interface Held {
  readonly category: string | null;
  readonly profile: string | null;
  readonly model: string | null;
  readonly vendor: string | null;
  readonly osFamily: string | null;
  readonly osVersion: string | null;
  readonly hostname: string | null;
  /** Lower case with colons. */
  readonly mac: string | null;
}

export interface Applied {
  /** Number of the scope of whoever sent the log. */
  readonly scope: number;
  readonly firewall: string;
  readonly ip: Ipv4;
  readonly held: Held;
  /** `match` is a HIP-MATCH without the mapping: only the MAC can be compared. */
  readonly form: 'mapping' | 'match';
  /** Log type that showed it. */
  readonly shownBy: string;
  /** Since when it shows this, and when it last did: times of the logs, epoch ms. */
  readonly since: number;
  readonly at: number;
  /** When and by whom the device was identified, in the firewall's words. */
  readonly identifiedBy: string | null;
  readonly identifiedAt: string | null;
}

/** What we publish for an address: null was taken back. `at` is when it became so. */
export interface Published { readonly held: Held | null; readonly at: number }

/** `stale`: it shows what was published before; `different`: what was not, though it had time; `unknown`: nothing is published there. */
export type AppliedState = 'confirmed' | 'stale' | 'different' | 'unknown';

/** A firewall polls each second; logs wait for the end of a session that began before. */
const GRACE_MS = 60_000;

export function compareApplied(applied: Applied, published: Published | undefined): AppliedState {
  if (published === undefined) return 'unknown';
  if (published.held === null) return 'stale';
  const { held } = published;
  if (applied.form === 'match') return applied.held.mac === held.mac ? 'confirmed' : 'unknown';
  const same = FIELDS.every((field) => applied.held[field] === held[field]);
  return same ? 'confirmed' : applied.at < published.at + GRACE_MS ? 'stale' : 'different';
}

const FIELDS = ['category', 'profile', 'model', 'vendor', 'osFamily', 'osVersion', 'hostname', 'mac'] as const satisfies readonly (keyof Held)[];

/** Entries kept; the one that was shown longest ago makes room. */
const ENTRIES_MAX = 50_000;
/** Profiles, vendors and the like that entries share; more, and sharing begins again. */
const WORDS_MAX = 8192;
/** An entry that only was shown again is stored at most so often. */
const AGAIN_MS = 600_000;
const TEXT_MAX = 128, SERIAL_MAX = 64;

/** `at` of the entry as it was stored; the slot has the latest. */
type Slot = { entry: Applied; at: number; mark: number; saved: number };
const key = (scope: number, firewall: string): string => `${scope} ${firewall}`;
const idsFrom = (first: number): readonly number[] => Array.from({ length: FIELDS.length }, (_, i) => first + i);
const SOURCE = idsFrom(L.F_LOG_SRC_CATEGORY), TARGET = idsFrom(L.F_LOG_DST_CATEGORY), MATCH = [L.F_HIP_MAC, L.F_HIP_MACHINE] as const;

export class AppliedBook {
  readonly #byFirewall = new Map<string, Map<Ipv4, Slot>>();
  readonly #changed = new Set<Slot>();
  readonly #gone: Applied[] = [];
  readonly #words = new Map<string, string>();
  readonly #most: number;
  #size = 0;
  #lastFirewall = '';
  #lastScope = -1;
  #last = new Map<Ipv4, Slot>();
  /** Entries that made room for others, since the start. */
  evicted = 0;

  constructor(saved: Iterable<Applied>, most = ENTRIES_MAX) {
    this.#most = most;
    for (const entry of saved) this.#of(entry.scope, entry.firewall).set(entry.ip, { entry, at: entry.at, mark: Number.NaN, saved: entry.at });
    for (const entries of this.#byFirewall.values()) this.#size += entries.size;
  }

  get size(): number { return this.#size; }

  /** What a log row shows of the mappings its firewall holds. A row without a time shows nothing: what came later could not be told. */
  read(scope: number, firewall: string, rows: RowReader, row: number, kind: number, at: number): void {
    if (at <= 0 || (rows.flags(row) & L.FLAG_IPV6) !== 0) return;
    if (kind !== L.KIND_TRAFFIC && kind !== L.KIND_THREAT && kind !== L.KIND_HIP) return;
    if (echoed(rows, row, L.F_LOG_SRC_CATEGORY)) this.#note(scope, firewall, rows.srcIp(row), rows, row, SOURCE, 'mapping', at);
    else if (kind === L.KIND_HIP && rows.has(row, L.F_HIP_MAC)) this.#note(scope, firewall, rows.srcIp(row), rows, row, MATCH, 'match', at);
    if (kind !== L.KIND_HIP && echoed(rows, row, L.F_LOG_DST_CATEGORY)) this.#note(scope, firewall, rows.dstIp(row), rows, row, TARGET, 'mapping', at);
  }

  /** What the next commit stores and deletes. Stays until `committed`. */
  plan(): { readonly put: readonly Applied[]; readonly remove: readonly Applied[] } { return { put: [...this.#changed].map(({ entry, at }) => ({ ...entry, at })), remove: [...this.#gone] }; }
  committed(): void {
    for (const slot of this.#changed) slot.saved = slot.at;
    this.#changed.clear();
    this.#gone.length = 0;
  }

  #note(scope: number, firewall: string, ip: Ipv4, rows: RowReader, row: number, ids: readonly number[], form: Applied['form'], at: number): void {
    if (ip === 0) return;
    const entries = this.#of(scope, firewall), slot = entries.get(ip), mark = rows.mark(row, ids, form === 'match' ? 1 : 0);
    if (slot !== undefined && at < slot.at) return;
    // A report without the mapping does not hide what a log showed whole.
    if (slot !== undefined && form === 'match' && slot.entry.form === 'mapping') return;
    if (slot?.mark === mark) {
      slot.at = at;
      if (at - slot.saved >= AGAIN_MS) this.#changed.add(slot);
      return;
    }
    const held = form === 'mapping' ? heldIn(rows, row, ids, this.#shared) : { ...NOTHING, mac: macOf(rows, row), hostname: text(rows, row, L.F_HIP_MACHINE) };
    const known = slot !== undefined && slot.entry.form === form && FIELDS.every((field) => slot.entry.held[field] === held[field]) ? slot : undefined;
    const entry: Applied = {
      scope, firewall: firewall.slice(0, SERIAL_MAX), ip, held, form, shownBy: this.#shared(text(rows, row, L.F_LOG_TYPE)) ?? '', since: known?.entry.since ?? at, at,
      identifiedBy: text(rows, row, L.F_HIP_SOURCE) ?? known?.entry.identifiedBy ?? null, identifiedAt: text(rows, row, L.F_HIP_IDENTIFIED_AT) ?? known?.entry.identifiedAt ?? null,
    };
    if (slot === undefined) this.#makeRoom();
    const next = slot ?? { entry, at, mark, saved: 0 };
    next.entry = entry;
    next.at = at;
    next.mark = mark;
    this.#changed.add(next);
    if (slot !== undefined) return;
    entries.set(ip, next);
    this.#size += 1;
  }

  /** Many devices are of few kinds. */
  readonly #shared = (word: string | null): string | null => {
    if (word === null) return null;
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    if (this.#words.size >= WORDS_MAX) this.#words.clear();
    this.#words.set(word, word);
    return word;
  };

  /** Looks at the firewall shown first; within it at the address shown first. */
  #makeRoom(): void {
    if (this.#size < this.#most) return;
    for (const [name, entries] of this.#byFirewall) {
      for (const [ip, slot] of entries) {
        entries.delete(ip);
        this.#changed.delete(slot);
        this.#gone.push(slot.entry);
        this.#size -= 1;
        this.evicted += 1;
        return;
      }
      // Empty: gone, unless it is the one at hand.
      if (entries !== this.#last) this.#byFirewall.delete(name);
    }
  }

  #of(scope: number, firewall: string): Map<Ipv4, Slot> {
    // Logs of one firewall come in a row.
    if (firewall === this.#lastFirewall && scope === this.#lastScope) return this.#last;
    const name = key(scope, firewall);
    let entries = this.#byFirewall.get(name);
    if (entries === undefined) this.#byFirewall.set(name, (entries = new Map()));
    this.#lastFirewall = firewall;
    this.#lastScope = scope;
    this.#last = entries;
    return entries;
  }
}

const NOTHING: Held = { category: null, profile: null, model: null, vendor: null, osFamily: null, osVersion: null, hostname: null, mac: null };

function text(rows: RowReader, row: number, id: number): string | null {
  const value = rows.text(row, id)?.trim();
  return value === undefined || value === '' ? null : value.slice(0, TEXT_MAX);
}

function heldIn(rows: RowReader, row: number, ids: readonly number[], shared: (word: string | null) => string | null): Held {
  const [category, profile, model, vendor, osFamily, osVersion, hostname, mac] = ids.map((id) => text(rows, row, id)); // in the order of the field ids
  const parsed = mac === null || mac === undefined ? undefined : parseMac(mac), word = (said: string | null | undefined): string | null => shared(said ?? null);
  return {
    category: word(category), profile: word(profile), model: word(model), vendor: word(vendor), osFamily: word(osFamily), osVersion: word(osVersion), hostname: hostname ?? null,
    mac: parsed === undefined ? mac ?? null : macText(parsed),
  };
}

function macOf(rows: RowReader, row: number): string | null {
  const mac = rows.mac(row, L.F_HIP_MAC);
  return mac === undefined ? null : macText(mac);
}
