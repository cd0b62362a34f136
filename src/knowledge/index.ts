/** The door of knowledge: what a value claims, by all books together. */
import type { Claim, ParameterName } from '../model/index.ts';
import { agentsBook } from './agents/agents.ts';
import type { Book } from './book.ts';
import { dhcpBook } from './dhcp/dhcp.ts';
import { care } from './care/index.ts';
import { discovery } from './discovery/index.ts';
import { domainsBook } from './domains/index.ts';
import { homeAssistant } from './home-assistant/index.ts';
import { hosts } from './hosts/index.ts';
import { plant } from './plant/index.ts';
import { recogBook } from './recog/index.ts';
import { roles } from './roles.ts';
import { systems } from './systems/systems.ts';
import { sysdescrBook } from './sysdescr/index.ts';
import { services } from './services/index.ts';
import { tidied } from './tidy.ts';

export type { Book } from './book.ts';
export { compile, parsePattern, requiredWords } from './pattern/index.ts';
export { flagsOf, Recog, recogBook, SUBJECTS, type Match, type PackedDatabase } from './recog/index.ts';

/** All books, in the order people see them. `file` gives the bytes of a compiled book; each is asked for when a value first needs it. */
export function openBooks(file: (name: string) => Uint8Array): readonly Book[] {
  return [
    recogBook(() => file('recog')),
    sysdescrBook(() => file('enterprises')),
    agentsBook(() => file('agents')),
    dhcpBook(() => file('dhcp')),
    discovery,
    hosts,
    homeAssistant(() => file('home-assistant')),
    domainsBook(),
    plant(() => file('plant-vendors')),
    care,
    services,
    roles,
    systems,
  ];
}

const NOTHING: readonly Claim[] = Object.freeze([]);

/** What values claim. It remembers none: devices repeat themselves and each other, and `Words` of features keeps each value with its claims. One a node or an offline run. */
export class Knowledge {
  readonly #readers = new Map<ParameterName, readonly Book[]>();

  constructor(books: readonly Book[]) {
    for (const book of books) for (const parameter of book.parameters) this.#readers.set(parameter, [...(this.#readers.get(parameter) ?? []), book]);
  }

  /** Whether any book reads this parameter. */
  reads(parameter: ParameterName): boolean { return this.#readers.has(parameter); }

  claimsOf(parameter: ParameterName, value: string): readonly Claim[] {
    const readers = this.#readers.get(parameter);
    if (readers === undefined) return NOTHING;
    let found = NOTHING;
    for (const book of readers) {
      const claims = book.read(parameter, value);
      if (claims.length > 0) found = [...found, ...claims.map(tidied)];
    }
    return found;
  }
}
