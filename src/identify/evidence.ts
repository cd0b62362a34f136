/** Why: which ids spoke for the verdict, in words, with how much. */
import { PRESENT } from '../features/index.ts';
import type { Evidence } from '../model/index.ts';
import type { Model } from './model.ts';

/** Most entries of a verdict, and of one parameter: twelve service names of one announcement are one reason. */
const MOST = 12, MOST_OF_PARAMETER = 2;
/** Contributions smaller than this are noise to a reader. */
const LEAST_WEIGHT = 0.05;

/** What id row `row` adds to `leaf` beyond what it adds to the leaves on average: the part of the logit margin it is responsible for. */
export function contribution(model: Model, row: number, leaf: number): number {
  const from = row * model.leaves;
  let sum = 0;
  for (let c = 0; c < model.leaves; c++) sum += model.weights[from + c] ?? 0;
  return (model.weights[from + leaf] ?? 0) - sum / model.leaves;
}

/** Strongest first. Weights are natural-log odds against the average leaf, rounded to hundredths. */
export function evidenceFor(ids: Uint32Array, leaf: number, model: Model): Evidence[] {
  const found: { readonly row: number; readonly weight: number }[] = [];
  for (const id of ids) {
    const row = model.rowOf(id);
    if (row < 0 || (model.evidenceOf[row] ?? -1) < 0) continue;
    const weight = contribution(model, row, leaf);
    if (weight >= LEAST_WEIGHT) found.push({ row, weight });
  }
  found.sort((a, b) => b.weight - a.weight || a.row - b.row);
  const evidence: Evidence[] = [], perParameter = new Map<string, number>();
  for (const { row, weight } of found) {
    const word = model.words[row];
    if (word === undefined || word.token === PRESENT) continue;
    const count = perParameter.get(word.source) ?? 0;
    if (count >= MOST_OF_PARAMETER) continue;
    perParameter.set(word.source, count + 1);
    evidence.push({ source: word.source, value: word.token, weight: Math.round(weight * 100) / 100 });
    if (evidence.length === MOST) break;
  }
  return evidence;
}
