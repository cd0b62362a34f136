/** Why: which ids spoke for the verdict, in words, with how much. */
import { PARAMETERS, type Evidence } from '../model/index.ts';
import type { Model } from './model.ts';

/** Most entries of a verdict; of one parameter two: twelve service names of one announcement are one reason. */
const MOST = 12;
/** Contributions smaller than this are noise to a reader. */
const LEAST_WEIGHT = 0.05;

/** What id row `row` adds to `leaf` beyond what it adds to the leaves on average: the part of the logit margin it is responsible for. */
export function contribution(model: Model, row: number, leaf: number): number {
  return (model.weights[row * model.leaves + leaf] ?? 0) - (model.means[row] ?? 0);
}

/** Strongest first. Weights are natural-log odds against the average leaf, rounded to hundredths. */
export function evidenceFor(rows: Int32Array, leaf: number, model: Model): Evidence[] {
  const { bestRow, bestWeight } = bestTwo(rows, leaf, model), evidence: Evidence[] = [];
  while (evidence.length < MOST) {
    let strongest = 0;
    for (let at = 1; at < bestWeight.length; at++) if ((bestWeight[at] ?? 0) > (bestWeight[strongest] ?? 0)) strongest = at;
    const weight = bestWeight[strongest] ?? 0, word = model.words[bestRow[strongest] ?? 0];
    if (weight === 0 || word === undefined) break;
    evidence.push({ source: word.source, value: word.token, weight: Math.round(weight * 100) / 100 });
    bestWeight[strongest] = 0;
  }
  return evidence;
}

/** The two strongest rows of each parameter, 0 for none: parameter p at p, its second behind all firsts. */
function bestTwo(rows: Int32Array, leaf: number, model: Model): { readonly bestRow: Int32Array; readonly bestWeight: Float32Array } {
  const count = PARAMETERS.length, bestRow = new Int32Array(count * 2), bestWeight = new Float32Array(count * 2);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0, parameter = model.evidenceOf[row] ?? -1;
    if (parameter < 0) continue;
    const weight = contribution(model, row, leaf), second = count + parameter;
    if (weight < LEAST_WEIGHT || weight <= (bestWeight[second] ?? 0)) continue;
    if (weight > (bestWeight[parameter] ?? 0)) {
      bestWeight[second] = bestWeight[parameter] ?? 0;
      bestRow[second] = bestRow[parameter] ?? 0;
      bestWeight[parameter] = weight;
      bestRow[parameter] = row;
    } else {
      bestWeight[second] = weight;
      bestRow[second] = row;
    }
  }
  return { bestRow, bestWeight };
}
