/** Whether two devices are one physical unit, and how sure: by what they say that no other unit would, unless something speaks against it. Never by guess. */
import { isLocalMac, isMac, keyKind, type DeviceKey } from '../model/index.ts';
import type { Strength } from './keys.ts';

/** What is known of one of two devices that might be one. */
export interface Unit {
  readonly key: DeviceKey;
  /** Company of its MAC's prefix; undefined for a random MAC. */
  readonly vendor: string | undefined;
  /** Epoch milliseconds. */
  readonly firstSeen: number;
  readonly lastActivity: number;
  /** Feature ids. */
  readonly ids: ReadonlySet<number>;
  /** Hashes of all keys, by strength. */
  readonly keys: ReadonlyMap<number, Strength>;
  readonly category: string | null;
}

export interface Link {
  readonly confidence: number;
  /** Why, or why not. */
  readonly reason: string;
}

/** From here on it is claimed (R50). */
export const SURE = 75;
/** Together for less than this, a new MAC took over from an old one. */
const HANDOVER_MS = 120_000;
/** Share of what either does that both do. */
const ALIKE = 0.5, ODD = 0.15;
/** Fewer ids than this are no behaviour to compare. */
const LEAST_IDS = 8;
/** Machines that are copied with all their identifiers. */
const VIRTUAL = /vmware|virtual|qemu|xen\b|xensource|parallels|nutanix|proxmox|red hat/i;

/** `shared`: the strengths of keys that both have and that do not belong to many. */
export function linkOf(a: Unit, b: Unit, shared: readonly Strength[]): Link {
  const serial = shared.includes('serial'), unit = shared.includes('unit');
  if (shared.length === 0) return { confidence: 0, reason: 'nothing in common' };
  const together = Math.min(a.lastActivity, b.lastActivity) - Math.max(a.firstSeen, b.firstSeen) > HANDOVER_MS;
  if (a.category !== null && b.category !== null && a.category !== b.category && !serial) return { confidence: 20, reason: 'not sure: they are said to be different things' };
  const clash = contradiction(a, b, together);
  const alike = likeness(a.ids, b.ids);
  if (serial) {
    if (clash !== undefined) return { confidence: 40, reason: `not sure: ${clash}` };
    if (together && isVirtual(a) && isVirtual(b)) return { confidence: 40, reason: 'not sure: virtual machines at the same time, perhaps copies' };
    return { confidence: together ? 90 : 95, reason: 'same serial number or identifier' };
  }
  if (clash !== undefined) return { confidence: 30, reason: `not sure: ${clash}` };
  if (together && !isRandom(a) && !isRandom(b) && a.vendor !== b.vendor) return { confidence: unit ? 60 : 40, reason: 'not sure: same name, at the same time, interfaces of different makers' };
  if (together) return { confidence: unit ? 70 : 50, reason: 'not sure: same name at the same time' };
  const taken = isRandom(a) || isRandom(b);
  if (alike === undefined) return { confidence: unit ? 70 : 50, reason: 'not sure: same name, too little behaviour to compare' };
  if (alike < ODD) return { confidence: 40, reason: 'not sure: same name, other behaviour' };
  if (unit) return alike >= ALIKE || taken ? { confidence: alike >= ALIKE ? 90 : 78, reason: 'same name of one unit, one after the other, alike in what they do' } : { confidence: 65, reason: 'not sure: same name of one unit, behaviour only in part the same' };
  return taken && alike >= ALIKE ? { confidence: 80, reason: 'a random MAC replaced another: same name, alike in what they do' } : { confidence: 60, reason: 'not sure: same name, and no more' };
}

/** Something each says of itself that one unit would not say differently. */
function contradiction(a: Unit, b: Unit, together: boolean): string | undefined {
  if (keyKind(a.key) === 'imei' && keyKind(b.key) === 'imei') return 'two cellular devices';
  const own = (unit: Unit): Set<number> => new Set([...unit.keys].filter(([, strength]) => strength === 'serial').map(([hash]) => hash));
  const ours = own(a), theirs = own(b), same = [...ours].some((hash) => theirs.has(hash));
  if (ours.size > 0 && theirs.size > 0 && !same) return 'other serial numbers or identifiers';
  const names = (unit: Unit): number[] => [...unit.keys].filter(([, strength]) => strength !== 'serial').map(([hash]) => hash);
  const named = names(a), others = new Set(names(b));
  return together && named.length > 0 && others.size > 0 && !named.some((hash) => others.has(hash)) ? 'other names at the same time' : undefined;
}

function isRandom(unit: Unit): boolean { return !isMac(unit.key) || isLocalMac(unit.key); }
function isVirtual(unit: Unit): boolean { return unit.vendor !== undefined && VIRTUAL.test(unit.vendor); }

/** Jaccard; undefined when one of them did too little. */
export function likeness(a: ReadonlySet<number>, b: ReadonlySet<number>): number | undefined {
  if (a.size < LEAST_IDS || b.size < LEAST_IDS) return undefined;
  let both = 0;
  for (const id of a) if (b.has(id)) both += 1;
  return both / (a.size + b.size - both);
}
