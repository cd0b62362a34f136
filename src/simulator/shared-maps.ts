/** Maps of thousands of firewalls in the memory of a few: what a frame makes of a map is worked out once for all that hold the same map and receive the same bytes. */
import { HeldMap, type FrameFault } from '../client/index.ts';
import type { PlacedMapping } from '../model/index.ts';
import { frameOf, type PollFrame } from '../wire/index.ts';

/** Never changed once a firewall holds it: the next one is a fork. */
export type FirewallMap = HeldMap<PlacedMapping>;

export type Step = { readonly kind: PollFrame['kind']; readonly more: boolean; readonly map: FirewallMap } | { readonly kind: 'fault'; readonly fault: FrameFault | 'bad_frame'; readonly map: FirewallMap };

interface Known { readonly bytes: Uint8Array; readonly step: Omit<Extract<Step, { fault: string }>, 'map'> | Omit<Exclude<Step, { fault: string }>, 'map'>; readonly map: WeakRef<FirewallMap> }

/** Answers remembered for each map: firewalls that are behind get another delta each tick, and few of them the same. */
const KNOWN_MAX = 16;
const WHOLE_MAX = 256;

export class SharedMaps {
  /** What every firewall begins with. */
  readonly empty: FirewallMap = new HeldMap((entry) => entry);
  readonly #known = new WeakMap<FirewallMap, Known[]>();
  /** Whole maps by what they say they are, so that those who came by another way share it too. */
  readonly #whole = new Map<string, WeakRef<FirewallMap>>();

  take(map: FirewallMap, bytes: Uint8Array): Step {
    const known = this.#known.get(map);
    for (const one of known ?? []) {
      if (one.bytes.length !== bytes.length || Buffer.compare(one.bytes, bytes) !== 0) continue;
      const next = one.map.deref();
      if (next !== undefined) return { ...one.step, map: next };
    }
    const { map: next, ...step } = this.#step(map, bytes);
    const list = known ?? [];
    list.push({ bytes, step, map: new WeakRef(next) });
    if (list.length > KNOWN_MAX) list.shift();
    if (known === undefined) this.#known.set(map, list);
    return { ...step, map: next };
  }

  #step(map: FirewallMap, bytes: Uint8Array): Step {
    const frame = frameOf(bytes), next = map.fork();
    const fault = frame === undefined ? 'bad_frame' : next.apply(frame);
    if (frame === undefined || fault !== undefined) {
      next.restart();
      return { kind: 'fault', fault: fault ?? 'bad_frame', map: next };
    }
    if (frame.kind === 'idle') return { kind: 'idle', more: false, map: next.revision === map.revision && next.cursor === map.cursor ? map : next };
    return { kind: frame.kind, more: frame.more, map: frame.more ? next : this.#one(next, frame.digest) };
  }

  /** The map itself, or the same one that somebody holds already; the same is said only of what was looked at entry by entry. */
  #one(map: FirewallMap, digest: string): FirewallMap {
    const name = `${map.cursor} ${digest} ${map.size}`, other = this.#whole.get(name)?.deref();
    if (other !== undefined && differences(map, other) === 0) return other;
    if (this.#whole.size >= WHOLE_MAX) for (const [old, ref] of this.#whole) if (ref.deref() === undefined) this.#whole.delete(old);
    if (this.#whole.size < WHOLE_MAX) this.#whole.set(name, new WeakRef(map));
    return map;
  }
}

/** Entries that one has and the other has not, or has otherwise. */
export function differences(one: FirewallMap, other: FirewallMap): number {
  let found = 0, common = 0;
  for (const { kept } of one.entries()) {
    const twin = other.get(kept)?.kept;
    if (twin !== undefined) common += 1;
    if (twin === undefined || (twin !== kept && !sameEntry(kept, twin))) found += 1;
  }
  return found + other.size - common;
}

function sameEntry(one: PlacedMapping, other: PlacedMapping): boolean { return Bun.deepEquals(one, other, true); }
