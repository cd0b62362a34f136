/** A wait that a stop cuts short. */

/** Who waits for a signal: one listener for all of them, because adding one takes as long as there are others. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return;
  const others = waiters(signal);
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      others.delete(done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    others.add(done);
  });
}

function waiters(signal: AbortSignal): Set<() => void> {
  const known = waiting.get(signal);
  if (known !== undefined) return known;
  const made = new Set<() => void>();
  waiting.set(signal, made);
  signal.addEventListener('abort', () => { for (const done of [...made]) done(); }, { once: true });
  return made;
}
