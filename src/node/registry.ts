/** The store's firewalls as the doorkeeper asks for them: whose certificate is good, what it sees, and what it may have. */
import { readDescription } from '../advice/index.ts';
import { DEVICE_OBJECTS, gatesFor, mappingsOf, readTerm, standingOf, type Licence } from '../rights/index.ts';
import type { FirewallRegistry } from '../server/index.ts';
import type { AccountLicenceRow, LicenceRow, Retention, Store } from '../store/index.ts';

export interface RegistryOptions {
  readonly licenceRequired?: boolean;
  /** What tenants do with their logs unless they said otherwise. */
  readonly keep?: Retention['keep'];
  readonly now?: () => number;
}

export function registryOf(store: Store, { licenceRequired = false, keep = 'facts', now = Date.now }: RegistryOptions = {}): FirewallRegistry {
  return {
    byFingerprint(fingerprint) {
      const row = store.firewalls.byFingerprint(fingerprint);
      if (row === undefined) return undefined;
      const { serial, tenant, site, segment, viewSites, status, unshown } = row;
      // Only what an operator states shuts a gate: any sender of logs may name any serial, and say what it likes of its release.
      const { panos, multiVsys, panorama, prisma, maxMappings } = readDescription(store.descriptions.get(serial));
      const cap = maxMappings ?? mappingsOf(row.model);
      const account = (store.retention.find(tenant)?.keep ?? keep) === 'raw' ? { keeping: { licence: termOf(store.accounts.of(tenant)) } } : {};
      const holder = { licences: store.licences.of(serial).map(licenceOf), required: licenceRequired, panorama: panorama === true, ...account };
      return {
        serial, fingerprint, tenant, site, segment, revoked: status === 'revoked', unshown, ...(viewSites === null ? {} : { sites: viewSites }),
        standing: (nowMs) => standingOf(holder, nowMs), gates: gatesFor({ panos, multiVsys: multiVsys === true, panorama: panorama === true, prisma: prisma === true }), deviceObjects: DEVICE_OBJECTS, ...(cap === undefined ? {} : { cap }),
      };
    },
    shown(fingerprint) { store.firewalls.shown(fingerprint, now()); },
    generation: () => store.firewalls.generation(),
  };
}

/** A term that cannot be read opens nothing. */
export function licenceOf(row: LicenceRow): Licence { return { ...termOf(row), ingest: row.ingest, pull: row.pull }; }

function termOf(row: AccountLicenceRow): Omit<Licence, 'ingest' | 'pull'>;
function termOf(row: AccountLicenceRow | undefined): Omit<Licence, 'ingest' | 'pull'> | undefined;
function termOf(row: AccountLicenceRow | undefined): Omit<Licence, 'ingest' | 'pull'> | undefined {
  return row && { purchasedAt: row.purchasedAt, activatedAt: row.activatedAt, term: readTerm(row.term) ?? { count: 0, unit: 'days' } };
}
