/** The compiled fingerprints of recog: which databases there are, and what the first fingerprint that matches says of a text. */
import { compile, Machine, parsePattern, WordIndex, type Flags, type Program } from '../pattern/index.ts';

/** A fingerprint as the compiled file has it: pattern, flags, description, what it says: group (0: always), field, value; and the words a text must have one of, null where there are none. */
export type PackedPrint = readonly [pattern: string, flags: string, description: string, params: readonly (readonly [group: number, field: string, value: string])[], words: readonly string[] | null];
/** One line of the compiled file. */
export interface PackedDatabase { readonly name: string; readonly prints: readonly PackedPrint[] }

export interface Match {
  /** Place in its database, from 0: later fingerprints are meant for what no earlier one knew. */
  readonly index: number;
  readonly description: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Longer texts are cut before they are matched; the longest worked example of recog has 838 characters. */
export const LONGEST_TEXT = 1_024;

/** Steps of the machine for one text: a text that is made to meet many patterns at their worst matches nothing more. No worked example takes more than 64,000. */
export const MOST_STEPS = 4_000_000;

/** Programs are made when a text could match: of a database most never are. */
interface Database { readonly index: WordIndex; readonly prints: readonly PackedPrint[]; readonly programs: (Program | undefined)[] }

/** recog's flags, as POSIX names them. */
export function flagsOf(words: string): Flags {
  const m = words.includes('REG_MULTILINE');
  return { i: words.includes('REG_ICASE'), s: m || words.includes('REG_DOT_NEWLINE'), m };
}

export class Recog {
  readonly machine = new Machine();
  readonly #lines: ReadonlyMap<string, string>;
  readonly #open = new Map<string, Database>();

  /** `file`: a line of JSON a database, each read when a text first needs it. */
  constructor(file: Uint8Array) {
    this.#lines = new Map(new TextDecoder().decode(file).split('\n').filter((line) => line !== '').map((line) => [nameOf(line), line]));
  }

  get databases(): readonly string[] { return [...this.#lines.keys()]; }

  /** What the first fingerprint that matches says; undefined where none does, or there is no such database. */
  match(database: string, text: string): Match | undefined {
    const line = this.#lines.get(database);
    if (line === undefined) return undefined;
    let open = this.#open.get(database);
    if (open === undefined) this.#open.set(database, open = opened(line));
    const cut = text.slice(0, LONGEST_TEXT), last = this.machine.steps + MOST_STEPS;
    for (const index of open.index.candidates(cut)) {
      const print = open.prints[index];
      if (print === undefined || this.machine.steps > last) break;
      const [pattern, flags, description, params] = print, slots = this.machine.match(open.programs[index] ??= programOf(pattern, flags), cut);
      if (slots !== undefined) return { index, description, fields: fieldsOf(params, slots, cut) };
    }
    return undefined;
  }
}

/** Each line begins {"name":"…". */
function nameOf(line: string): string { return line.slice(9, line.indexOf('"', 9)); }

function opened(line: string): Database {
  const { prints } = JSON.parse(line) as PackedDatabase; // our own compiled file
  return { prints, programs: [], index: new WordIndex(prints.map(([, , , , words]) => words ?? undefined)) };
}

function programOf(pattern: string, flags: string): Program { return compile(parsePattern(pattern, flagsOf(flags))); }

function fieldsOf(params: PackedPrint[3], slots: Int32Array, text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [group, field, value] of params) {
    const from = slots[2 * group] ?? -1, to = slots[2 * group + 1] ?? -1;
    if (group === 0) fields.set(field, value);
    else if (from >= 0 && to >= from) fields.set(field, text.slice(from, to));
  }
  for (const [field, value] of fields) if (value.includes('{')) fields.set(field, filled(value, field, fields));
  for (const field of [...fields.keys()]) if (field.startsWith('_tmp.')) fields.delete(field);
  return fields;
}

/** `{os.version}` in a value stands for another field; one that is missing is "-" in a CPE name, and nothing elsewhere. */
function filled(value: string, field: string, fields: ReadonlyMap<string, string>): string {
  const result = value.replace(/\{([\w.]+)\}/g, (_, name: string) => fields.get(name) ?? (field.endsWith('.cpe23') ? '-' : ''));
  return field.endsWith('.cpe23') ? result : result.trim();
}
