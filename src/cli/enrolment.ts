/** A firewall let in: its certificate issued by the data folder's CA, and its row in the registry, beside a running node or without one. */
import { issueFirewall, openAuthority, parseSerial } from '../pki/index.ts';
import { openStore, type FirewallRow } from '../store/index.ts';
import type { FirewallIdentity } from './deps.ts';

export interface Enrolment {
  readonly serial: string;
  readonly tenant?: string;
  readonly site?: string;
  readonly segment?: string;
  /** Sites whose mappings it gets; without it, all of its tenant. */
  readonly sees?: readonly string[];
  readonly days?: number;
  /** Gives a registered firewall a new certificate; the old one is refused from then on. */
  readonly replace?: boolean;
}

/** Who did it, in the audit table. */
const ACTOR = 'cli';

export async function enrolFirewall(dataDir: string, enrolment: Enrolment): Promise<FirewallIdentity & { readonly row: FirewallRow }> {
  const [made] = await enrolFirewalls(dataDir, [enrolment]);
  if (made === undefined) throw new Error('one enrolment gives one identity');
  return made;
}

export async function enrolFirewalls(dataDir: string, enrolments: readonly Enrolment[]): Promise<readonly (FirewallIdentity & { readonly row: FirewallRow })[]> {
  const now = new Date();
  for (const { serial } of enrolments) parseSerial(serial); // before anything is made
  const store = openStore(dataDir, { role: 'tool', now: now.getTime() });
  try {
    const authority = await openAuthority(dataDir, now);
    const made: (FirewallIdentity & { readonly row: FirewallRow })[] = [];
    for (const { serial, tenant = 'default', site = 'default', segment = 'default', sees = [], days, replace = false } of enrolments) {
      const issued = await issueFirewall(authority, serial, now, days);
      const row: FirewallRow = {
        serial, tenant, site, segment, viewSites: sees.length === 0 ? null : sees, fingerprint: issued.fingerprint,
        certificateSerial: issued.serialNumber, status: 'active',
        issuedAt: now.getTime(), expiresAt: issued.notAfter.getTime(), revokedAt: null,
      };
      store.firewalls.add(row, ACTOR, replace);
      made.push({ serial, certificate: issued.certificate, key: issued.key, ca: authority.pem, row });
    }
    return made;
  } finally {
    store.close();
  }
}

export function revokeFirewalls(dataDir: string, serials: readonly string[]): readonly FirewallRow[] {
  const now = Date.now();
  const store = openStore(dataDir, { role: 'tool', now });
  try {
    return serials.map((serial) => store.firewalls.revoke(serial, now, ACTOR));
  } finally {
    store.close();
  }
}
