/** How far each firewall is behind what is published: reckoned every few seconds from what its polls wrote down, shown in metrics, written to the store for `nameplate firewall list`, and said in the log when one falls behind. */
import type { ReadableTable, Sites } from '../mapping/index.ts';
import { viewOf, type FirewallRegistry, type Progress, type ProgressBook } from '../server/index.ts';
import type { FirewallPollRow, Store } from '../store/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import { decodeCursor, type Cursor, type View } from '../wire/index.ts';

/** What a view is shown; the same object as long as the node knows the view. */
export interface Shown { readonly table: ReadableTable; readonly sites: Sites; readonly tag: number }

export interface LagDeps {
  readonly progress: ProgressBook;
  readonly shownTo: (view: View) => Shown;
  readonly registry: Pick<FirewallRegistry, 'byFingerprint' | 'generation'>;
  readonly store: Pick<Store, 'firewalls' | 'polls'>;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => number;
}

export interface Lag extends Pick<FirewallPollRow, 'state' | 'versions' | 'entries' | 'more' | 'oldestAt'> { readonly serial: string }

export const SWEEP_MS = 5000;
/** Who keeps up is written down so often, because flash wears out. Between a change and the poll after the next everybody is behind: younger than this it is keeping up. */
const REWRITE_MS = 60_000, FRESH_MS = 10_000;
/** Rows written in one go, news first: a poll must not wait for ten thousand. */
const ROWS_MAX = 2000;
/** Changes looked at in one view: beyond it a lag is "at least". */
const LOOKED_MAX = 65_536;
/** A change that a firewall does not have for so long: it has fallen behind. Polls come once a second. */
export const BEHIND_MS = 60_000;
const BOUNDS = [1, 5, 15, 60, 300, 3600] as const, WORST = 10, NAMED = 5;
const CURRENT = { state: 'current', versions: 0, entries: 0, more: false, oldestAt: null } as const;

export class Lags {
  readonly #deps: LagDeps;
  readonly #saved = new Map<string, FirewallPollRow>();
  readonly #late = new Set<string>();
  #generation: number | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lags: readonly Lag[] = [];
  #failing = false;

