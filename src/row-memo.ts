/** Rows said before: devices repeat themselves, and what a row says is the same whenever it is said. Evidence is a set, so a repetition only shows that its devices are there. */
import type { Device, ScopeSlot } from './device-table.ts';
import { isKept } from './features/index.ts';
import type { BindingProof, Ipv4, Mac, RowReader } from './model/index.ts';

/** Places in groups, so bounded: the oldest of a full group makes room, and costs reading it in full again. Powers of two. */
const GROUPS = 8192, GROUP = 4;
/** A row with longer words than this is read in full each time: the memo's memory stays small. */
const LONGEST_WORD = 256;

interface Speaker { readonly device: Device; readonly serial: number }
interface LastWord { readonly mac: Mac; readonly parameter: string; readonly value: string }
interface Bound { readonly device: Device; readonly ip: Ipv4; readonly proof: BindingProof }

/** What one row said, and of whom. */
export class SaidRow {
  readonly #digest: number;
  readonly #slot: ScopeSlot;
  readonly #source: Mac;
  readonly #target: Mac;
  readonly speakers: Speaker[] = [];
  /** What a device was last heard to say of these is kept: said again, it is the last again. */
  readonly lastWords: LastWord[] = [];
  readonly bindings: Bound[] = [];
  #usable = true;

  constructor(slot: ScopeSlot, digest: number, source: Mac, target: Mac) {
    this.#slot = slot;
    this.#digest = digest;
    this.#source = source;
    this.#target = target;
  }

  spoke(device: Device, parameter: string, value: string): void {
    if (isKept(parameter)) {
      if (value.length > LONGEST_WORD) this.forget();
      else this.lastWords.push({ mac: device.mac, parameter, value });
    }
    if (this.speakers.some((known) => known.device === device)) return;
    const state = this.#slot.fold.get(device.mac);
    if (state !== undefined) this.speakers.push({ device, serial: state.serial });
  }
  /** It was not told whole: the next one is read again. */
  forget(): void { this.#usable = false; }
  bound(device: Device, ip: Ipv4, proof: BindingProof): void { this.bindings.push({ device, ip, proof }); }

  is(slot: ScopeSlot, digest: number, source: Mac, target: Mac): boolean {
    return this.#digest === digest && this.#slot === slot && this.#source === source && this.#target === target;
  }
  /** All of its devices still have what it taught of them. */
  holds(): boolean {
    const slot = this.#slot;
    return this.#usable && this.speakers.every((speaker) => stillHas(slot, speaker))
      && this.bindings.every(({ device }) => !device.gone && device.warm && slot.byMac.get(device.mac) === device);
  }
}

export class RowMemo {
  readonly #places: (SaidRow | undefined)[] = new Array<SaidRow | undefined>(GROUPS * GROUP).fill(undefined);

  /** The row as it was said before; otherwise remembers it, and `fresh` takes what it says. */
  recall(slot: ScopeSlot, rows: RowReader, row: number, fresh: (said: SaidRow) => void): SaidRow | undefined {
    const digest = rows.digest(row), source = rows.srcMac(row), target = rows.dstMac(row);
    const first = ((digest / 0x200000) & (GROUPS - 1)) * GROUP; // of the digest's high word
    let last = first;
    for (; last < first + GROUP - 1 && this.#places[last]?.is(slot, digest, source, target) === false; last++);
    const known = this.#places[last];
    if (known?.is(slot, digest, source, target) === true && known.holds()) return known;
    const said = new SaidRow(slot, digest, source, target);
    this.#places.copyWithin(first + 1, first, last);
    this.#places[first] = said;
    fresh(said);
    return undefined;
  }
}

function stillHas(slot: ScopeSlot, { device, serial }: Speaker): boolean {
  return !device.gone && device.warm && slot.fold.get(device.mac)?.serial === serial;
}
