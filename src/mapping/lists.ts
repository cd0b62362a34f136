/** Addresses by what stands at them: the plain lists that firewalls of others can read (external dynamic lists, URL-table aliases, external resources). Kept in step with a table change by change, so that a list costs what is in it. */
import { ipText, OUTLET_ATTRIBUTES, type Ipv4, type OutletAttribute } from '../model/index.ts';
import type { Entry, Place, Verdict } from './entry.ts';
import type { TableWatcher } from './table.ts';

/** How each is read from a verdict. */
const OF = {
  profile: (one) => one.profile, category: (one) => one.category, vendor: (one) => one.vendor, model: (one) => one.model, os: (one) => one.os_family, risk: (one) => one.risk_level,
} satisfies Record<OutletAttribute, (verdict: Verdict) => string | null>;

/** People type the value into a firewall's form, so case counts for nothing. */
export function listValue(text: string): string { return text.normalize('NFC').toLowerCase(); }

/** One address a line, each line ended, as every such reader takes it; nothing at all when there is none. */
export function listText(addresses: Iterable<number>): string {
  let text = '';
  for (const ip of addresses) text += `${ipText(ip as Ipv4)}\n`;
  return text;
}

export interface ListName { readonly attribute: OutletAttribute; readonly value: string; readonly addresses: number }
/** Which places count: those of a view, or one of them. */
export type SeesPlace = (place: Place) => boolean;

/** What stands in one place under one verdict. */
interface Group { readonly place: Place; readonly verdict: Verdict; readonly values: readonly Value[]; readonly ips: Set<Ipv4> }
/** One list of all places. */
interface Value { readonly attribute: OutletAttribute; readonly value: string; readonly key: string; readonly groups: Set<Group>; readonly changedAt: Map<Place, number>; readonly since: number }

export class Listing implements TableWatcher {
  readonly #groups = new Map<Place, Map<Verdict, Group>>();
  readonly #values = new Map<string, Value>();
  /** Who has an address: one, or where segments overlap one a place. */
  readonly #at = new Map<Ipv4, Group | Map<Place, Group>>();
  readonly #shared = new Set<Ipv4>();
  #clock = 0;
  #goneAt = 0;

