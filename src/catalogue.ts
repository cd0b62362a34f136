/** Names that a segment's devices use, each kept once: evidence has applications as hashes only, and a subnet is nobody's own. Bounded, first come. */
import type { HeardName } from './store/index.ts';
import type { Metrics } from './telemetry/index.ts';

/** Parameters whose values are kept here. */
export const CATALOGUED: ReadonlySet<string> = new Set(['traffic.app', 'dhcp.subnet']);
/** Names of one parameter in one segment, and of all together. Firewalls know some five thousand applications. */
const MOST_OF_ONE = 8192, MOST = 200_000;
const LONGEST = 64;

export class Catalogue {
  readonly #known = new Map<string, Set<string>>();
  #size = 0;
  #unsaved: HeardName[] = [];
  /** Names there was no room for, each time they came. */
  refused = 0;

  constructor(stored: readonly HeardName[]) { for (const name of stored) this.#add(name); }

  get size(): number { return this.#size; }

  report(metrics: Metrics): void {
    metrics.gauge('nameplate_catalogue').set(this.#size);
    metrics.gauge('nameplate_catalogue_refused').set(this.refused);
  }

  hear(scope: number, parameter: string, value: string, at: number): void {
    const names = this.#of(scope, parameter);
    if (names.has(value) || value === '' || value.length > LONGEST || /[\u0000-\u001f\u007f]/.test(value)) return;
    if (names.size >= MOST_OF_ONE || this.#size >= MOST) { this.refused += 1; return; }
    const name = { scope, parameter, value: value.toWellFormed(), firstAt: at };
    this.#add(name);
    this.#unsaved.push(name);
  }

  /** Not yet stored; stays until `committed`. */
  unsaved(): readonly HeardName[] { return this.#unsaved.slice(); }
  committed(written: readonly HeardName[]): void { this.#unsaved = this.#unsaved.slice(written.length); }

  #add({ scope, parameter, value }: HeardName): void {
    this.#of(scope, parameter).add(value);
    this.#size += 1;
  }

  #of(scope: number, parameter: string): Set<string> {
    const key = `${scope} ${parameter}`, known = this.#known.get(key) ?? new Set<string>();
    this.#known.set(key, known);
    return known;
  }
}
