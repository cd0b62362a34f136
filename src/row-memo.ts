/** Rows said before: devices repeat themselves, and what a row says is the same whenever it is said. Evidence is a set, so a repetition only shows that its devices are there. */
import type { Device, ScopeSlot } from './device-table.ts';
import { keptSlot, type DeviceState } from './features/index.ts';
import type { BindingWord, Ipv4, Mac, RowReader } from './model/index.ts';

/** Places in groups, so bounded: the oldest of a full group makes room, and costs reading it in full again. Powers of two. */
const GROUPS = 8192, GROUP = 4;
/** A row with longer words than this is read in full each time: the memo's memory stays small. */
const LONGEST_WORD = 256;

interface Heard { readonly device: Device; readonly state: DeviceState }
interface LastWord { readonly state: DeviceState; readonly kept: number; readonly value: string }
interface Bound { readonly device: Device; readonly ip: Ipv4; readonly proof: BindingWord }

/** What one row said, and of whom. */
export class SaidRow {
  readonly #slot: ScopeSlot;
  readonly #source: Mac;
  readonly #target: Mac;
  /** Everybody it said something of. */
  readonly heard: Heard[] = [];
  /** What a device was last heard to say of these is kept: said again, it is the last again. */
  readonly lastWords: LastWord[] = [];
  readonly bindings: Bound[] = [];
  #usable = true;

  constructor(slot: ScopeSlot, source: Mac, target: Mac) {
    this.#slot = slot;
    this.#source = source;
    this.#target = target;
  }

  spoke(device: Device, state: DeviceState, parameter: string, value: string): void {
    const kept = keptSlot(parameter);
    if (kept !== undefined) {
      if (value.length > LONGEST_WORD) this.forget();
      else this.lastWords.push({ state, kept, value });
    }
    this.#hear(device, state);
  }
  bound(device: Device, state: DeviceState, ip: Ipv4, proof: BindingWord): void {
    this.bindings.push({ device, ip, proof });
    this.#hear(device, state);
  }
  /** It shows that the device is there, and ties no address to it. */
  met(device: Device, state: DeviceState): void { this.#hear(device, state); }
  /** It was not told whole: the next one is read again. */
  forget(): void { this.#usable = false; }

  is(slot: ScopeSlot, source: Mac, target: Mac): boolean { return this.#slot === slot && this.#source === source && this.#target === target; }
  /** All of its devices still have what it taught of them. */
  holds(): boolean {
    if (!this.#usable) return false;
    // A device that is dropped or forgotten takes its state with it.
    for (const { state } of this.heard) if (state.gone) return false;
    return true;
  }

  #hear(device: Device, state: DeviceState): void {
    for (const known of this.heard) if (known.state === state) return;
    this.heard.push({ device, state });
  }
}

export class RowMemo {
  /** Apart from the rows, so that a look at a group touches no object. */
  readonly #digests = new Float64Array(GROUPS * GROUP);
  readonly #rows: (SaidRow | undefined)[] = new Array<SaidRow | undefined>(GROUPS * GROUP).fill(undefined);

  /**
   * The row as it was said before; otherwise remembers it, and `fresh` takes what it says. A MAC that was lent to the row counts like its own: the
   * same words of another holder of the address are another row's.
   */
  recall(slot: ScopeSlot, rows: RowReader, row: number, fresh: (said: SaidRow) => void): SaidRow | undefined {
    const digest = rows.digest(row), source = rows.srcMac(row), target = rows.dstMac(row);
    const first = ((digest / 0x200000) & (GROUPS - 1)) * GROUP; // of the digest's high word
    let at = first;
    for (; at < first + GROUP; at++) {
      if (this.#digests[at] !== digest) continue;
      const known = this.#rows[at];
      if (known?.is(slot, source, target) !== true) continue;
      if (known.holds()) return known;
      break;
    }
    const last = Math.min(at, first + GROUP - 1);
    const said = new SaidRow(slot, source, target);
    for (let to = last; to > first; to--) {
      this.#digests[to] = this.#digests[to - 1] ?? 0;
      this.#rows[to] = this.#rows[to - 1];
    }
    this.#digests[first] = digest;
    this.#rows[first] = said;
    fresh(said);
    return undefined;
  }
}
