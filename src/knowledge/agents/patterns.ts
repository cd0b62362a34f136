/** The packed patterns of uap-core: the first device pattern that matches names brand and model, the first system pattern names the system. */

import { WordIndex } from '../pattern/index.ts';

/** A pattern as the build packs it: `words` is what an agent must have one of, null where there is no such word; `$1`-`$9` in a template stand for groups. */
export type PackedPattern = readonly [pattern: string, flags: string, words: readonly string[] | null, ...templates: readonly string[]];

/** JSON (build/knowledge/agents.ts), rows in the order of uap-core: templates of a device are brand and model, of a system its family and the parts of its version. */
export interface PackedAgents { readonly devices: readonly PackedPattern[]; readonly systems: readonly PackedPattern[] }

export interface NamedDevice { readonly row: number; readonly brand: string; readonly model: string }
export interface NamedSystem { readonly row: number; readonly family: string; readonly version: readonly string[] }

/** More than any real agent has (of 16,129 the longest is 394); what a hostile one costs is a power of this. */
export const LONGEST_AGENT = 512;

export class AgentPatterns {
  readonly #devices: Table;
  readonly #systems: Table;

  constructor(packed: PackedAgents) {
    this.#devices = new Table(packed.devices);
    this.#systems = new Table(packed.systems);
  }

  /** The agent must be no longer than LONGEST_AGENT. */
  deviceOf(agent: string): NamedDevice | undefined {
    for (const { row, said: [brand = '', model = ''] } of this.#devices.matches(agent)) return { row, brand, model };
    return undefined;
  }

  /** All systems an agent could be taken for, the likeliest first: a caller that has no use for a family takes the next. */
  *systemsOf(agent: string): Generator<NamedSystem, undefined> {
    for (const { row, said: [family = '', ...version] } of this.#systems.matches(agent)) yield { row, family, version };
    return undefined;
  }
}

/** Patterns in order of trust. An agent meets only those whose words it has: a tenth of them, and only those are made ready. */
class Table {
  readonly #rows: readonly PackedPattern[];
  readonly #index: WordIndex;
  readonly #ready: (RegExp | undefined)[] = [];

  constructor(rows: readonly PackedPattern[]) {
    this.#rows = rows;
    this.#index = new WordIndex(rows.map(([, , words]) => words ?? undefined));
  }

  *matches(agent: string): Generator<{ readonly row: number; readonly said: readonly string[] }, undefined> {
    for (const row of this.#index.candidates(agent)) {
      const [pattern = '', flags = '', , ...templates] = this.#rows[row] ?? [], match = (this.#ready[row] ??= new RegExp(pattern, flags)).exec(agent);
      if (match !== null) yield { row, said: templates.map((template) => filled(template, match)) };
    }
    return undefined;
  }
}

function filled(template: string, match: RegExpExecArray): string {
  return template.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '').trim();
}

/** The build made the file with this program: it is checked to be what it says, not in depth. */
export function unpackAgents(bytes: Uint8Array): PackedAgents {
  const packed: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (typeof packed !== 'object' || packed === null || !('devices' in packed) || !('systems' in packed)) throw new TypeError('not a book of user agents');
  return packed as PackedAgents;
}
