/** What `parse` and `identify` share: reading many files, progress, failures of single files, and the closing summary. */
import type { ExitCode, Invocation } from './command.ts';
import type { OfflineOptions, OfflineSummary } from './deps.ts';
import { clean, describe, exitCode } from './failure.ts';

export interface OfflineRun {
  readonly options: OfflineOptions;
  /** Stops reading; used when the reader of our output has gone. */
  stop(): void;
  /** Says what could not be read and how many records were rejected; gives the exit code. */
  finish(summary: OfflineSummary): ExitCode;
}

export function offlineRun(call: Invocation): OfflineRun {
  const stopper = new AbortController();
  const { io } = call;
  return {
    options: {
      files: call.args,
      from: call.text('from'),
      signal: AbortSignal.any([io.signal, stopper.signal]),
      progress: (file, read, total) => { io.progress(`${total > 0 ? `${Math.floor((100 * read) / total)} %` : `${Math.floor(read / 1e6)} MB`}  ${clean(file)}`); },
    },
    stop: () => { stopper.abort(); },
    finish(summary) {
      io.progress('');
      io.flush();
      if (io.closed) return 0;
      if (io.signal.aborted) {
        io.note('stopped before the end of the input');
        return 1;
      }
      let worst: ExitCode = 0;
      for (const failure of summary.failures) {
        io.note(`${io.style('error:', 'red')} ${describe(failure.error)}`);
        const code = exitCode(failure.error);
        if (code > worst) worst = code;
      }
      const rejected = [...summary.rejects].sort((a, b) => b[1] - a[1]);
      if (rejected.length > 0) io.note(`${summary.records} records; rejected: ${rejected.map(([reason, count]) => `${count} ${reason}`).join(', ')}`);
      return worst;
    },
  };
}
