/** The log: one line an event to stderr, JSON for machines or short text for people. Secrets and raw error objects never reach it. */
import { EdgeError, Secret } from '../model/index.ts';

export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];
export type LogValue = string | number | boolean | null | undefined | Secret;
export type LogFields = Readonly<Record<string, LogValue>>;

/** The message starts lower case, has no full stop and no values: values go in fields, so that equal events have equal text. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, error: unknown, fields?: LogFields): void;
  /** The same log with fields added to every line. */
  with(fields: LogFields): Log;
}

export interface LogOptions {
  readonly level: Level;
  readonly format: 'json' | 'human';
  /** Gets one line without its end. */
  readonly write: (line: string) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A field longer than this is cut, so that hostile input cannot fill the disk with one line. */
const VALUE_MAX = 2048;

export function makeLog(options: LogOptions, bound: LogFields = {}): Log {
  const least = LEVELS.indexOf(options.level);
  const render = options.format === 'json' ? renderJson : renderHuman;
  const put = (level: Level, message: string, fields: LogFields): void => {
    if (LEVELS.indexOf(level) >= least) options.write(render(options.now(), level, message, { ...bound, ...fields }));
  };
  return {
    debug: (message, fields = {}) => put('debug', message, fields),
    info: (message, fields = {}) => put('info', message, fields),
    warn: (message, fields = {}) => put('warn', message, fields),
    error: (message, error, fields = {}) => put('error', message, { ...fields, ...errorFields(error) }),
    with: (fields) => makeLog(options, { ...bound, ...fields }),
  };
}

/** The chain of causes as one text; the stack only for what nobody foresaw. */
export function errorFields(error: unknown): LogFields {
  const chain: string[] = [];
  let at: unknown = error;
  while (at instanceof Error && chain.length < 5) {
    chain.push(at.message);
    at = at.cause;
  }
  if (chain.length === 0) chain.push(String(error));
  const reason = chain.join(': ');
  if (error instanceof EdgeError) return { ...error.fields, code: error.code, reason };
  return { code: 'internal', reason, ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}) };
}

function plain(value: LogValue): string | number | boolean | null {
  if (value === undefined) return null;
  if (value instanceof Secret) return value.toString();
  return typeof value === 'string' && value.length > VALUE_MAX ? `${value.slice(0, VALUE_MAX)}…` : value;
}

function renderJson(now: number, level: Level, message: string, fields: LogFields): string {
  const record: Record<string, unknown> = { time: new Date(now).toISOString(), level, message };
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && !(name in record)) record[name] = plain(value);
  return JSON.stringify(record);
}

function renderHuman(now: number, level: Level, message: string, fields: LogFields): string {
  const time = new Date(now).toISOString().slice(11, 23);
  const rest = Object.entries(fields).filter(([, value]) => value !== undefined).map(([name, value]) => ` ${name}=${word(plain(value))}`).join('');
  return `${time} ${level.padEnd(5)} ${message}${rest}`;
}

/** Bare when it is one plain word; quoted and escaped otherwise, so that a value cannot forge a line or move the cursor. */
function word(value: string | number | boolean | null): string {
  return typeof value === 'string' && !/^[\w.:/@+-]+$/.test(value) ? JSON.stringify(value) : String(value);
}
