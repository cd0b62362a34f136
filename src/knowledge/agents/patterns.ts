/** The packed patterns of uap-core: the first device pattern that matches names brand and model, the first system pattern names the system. */

/** As the build packs it (build/knowledge/agents.ts): JSON, rows in the order of uap-core. `$1`-`$9` stand for groups. */
export interface PackedAgents {
  readonly devices: readonly (readonly [pattern: string, flags: string, brand: string, model: string])[];
  readonly systems: readonly (readonly string[])[];
}

export interface NamedDevice { readonly row: number; readonly brand: string; readonly model: string }
export interface NamedSystem { readonly row: number; readonly family: string; readonly version: readonly string[] }

/** More than any real agent has (of 16,129 the longest is 394); what a hostile one costs is a power of this. */
export const LONGEST_AGENT = 512;

export class AgentPatterns {
  readonly #devices: readonly (readonly [RegExp, brand: string, model: string])[];
  readonly #systems: readonly (readonly [RegExp, readonly string[]])[];

  constructor(packed: PackedAgents) {
    this.#devices = packed.devices.map(([pattern, flags, brand, model]) => [new RegExp(pattern, flags), brand, model]);
    this.#systems = packed.systems.map(([pattern = '', ...parts]) => [new RegExp(pattern), parts]);
  }

  /** The agent must be no longer than LONGEST_AGENT. */
  deviceOf(agent: string): NamedDevice | undefined {
    for (const [row, [pattern, brand, model]] of this.#devices.entries()) {
      const match = pattern.exec(agent);
      if (match !== null) return { row, brand: filled(brand, match), model: filled(model, match) };
    }
    return undefined;
  }

  /** All systems an agent could be taken for, the likeliest first: a caller that has no use for a family takes the next. */
  *systemsOf(agent: string): Generator<NamedSystem, undefined> {
    for (const [row, [pattern, [family = '', ...version]]] of this.#systems.entries()) {
      const match = pattern.exec(agent);
      if (match !== null) yield { row, family: filled(family, match), version: version.map((part) => filled(part, match)) };
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
