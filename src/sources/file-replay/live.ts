/** A reader of what comes slowly: it says when a batch has waited long enough, keeps a read that is under way, and ends soon after it is told to stop. */
import type { Reader } from './open.ts';

/** What `read` gives when no more should be waited for: what is whole may go on its way. */
export const LULL = -1;

export interface Live {
  /** Longest time that bytes wait for company. */
  readonly lingerMs: number;
  /** The input ends for us: what comes within one more linger is still taken. */
  readonly stop: AbortSignal;
}

const SCRATCH_BYTES = 1 << 18;

export function liveReader(source: Reader, { lingerMs, stop }: Live): Reader {
  // A read that is under way writes here, for the buffer it was asked for may be gone when it comes.
  const scratch = new Uint8Array(SCRATCH_BYTES);
  let held = scratch.subarray(0, 0), pending: Promise<void> | undefined, ended = false, trouble: unknown, due: number | undefined, end: number | undefined;
  const begin = (): Promise<void> => source.read(scratch).then(
    (count) => { held = scratch.subarray(0, count); ended = count === 0; },
    (error: unknown) => { trouble = error; ended = true; },
  ).finally(() => { pending = undefined; });
  return {
    async read(into) {
      for (;;) {
        const now = performance.now();
        if (due !== undefined && now >= due) {
          due = undefined;
          return LULL;
        }
        if (held.length > 0) {
          const count = Math.min(into.length, held.length);
          into.set(held.subarray(0, count));
          held = held.subarray(count);
          due ??= now + lingerMs;
          return count;
        }
        if (trouble !== undefined) throw trouble;
        if (ended) return 0;
        if (stop.aborted) end ??= now + lingerMs;
        if (end !== undefined && now >= end) return 0;
        pending ??= begin();
        await eitherOf(pending, Math.min(due ?? Number.POSITIVE_INFINITY, end ?? Number.POSITIVE_INFINITY) - now, stop);
      }
    },
    async close() {
      const closing = source.close();
      if (pending === undefined) await closing;
      else closing.catch(ignoreLate); // ends with what it waits for, or with the process
    },
  };
}

function ignoreLate(): void { return; }

/** Until the work is done, the time is over, or the signal comes, whichever is first. */
async function eitherOf(work: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = Number.isFinite(ms) ? setTimeout(done, Math.max(ms, 0)) : undefined;
    if (!signal.aborted) signal.addEventListener('abort', done);
    void work.then(done);
  });
}
