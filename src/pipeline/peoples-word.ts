/** People's word as a running node has it: whose there is, read when a device is judged, and whose changed beside us since the last tick. */
import { readEdit, type DeviceEdit } from '../people/index.ts';
import type { DeviceKey } from '../model/index.ts';
import type { DeviceRef, EditRow, EditsTable } from '../store/index.ts';

/** A device's interfaces, the primary first. */
type Group = readonly DeviceRef[];

/** What is kept of an edit: whose it is, and the parts that concern others. Most devices are nobody's business, and finding that out must cost nothing. */
interface Known { readonly primary: DeviceRef | null; readonly ip: number | null }
const PLAIN: Known = Object.freeze({ primary: null, ip: null });

export class PeoplesWord {
  readonly #table: EditsTable;
  readonly #known = new Map<number, Map<DeviceKey, Known>>();
  /** Devices that others are interfaces of. */
  readonly #primaries = new Map<number, Set<DeviceKey>>();
  /** Who was given an address. */
  readonly #given = new Map<number, Map<number, DeviceKey>>();
  #generation: number | undefined;
  #upTo: number;

  /** `heard` is the last change that stored verdicts and mappings have: what people said after it, while no node ran, is still to be followed. */
  constructor(table: EditsTable, heard: number) {
    const last = table.lastChange();
    this.#table = table;
    this.#generation = heard < last ? undefined : table.generation();
    this.#upTo = Math.min(heard, last);
    for (const row of table.all()) this.#learn(row);
  }

  /** The last change that was heard. */
  get upTo(): number { return this.#upTo; }

  of({ scope, device }: DeviceRef): DeviceEdit | undefined {
    if (this.#known.get(scope)?.has(device) !== true) return undefined;
    const row = this.#table.find({ scope, device });
    return row && readEdit(row.edit);
  }

  /** The interfaces of one device, this one among them; undefined when it is alone. */
  groupOf(ref: DeviceRef): Group | undefined {
    const primary = this.#known.get(ref.scope)?.get(ref.device)?.primary ?? (this.#primaries.get(ref.scope)?.has(ref.device) === true ? ref : null);
    if (primary === null) return undefined;
    const others = this.#table.secondaries(primary);
    return others.length === 0 ? undefined : [primary, ...others.map(({ scope, device }) => ({ scope, device }))];
  }

  /** Addresses that people gave in a scope, with whom they gave them to. */
  given(scope: number): ReadonlyMap<number, DeviceKey> | undefined { return this.#given.get(scope); }
  isGiven(scope: number, device: DeviceKey): boolean { return typeof this.#known.get(scope)?.get(device)?.ip === 'number'; }
  /** Everybody who was given one. */
  *allGiven(): Generator<DeviceRef, undefined> {
    for (const [scope, given] of this.#given) for (const device of given.values()) yield { scope, device };
    return undefined;
  }
  /** How many were. */
  get givenCount(): number { return [...this.#given.values()].reduce((sum, { size }) => sum + size, 0); }

  /** Devices whose word changed since the last call, at most about `limit`, and those whose verdict hangs on theirs; the rest comes with the next. When nobody wrote it is one look at a counter. */
  changed(limit: number): readonly DeviceRef[] {
    const generation = this.#table.generation();
    if (generation === this.#generation) return [];
    const { upTo, changes } = this.#table.changedAfter(this.#upTo, limit), concerned: DeviceRef[] = [];
    if (changes.length < limit) this.#generation = generation;
    this.#upTo = upTo;
    for (const { ref, before } of changes) {
      // The table has the change already: a primary that lost its last interface is no group any more.
      const left = before === null ? null : readEdit(before).primary;
      concerned.push(ref, ...(left ? [left] : []), ...(this.groupOf(ref) ?? []));
      this.#forget(ref);
      const row = this.#table.find(ref);
      if (row) this.#learn(row);
      concerned.push(...(this.groupOf(ref) ?? []));
    }
    return concerned;
  }

  #learn({ scope, device, primary, ip }: EditRow): void {
    at(this.#known, scope, () => new Map<DeviceKey, Known>()).set(device, primary === null && ip === null ? PLAIN : { primary, ip });
    if (primary !== null) at(this.#primaries, primary.scope, () => new Set<DeviceKey>()).add(primary.device);
    if (ip !== null) at(this.#given, scope, () => new Map<number, DeviceKey>()).set(ip, device);
  }

  #forget({ scope, device }: DeviceRef): void {
    const before = this.#known.get(scope)?.get(device);
    if (before === undefined) return;
    this.#known.get(scope)?.delete(device);
    const given = this.#given.get(scope);
    if (before.ip !== null && given?.get(before.ip) === device) given.delete(before.ip);
    if (before.primary !== null && this.#table.secondaries(before.primary).length === 0) this.#primaries.get(before.primary.scope)?.delete(before.primary.device);
  }
}

function at<V>(map: Map<number, V>, scope: number, make: () => V): V {
  const known = map.get(scope);
  if (known !== undefined) return known;
  const made = make();
  map.set(scope, made);
  return made;
}
