/** The instance tier of one device (R50): which unit it is by its first known key, how sure, or why nobody can say. */
import { isLocalMac, keyKind, keyText, type InstanceTier } from '../model/index.ts';
import { linkOf, SURE, type Link, type Unit } from './link.ts';
import type { Strength } from './keys.ts';

/** More devices than this with one key at one time, and it is no unit's: a default name, an image that was copied. */
const FEW = 2;

/** Another device, and what of its own both have. */
export interface Candidate { readonly unit: Unit; readonly shared: readonly Strength[] }

const OWN = { mac: 95, cellular: 95, serial: 90, unit: 80 } as const;

export function instanceTier(self: Unit, candidates: readonly Candidate[]): InstanceTier {
  let best: Link | undefined, first = self, weakest = 100;
  for (const { unit, shared } of candidates) {
    const link = linkOf(self, unit, shared);
    if (link.confidence >= SURE) {
      if (unit.firstSeen < first.firstSeen) first = unit;
      weakest = Math.min(weakest, link.confidence);
    }
    if (best === undefined || link.confidence > best.confidence) best = link;
  }
  if (best !== undefined && best.confidence >= SURE) return { value: keyText(first.key), confidence: weakest, reason: best.reason };
  if (best !== undefined && best.confidence > 0) return { value: null, confidence: best.confidence, reason: best.reason };
  return alone(self);
}

/** Nobody else has what it has. Would it be known again? */
function alone(self: Unit): InstanceTier {
  const kind = keyKind(self.key), strengths = new Set(self.keys.values()), own = (confidence: number, reason: string): InstanceTier => ({ value: keyText(self.key), confidence, reason });
  if (kind === 'mac' && !isLocalMac(self.key)) return own(OWN.mac, 'its own MAC');
  if (kind === 'imei') return own(OWN.cellular, 'its IMEI');
  if (strengths.has('serial')) return own(OWN.serial, 'its serial number or identifier');
  if (strengths.has('unit')) return own(OWN.unit, 'its name');
  return { value: null, confidence: 0, reason: `not sure: ${kind === 'address' ? 'only an address' : kind === 'imsi' ? 'only a card, which may move' : 'a random MAC'} and nothing of one unit` };
}

/** A key that devices have had in these intervals: is it of more than a unit's interfaces? */
export function isOfMany(intervals: readonly (readonly [from: number, to: number])[]): boolean { return mostTogether(intervals) > FEW; }

/** How many of these intervals lie over each other at most. */
export function mostTogether(intervals: readonly (readonly [from: number, to: number])[]): number {
  const steps = intervals.flatMap(([from, to]) => [[from, 1], [Math.max(from, to) + 1, -1]] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let now = 0, most = 0;
  for (const [, step] of steps) most = Math.max(most, now += step);
  return most;
}
