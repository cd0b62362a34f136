/** Folds facts into one state a MAC and says which states changed. One fold a scope (tenant, site, segment). */
import { hash32, hashFrom, seedOf } from './hash.ts';
import { stampOf } from './sayings.ts';
import { DeviceState } from './state.ts';
import { holdsUnit, isAnybodys, tokensOf } from './tokens.ts';
import { Words, type Word } from './words.ts';
import { isGroupMac, isLocalMac, isMac, PARAMETERS, parameterIndex, type BindingWord, type Ipv4, type DeviceKey, type ObservationSink } from '../model/index.ts';
import { decodeFeatures } from './codec.ts';

export interface FoldOptions {
  /** Most devices held; beyond that the one longest unseen goes. */
  readonly capacity?: number;
  /** Company of a MAC's prefix: evidence like any other. */
  readonly vendorOf?: (mac: DeviceKey) => string | undefined;
  /** Values in clear, shared with other folds, and what they claim. */
  readonly words?: Words;
  /** Told of each token before it is hashed; training learns the words behind the ids from it. */
  readonly onToken?: (id: number, parameter: number, token: string) => void;
}

/** What a presence id stands for: the parameter was seen, whatever it said. */
export const PRESENT = '*';

const SEEDS: readonly number[] = PARAMETERS.map((p) => seedOf(p.name));
const PRESENCE: readonly number[] = PARAMETERS.map((p) => hash32(p.name, PRESENT));
const VENDOR = parameterIndex('mac.vendor'), LOCAL = parameterIndex('mac.local');
/** Most ids of one parameter: a device that asks for hundreds of names must have room for what it is. */
const BUDGET = 96;
/** Values whose ids are remembered; all are forgotten when they are more. */
const REMEMBERED = 16384;
/** Places for values that were heard once. A power of two. */
const HEARD_ONCE = 4096;

/** What a value comes to: the ids of its tokens, and the word that is kept in clear. */
interface Met { readonly ids: readonly number[]; readonly word: Word | undefined }
interface Remembered extends Met { readonly anybodys: boolean }

export class FeatureFold implements ObservationSink {
  readonly #states = new Map<DeviceKey, DeviceState>();
  readonly #capacity: number;
  readonly #vendorOf: (mac: DeviceKey) => string | undefined;
  readonly #onToken: FoldOptions['onToken'];
  readonly #words: Words;
  /** Values heard lately, by parameter: devices repeat themselves and each other, and masking is dear. */
  readonly #remembered: Map<string, Remembered>[] = PARAMETERS.map(() => new Map());
  #rememberedCount = 0;
  /** Ids of values heard once, each in its place: most of them never come again, and a map that takes them all in costs more than it saves. */
  readonly #heardOnce = new Uint32Array(HEARD_ONCE);
  #dirty: DeviceState[] = [];
  #last: DeviceState | undefined;
  #source = 0;
  /** Devices dropped because the fold was full, and ids dropped because a device was. */
  evicted = 0;
  capped = 0;
  /** Ids that the last fact taught its device. */
  taught = 0;
  /** Facts whose parameter is not in the table. */
  unknownParameters = 0;

  constructor(options: FoldOptions = {}) {
    this.#capacity = options.capacity ?? 1_000_000;
    this.#vendorOf = options.vendorOf ?? (() => undefined);
    this.#onToken = options.onToken;
    this.#words = options.words ?? new Words();
  }

