/**
 * Names that a segment's devices use, each kept once: evidence has applications as hashes only, and a subnet is nobody's own. Bounded: in a full segment the
 * name met least recently leaves; when all tenants together have too many, one of the tenant that has most does, so that none crowds out another.
 */
import { largest, Recency } from '../model/index.ts';
import type { HeardName } from '../store/index.ts';
import type { Metrics } from '../telemetry/index.ts';

/** Parameters whose values are kept here. */
const PARAMETERS_KEPT = ['traffic.app', 'dhcp.subnet'];
export const CATALOGUED: ReadonlySet<string> = new Set(PARAMETERS_KEPT);
/** Names of one parameter in one segment, and of all together. Firewalls know some five thousand applications. */
const MOST_OF_ONE = 8192, MOST = 200_000;
const LONGEST = 64;

interface Kept extends HeardName { stored: boolean }
type Shelf = Recency<string, Kept>;

class TenantNames {
  /** By segment and parameter, both in one number. */
  readonly shelves = new Map<number, Shelf>();
  size = 0;
  readonly tenant: string;
  constructor(tenant: string) { this.tenant = tenant; }
}

export interface CatalogueOptions {
  readonly stored: readonly HeardName[];
  readonly tenantOf: (scope: number) => string;
  readonly metrics: Metrics;
}

export class Catalogue {
  readonly #metrics: Metrics;
  readonly #tenants = new Map<string, TenantNames>();
  readonly #unsaved = new Set<Kept>();
  /** Stored, and to be deleted with the next commit, by what they are. */
  readonly #forgotten = new Map<string, HeardName>();
  #size = 0;

  /** Stored names come back in the order in which they were first heard: when each was met last is not stored. */
  constructor({ stored, tenantOf, metrics }: CatalogueOptions) {
    this.#metrics = metrics;
    for (const name of [...stored].sort((a, b) => a.firstAt - b.firstAt)) this.#add(this.#namesOf(tenantOf(name.scope)), { ...name, stored: true });
    metrics.onCollect(() => { metrics.gauge('nameplate_catalogue').set(this.#size); });
  }

  get size(): number { return this.#size; }

  hear(tenant: string, scope: number, parameter: string, said: string, at: number): void {
    const names = this.#namesOf(tenant), shelf = this.#shelfOf(names, scope, parameter);
    if (shelf.meet(said) !== undefined) return;
    const value = said.toWellFormed();
    if ((value !== said && shelf.meet(value) !== undefined) || value === '' || value.length > LONGEST || /[\u0000-\u001f\u007f]/.test(value)) return;
    const name = { scope, parameter, value, firstAt: at };
    // Forgotten since the last commit: it still has its row.
    const kept = { ...name, stored: this.#forgotten.delete(keyOf(name)) };
    if (!kept.stored) this.#unsaved.add(kept);
    this.#add(names, kept);
  }

  /** What the next commit has to add and to delete. */
  plan(): { readonly heard: readonly HeardName[]; readonly unheard: readonly HeardName[] } { return { heard: [...this.#unsaved], unheard: [...this.#forgotten.values()] }; }

  /** After the commit of what `plan` gave, with nothing in between. */
  committed(): void {
    for (const name of this.#unsaved) name.stored = true;
    this.#unsaved.clear();
    this.#forgotten.clear();
  }

  #add(names: TenantNames, name: Kept): void {
    const shelf = this.#shelfOf(names, name.scope, name.parameter);
    shelf.add(name.value, name);
    names.size += 1;
    this.#size += 1;
    if (shelf.size > MOST_OF_ONE) this.#drop(names, shelf);
    else if (this.#size > MOST) {
      const most = largest(this.#tenants.values());
      if (most !== undefined) this.#drop(most, largest(most.shelves.values()));
    }
  }

  #drop(names: TenantNames, shelf: Shelf | undefined): void {
    const gone = shelf?.drop();
    if (gone === undefined) return;
    names.size -= 1;
    this.#size -= 1;
    if (gone.stored) this.#forgotten.set(keyOf(gone), gone);
    else this.#unsaved.delete(gone);
    this.#metrics.counter('nameplate_catalogue_forgotten_total', { tenant: names.tenant }).add();
  }

  #namesOf(tenant: string): TenantNames {
    const known = this.#tenants.get(tenant);
    if (known !== undefined) return known;
    const made = new TenantNames(tenant);
    this.#tenants.set(tenant, made);
    return made;
  }

  #shelfOf({ shelves }: TenantNames, scope: number, parameter: string): Shelf {
    const key = scope * (PARAMETERS_KEPT.length + 1) + PARAMETERS_KEPT.indexOf(parameter) + 1, known = shelves.get(key);
    if (known !== undefined) return known;
    const made: Shelf = new Recency();
    shelves.set(key, made);
    return made;
  }
}

function keyOf({ scope, parameter, value }: HeardName): string { return `${scope} ${parameter} ${value}`; }
