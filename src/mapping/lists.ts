/** Addresses by what stands at them: the plain lists that firewalls of others can read (external dynamic lists, URL-table aliases, external resources). */
import { ipText, type Ipv4 } from '../model/index.ts';
import type { Verdict } from './entry.ts';
import type { MappingTable, Sites } from './table.ts';

/** What a list can be by, and how it is read from a verdict. */
const OF = {
  profile: (one) => one.profile, category: (one) => one.category, vendor: (one) => one.vendor, model: (one) => one.model, os: (one) => one.os_family, risk: (one) => one.risk_level,
} satisfies Record<string, (verdict: Verdict) => string | null>;
export type ListAttribute = keyof typeof OF;
export const LIST_ATTRIBUTES = Object.keys(OF) as readonly ListAttribute[]; // the keys of a literal

export function isListAttribute(text: string): text is ListAttribute { return Object.hasOwn(OF, text); }

/** People type the value into a firewall's form, so case counts for nothing. */
export function listValue(text: string): string { return text.normalize('NFC').toLowerCase(); }

/** Sorted as numbers, each once: segments may let two devices have one address, and a list cannot tell them apart. */
export function listedAddresses(table: MappingTable, attribute: ListAttribute, value: string, sites: Sites): readonly Ipv4[] {
  const wanted = listValue(value), read = OF[attribute], known = new Map<Verdict, boolean>(), found: Ipv4[] = [];
  table.each(({ verdict, ip }) => {
    let fits = known.get(verdict);
    if (fits === undefined) {
      const has = read(verdict);
      known.set(verdict, (fits = has !== null && listValue(has) === wanted));
    }
    if (fits) found.push(ip);
  }, sites);
  return [...new Set(found)].sort((a, b) => a - b);
}

/** One address a line, each line ended, as every such reader takes it; nothing at all when there is none. */
export function listText(addresses: readonly Ipv4[]): string { return addresses.map((ip) => `${ipText(ip)}\n`).join(''); }

export interface ListName { readonly attribute: ListAttribute; readonly value: string; readonly addresses: number }

/** The lists that are not empty, by attribute and value. */
export function listNames(table: MappingTable, sites: Sites): readonly ListName[] {
  const entries = new Map<Verdict, Ipv4[]>();
  table.each(({ verdict, ip }) => {
    const of = entries.get(verdict);
    if (of) of.push(ip);
    else entries.set(verdict, [ip]);
  }, sites);
  return LIST_ATTRIBUTES.flatMap((attribute) => {
    const byValue = new Map<string, { readonly value: string; readonly ips: Set<Ipv4> }>();
    for (const [verdict, ips] of entries) {
      const value = OF[attribute](verdict);
      if (value === null) continue;
      const key = listValue(value), list = byValue.get(key) ?? { value, ips: new Set<Ipv4>() };
      byValue.set(key, list);
      for (const ip of ips) list.ips.add(ip);
    }
    return [...byValue].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, { value, ips }]) => ({ attribute, value, addresses: ips.size }));
  });
}
