/** What does not fit together in what is noted of firewalls (R197, R211, R217): pure, over what the registry has. */
import { endsAt, type Licence } from './licence.ts';

export interface NotedFirewall {
  readonly serial: string;
  readonly tenant: string;
  readonly active: boolean;
  readonly panorama: boolean;
  /** Serial of the Panorama that manages it. */
  readonly managedBy: string | null;
}
export interface NotedLicence { readonly id: number; readonly serial: string; readonly licence: Licence }
export interface Noted {
  readonly firewalls: readonly NotedFirewall[];
  readonly licences: readonly NotedLicence[];
  /** Serials of which a licence was taken away. */
  readonly givenBack: ReadonlySet<string>;
  /** Tenants that keep their logs, and those with a licence for it. */
  readonly keeping: readonly string[];
  readonly accounts: ReadonlySet<string>;
  readonly now: number;
}

export interface Misfit { readonly id: string; readonly cites: string; readonly serial: string | null; readonly tenant: string | null; readonly says: string; readonly next: string }

export function misfits(noted: Noted): readonly Misfit[] { return [...halfGone(noted), ...panoramas(noted), ...accounts(noted)]; }

/** R211: who leaves does so in both: the licence is given back, and the firewall goes. */
function halfGone({ firewalls, licences, givenBack, now }: Noted): Misfit[] {
  const known = new Map(firewalls.map((one) => [one.serial, one])), licensed = new Set(licences.map(({ serial }) => serial));
  const left = licences.filter(({ serial, licence }) => known.get(serial)?.active !== true && now < endsAt(licence)).map(({ id, serial }): Misfit => {
    const firewall = known.get(serial);
    return {
      id: 'licence-left', cites: 'R211', serial, tenant: firewall?.tenant ?? null, says: firewall === undefined ? `licence ${id} is of a firewall that nobody registered` : `the firewall is gone, and its licence ${id} is not given back`,
      next: firewall === undefined ? `register it (nameplate firewall add, nameplate enrol otp), or nameplate licence remove ${id}` : `nameplate licence remove ${id}`,
    };
  });
  const stays = firewalls.filter(({ serial, active }) => active && givenBack.has(serial) && !licensed.has(serial)).map(({ serial, tenant }): Misfit => ({
    id: 'firewall-left', cites: 'R211', serial, tenant, says: 'its licence was given back, and the firewall may still connect', next: `nameplate firewall revoke ${serial}, or give it a licence`,
  }));
  return [...left, ...stays];
}

/** R217: Panorama is linked by its serial number, in the tenant of the firewalls that it manages. */
function panoramas({ firewalls }: Noted): Misfit[] {
  const known = new Map(firewalls.map((one) => [one.serial, one]));
  return firewalls.flatMap(({ serial, tenant, active, managedBy }): Misfit[] => {
    if (!active || managedBy === null) return [];
    const manager = known.get(managedBy), base = { cites: 'R217', serial, tenant };
    if (manager?.active !== true) return [{ ...base, id: 'panorama-unknown', says: `Panorama ${managedBy}, which manages it, is not linked`, next: `nameplate firewall add ${managedBy}, and nameplate firewall describe ${managedBy} --panorama yes` }];
    if (manager.tenant !== tenant) return [{ ...base, id: 'panorama-elsewhere', says: `Panorama ${managedBy}, which manages it, belongs to another tenant`, next: 'both have to be of one tenant: nameplate firewall add --replace --tenant moves one' }];
    if (!manager.panorama) return [{ ...base, id: 'panorama-none', says: `${managedBy}, which is said to manage it, is not stated to be Panorama`, next: `nameplate firewall describe ${managedBy} --panorama yes` }];
    return [];
  });
}

/** R197: one licence for keeping logs an account; none where they are not kept. Nobody who counts no licences is asked for it. */
function accounts({ firewalls, licences, keeping, accounts: held }: Noted): Misfit[] {
  const licensed = new Set(licences.map(({ serial }) => serial)), counting = new Set(firewalls.filter(({ serial }) => licensed.has(serial)).map(({ tenant }) => tenant));
  const missing = keeping.filter((tenant) => counting.has(tenant) && !held.has(tenant)).map((tenant): Misfit => ({
    id: 'account-licence-missing', cites: 'R197', serial: null, tenant, says: 'its logs are kept, and it has no licence for that', next: `nameplate licence account-add ${tenant} --term 3y, or keep facts alone: nameplate retention set --keep facts`,
  }));
  const idle = [...held].filter((tenant) => !keeping.includes(tenant)).map((tenant): Misfit => ({
    id: 'account-licence-idle', cites: 'R197', serial: null, tenant, says: 'it has a licence for keeping logs, and keeps none', next: `nameplate retention set --keep raw, or nameplate licence account-remove ${tenant}`,
  }));
  return [...missing, ...idle];
}
