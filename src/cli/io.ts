/** The terminal as commands see it: data on stdout, everything else on stderr, colours and progress only where a person looks. */
import { writeSync } from 'node:fs';

export interface Io {
  /** One line of result, to stdout. After the reader went away (`| head`) this is quiet and `closed` is true. */
  line(text: string): void;
  /** One line for people, to stderr. */
  note(text: string): void;
  /** Replaces the progress line on stderr; nothing in a pipe. An empty text clears it. */
  progress(text: string): void;
  /** Writes out what is buffered. */
  flush(): void;
  readonly closed: boolean;
  /** Aborted by the first Ctrl-C or SIGTERM; a second one ends the process at once. */
  readonly signal: AbortSignal;
  /** Wraps text in an ANSI style when both streams are a terminal and NO_COLOR is unset. */
  style(text: string, style: Style): string;
  /** Columns of the terminal; undefined in a pipe. */
  readonly width: number | undefined;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
const CODES: Readonly<Record<Style, readonly [number, number]>> = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] };

export interface TerminalOptions {
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly noColour: boolean;
  readonly width: number | undefined;
  readonly signal: AbortSignal;
  /** Writes all of it or throws; replaced in tests. */
  readonly write?: (descriptor: 1 | 2, text: string) => void;
}

/** A terminal that says it is narrower than this does not know its width (0 in a pseudo-terminal nobody sized). */
const WIDTH_MIN = 20;
const BUFFER_CHARS = 65536;
/** A line waits at most this long for company, so that a live command in a pipe is live. */
const LINGER_MS = 20;

export function makeIo(options: TerminalOptions): Io {
  const write = options.write ?? writeAll;
  const width = options.width !== undefined && options.width >= WIDTH_MIN ? options.width : undefined;
  const colour = options.stdoutIsTerminal && options.stderrIsTerminal && !options.noColour;
  let buffered: string[] = [], size = 0, closed = false, progressShown = false, timer: ReturnType<typeof setTimeout> | undefined, failure: unknown;
  const flush = (): void => {
    if (failure !== undefined) throw failure;
    clearTimeout(timer);
    timer = undefined;
    if (size === 0) return;
    const text = buffered.join('');
    buffered = [];
    size = 0;
    if (closed) return;
    try {
      write(1, text);
    } catch (error) {
      if (!isBrokenPipe(error)) throw error;
      closed = true; // the reader has what it wanted: stop quietly
    }
  };
  // Nobody is there to catch what a timer throws: the next call gets it.
  const flushLater = (): void => {
    try {
      flush();
    } catch (error) {
      failure = error;
    }
  };
  const clearProgress = (): void => {
    if (!progressShown) return;
    progressShown = false;
    tell('\r\x1b[2K');
  };
  const tell = (text: string): void => {
    try {
      write(2, text);
    } catch (error) {
      if (!isBrokenPipe(error)) throw error;
    }
  };
  return {
    line(text) {
      clearProgress();
      buffered.push(text, '\n');
      size += text.length + 1;
      if (options.stdoutIsTerminal || size >= BUFFER_CHARS) flush();
      else timer ??= setTimeout(flushLater, LINGER_MS);
    },
    note(text) {
      clearProgress();
      tell(`${text}\n`);
    },
    progress(text) {
      if (!options.stderrIsTerminal) return;
      clearProgress();
      if (text === '') return;
      progressShown = true;
      tell(text.slice(0, (width ?? 80) - 1));
    },
    flush,
    get closed() { return closed; },
    signal: options.signal,
    style(text, style) {
      const [on, off] = CODES[style];
      return colour ? `\x1b[${on}m${text}\x1b[${off}m` : text;
    },
    width,
  };
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

/** Resolves at the first Ctrl-C or SIGTERM. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Blocking on purpose: a slow reader slows the command down instead of filling memory. */
function writeAll(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      // Another process may have set the shared pipe or terminal non-blocking.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Bun.sleepSync(5);
    }
  }
}
