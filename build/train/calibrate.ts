/** From raw odds to a confidence that keeps its word, fitted on predictions the model could not know. */
import type { Calibration, TierName } from '../../src/identify/index.ts';
import type { Judged } from './cross-validate.ts';

/** Below these a tier stays unknown. A wide tier alone, without a profile, must be worth saying; a model shared by twins is right half of the time. */
const LEAST: Readonly<Record<TierName, number>> = { category: 60, profile: 50, vendor: 60, model: 70 };
/** How much each kind of prediction counts. Products the model has never met count more than those it knows: on a network they are the most. A prior set by hand: with modules and sisters at half the kettle's profile is still said, at 60 or so. */
const SHARES = { whole: 1, partial: 1, unmet: 2, 'unmet partial': 2, sister: 0.5, 'sister partial': 0.5, stranger: 2, module: 0.5 } as const;
type Kind = keyof typeof SHARES;

function kindOf(judged: Judged): Kind {
  return judged.isModule ? 'module' : judged.sample.label === undefined ? 'stranger' : judged.leftKind === 'sisters' ? (judged.view === 'all' ? 'sister' : 'sister partial') : judged.left !== undefined ? (judged.view === 'all' ? 'unmet' : 'unmet partial') : judged.view === 'all' ? 'whole' : 'partial';
}

interface Point { readonly odds: number; readonly right: number; readonly weight: number }

/** Weight behind a measured point, of about 3,200 in all. */
const BIN_WEIGHT = 15;

interface Bin { from: number; to: number; right: number; weight: number }

function binned(points: readonly Point[]): Bin[] {
  const bins: Bin[] = [];
  for (const { odds, right, weight } of points.toSorted((a, b) => a.odds - b.odds)) {
    let bin = bins.at(-1);
    if (bin === undefined || bin.weight >= BIN_WEIGHT) bins.push(bin = { from: odds, to: odds, right: 0, weight: 0 });
    bin.to = odds;
    bin.right += right * weight;
    bin.weight += weight;
  }
  return bins;
}

/** Isotonic regression over bins: neighbours that contradict a rising confidence are pooled; each pool is level from its first odds to its last. No bin is quite sure (half a failure is added to each). */
function fitTier(points: readonly Point[], least: number): Calibration {
  const share = (bin: Bin): number => (bin.right + 0.5) / (bin.weight + 1), pooled: Bin[] = [];
  for (let bin of binned(points)) {
    for (let last = pooled.at(-1); last !== undefined && share(last) > share(bin); last = pooled.at(-1)) {
      bin = { from: last.from, to: bin.to, right: last.right + bin.right, weight: last.weight + bin.weight };
      pooled.pop();
    }
    pooled.push(bin);
  }
  const round4 = (x: number): number => Math.round(x * 1e4) / 1e4;
  // A pool may begin at the odds where the one before ends: then it begins just behind.
  const levels: (readonly [odds: number, confidence: number])[] = [];
  for (const bin of pooled) for (const odds of [bin.from, bin.to]) {
    const last = levels.at(-1)?.[0] ?? -Infinity, at = round4(odds) > last ? round4(odds) : odds === bin.from ? round4(last + 1e-4) : last;
    if (at > last) levels.push([at, round4(share(bin))]);
  }
  return { points: levels, least };
}

type Tiers = Readonly<Record<TierName, Calibration>>;
/** Of verdicts that only the product could have earned, and of those a sister product could have earned as well. */
export interface Calibrations { readonly tiers: Tiers; readonly alike: Tiers }

export function calibrate(judged: readonly Judged[]): Calibrations {
  const enough = judged.filter((one) => one.isEnough), counts = new Map<Kind, number>();
  for (const one of enough) counts.set(kindOf(one), (counts.get(kindOf(one)) ?? 0) + 1);
  return { tiers: fitTiers(enough.filter((one) => one.isDistinct), counts), alike: fitTiers(enough.filter((one) => !one.isDistinct), counts) };
}

function fitTiers(enough: readonly Judged[], counts: ReadonlyMap<Kind, number>): Tiers {
  const fitOne = (tier: TierName): Calibration => fitTier(enough.filter((one) => tier !== 'model' || !one.isContradicted).map((one) => {
    const kind = kindOf(one);
    return { odds: one.tiers[tier].odds, right: one.tiers[tier].right ? 1 : 0, weight: (SHARES[kind] * 400) / counts.get(kind)! };
  }), LEAST[tier]);
  return { category: fitOne('category'), profile: fitOne('profile'), vendor: fitOne('vendor'), model: fitOne('model') };
}
