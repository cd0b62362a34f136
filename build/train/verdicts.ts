/** What the product would have said of each held-out sample: the same code as in the node, calibrated on everything but the sample's own fold or profile. */
import { judge, type Calibration, type Model, type TierName, type Verdict } from '../../src/identify/index.ts';
import { calibrate } from './calibrate.ts';
import type { Judged } from './cross-validate.ts';

export interface Said extends Judged { readonly verdict: Verdict }

type Calibrations = Readonly<Record<TierName, Calibration>>;

export function withTiers(model: Model, tiers: Calibrations): Model { return { ...model, header: { ...model.header, tiers } }; }

export function verdicts(judged: readonly Judged[]): Said[] {
  const groups = Map.groupBy(judged, (one) => (one.left === undefined ? `fold ${one.fold}` : `profile ${one.sample.label?.profile}`));
  return [...groups.values()].flatMap((group) => {
    const first = group[0]!;
    const rest = judged.filter((one) => (first.left === undefined ? one.fold !== first.fold : one.sample.label?.profile !== first.sample.label?.profile));
    const tiers = calibrate(rest);
    return group.map((one) => ({ ...one, verdict: judge(one.logits, one.model.rowsOf(one.ids), withTiers(one.model, tiers)) }));
  });
}

/** The tier's value in words; null where there is none. */
export function valueOf(said: Said, tier: TierName): string | null { return said.model.tiers[tier].values[said.verdict.tiers[tier].value] ?? null; }
export function isRight(said: Said, tier: TierName): boolean { return said.sample.label !== undefined && valueOf(said, tier) === said.sample.label[tier]; }
