/** argv -> command. The node itself (app.ts) is loaded only by the commands that need it. */
import { runCli } from './cli/index.ts';
import { environment, noColour } from './config/index.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130); // asked twice: at once
    stop.abort();
  });
}
process.exit(await runCli(process.argv.slice(2), {
  stdoutIsTerminal: process.stdout.isTTY === true,
  stderrIsTerminal: process.stderr.isTTY === true,
  noColour: noColour(environment()),
  width: process.stdout.isTTY === true ? process.stdout.columns : undefined,
  signal: stop.signal,
  loadDeps: () => import('./app.ts').then((app) => app.cliDeps()),
}));
