/** What firewalls show that they applied, each beside what is published now: read from the data folder, also beside a running node. */
import { compareApplied, type AppliedState, type Held, type Published } from '../books/index.ts';
import { macField } from '../model/index.ts';
import type { AppliedRow, MappingWrite, Store } from '../store/index.ts';

export interface AppliedHere { readonly tenant: string; readonly row: AppliedRow; readonly state: AppliedState; readonly published: Held | null }

export function appliedStates(store: Store, firewall?: string): readonly AppliedHere[] {
  const rows = store.books.applied(firewall), addresses = new Set<number>(rows.map(({ ip }) => ip)), byTenant = new Map<string, ReturnType<typeof publishedBy>>();
  return rows.map((row) => {
    const { tenant } = store.scopes.scopeOf(row.scope);
    let published = byTenant.get(tenant);
    if (published === undefined) byTenant.set(tenant, (published = publishedBy(store.published(tenant, (ip) => addresses.has(ip)))));
    const one = published(row.scope, row.ip);
    return { tenant, row, state: compareApplied(row, one), published: one?.held ?? null };
  });
}

/** Of the firewall's own segment; where that has nothing, of the only other one that has. */
function publishedBy(writes: readonly MappingWrite[]): (scope: number, ip: number) => Published | undefined {
  const own = new Map<number, MappingWrite>(), elsewhere = new Map<number, MappingWrite[]>();
  for (const write of writes) {
    own.set(write.scope * 2 ** 32 + write.ip, write);
    if (write.entry !== null) elsewhere.set(write.ip, [...(elsewhere.get(write.ip) ?? []), write]);
  }
  return (scope, ip) => {
    const here = own.get(scope * 2 ** 32 + ip), others = elsewhere.get(ip) ?? [];
    const found = here?.entry === null || here === undefined ? (others.length === 1 ? others[0] : here) : here;
    return found && { held: heldOf(found), at: found.at };
  };
}

function heldOf({ entry }: MappingWrite): Held | null {
  if (entry === null) return null;
  const { category, profile, model, vendor, os_family: osFamily, os_version: osVersion } = entry.verdict;
  return { category, profile, model, vendor, osFamily, osVersion, hostname: entry.hostname, mac: macField(entry.mac) };
}
