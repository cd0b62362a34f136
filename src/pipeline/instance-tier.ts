/** The instance tier of a device (R50), from the keys of one unit that are stored and what is known of whoever has the same ones: in a running node, or beside it. */
import { decodeFeatures } from '../features/index.ts';
import { instanceTier, isOfMany, STRENGTHS, type Candidate, type Strength, type Unit } from '../instances/index.ts';
import type { DeviceKey, Identity, InstanceTier } from '../model/index.ts';
import type { InstanceKeyRow, Store } from '../store/index.ts';

/** Others compared with one device. */
const CANDIDATES_MAX = 32;

export interface KnownUnit { readonly key: DeviceKey; readonly firstSeen: number; readonly lastActivity: number; readonly category: string | null; ids(): Iterable<number> }

/** Devices by their number. */
export interface Surroundings {
  keysOf(device: number): readonly InstanceKeyRow[];
  holders(hash: number): readonly InstanceKeyRow[];
  unit(device: number): KnownUnit | undefined;
  readonly vendorOf: (mac: DeviceKey) => string | undefined;
}

/** The identity with its instance tier. What people merged is one already. */
export function withInstance(identity: Identity, device: number, around: Surroundings): Identity {
  if (identity.tiers.instance.value !== null) return identity;
  const instance = tierOf(device, identity.category, around);
  return instance === undefined ? identity : { ...identity, tiers: { ...identity.tiers, instance } };
}

function tierOf(device: number, category: string | null, around: Surroundings): InstanceTier | undefined {
  const self = around.unit(device);
  if (self === undefined) return undefined;
  const own: InstanceKeyRow[] = [], found = new Map<number, Strength[]>();
  for (const key of around.keysOf(device)) {
    const holders = around.holders(key.hash);
    if (isOfMany(holders.flatMap((holder) => interval(holder, around)))) continue;
    own.push(key);
    for (const { device: id } of holders) {
      if (id === device || (!found.has(id) && found.size >= CANDIDATES_MAX)) continue;
      found.set(id, [...(found.get(id) ?? []), strengthOf(key)]);
    }
  }
  return instanceTier({ ...compared(self, own, around), category }, [...found].flatMap(([id, shared]): Candidate[] => {
    const other = around.unit(id);
    return other === undefined ? [] : [{ unit: compared(other, around.keysOf(id), around), shared }];
  }));
}

/** From when a device said it to when it was last there. */
function interval({ device, at }: InstanceKeyRow, around: Surroundings): readonly (readonly [number, number])[] {
  const holder = around.unit(device);
  return holder === undefined ? [] : [[Math.min(at, holder.lastActivity), holder.lastActivity]];
}

function compared(known: KnownUnit, keys: readonly InstanceKeyRow[], { vendorOf }: Surroundings): Unit {
  const { key, firstSeen, lastActivity, category } = known;
  return { key, vendor: vendorOf(key), firstSeen, lastActivity, ids: new Set(known.ids()), keys: new Map(keys.map((row) => [row.hash, strengthOf(row)])), category };
}

function strengthOf({ strength }: InstanceKeyRow): Strength { return STRENGTHS[strength] ?? 'owner'; }

/** As the store has them: beside a running node. */
export function storedSurroundings(store: Store, vendorOf: Surroundings['vendorOf']): Surroundings {
  return {
    vendorOf, keysOf: (device) => store.instances.of(device), holders: (hash) => store.instances.holders(hash),
    unit(device) {
      const row = store.devices.byId(device);
      return row && { key: row.mac, firstSeen: row.firstSeen, lastActivity: row.lastActivity, category: row.verdict?.category ?? null, ids: () => decodeFeatures(store.devices.evidence(device) ?? new Uint8Array())?.ids ?? [] };
    },
  };
}