  get size(): number { return this.#states.size; }
  get(mac: DeviceKey): DeviceState | undefined { return this.#states.get(mac); }
  states(): IterableIterator<DeviceState> { return this.#states.values(); }

  /** Facts from here on come from this record: a number of the node's, 0 unknown, at most 65535. */
  from(source: number): void { this.#source = source; }

  /** Gives the state the fact went into. */
  fact(mac: DeviceKey, time: number, parameter: string, value: string): DeviceState | undefined {
    if (mac === 0 || isGroupMac(mac)) return undefined;
    const index = parameterIndex(parameter);
    this.taught = 0;
    if (index < 0) { this.unknownParameters++; return undefined; }
    const state = this.#stateOf(mac, time);
    this.#see(state, time);
    const { ids, word } = this.#meet(index, value, state);
    if (word !== undefined && state.clear.hear(word, stampOf(secondsOf(time), this.#source))) this.#mark(state);
    this.#learn(state, index, ids, time);
    return state;
  }

  /** An address says nothing about what a device is; it only shows that the device is there. */
  binding(mac: DeviceKey, _ip: Ipv4, time: number, _proof: BindingWord): DeviceState | undefined {
    if (mac === 0 || isGroupMac(mac)) return undefined;
    const state = this.#stateOf(mac, time);
    this.#see(state, time);
    return state;
  }

  /** The device is there; it said nothing that it had not said before. */
  alive(state: DeviceState, time: number): void { this.#see(state, time); }
  /** It said this before, perhaps not last. */
  sayAgain(state: DeviceState, word: Word, time: number): void {
    if (!state.clear.isLatest(word) && state.clear.hear(word, stampOf(secondsOf(time), this.#source))) this.#mark(state);
  }

  /** Whether any state changed since they were drained. */
  get dirty(): boolean { return this.#dirty.length > 0; }

  /** States changed since the last call, and forgets that they did. */
  drainDirty(): readonly DeviceState[] {
    const dirty = this.#dirty;
    for (const state of dirty) state.dirty = false;
    this.#dirty = [];
    return dirty;
  }

  /** Puts back what `encodeFeatures` wrote; false when the bytes are not that. The state is not dirty. */
  restore(mac: DeviceKey, bytes: Uint8Array): boolean {
    const decoded = decodeFeatures(bytes);
    if (decoded === undefined || mac === 0 || isGroupMac(mac)) return false;
    const state = new DeviceState(mac, decoded.firstSeen), before = this.#states.get(mac);
    state.lastSeen = decoded.lastSeen;
    state.ids.dropped = decoded.dropped;
    for (const id of decoded.ids) state.ids.add(id);
    for (const { index, learned, seconds, source } of decoded.traces) state.traces.learn(index, learned, seconds, source);
    for (const { index, value, seconds, source } of decoded.sayings) {
      const word = this.#words.of(index, value);
      if (word !== undefined) state.clear.restore(word, stampOf(seconds, source));
    }
    state.clear.refused = decoded.refused;
    if (before !== undefined) before.gone = true;
    else this.#makeRoom();
    this.#states.set(mac, state);
    return true;
  }

  remove(mac: DeviceKey): boolean {
    const state = this.#states.get(mac);
    if (state !== undefined) state.gone = true;
    return this.#states.delete(mac);
  }

  /** Facts about one device come in a row. */
  #stateOf(mac: DeviceKey, time: number): DeviceState {
    if (this.#last?.mac === mac && !this.#last.gone) return this.#last;
    this.#last = this.#states.get(mac) ?? this.#create(mac, time);
    return this.#last;
  }

  #create(mac: DeviceKey, time: number): DeviceState {
    this.#makeRoom();
    const state = new DeviceState(mac, time);
    this.#states.set(mac, state);
    this.#mark(state);
    if (isLocalMac(mac)) this.#learn(state, LOCAL, this.#meet(LOCAL, 'yes', state).ids, time);
    else if (isMac(mac)) {
      const vendor = this.#vendorOf(mac);
      if (vendor !== undefined) this.#learn(state, VENDOR, this.#meet(VENDOR, vendor, state).ids, time);
    }
    return state;
  }

  #see(state: DeviceState, time: number): void {
    state.touched = true;
    if (time > state.lastSeen) state.lastSeen = time;
    if (time > 0 && (time < state.firstSeen || state.firstSeen === 0)) state.firstSeen = time;
  }

  #mark(state: DeviceState): void {
    if (state.dirty) return;
    state.dirty = true;
    this.#dirty.push(state);
  }

  #learn(state: DeviceState, index: number, ids: readonly number[], time: number): void {
    let added = 0, room = -1;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] ?? 0;
      if (state.ids.has(id)) continue;
      if (room < 0) room = BUDGET - state.traces.learned(index);
      if (added < room && state.ids.add(id)) added++;
      else this.capped++;
    }
    if (added === 0) return;
    this.taught = added;
    state.traces.learn(index, added, secondsOf(time), this.#source);
    this.#mark(state);
  }

  /** Ids of the value's tokens and of the parameter's presence, none for parameters of one unit; and the value in clear. */
  #meet(index: number, value: string, { mac, threeDigits }: DeviceState): Met {
    const remembered = this.#remembered[index], known = remembered?.get(value);
    if (known !== undefined && (known.anybodys || !holdsUnit(index, value, threeDigits))) return known;
    const met = { ids: this.#hash(index, value, mac), word: this.#words.of(index, value) }, id = met.ids[0];
    if (known !== undefined || this.#onToken !== undefined || remembered === undefined || id === undefined) return met;
    if (this.#heardOnce[id % HEARD_ONCE] !== id) { this.#heardOnce[id % HEARD_ONCE] = id; return met; }
    if (holdsUnit(index, value, threeDigits)) return met;
    if (this.#rememberedCount >= REMEMBERED) { for (const values of this.#remembered) values.clear(); this.#rememberedCount = 0; }
    remembered.set(value, { ...met, anybodys: isAnybodys(index, value) });
    this.#rememberedCount++;
    return met;
  }

  #hash(index: number, value: string, mac: DeviceKey): readonly number[] {
    const parameter = PARAMETERS[index], present = PRESENCE[index] ?? 0, seed = SEEDS[index] ?? 0;
    if (parameter === undefined || parameter.identifies === 'instance') return [];
    const ids: number[] = [];
    for (const token of tokensOf(index, value, mac)) {
      const id = hashFrom(seed, token);
      this.#onToken?.(id, index, token);
      ids.push(id);
    }
    this.#onToken?.(present, index, PRESENT);
    ids.push(present);
    return ids;
  }

  /** Second chance over the devices in order of arrival: one seen since the hand last passed, or not yet drained, is spared once. */
  #makeRoom(): void {
    if (this.#states.size < this.#capacity) return;
    for (let spared = 0; ; spared++) {
      const oldest = this.#states.values().next().value;
      if (oldest === undefined) return;
      this.#states.delete(oldest.mac);
      if ((oldest.touched || oldest.dirty) && spared < this.#capacity) {
        oldest.touched = false;
        this.#states.set(oldest.mac, oldest);
        continue;
      }
      oldest.gone = true;
      this.evicted++;
      return;
    }
  }
}

/** What 32 bits hold; a time that is none is unknown. */
function secondsOf(time: number): number { return time > 0 ? Math.min(Math.floor(time / 1000), 0xffffffff) : 0; }

export function createDeviceFeatures(options: FoldOptions = {}): FeatureFold { return new FeatureFold(options); }
