/** Once a day and tenant, somebody is told how many newcomers are about to leave onboarding without a name (R119). Counted in turns. */
import type { OnboardingPolicy } from '../onboarding/index.ts';
import type { Store } from '../store/index.ts';

const DAY_MS = 86_400_000;
/** "A few days before the expiration". */
const DAYS = 3;
/** Devices counted in one tick. */
const AT_ONCE = 20_000;

interface Count { readonly tenant: string; readonly from: number; readonly to: number; after: number; found: number }

export class EndingSoon {
  readonly #store: Store;
  readonly #gate: number;
  /** Day, since the epoch, on which a tenant was last looked at. */
  readonly #days = new Map<string, number>();
  #count: Count | null = null;

  constructor(store: Store, gate: number) {
    this.#store = store;
    this.#gate = gate;
    for (const { tenant, alerted } of store.onboarding.list()) this.#days.set(tenant, Math.floor(alerted / DAY_MS));
  }

  /** Once a tick. */
  step(policies: ReadonlyMap<string, OnboardingPolicy>, now: number): void {
    this.#count ??= this.#next(policies, now);
    if (this.#count === null) return;
    const count = this.#count, { devices, onboarding } = this.#store, last = devices.lastId(), upTo = Math.min(count.after + AT_ONCE, last);
    count.found += onboarding.count({ tenant: count.tenant, below: this.#gate, from: count.from, to: count.to, after: count.after, upTo });
    count.after = upTo;
    if (upTo < last) return;
    this.#count = null;
    if (policies.get(count.tenant)?.enabled === true) this.#tell(count, now);
  }

  #next(policies: ReadonlyMap<string, OnboardingPolicy>, now: number): Count | null {
    const day = Math.floor(now / DAY_MS);
    for (const [tenant, { enabled, periodMs }] of policies) {
      if (!enabled || periodMs === null || this.#days.get(tenant) === day) continue;
      this.#days.set(tenant, day);
      return { tenant, from: now - periodMs, to: now - periodMs + DAYS * DAY_MS, after: 0, found: 0 };
    }
    return null;
  }

  #tell({ tenant, found }: Count, now: number): void {
    if (found > 0) {
      this.#store.alerts.raise([{
        tenant, scope: null, device: null, name: 'Onboarding periods end soon', severity: 'info', key: '', at: now,
        description: `${found === 1 ? '1 device was' : `${found} devices were`} not named yet and will no longer be held as Onboarding Device within ${DAYS} days`,
        detail: { devices: found, filter: `nameplate devices --onboarding --expires-within ${DAYS}d${tenant === 'default' ? '' : ` --tenant ${tenant}`}` },
      }]);
    }
    this.#store.onboarding.alerted(tenant, now);
  }
}