  /** Counts changes of what lists say. */
  get clock(): number { return this.#clock; }

  /** An entry that is there already is nothing new. */
  changed(place: Place, ip: Ipv4, before: Entry | null, now: Entry | null): void {
    if (before !== null && before.verdict !== now?.verdict) this.#drop(place, ip, before.verdict);
    if (now !== null) this.#add(place, ip, now.verdict);
  }

  /** Sorted as numbers. An address of several segments that are not all the same thing is on no list: wrong is worse than unknown. */
  addresses(attribute: OutletAttribute, value: string, sees: SeesPlace): Uint32Array {
    const list = this.#values.get(keyOf(attribute, value)), groups = [...(list?.groups ?? [])].filter(({ place }) => sees(place)), found = new Uint32Array(groups.reduce((sum, { ips }) => sum + ips.size, 0));
    let count = 0;
    for (const { ips } of groups) for (const ip of ips) if (!this.#shared.has(ip)) found[count++] = ip;
    if (list !== undefined) for (const ip of this.#shared) {
      const seen = this.#holders(ip, sees);
      if (seen.length > 0 && seen.every((group) => list.groups.has(group))) found[count++] = ip;
    }
    return found.subarray(0, count).sort();
  }

  /** The clock when this list last changed for who sees these places. */
  changedAt(attribute: OutletAttribute, value: string, sees: SeesPlace): number {
    const list = this.#values.get(keyOf(attribute, value));
    if (list === undefined) return this.#goneAt;
    let last = list.since;
    for (const [place, at] of list.changedAt) if (at > last && sees(place)) last = at;
    return last;
  }

  /** The lists that are not empty, by attribute and value. */
  names(sees: SeesPlace): readonly ListName[] {
    const counts = new Map<Value, number>(), add = (value: Value, by: number): void => { counts.set(value, (counts.get(value) ?? 0) + by); };
    for (const value of this.#values.values()) for (const { place, ips } of value.groups) if (sees(place)) add(value, ips.size);
    for (const ip of this.#shared) {
      const seen = this.#holders(ip, sees);
      for (const value of new Set(seen.length < 2 ? [] : seen.flatMap(({ values }) => values))) {
        const fitting = seen.filter(({ values }) => values.includes(value)).length;
        add(value, fitting === seen.length ? 1 - fitting : -fitting);
      }
    }
    const order = (one: ListName): string => `${OUTLET_ATTRIBUTES.indexOf(one.attribute)} ${listValue(one.value)}`;
    return [...counts].filter(([, count]) => count > 0).map(([{ attribute, value }, addresses]) => ({ attribute, value, addresses })).sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  #add(place: Place, ip: Ipv4, verdict: Verdict): void {
    const group = this.#group(place, verdict), before = this.#at.get(ip);
    if (group.ips.has(ip)) return;
    group.ips.add(ip);
    if (before instanceof Map) before.set(place, group);
    else if (before === undefined || before.place === place) this.#at.set(ip, group);
    else {
      this.#at.set(ip, new Map([[before.place, before], [place, group]]));
      this.#shared.add(ip);
    }
    this.#touch(ip, group);
  }

  #drop(place: Place, ip: Ipv4, verdict: Verdict): void {
    const group = this.#groups.get(place)?.get(verdict);
    if (group?.ips.delete(ip) !== true) return;
    this.#touch(ip, group);
    const holders = this.#at.get(ip);
    if (holders instanceof Map) {
      holders.delete(place);
      const [left, ...more] = holders.values();
      if (left !== undefined && more.length === 0) {
        this.#at.set(ip, left);
        this.#shared.delete(ip);
      }
    } else this.#at.delete(ip);
    if (group.ips.size === 0) this.#forget(group);
  }

  /** Who shares an address is on a list or not by what the others are. */
  #touch(ip: Ipv4, group: Group): void {
    this.#clock += 1;
    const holders = this.#at.get(ip);
    for (const one of holders instanceof Map ? new Set([group, ...holders.values()]) : [group]) {
      for (const value of one.values) for (const place of holders instanceof Map ? holders.keys() : [one.place]) value.changedAt.set(place, this.#clock);
    }
  }

  #holders(ip: Ipv4, sees: SeesPlace): readonly Group[] {
    const holders = this.#at.get(ip);
    return holders instanceof Map ? [...holders.values()].filter(({ place }) => sees(place)) : [];
  }

  #group(place: Place, verdict: Verdict): Group {
    let here = this.#groups.get(place);
    if (here === undefined) this.#groups.set(place, (here = new Map()));
    let group = here.get(verdict);
    if (group === undefined) {
      const values = OUTLET_ATTRIBUTES.flatMap((attribute) => {
        const value = OF[attribute](verdict);
        return value === null ? [] : [this.#value(attribute, value)];
      });
      here.set(verdict, (group = { place, verdict, values, ips: new Set() }));
      for (const value of values) value.groups.add(group);
    }
    return group;
  }

  #value(attribute: OutletAttribute, value: string): Value {
    const key = keyOf(attribute, value);
    let found = this.#values.get(key);
    if (found === undefined) this.#values.set(key, (found = { attribute, value, key, groups: new Set(), changedAt: new Map(), since: this.#clock += 1 }));
    return found;
  }

  #forget(group: Group): void {
    this.#groups.get(group.place)?.delete(group.verdict);
    for (const value of group.values) {
      value.groups.delete(group);
      if (value.groups.size > 0) continue;
      this.#values.delete(value.key);
      this.#goneAt = this.#clock;
    }
  }
}

function keyOf(attribute: OutletAttribute, value: string): string { return `${attribute} ${listValue(value)}`; }