  /** Whoever was seen before a restart and does not come back is behind, too. */
  constructor(deps: LagDeps) {
    this.#deps = deps;
    const { store, registry, progress } = deps, fingerprints = new Map(store.firewalls.list().map(({ serial, fingerprint }) => [serial, fingerprint]));
    for (const row of store.polls.list()) {
      this.#saved.set(row.serial, row);
      const record = registry.byFingerprint(fingerprints.get(row.serial) ?? '');
      if (record === undefined || record.revoked) continue;
      const known = progress.of(row.serial, viewOf(record));
      known.bytes += row.bytes;
      if (known.atMs !== 0) continue; // it was quicker than we
      known.atMs = row.polledAt;
      known.cursor = row.cursor ?? undefined;
    }
    deps.metrics.onCollect(() => { this.#show(); });
  }

  start(): void { this.#timer = setInterval(() => { this.sweep(); }, SWEEP_MS); }

  /** What is known is written down once more. */
  stop(): void {
    clearInterval(this.#timer);
    this.sweep();
  }

  sweep(): void {
    const { progress, now } = this.#deps, nowMs = now();
    try {
      this.#forgetWhoIsGone();
      const seen = [...progress.all()].filter(({ atMs }) => atMs > 0);
      this.#lags = this.#reckon(seen, nowMs);
      this.#tell(nowMs);
      this.#write(seen, nowMs);
      this.#failing = false;
    } catch (error) {
      // Whoever polls gets its mappings all the same.
      if (!this.#failing) this.#deps.log.error('how far firewalls are behind could not be written down', error);
      this.#failing = true;
    }
  }

  #forgetWhoIsGone(): void {
    const { progress, registry, store } = this.#deps, generation = registry.generation();
    if (generation === this.#generation) return;
    const active = new Set(store.firewalls.list().filter(({ status }) => status === 'active').map(({ serial }) => serial));
    for (const { serial } of [...progress.all()]) if (!active.has(serial)) progress.forget(serial);
    this.#generation = generation;
  }

  /** One walk over the changes of a view, however many stand wherever in it. */
  #reckon(all: readonly Progress[], nowMs: number): Lag[] {
    const positions = new Map<string | undefined, Cursor | undefined>();
    const positionOf = (cursor: string | undefined): Cursor | undefined => {
      if (!positions.has(cursor)) positions.set(cursor, decodeCursor(cursor));
      return positions.get(cursor);
    };
    const lags: Lag[] = [], behind = new Map<Shown, Map<number, string[]>>();
    for (const { serial, view, cursor } of all) {
      const shown = this.#deps.shownTo(view), { table, tag } = shown, position = positionOf(cursor);
      const whole = position === undefined || position.page?.kind === 'snapshot' || position.epoch !== table.epoch || position.view !== tag || position.revision > table.revision || position.revision < table.floor;
      if (whole) {
        const before = this.#saved.get(serial);
        lags.push({ serial, state: 'snapshot', versions: table.revision, entries: table.live(shown.sites), more: false, oldestAt: before?.state === 'snapshot' || before?.state === 'behind' ? before.oldestAt ?? nowMs : nowMs });
      } else if (position.revision === table.revision) lags.push({ serial, ...CURRENT });
      else {
        let there = behind.get(shown);
        if (there === undefined) behind.set(shown, (there = new Map()));
        const same = there.get(position.revision);
        if (same === undefined) there.set(position.revision, [serial]);
        else same.push(serial);
      }
    }
    for (const [{ table, sites }, at] of behind) {
      const sinces = [...at.keys()].sort((a, b) => b - a);
      table.backlogs(sinces, LOOKED_MAX, sites).forEach((backlog, index) => {
        const since = sinces[index] ?? 0;
        // What changed elsewhere than in its view is nothing to wait for.
        for (const serial of at.get(since) ?? []) lags.push(backlog.entries === 0 && !backlog.more ? { serial, ...CURRENT } : { serial, state: 'behind', versions: table.revision - since, ...backlog });
      });
    }
    return lags;
  }

  #tell(nowMs: number): void {
    const late = new Set(this.#lags.filter(({ oldestAt }) => oldestAt !== null && nowMs - oldestAt >= BEHIND_MS).map(({ serial }) => serial));
    const fell = [...late].filter((serial) => !this.#late.has(serial)), caught = [...this.#late].filter((serial) => !late.has(serial));
    if (fell.length > 0) this.#deps.log.warn('firewalls have fallen behind: they do not take their mappings', { count: fell.length, firewalls: fell.slice(0, NAMED).join(' ') });
    if (caught.length > 0) this.#deps.log.info('firewalls have caught up, or are gone', { count: caught.length, firewalls: caught.slice(0, NAMED).join(' ') });
    this.#late.clear();
    for (const serial of late) this.#late.add(serial);
  }

  #write(seen: readonly Progress[], nowMs: number): void {
    const lagOf = new Map(this.#lags.map((lag) => [lag.serial, lag])), news: FirewallPollRow[] = [], old: FirewallPollRow[] = [];
    for (const progress of seen) {
      const lag = lagOf.get(progress.serial), { serial, atMs, cursor, bytes } = progress;
      if (lag === undefined) continue;
      const row: FirewallPollRow = { ...lag, polledAt: atMs, way: wayOf(progress), cursor: cursor ?? null, bytes, savedAt: nowMs }, before = this.#saved.get(serial);
      if (before === undefined || isNews(before, row)) news.push(row);
      else if (nowMs - before.savedAt >= REWRITE_MS && before.polledAt !== atMs) old.push(row);
    }
    const rows = [...news, ...old].slice(0, ROWS_MAX);
    const known = new Set(seen.map(({ serial }) => serial)), gone = [...this.#saved.keys()].filter((serial) => !known.has(serial));
    if (rows.length === 0 && gone.length === 0) return;
    this.#deps.store.polls.save(rows, gone);
    for (const row of rows) this.#saved.set(row.serial, row);
    for (const serial of gone) this.#saved.delete(serial);
  }

  #show(): void {
    const { metrics, now } = this.#deps, nowMs = now();
    const seconds = (lag: Lag): number => (lag.oldestAt === null ? 0 : Math.max(0, (nowMs - lag.oldestAt) / 1000));
    const all = this.#lags.map(seconds);
    for (const bound of BOUNDS) metrics.gauge('nameplate_firewalls_by_lag', { le: String(bound) }).set(all.filter((lag) => lag <= bound).length);
    metrics.gauge('nameplate_firewalls_by_lag', { le: '+Inf' }).set(all.length);
    const worst = this.#lags.filter(({ state }) => state !== 'current').sort((a, b) => seconds(b) - seconds(a) || (a.serial < b.serial ? -1 : 1)).slice(0, WORST);
    metrics.replace('nameplate_firewall_worst_lag_seconds', worst.map((lag) => ({ labels: { serial: lag.serial }, value: seconds(lag) })));
    metrics.replace('nameplate_firewall_worst_lag_entries', worst.map(({ serial, entries }) => ({ labels: { serial }, value: entries })));
  }
}

function wayOf({ streams, held, connections }: Progress): FirewallPollRow['way'] { return streams > 0 ? 'stream' : held > 0 ? 'held' : connections > 0 ? 'poll' : 'away'; }

function isNews(before: FirewallPollRow, row: FirewallPollRow): boolean {
  if (before.way !== row.way) return true;
  if (keepsUp(before) && keepsUp(row)) return false;
  return before.state !== row.state || before.versions !== row.versions || before.entries !== row.entries || before.oldestAt !== row.oldestAt;
}

function keepsUp({ oldestAt, savedAt }: FirewallPollRow): boolean { return oldestAt === null || savedAt - oldestAt < FRESH_MS; }
