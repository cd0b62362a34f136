/** Builds the command-line parser from the registry rows: names, options, help with examples, and wrong usage as one kind of error. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CommandRow, OptionRow } from './command.ts';

/** Options as commander gives them: text, numbers, true, or a list. */
export type RawOptions = Readonly<Record<string, unknown>>;

export interface Parsed { readonly row: CommandRow; readonly args: readonly string[]; readonly options: RawOptions }

export interface ProgramOptions {
  readonly rows: readonly CommandRow[];
  readonly groups: Readonly<Record<string, string>>;
  readonly about: string;
  readonly version: string;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly width: number | undefined;
  readonly chosen: (parsed: Parsed) => void;
}

/** Parsing throws CommanderError for help (exit 0) and for wrong usage; `chosen` gets what to run. */
export function buildProgram(options: ProgramOptions): Command {
  const program = prepare(new Command('nameplate'), options)
    .description(options.about)
    .version(options.version, '-V, --version', 'print the version')
    .usage('<command> [options]')
    .addHelpText('after', '\nEach command explains itself: nameplate <command> --help');
  const parents = new Map<string, Command>();
  for (const row of options.rows) {
    const words = row.name.split(' ');
    const own = words.pop() ?? row.name;
    const group = words.join(' ');
    const command = prepare((group === '' ? program : parent(program, parents, group, options)).command(own), options);
    if (group === '') parents.set(own, command); // a command of its own may have others below it
    addRow(command, row, options);
  }
  return program;
}

function parent(program: Command, parents: Map<string, Command>, group: string, options: ProgramOptions): Command {
  const found = parents.get(group) ?? prepare(program.command(group), options).summary(options.groups[group] ?? group).description(sentence(options.groups[group] ?? group));
  parents.set(group, found);
  return found;
}

function prepare(command: Command, options: ProgramOptions): Command {
  return command
    .exitOverride()
    .enablePositionalOptions() // an option behind `agent status` is of status, though agent knows it, too
    .configureOutput({
      writeOut: options.writeOut, writeErr: options.writeError, getOutHelpWidth: () => options.width ?? 100, getErrHelpWidth: () => options.width ?? 100,
      outputError: (text, write) => { write(text); },
    })
    .configureHelp({ showGlobalOptions: false })
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .showHelpAfterError(`(see nameplate ${pathOf(command)}--help)`);
}

function pathOf(command: Command): string {
  const names: string[] = [];
  for (let at: Command | null = command; at !== null && at.parent !== null; at = at.parent) names.unshift(at.name());
  return names.map((name) => `${name} `).join('');
}

function addRow(command: Command, row: CommandRow, options: ProgramOptions): void {
  command.summary(row.summary).description(sentence(row.summary));
  if (row.args !== '') command.arguments(row.args);
  command.allowExcessArguments(false);
  for (const option of row.options) command.addOption(toOption(option));
  if (row.about !== undefined) command.addHelpText('after', `\n${row.about.join('\n')}`);
  command.addHelpText('after', `\nExamples:\n${row.examples.map((example) => `  nameplate ${example}`).join('\n')}`);
  command.action(() => {
    // Not commander's own check: that asks for the options of `agent` when `agent status` was typed.
    const missing = row.options.find((option) => option.required === true && command.getOptionValue(new Option(option.flags).attributeName()) === undefined);
    if (missing !== undefined) command.error(`error: required option '${missing.flags}' not specified`, { code: 'commander.missingMandatoryOptionValue' });
    options.chosen({ row, args: command.args, options: command.opts() });
  });
}

function sentence(summary: string): string { return `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.`; }

function toOption(row: OptionRow): Option {
  const option = new Option(row.flags, row.help);
  if (row.kind === 'choice') option.choices([...row.of]).argParser((text: string) => readChoice(row.of, text));
  if (row.kind === 'integer' || row.kind === 'number') option.argParser((text: string) => readNumber(row, text));
  if (row.kind === 'text' && row.mayBeEmpty !== true) option.argParser(readText);
  if (row.kind === 'list') option.argParser((text: string, before: unknown) => [...(Array.isArray(before) ? before : []), readText(text)]);
  if (row.fallback !== undefined) option.default(row.kind === 'integer' || row.kind === 'number' ? readNumber(row, row.fallback) : row.fallback);
  return option;
}

function readText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give a value that is not empty.');
  return text;
}

/** Upper and lower case are the same word. */
function readChoice(of: readonly string[], text: string): string {
  const chosen = of.find((one) => one.toLowerCase() === text.toLowerCase());
  if (chosen === undefined) throw new InvalidArgumentError(`Allowed choices are ${of.join(', ')}.`);
  return chosen;
}

function readNumber(row: Extract<OptionRow, { kind: 'integer' | 'number' }>, text: string): number {
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const low = row.min ?? -Infinity, high = row.max ?? Infinity;
  if (Number.isNaN(value) || (row.kind === 'integer' && !Number.isSafeInteger(value)) || value < low || value > high) {
    const bounds = row.min !== undefined && row.max !== undefined ? ` from ${row.min} to ${row.max}` : row.min !== undefined ? ` of at least ${row.min}` : '';
    throw new InvalidArgumentError(`Give ${row.kind === 'integer' ? 'a whole number' : 'a number'}${bounds}.`);
  }
  return value;
}
