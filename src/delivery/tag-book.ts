/** Which tags each address should have and which the firewall is known to have; the difference is what is said to it. */
import { createHash } from 'node:crypto';
import type { MappingKey, OutletAttribute, PlacedMapping } from '../model/index.ts';
import type { TagChange } from './panos-xml.ts';

/** Only tags that begin so are ours. */
export const PREFIX = 'np-';
/** PAN-OS takes 127 characters. */
const TAG_MAX = 127;
/** A firewall of the largest series keeps half a million tagged addresses; beyond it new ones are left out, counted. */
const ADDRESSES_MAX = 500_000;

/** How each is read from a mapping. PAN-OS keeps 32 tags at an address, those of others among them; ours are six at most. */
const OF = { profile: 'profile', category: 'category', vendor: 'vendor', model: 'model', os: 'os_family', risk: 'risk_level' } as const satisfies Record<OutletAttribute, keyof PlacedMapping>;
export const USUAL_TAGS: readonly OutletAttribute[] = ['profile', 'category', 'vendor'];

/** Names of tags depend on the value alone. */
export function tagsOf(of: Pick<PlacedMapping, (typeof OF)[OutletAttribute]>, by: readonly OutletAttribute[] = USUAL_TAGS): readonly string[] {
  return by.flatMap((attribute) => {
    const value = of[OF[attribute]];
    return value === null ? [] : [tagName(attribute, value)];
  });
}
function tagName(kind: string, value: string): string {
  const plain = value.normalize('NFC').replaceAll('+', ' plus ').trim().replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-|-$/g, ''), name = `${PREFIX}${kind}-${plain}`;
  if (name.length <= TAG_MAX && plain !== '') return name;
  return `${name.slice(0, TAG_MAX - 9).toWellFormed()}-${createHash('sha256').update(value).digest('hex').slice(0, 8)}`;
}

export class TagBook {
  readonly #by: readonly OutletAttribute[];
  /** By address, then by place: an address of several segments has the tags on which all agree, for a wrong one is worse than none. */
  #wanted = new Map<string, Map<string, readonly string[]>>();
  #held = new Map<string, ReadonlySet<string>>();
  readonly #unsettled = new Set<string>();
  #refused = 0;

  constructor(by: readonly OutletAttribute[] = USUAL_TAGS) { this.#by = by; }

  get refused(): number { return this.#refused; }
  get unsettled(): number { return this.#unsettled.size; }

  upsert(entry: PlacedMapping): void {
    const { ip_address: ip } = entry, places = this.#wanted.get(ip);
    if (places === undefined && this.#wanted.size >= ADDRESSES_MAX) { this.#refused += 1; return; }
    if (places === undefined) this.#wanted.set(ip, new Map([[placeOf(entry), tagsOf(entry, this.#by)]]));
    else places.set(placeOf(entry), tagsOf(entry, this.#by));
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

  /** What the firewall is known to have, some addresses at a time. */
  *held(limit: number): Generator<readonly TagChange[]> {
    const ips = [...this.#held.keys()];
    for (let at = 0; at < ips.length; at += limit) yield ips.slice(at, at + limit).flatMap((ip) => { const tags = [...(this.#held.get(ip) ?? [])]; return tags.length === 0 ? [] : [{ ip, register: tags, unregister: [] }]; });
  }

  #tags(ip: string): ReadonlySet<string> {
    const [first, ...rest] = this.#wanted.get(ip)?.values() ?? [];
    return new Set((first ?? []).filter((tag) => rest.every((tags) => tags.includes(tag))));
  }
}

function placeOf({ site, segment }: { readonly site: string; readonly segment: string }): string { return JSON.stringify([site, segment]); }
