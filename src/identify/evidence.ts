/** Why: which ids spoke for the verdict, and which claims for and against it, in words, with how much. */
import type { Mark } from '../features/index.ts';
import { PARAMETERS, type Claim, type Evidence, type HeardClaim, type ParameterName } from '../model/index.ts';
import { AGREEING, logit } from './ballot.ts';
import { isBroaderCategory, isBroaderModel, isBroaderSystem, modelKey } from './broader.ts';
import type { Lookup } from './lookup.ts';
import type { Model } from './model.ts';
import { PREFIX, type Opinion } from './opinion.ts';

/** Most entries of a verdict; of one parameter two: twelve service names of one announcement are one reason. */
const MOST = 12;
/** Contributions smaller than this are noise to a reader. */
const LEAST_WEIGHT = 0.05;
/** Most entries that speak against: they stand last, and what speaks for leaves them room. */
const MOST_AGAINST = 3;

/** When and from what a device's evidence came. */
export interface Traced {
  /** When, and by which record, a parameter last told something new. */
  readonly traceOf: (parameter: ParameterName) => Mark | undefined;
  /** Kind and sender of a record in words; null unknown. */
  readonly recordOf: (source: number) => string | null;
}

export function originOf({ traceOf, recordOf }: Traced, parameter: ParameterName): Pick<Evidence, 'time' | 'record'> {
  const { seconds, source } = traceOf(parameter) ?? { seconds: 0, source: 0 };
  return { time: seconds === 0 ? null : new Date(seconds * 1000).toISOString(), record: recordOf(source) };
}

/** What id row `row` adds to `leaf` beyond what it adds to the leaves on average: the part of the logit margin it is responsible for. */
export function contribution(model: Model, row: number, leaf: number): number {
  return (model.weights[row * model.leaves + leaf] ?? 0) - (model.means[row] ?? 0);
}

/** Strongest first. Weights are natural-log odds against the average leaf, rounded to hundredths. */
export function evidenceFor(rows: Int32Array, leaf: number, model: Model, traced: Traced): Evidence[] {
  const { row, weight, count } = bestTwo(rows, leaf, model), evidence: Evidence[] = [];
  while (evidence.length < Math.min(MOST, count)) {
    let strongest = 0;
    for (let at = 1; at < count; at++) if ((weight[at] ?? 0) > (weight[strongest] ?? 0)) strongest = at;
    const at = row[strongest] ?? 0, word = model.words[at], parameter = PARAMETERS[model.evidenceOf[at] ?? -1];
    if (word !== undefined && parameter !== undefined) evidence.push({ source: word.source, value: word.token, weight: Math.round((weight[strongest] ?? 0) * 100) / 100, ...originOf(traced, parameter.name) });
    weight[strongest] = 0;
  }
  return evidence;
}

/** The two strongest rows of each parameter, side by side. */
function bestTwo(rows: Int32Array, leaf: number, model: Model): { readonly row: Int32Array; readonly weight: Float32Array; readonly count: number } {
  const first = new Int16Array(PARAMETERS.length), second = new Int16Array(PARAMETERS.length), row = new Int32Array(rows.length + 1), weight = new Float32Array(rows.length + 1);
  let count = 1; // place 0 stays empty: 0 in first and second means none yet
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i] ?? 0, parameter = model.evidenceOf[at] ?? -1;
    if (parameter < 0) continue;
    const added = contribution(model, at, leaf);
    if (added < LEAST_WEIGHT) continue;
    const one = first[parameter] ?? 0, two = second[parameter] ?? 0;
    if (one === 0) place(first, parameter, count++, at, added);
    else if (two === 0) place(second, parameter, count++, at, added);
    else {
      const weaker = (weight[one] ?? 0) < (weight[two] ?? 0) ? one : two;
      if (added > (weight[weaker] ?? 0)) { row[weaker] = at; weight[weaker] = added; }
    }
  }
  return { row: row.subarray(1, count), weight: weight.subarray(1, count), count: count - 1 };

  function place(which: Int16Array, parameter: number, slot: number, at: number, added: number): void {
    which[parameter] = slot;
    row[slot] = at;
    weight[slot] = added;
  }
}

export interface Explained {
  readonly rows: Int32Array;
  readonly leaf: number;
  /** The trained model said anything. */
  readonly isTrained: boolean;
  readonly opinion: Opinion;
  readonly claims: readonly HeardClaim[];
  readonly company: string | undefined;
  readonly lookup: Lookup;
}

/** The trained model's ids and the claims together, strongest first; what speaks against has a negative weight. */
export function evidenceOf({ rows, leaf, isTrained, opinion, claims, company, lookup }: Explained, model: Model, traced: Traced): Evidence[] {
  const found = new Map<string, Evidence>();
  const put = (evidence: Evidence): void => {
    const key = `${evidence.source} ${evidence.value}`, before = found.get(key);
    if (before === undefined || Math.abs(evidence.weight) > Math.abs(before.weight)) found.set(key, evidence);
  };
  const speaksFor = isTrained && opinion.profile !== null && model.tiers.profile.values[model.tiers.profile.ofLeaf[leaf] ?? -1] === opinion.profile.value;
  if (speaksFor) for (const evidence of evidenceFor(rows, leaf, model, traced)) put(evidence);
  if (company !== undefined && !lookup.makerOf(company).isModule && opinion.vendor !== null) {
    put({ source: 'mac.vendor', value: company, weight: twoPlaces(lookup.makerOf(company).name === opinion.vendor.value ? logit(PREFIX) : -logit(PREFIX)), ...originOf(traced, 'mac.vendor') });
  }
  for (const { parameter, value, claim, time, source } of claims) {
    const weight = logit(Math.min(claim.certainty, 0.97)) + AGREEING, side = sideOf(claim, opinion, lookup);
    if (weight >= LEAST_WEIGHT && side !== 0) put({ source: parameter, value, weight: twoPlaces(side * weight), time: time === 0 ? null : new Date(time).toISOString(), record: traced.recordOf(source) });
  }
  const all = [...found.values()].sort((a, b) => b.weight - a.weight), against = all.filter(({ weight }) => weight < 0).slice(-MOST_AGAINST);
  return [...all.filter(({ weight }) => weight > 0).slice(0, MOST - against.length), ...against];
}

const twoPlaces = (weight: number): number => Math.round(weight * 100) / 100;

/** 1: something it claims is what the device is said to be. -1: all of it is something else. 0: nobody answered its questions. */
function sideOf(claim: Claim, { category, profile, vendor, model, system }: Opinion, lookup: Lookup): -1 | 0 | 1 {
  const sides = [
    side(claim.category, category?.value, isBroaderCategory), side(claim.profile, profile?.value), side(claim.vendor === undefined ? undefined : lookup.makerOf(claim.vendor).name, vendor?.value),
    side(claim.model === undefined ? undefined : modelKey(claim.model), model === null ? undefined : modelKey(model.value), isBroaderModel), side(claim.os_family, system?.family, isBroaderSystem),
  ];
  return sides.includes(1) ? 1 : sides.includes(-1) ? -1 : 0;
}

function side(claimed: string | undefined, said: string | undefined, isBroader: (broad: string, narrow: string) => boolean = () => false): -1 | 0 | 1 {
  if (claimed === undefined || said === undefined) return 0;
  return claimed === said || isBroader(claimed, said) || isBroader(said, claimed) ? 1 : -1;
}
