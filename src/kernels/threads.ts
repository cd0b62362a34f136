/** Where kernel workers start, in a checkout and in a compiled binary. */
import threads from 'node:worker_threads';
import { fileURLToPath } from 'node:url';

// piscina starts its threads with a file of its own, named by the path it had when it was bundled; a compiled binary has no such file. Our entry
// runs that same file (see worker.ts), so threads piscina asks for are started with our entry instead.
const PISCINA_ENTRY = /[\\/]piscina[\\/]dist[\\/]worker\.js$/;
/** Root of the files inside a binary made by `bun build --compile`; entries lie below it as they lie below `src`. */
const EMBEDDED = '/$bunfs/root/';

/** The worker's entry as a path piscina can load. */
export function workerEntry(): string {
  return import.meta.url.includes(EMBEDDED) ? `${EMBEDDED}kernels/worker.js` : fileURLToPath(new URL('./worker.ts', import.meta.url));
}

const Native = threads.Worker;
class Redirected extends Native {
  constructor(filename: string | URL, options?: threads.WorkerOptions) {
    super(typeof filename === 'string' && PISCINA_ENTRY.test(filename) ? workerEntry() : filename, options);
  }
}

/** From now on piscina's threads start with our entry; every other worker as before. */
export function redirectWorkers(): void {
  if (threads.Worker !== Redirected) Reflect.set(threads, 'Worker', Redirected);
}
