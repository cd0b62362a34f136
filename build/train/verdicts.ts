/** What the product would have said of each held-out sample: the same code as in the node, calibrated on everything but the sample's own fold or profile. */
import { judge, type Model, type TierName, type Verdict } from '../../src/identify/index.ts';
import { calibrate, type Calibrations } from './calibrate.ts';
import type { Judged } from './cross-validate.ts';

export interface Said extends Judged { readonly verdict: Verdict }

export function calibratedWith(model: Model, calibrations: Calibrations): Model { return { ...model, header: { ...model.header, ...calibrations } }; }

export function verdicts(judged: readonly Judged[]): Said[] {
  const groups = Map.groupBy(judged, (one) => (one.left === undefined ? `fold ${one.fold}` : `profile ${one.sample.label?.profile}`));
  return [...groups.values()].flatMap((group) => {
    const first = group[0]!;
    const rest = judged.filter((one) => (first.left === undefined ? one.fold !== first.fold : one.sample.label?.profile !== first.sample.label?.profile));
    const calibrations = calibrate(rest);
    return group.map((one) => ({ ...one, verdict: judge(one.logits, one.model.rowsOf(one.ids), calibratedWith(one.model, calibrations)) }));
  });
}

/** The tier's value in words; null where there is none. */
export function valueOf(said: Said, tier: TierName): string | null { return said.model.tiers[tier].values[said.verdict.tiers[tier].value] ?? null; }
export function isRight(said: Said, tier: TierName): boolean { return said.sample.label !== undefined && valueOf(said, tier) === said.sample.label[tier]; }
