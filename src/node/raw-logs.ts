/** A running node's archive of raw logs: opened with the store, said what was mended, and swept now and then; and what ages are counted by. */
import { Archive, linesOf, Sweeper } from '../archive/index.ts';
import type { Config } from '../config/index.ts';
import { loadKernel, RECORD_NAMES, type Kernel } from '../kernels/index.ts';
import { SteadyClock } from '../pipeline/index.ts';
import { EdgeError } from '../model/index.ts';
import { typeDaysOf, type Retention, type Store } from '../store/index.ts';
import { errorFields, type Log, type Metrics } from '../telemetry/index.ts';

const CLOCK = 'clock';
const SWEEP_MS = 60_000;

/** Goes on from where the last run was: its saved time, or its last commit when that is later. */
export function steadyClock(store: Store, log: Log): SteadyClock {
  const clock = new SteadyClock({ wall: Date.now, running: () => performance.now() }, store.meta.get(CLOCK), store.batches.newest());
  clock.now();
  if (clock.leap !== null) {
    log.warn('the clock is far from where this node left it; until it kept step for a day, logs and batch ids age as if it had not moved', { by_seconds: Math.round(clock.leap.by / 1000) });
  }
  return clock;
}

export function retentionOf(config: Config): Retention {
  const { keep, days, typeDays, maxBytes } = config.retention, byType = typeDaysOf(typeDays);
  const unknown = Object.keys(byType).find((type) => !RECORD_NAMES.includes(type));
  if (unknown !== undefined) throw new EdgeError('bad_config', 'there is no such type of record', { fields: { key: 'retention.typeDays', type: unknown, types: RECORD_NAMES.join(', ') } });
  return { keep, days, typeDays: byType, maxBytes };
}

export function openArchive(config: Config, store: Store, metrics: Metrics, log: Log, clock: SteadyClock): Archive {
  const archive = new Archive({ store, metrics, linesOf, retention: retentionOf(config), now: Date.now, steady: () => clock.now() });
  const { cutBytes, orphans, lostRecords } = archive.recovered;
  if (cutBytes > 0 || orphans > 0) log.info('the archive was brought back to its last commit', { bytes_cut: cutBytes, files_removed: orphans });
  if (lostRecords > 0) log.error('files of the archive are damaged or gone', null, { records_lost: lostRecords });
  return archive;
}

/** Sweeps once a minute until it is stopped. A round that fails is counted, said, and tried again in the next. */
export function startSweeping(deps: { readonly archive: Archive; readonly store: Store; readonly metrics: Metrics; readonly log: Log; readonly clock: SteadyClock; readonly everyMs?: number }): () => Promise<void> {
  const { archive, store, metrics, log, clock } = deps;
  let kernel: Kernel | undefined, leapt = clock.leap !== null, stopped = false;
  const sweeper = new Sweeper({ archive, store, metrics, log, kernel: () => (kernel ??= loadKernel()), cutoff: (ms) => clock.cutoff(ms) });
  const round = async (): Promise<void> => {
    try {
      store.meta.set(CLOCK, clock.save());
      const { leap } = clock;
      metrics.gauge('nameplate_clock_leap_seconds').set((leap?.by ?? 0) / 1000);
      if ((leap !== null) !== leapt) {
        leapt = leap !== null;
        if (leap === null) log.info('the clock is believed again');
        else log.warn('the clock leapt; until it kept step for a day, logs and batch ids age as if it had not moved', { by_seconds: Math.round(leap.by / 1000) });
      }
      await sweeper.sweep();
    } catch (error) {
      metrics.counter('nameplate_loop_failures_total', { loop: 'sweep' }).add();
      log.warn('raw logs could not be swept; it is tried again in a minute', errorFields(error));
    }
  };
  let running = Promise.resolve();
  const timer = setInterval(() => { if (!stopped) running = running.then(round); }, deps.everyMs ?? SWEEP_MS);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
    store.meta.set(CLOCK, clock.save());
  };
}
