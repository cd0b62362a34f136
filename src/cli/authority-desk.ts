/** Who still needs the authority before the present one: certificates by which a firewall or a syslog sender comes in, from the registry. */
import type { Authority } from '../pki/index.ts';
import type { Store } from '../store/index.ts';

export interface Dependant {
  readonly kind: 'firewall' | 'dhcp-server' | 'log-sender';
  readonly name: string;
  /** Null where nobody wrote it down. */
  readonly expiresAt: number | null;
  /** It was given a newer certificate that it has not shown yet. */
  readonly renewed: boolean;
}

const SENDERS = ['dhcp-server', 'log-sender'] as const;

export function dependants(store: Store, authority: Authority, now: number): readonly Dependant[] {
  const { certificates } = store.firewalls, first = store.meta.get('authority');
  const alive = certificates.alive(now), isOld = (by: string | null): boolean => (by ?? first) !== authority.fingerprint;
  const renewed = new Set(alive.filter((one) => !isOld(one.authority)).map(({ serial }) => serial));
  const active = new Set(store.firewalls.list().filter(({ status }) => status === 'active').map(({ serial }) => serial));
  const firewalls = alive.filter((one) => isOld(one.authority) && active.has(one.serial)).map(({ serial, expiresAt }): Dependant => ({ kind: 'firewall', name: serial, expiresAt, renewed: renewed.has(serial) }));
  const senders = SENDERS.flatMap((kind) => store.senders.list(kind).flatMap(({ name, fingerprint }): readonly Dependant[] => (
    fingerprint !== null && isOld(certificates.senderAuthority(fingerprint) ?? null) ? [{ kind, name, expiresAt: null, renewed: false }] : [])));
  return [...firewalls, ...senders];
}
