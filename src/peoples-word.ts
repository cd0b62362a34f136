/** People's word as a running node has it: whose there is, read when a device is judged, and whose changed beside us since the last tick. */
import { applyEdit, readEdit, type DeviceEdit } from './people/index.ts';
import type { Identity, DeviceKey } from './model/index.ts';
import type { DeviceRef, EditsTable } from './store/index.ts';

export class PeoplesWord {
  readonly #table: EditsTable;
  /** Keys of everybody of whom something was said, by scope: most devices are nobody's business, and finding that out must cost nothing. */
  readonly #known = new Map<number, Set<DeviceKey>>();
  #generation: number;
  #upTo: number;

  constructor(table: EditsTable) {
    this.#table = table;
    this.#generation = table.generation();
    this.#upTo = table.lastChange();
    for (const { scope, device } of table.all()) this.#keysOf(scope).add(device);
  }

  of(scope: number, device: DeviceKey): DeviceEdit | undefined {
    if (this.#known.get(scope)?.has(device) !== true) return undefined;
    const row = this.#table.find({ scope, device });
    return row && readEdit(row.edit);
  }

  /** Devices whose word changed since the last call, at most `limit`; the rest comes with the next. When nobody wrote it is one look at a counter. */
  changed(limit: number): readonly DeviceRef[] {
    const generation = this.#table.generation();
    if (generation === this.#generation) return [];
    const { upTo, refs } = this.#table.changedAfter(this.#upTo, limit);
    if (refs.length < limit) this.#generation = generation;
    this.#upTo = upTo;
    for (const ref of refs) {
      if (this.#table.find(ref) === undefined) this.#keysOf(ref.scope).delete(ref.device);
      else this.#keysOf(ref.scope).add(ref.device);
    }
    return refs;
  }

  #keysOf(scope: number): Set<DeviceKey> {
    const keys = this.#known.get(scope) ?? new Set<DeviceKey>();
    this.#known.set(scope, keys);
    return keys;
  }
}

/** What everybody sees of a device: the machine's identity and the name it gives itself, with people's word over both. */
export function heard(identity: Identity, hostname: string | undefined, edit: DeviceEdit | undefined): { readonly identity: Identity; readonly hostname: string | undefined } {
  return edit === undefined ? { identity, hostname } : { identity: applyEdit(identity, edit), hostname: edit.set.hostname ?? hostname };
}
