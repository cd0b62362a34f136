/** Which mappings have a change in the journal that is not in their table, and when each has its turn: neighbours together, so that a turn rewrites whole pages. */
import type { ScopeSlot, TenantSlot } from './device.ts';
import type { Entry, Plan } from '../mapping/index.ts';
import type { Ipv4 } from '../model/index.ts';
import type { MappingRow, MappingWrite, TickWrite } from '../store/index.ts';

/** Addresses of one /24 share a turn. */
const NEIGHBOUR_BITS = 8;
const SCOPE_STEP = 2 ** 32;

export class MappingTurns {
  readonly #tenants: ReadonlyMap<string, TenantSlot>;
  /** Keys that wait, scope above address. */
  readonly #slices: readonly Set<number>[];
  /** Slices that the write under way settles. */
  #turn: readonly Set<number>[] = [];

  constructor(tenants: ReadonlyMap<string, TenantSlot>, slices: number) {
    this.#tenants = tenants;
    this.#slices = Array.from({ length: slices }, () => new Set<number>());
  }

  /** What a tick writes of its plans; without a number nothing has its turn. `settle` leaves nothing waiting. */
  write(plans: ReadonlyMap<TenantSlot, Plan>, tick?: number, settle = false): Pick<TickWrite, 'tenants' | 'changed' | 'mappings'> {
    const changed = [...plans].flatMap(([tenant, plan]) => changesOf(tenant, plan));
    for (const { scope, ip } of changed) this.#sliceOf(ip).add(scope * SCOPE_STEP + ip);
    this.#turn = settle ? this.#slices : tick === undefined ? [] : [this.#slice(tick)];
    return {
      tenants: [...plans].map(([{ name }, { revision, floor }]) => ({ name, revision, floor })),
      changed,
      mappings: this.#settled(changed),
    };
  }

  /** The write with a turn in it is committed. */
  committed(): void { for (const slice of this.#turn) slice.clear(); }

  /** In order of the table's key. What the tick itself changes is not yet in force: its own word counts. */
  #settled(changed: readonly MappingWrite[]): MappingWrite[] {
    const due = new Map<number, MappingWrite | undefined>();
    for (const slice of this.#turn) for (const key of slice) due.set(key, undefined);
    if (due.size === 0) return [];
    for (const write of changed) {
      const key = write.scope * SCOPE_STEP + write.ip;
      if (due.has(key)) due.set(key, write);
    }
    const scopes = new Map([...this.#tenants.values()].flatMap((tenant) => [...tenant.scopes]));
    return Array.from(Float64Array.from(due.keys()).sort(), (key) => due.get(key) ?? standing(scopes, Math.floor(key / SCOPE_STEP), (key % SCOPE_STEP) as Ipv4)); // as added above
  }

  #sliceOf(ip: Ipv4): Set<number> { return this.#slice(ip >>> NEIGHBOUR_BITS); }

  #slice(number: number): Set<number> {
    const slice = this.#slices[number % this.#slices.length];
    if (!slice) throw new Error('there is a slice for every number');
    return slice;
  }
}

/** A tombstone forgotten meanwhile is written as one older than all: the table forgets it, too. */
function standing(scopes: ReadonlyMap<number, ScopeSlot>, scope: number, ip: Ipv4): MappingWrite {
  const slot = scopes.get(scope), saved = slot?.tenant.table.saved(slot.place, ip);
  return { scope, ip, revision: saved?.revision ?? 0, at: saved?.at ?? 0, entry: saved?.entry ? rowOf(saved.entry) : null };
}

function changesOf(tenant: TenantSlot, { revision, at, upserts, removals }: Plan): MappingWrite[] {
  const numbers = new Map([...tenant.scopes.values()].map((slot) => [slot.place, slot.id]));
  const scopeOf = (place: Entry['place']): number => {
    const scope = numbers.get(place);
    if (scope === undefined) throw new Error('a plan names a place of another tenant');
    return scope;
  };
  const changed: MappingWrite[] = [];
  for (const entry of upserts) changed.push({ scope: scopeOf(entry.place), ip: entry.ip, revision, at, entry: rowOf(entry) });
  for (const { place, ip } of removals) changed.push({ scope: scopeOf(place), ip, revision, at, entry: null });
  return changed;
}

function rowOf({ mac, hostname, verdict, confidence, source, identifiedAt }: Entry): MappingRow { return { mac, hostname, verdict, confidence, source, identifiedAt }; }
