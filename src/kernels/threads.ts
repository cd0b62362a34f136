/** Worker threads: where they start in a checkout and in a compiled binary, and what is moved to and from them. Loaded with the first batch, as piscina is slow to load. */
import threads from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { move, Piscina, transferableSymbol, valueSymbol } from 'piscina';
import type { ParseResult, ParseTask } from './task.ts';

// piscina starts its threads with a file of its own, named by the path it had when it was bundled; a compiled binary has no such file. Our entry
// runs that same file (see worker.ts), so threads piscina asks for are started with our entry instead.
const PISCINA_ENTRY = /[\\/]piscina[\\/]dist[\\/]worker\.js$/;
/** Root of the files inside a binary made by `bun build --compile`; entries lie below it as they lie below `src`. */
const EMBEDDED = '/$bunfs/root/';

/** The worker's entry as a path piscina can load. */
function workerEntry(): string {
  return import.meta.url.includes(EMBEDDED) ? `${EMBEDDED}kernels/worker.js` : fileURLToPath(new URL('./worker.ts', import.meta.url));
}

const Native = threads.Worker;
class Redirected extends Native {
  constructor(filename: string | URL, options?: threads.WorkerOptions) {
    super(typeof filename === 'string' && PISCINA_ENTRY.test(filename) ? workerEntry() : filename, options);
  }
}

export interface Threads {
  run(task: ParseTask): Promise<ParseResult>;
  /** Ends the threads; what still runs is lost. */
  end(): Promise<void>;
}

export function startThreads(most: number, idleMs: number): Threads {
  // From now on piscina's threads start with our entry; every other worker as before.
  if (threads.Worker !== Redirected) Reflect.set(threads, 'Worker', Redirected);
  const piscina = new Piscina<unknown, ParseResult>({ filename: workerEntry(), minThreads: 0, maxThreads: most, idleTimeout: idleMs, recordTiming: false });
  return { run: (task) => piscina.run(moved(task, [task.bytes])), end: () => piscina.destroy() };
}

/** `value`, the buffers behind `views` to be moved and not copied. */
export function moved(value: object, views: readonly ArrayBufferView[]): unknown {
  return move({ [transferableSymbol]: views.map((view) => view.buffer), [valueSymbol]: value });
}
