/** Which tags each address should have and which the firewall is known to have; the difference is what is said to it. */
import { createHash } from 'node:crypto';
import type { MappingKey, PlacedMapping } from '../model/index.ts';
import type { TagChange } from './panos-xml.ts';

/** Only tags that begin so are ours. */
export const PREFIX = 'np-';
/** PAN-OS takes 127 characters. */
const TAG_MAX = 127;
/** A firewall of the largest series keeps half a million tagged addresses; beyond it new ones are left out, counted. */
const ADDRESSES_MAX = 500_000;

/** Names of tags depend on the value alone. */
export function tagsOf({ profile, category, vendor }: Pick<PlacedMapping, 'profile' | 'category' | 'vendor'>): readonly string[] {
  return ([['profile', profile], ['category', category], ['vendor', vendor]] as const).flatMap(([kind, value]) => (value === null ? [] : [tagName(kind, value)]));
}
function tagName(kind: string, value: string): string {
  const plain = value.normalize('NFC').replaceAll('+', ' plus ').trim().replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-|-$/g, ''), name = `${PREFIX}${kind}-${plain}`;
  if (name.length <= TAG_MAX && plain !== '') return name;
  return `${name.slice(0, TAG_MAX - 9).toWellFormed()}-${createHash('sha256').update(value).digest('hex').slice(0, 8)}`;
}

export class TagBook {
  /** By address, then by place: an address of several segments has the tags of all of them. */
  #wanted = new Map<string, Map<string, readonly string[]>>();
  #held = new Map<string, ReadonlySet<string>>();
  readonly #unsettled = new Set<string>();
  #refused = 0;

  get refused(): number { return this.#refused; }
  get unsettled(): number { return this.#unsettled.size; }

  upsert(entry: PlacedMapping): void {
    const { ip_address: ip } = entry, places = this.#wanted.get(ip);
    if (places === undefined && this.#wanted.size >= ADDRESSES_MAX) { this.#refused += 1; return; }
    if (places === undefined) this.#wanted.set(ip, new Map([[placeOf(entry), tagsOf(entry)]]));
    else places.set(placeOf(entry), tagsOf(entry));
    this.#unsettled.add(ip);
  }

  remove(key: MappingKey): void {
    const places = this.#wanted.get(key.ip_address);
    if (places?.delete(placeOf(key)) !== true) return;
    if (places.size === 0) this.#wanted.delete(key.ip_address);
    this.#unsettled.add(key.ip_address);
  }

  /** The whole map in place of what was wanted before. */
  replace(entries: Iterable<PlacedMapping>): void {
    const before = this.#wanted;
    this.#wanted = new Map();
    for (const ip of before.keys()) this.#unsettled.add(ip);
    for (const entry of entries) this.upsert(entry);
  }

  /** What the firewall says it has, ours alone. */
  found(held: ReadonlyMap<string, readonly string[]>): void {
    this.#held = new Map([...held].map(([ip, tags]) => [ip, new Set(tags)]));
    for (const ip of this.#held.keys()) this.#unsettled.add(ip);
    for (const ip of this.#wanted.keys()) this.#unsettled.add(ip);
  }

  /** At most `limit` addresses that differ. */
  differences(limit: number): readonly TagChange[] {
    const changes: TagChange[] = [];
    for (const ip of this.#unsettled) {
      const wanted = this.#tags(ip), held = this.#held.get(ip) ?? new Set<string>();
      const register = [...wanted].filter((tag) => !held.has(tag)), unregister = [...held].filter((tag) => !wanted.has(tag));
      if (register.length === 0 && unregister.length === 0) { this.#unsettled.delete(ip); continue; }
      changes.push({ ip, register, unregister });
      if (changes.length >= limit) break;
    }
    return changes;
  }

  /** The firewall took them. */
  settle(changes: readonly TagChange[]): void {
    for (const { ip, register, unregister } of changes) {
      const held = new Set(this.#held.get(ip));
      for (const tag of register) held.add(tag);
      for (const tag of unregister) held.delete(tag);
      if (held.size === 0) this.#held.delete(ip);
      else this.#held.set(ip, held);
    }
  }

  #tags(ip: string): ReadonlySet<string> { return new Set([...(this.#wanted.get(ip)?.values() ?? [])].flat()); }
}

function placeOf({ site, segment }: { readonly site: string; readonly segment: string }): string { return JSON.stringify([site, segment]); }
