/** How fast devices turn up and are named, as metrics (R53-R55): counted once an hour, in turns, because it is a look at every device. */
import type { FirstDayCount, Store } from '../store/index.ts';
import type { Metrics } from '../telemetry/index.ts';

const EVERY_MS = 3_600_000;
/** Devices counted in one tick. */
const AT_ONCE = 5000;

export class FirstDayFigures {
  readonly #store: Store;
  readonly #metrics: Metrics;
  #nextAt = -Infinity;
  /** Where the count under way has come to, and what it found; null: none is. */
  #count: { after: number; readonly now: number; readonly tenants: Map<string, FirstDayCount> } | null = null;

  constructor(store: Store, metrics: Metrics) {
    this.#store = store;
    this.#metrics = metrics;
  }

  /** Once a tick, after a commit. */
  step(now: number): void {
    // A clock that was set back has not put the next count off.
    if (this.#count === null && now < this.#nextAt && this.#nextAt - now <= EVERY_MS) return;
    const count = (this.#count ??= { after: 0, now, tenants: new Map() }), { devices, firstDay } = this.#store, last = devices.lastId(), upTo = Math.min(count.after + AT_ONCE, last);
    for (const one of firstDay.count({ now: count.now, after: count.after, upTo })) count.tenants.set(one.tenant, sum(count.tenants.get(one.tenant), one));
    count.after = upTo;
    if (upTo < last) return;
    this.#count = null;
    this.#nextAt = now + EVERY_MS;
    for (const one of count.tenants.values()) this.#tell(one);
  }

  #tell({ tenant, older, named, learning, first }: FirstDayCount): void {
    const start = this.#store.firstDay.startOf(tenant);
    this.#metrics.gauge('nameplate_devices_older_than_a_day', { tenant }).set(older);
    this.#metrics.gauge('nameplate_devices_named_within_a_day', { tenant }).set(named);
    this.#metrics.gauge('nameplate_devices_learning', { tenant }).set(learning);
    if (start !== null && first >= start) this.#metrics.gauge('nameplate_first_device_seconds', { tenant }).set(Math.round((first - start) / 1000));
  }
}

function sum(before: FirstDayCount | undefined, more: FirstDayCount): FirstDayCount {
  if (before === undefined) return more;
  return { tenant: more.tenant, older: before.older + more.older, named: before.named + more.named, learning: before.learning + more.learning, first: Math.min(before.first, more.first) };
}
