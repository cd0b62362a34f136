/** What a command is: a registry row (data), the options it takes, and the body that is loaded only when it runs. */
import type { CliDeps } from './deps.ts';
import type { Io } from './io.ts';

/** How an option's text is read. A value that does not fit is wrong usage (exit 2) before the body is loaded. */
export type OptionKind =
  | { readonly kind: 'flag' }
  | { readonly kind: 'text'; /** Nothing is a value, too: it takes the one before away. */ readonly mayBeEmpty?: true }
  | { readonly kind: 'list' } // may be given several times
  | { readonly kind: 'integer' | 'number'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] };

export type OptionRow = OptionKind & {
  /** Commander's form: `--data <dir>`, `--json`, `-o, --out <dir>`. */
  readonly flags: string;
  /** One line, no full stop. */
  readonly help: string;
  readonly required?: boolean;
  /** Shown in the help; text, as a person would type it. */
  readonly fallback?: string;
};

export type ExitCode = 0 | 1 | 2;

/** One run of a command. Options are read by their long name without dashes: `call.text('data')`. */
export interface Invocation {
  readonly args: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  number(name: string): number | undefined;
  readonly io: Io;
  /** Loads the composition root; commands that need no node (version, config print) never call it. */
  deps(): Promise<CliDeps>;
}

/** Throws EdgeError for a known failure; the error printer owns the sentence and the exit code. */
export type CommandBody = (call: Invocation) => Promise<ExitCode>;

export interface CommandRow {
  /** `identify`, or `firewall add` for a command below another. */
  readonly name: string;
  readonly summary: string;
  /** Commander's form: `<file...>`, `[serial]`; empty when it takes none. */
  readonly args: string;
  readonly options: readonly OptionRow[];
  /** What more there is to know, in lines of at most 100 characters, before the examples. */
  readonly about?: readonly string[];
  /** Shown under the help; at least one, without the leading `nameplate`. */
  readonly examples: readonly [string, ...string[]];
  /** A dynamic import, so that starting one command does not load the others. */
  readonly load: () => Promise<CommandBody>;
}
