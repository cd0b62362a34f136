/** A firewall let in: its certificate issued by the data folder's CA, and its row in the registry, beside a running node or without one. */
import { issueFirewall, openAuthority, type Authority, type PlacedIdentity } from '../pki/index.ts';
import { openStore, type FirewallRow, type Store } from '../store/index.ts';
import type { FirewallIdentity } from './deps.ts';

export interface Enrolment {
  readonly serial: string;
  readonly tenant?: string;
  readonly site?: string;
  readonly segment?: string;
  /** Sites whose mappings it gets; without it, all of its tenant. */
  readonly sees?: readonly string[];
  readonly days?: number;
  /** Such as PA-440. */
  readonly model?: string;
  /** Gives a registered firewall a new certificate; the old one is refused from then on. */
  readonly replace?: boolean;
}

/** Who did it, in the audit table. */
export const ACTOR = 'cli';

export type Enrolled = FirewallIdentity & { readonly row: FirewallRow };

/** `place` puts the identity where it is wanted before it is registered: a firewall is never registered whose key nobody has. */
export async function enrolFirewall(dataDir: string, enrolment: Enrolment, place?: (made: Enrolled) => PlacedIdentity): Promise<Enrolled> {
  return await withAuthority(dataDir, false, async (store, authority) => {
    const made = await issue(authority, enrolment);
    const placed = place?.(made);
    try {
      store.firewalls.add(made.row, ACTOR, enrolment.replace, authority.fingerprint);
    } catch (error) {
      placed?.undo();
      throw error;
    }
    placed?.keep();
    return made;
  });
}

/** Into a data folder that is one already; all of them or none. */
export async function enrolFirewalls(dataDir: string, enrolments: readonly Enrolment[]): Promise<readonly Enrolled[]> {
  return await withAuthority(dataDir, true, async (store, authority) => {
    const made: Enrolled[] = [];
    for (const enrolment of enrolments) made.push(await issue(authority, enrolment));
    store.firewalls.addAll(made.map(({ row }) => row), ACTOR, false, authority.fingerprint);
    return made;
  });
}

/** The store and the authority of a data folder, beside a running node or without one. The authority is the one that the database remembers: without that, a rotation would go unseen. */
export async function withAuthority<T>(dataDir: string, mustExist: boolean, work: (store: Store, authority: Authority) => Promise<T>): Promise<T> {
  const now = new Date();
  const store = openStore(dataDir, { role: 'tool', now: now.getTime(), mustExist });
  try {
    return await work(store, await openAuthority(dataDir, now, store.meta));
  } finally {
    store.close();
  }
}

async function issue(authority: Authority, { serial, tenant = 'default', site = 'default', segment = 'default', sees = [], days, model }: Enrolment): Promise<Enrolled> {
  const now = new Date(), issued = await issueFirewall(authority, serial, now, days);
  const row: FirewallRow = {
    serial, tenant, site, segment, viewSites: sees.length === 0 ? null : sees, fingerprint: issued.fingerprint,
    certificateSerial: issued.serialNumber, status: 'active',
    issuedAt: now.getTime(), expiresAt: issued.notAfter.getTime(), revokedAt: null, ...(model === undefined ? {} : { model }),
  };
  return { serial, certificate: issued.certificate, key: issued.key, ca: authority.bundle, row };
}

export function revokeFirewall(dataDir: string, serial: string): FirewallRow {
  return withRegistry(dataDir, (store, now) => store.firewalls.revoke(serial, now, ACTOR));
}

/** For firewalls that were made for a test: nothing of them stays good, or in the list. */
export function removeFirewalls(dataDir: string, serials: readonly string[]): void {
  withRegistry(dataDir, (store, now) => store.firewalls.remove(serials, now, ACTOR));
}

/** Only a folder that is one: `add` may make one, nobody else. */
export function withRegistry<T>(dataDir: string, work: (store: Store, now: number) => T): T {
  const now = Date.now();
  const store = openStore(dataDir, { role: 'tool', now, mustExist: true });
  try {
    return work(store, now);
  } finally {
    store.close();
  }
}
