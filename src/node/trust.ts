/** The certificates a running node stands on, kept up to date: a command beside it may change the authority, and its own certificate runs out. Every listener follows without a restart. */
import { hostname } from 'node:os';
import { AUTHORITIES_KEY, openAuthority, serverIdentity, type Authority, type ServerIdentity } from '../pki/index.ts';
import type { Store } from '../store/index.ts';
import type { Log } from '../telemetry/index.ts';

export interface Trust {
  readonly authority: Authority;
  readonly identity: ServerIdentity;
}
export interface TrustWatch {
  readonly now: Trust;
  /** Called after each change. */
  follow(listener: (trust: Trust) => void): void;
  stop(): void;
}

const LOOK_MS = 500;
/** Its own certificate is looked at so often; it is made anew 30 days before its end. */
const OWN_MS = 3_600_000;
const TROUBLE_EVERY_MS = 60_000;

export async function watchTrust({ dataDir, names, store, log }: { readonly dataDir: string; readonly names: readonly string[]; readonly store: Store; readonly log: Log }): Promise<TrustWatch> {
  const load = async (): Promise<Trust> => {
    const now = new Date(), authority = await openAuthority(dataDir, now, store.meta);
    return { authority, identity: await serverIdentity(authority, [...new Set([...names, 'localhost', '127.0.0.1', '::1', hostname()])], now) };
  };
  let seen = store.meta.get(AUTHORITIES_KEY), trust = await load(), ownAt = performance.now(), busy = false, saidAt = -Infinity;
  const listeners: ((trust: Trust) => void)[] = [];
  const look = async (): Promise<void> => {
    const record = store.meta.get(AUTHORITIES_KEY), due = performance.now() - ownAt >= OWN_MS;
    if (record === seen && !due) return;
    const next = await load();
    ownAt = performance.now();
    const changed = record !== seen || next.identity.certificate !== trust.identity.certificate;
    seen = record;
    trust = next;
    if (!changed) return;
    log.info('the certificates of this node changed', { authority: next.authority.fingerprint, older: next.authority.older?.fingerprint, until: next.identity.notAfter.toISOString() });
    for (const listener of listeners) listener(next);
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    look().catch((error: unknown) => {
      // What is trusted stays trusted: files that cannot be read must not end every connection (design law 6).
      if (performance.now() - saidAt < TROUBLE_EVERY_MS) return;
      saidAt = performance.now();
      log.error('the certificates of this node cannot be read again; it goes on with those it has', error);
    }).finally(() => { busy = false; });
  }, LOOK_MS);
  return { get now() { return trust; }, follow: (listener) => { listeners.push(listener); }, stop: () => { clearInterval(timer); } };
}
