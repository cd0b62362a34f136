/** The store's firewalls as the doorkeeper asks for them: whose certificate is good, what it sees, and what it may have. */
import { readDescription } from './advice/index.ts';
import { DEVICE_OBJECTS, gatesOf, mappingsOf, readTerm, standingOf, type Licence } from './rights/index.ts';
import type { FirewallRegistry } from './server/index.ts';
import type { LicenceRow, Store } from './store/index.ts';

export function registryOf(store: Store, { licenceRequired = false, now = Date.now }: { readonly licenceRequired?: boolean; readonly now?: () => number } = {}): FirewallRegistry {
  return {
    byFingerprint(fingerprint) {
      const row = store.firewalls.byFingerprint(fingerprint);
      if (row === undefined) return undefined;
      const { serial, tenant, site, segment, viewSites, status, unshown } = row;
      // Only what an operator states shuts a gate: any sender of logs may name any serial, and say what it likes of its release.
      const { panos, multiVsys, panorama, maxMappings } = readDescription(store.descriptions.get(serial));
      const cap = maxMappings ?? mappingsOf(row.model);
      const holder = { licences: store.licences.of(serial).map(licenceOf), required: licenceRequired, panorama: panorama === true };
      return {
        serial, fingerprint, tenant, site, segment, revoked: status === 'revoked', unshown, ...(viewSites === null ? {} : { sites: viewSites }),
        standing: (nowMs) => standingOf(holder, nowMs), gates: gatesOf({ panos, multiVsys: multiVsys === true, panorama: panorama === true }), deviceObjects: DEVICE_OBJECTS, ...(cap === undefined ? {} : { cap }),
      };
    },
    shown(fingerprint) { store.firewalls.shown(fingerprint, now()); },
    generation: () => store.firewalls.generation(),
  };
}

/** A term that cannot be read opens nothing. */
export function licenceOf({ purchasedAt, activatedAt, term, ingest, pull }: LicenceRow): Licence {
  return { purchasedAt, activatedAt, term: readTerm(term) ?? { count: 0, unit: 'days' }, ingest, pull };
}
