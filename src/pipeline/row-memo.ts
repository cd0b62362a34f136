/** Rows said before: devices repeat themselves, and what a row says is the same whenever it is said. Evidence is a set, so a repetition only shows that its devices are there. */
import type { Device, ScopeSlot } from './device.ts';
import { lastPlace, type DeviceState, type Word } from '../features/index.ts';
import { parameterIndex, type BindingWord, type Ipv4, type DeviceKey, type RowReader } from '../model/index.ts';

/** Places in groups, so bounded: the last of a full group makes room, and costs reading it in full again. Powers of two. */
const GROUPS = 16_384, GROUP = 4;
/** Where a new row enters its group; a repetition takes it to the front, so what is said once pushes out only its like. */
const ENTRY = 2;

interface Heard { readonly device: Device; readonly state: DeviceState; readonly roles: number }
interface LastWord { readonly state: DeviceState; readonly word: Word }
interface Bound { readonly device: Device; readonly ip: Ipv4; readonly proof: BindingWord }

/** What one row said, and of whom. Nearly every row is of one device and ties one address to it: those stand in the row itself, so that a repetition touches few objects. */
export class SaidRow {
  readonly #slot: ScopeSlot;
  readonly #source: DeviceKey;
  readonly #target: DeviceKey;
  /** Everybody it said something of: the first, and the others. */
  device: Device | undefined;
  state: DeviceState | undefined;
  others: Heard[] | undefined;
  /** What the first did for others then: since it turned out to be a router, the row is another. */
  #roles = 0;
  /** The addresses it tied to somebody: the first, and the others. */
  holder: Device | undefined;
  ip: Ipv4 = 0 as Ipv4;
  proof: BindingWord = 'traffic';
  bindings: Bound[] | undefined;
  /** Of these the last value counts: said again, it is the last again. */
  lastWords: LastWord[] | undefined;
  #usable = true;

  constructor(slot: ScopeSlot, source: DeviceKey, target: DeviceKey) {
    this.#slot = slot;
    this.#source = source;
    this.#target = target;
  }

  spoke(device: Device, state: DeviceState, parameter: string, value: string): void {
    const index = parameterIndex(parameter), word = value === '' || lastPlace(index) < 0 ? undefined : state.clear.latest(index);
    if (word !== undefined) (this.lastWords ??= []).push({ state, word });
    this.#hear(device, state);
  }
  bound(device: Device, state: DeviceState, ip: Ipv4, proof: BindingWord): void {
    if (this.holder === undefined) {
      this.holder = device;
      this.ip = ip;
      this.proof = proof;
    } else (this.bindings ??= []).push({ device, ip, proof });
    this.#hear(device, state);
  }
  /** It shows that the device is there, and ties no address to it. */
  met(device: Device, state: DeviceState): void { this.#hear(device, state); }
  /** It was not told whole: the next one is read again. */
  forget(): void { this.#usable = false; }

  is(slot: ScopeSlot, source: DeviceKey, target: DeviceKey): boolean { return this.#slot === slot && this.#source === source && this.#target === target; }
  /** All of its devices still have what it taught of them. */
  holds(): boolean {
    // A device that is dropped or forgotten takes its state with it.
    if (!this.#usable || this.state?.gone === true || (this.device !== undefined && this.device.roles !== this.#roles)) return false;
    if (this.others !== undefined) for (const { device, state, roles } of this.others) if (state.gone || device.roles !== roles) return false;
    return true;
  }

  #hear(device: Device, state: DeviceState): void {
    if (this.state === undefined) {
      this.device = device;
      this.state = state;
      this.#roles = device.roles;
    }
    if (this.state === state) return;
    this.others ??= [];
    for (const known of this.others) if (known.state === state) return;
    this.others.push({ device, state, roles: device.roles });
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
      if (!known.holds()) break;
      for (; at > first; at--) this.#swap(at, at - 1);
      return known;
    }
    const said = new SaidRow(slot, source, target), to = at < first + ENTRY ? at : first + ENTRY;
    // The last of the group goes, or the one that holds no longer.
    for (let last = Math.min(at, first + GROUP - 1); last > to; last--) this.#swap(last, last - 1);
    this.#digests[to] = digest;
    this.#rows[to] = said;
    fresh(said);
    return undefined;
  }

  #swap(a: number, b: number): void {
    const digest = this.#digests[a] ?? 0, row = this.#rows[a];
    this.#digests[a] = this.#digests[b] ?? 0;
    this.#rows[a] = this.#rows[b];
    this.#digests[b] = digest;
    this.#rows[b] = row;
  }
}
