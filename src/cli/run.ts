/** Runs one command from its words to its exit code. */
import { CommanderError } from 'commander';
import { buildInfo } from './build-info.ts';
import type { CommandRow, ExitCode, Invocation } from './command.ts';
import { COMMANDS, GROUPS } from './commands/index.ts';
import type { CliDeps } from './deps.ts';
import { describe, exitCode } from './failure.ts';
import { makeIo, type Io, type TerminalOptions } from './io.ts';
import { buildProgram, type Parsed, type RawOptions } from './program.ts';

const ABOUT = 'Tells firewalls what every device on the network is.';

/** What the process gives: its terminal, and the way to the rest of the node. */
export interface Process extends TerminalOptions { readonly loadDeps: () => Promise<CliDeps> }

export async function runCli(argv: readonly string[], context: Process, rows: readonly CommandRow[] = COMMANDS): Promise<ExitCode> {
  const io = makeIo(context);
  const code = await runCommand(argv, context, rows, io);
  io.progress('');
  try {
    io.flush();
  } catch (error) {
    io.note(`error: ${describe(error)}`);
    return exitCode(error);
  }
  return code;
}

async function runCommand(argv: readonly string[], context: Process, rows: readonly CommandRow[], io: Io): Promise<ExitCode> {
  const found: Parsed[] = [];
  try {
    const program = buildProgram({
      rows: asked(argv[0], rows), groups: GROUPS, about: ABOUT, version: buildInfo().version, width: io.width,
      writeOut: (text) => io.line(text.trimEnd()), writeError: (text) => io.note(text.trimEnd()), chosen: (parsed) => { found.push(parsed); },
    });
    await program.parseAsync(helpAsked(argv, rows), { from: 'user' });
    const parsed = found[0];
    if (parsed === undefined) return 2;
    const body = await parsed.row.load();
    return await body(invocation(parsed, io, context.loadDeps));
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has said what is wrong
    if (io.closed) return 0; // the reader left; what failed after that is of no interest
    io.note(`${io.style('error:', 'red')} ${describe(error)}`);
    return exitCode(error);
  }
}

/** Those that begin with the first word: putting the others together would take longer than many a command. All of them where there are none, for the help. */
function asked(word: string | undefined, rows: readonly CommandRow[]): readonly CommandRow[] {
  const its = rows.filter(({ name }) => name === word || name.startsWith(`${word} `));
  return its.length === 0 ? rows : its;
}

/** `help`, `help device add` and `device help` are asked for as often as `--help`. */
function helpAsked(argv: readonly string[], rows: readonly CommandRow[]): string[] {
  const asked = argv.slice(1), path = asked.join(' ');
  // Of a word that is no command it is told that there is none.
  if (argv[0] === 'help') return path === '' || rows.some(({ name }) => `${name} `.startsWith(`${path} `)) ? [...asked, '--help'] : asked;
  return argv.length > 1 && argv.at(-1) === 'help' && GROUPS[argv.slice(0, -1).join(' ')] !== undefined ? [...argv.slice(0, -1), '--help'] : [...argv];
}

function invocation(parsed: Parsed, io: Io, loadDeps: () => Promise<CliDeps>): Invocation {
  const value = (name: string): unknown => pick(parsed.options, name);
  return {
    args: parsed.args,
    flag: (name) => value(name) === true,
    text: (name) => { const found = value(name); return typeof found === 'string' ? found : undefined; },
    texts: (name) => { const found = value(name); return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : []; },
    number: (name) => { const found = value(name); return typeof found === 'number' ? found : undefined; },
    io,
    deps: loadDeps,
  };
}

/** Commander keeps `--edge-port` as `edgePort`. */
function pick(options: RawOptions, name: string): unknown {
  return options[name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())];
}
