/** Multinomial logistic regression over sets of columns, L2, by L-BFGS: deterministic, no learning rate to tune. */

export interface Example { readonly columns: Uint16Array; readonly target: number; readonly weight: number }
export interface Fit { readonly weights: Float64Array; readonly bias: Float64Array; readonly classes: number }

const MEMORY = 8, ROUNDS = 80, TOLERANCE = 3e-4;

/** The examples side by side, so that the inner loops read flat arrays. */
interface Flat { readonly rows: Uint32Array; readonly offsets: Uint32Array; readonly targets: Uint8Array; readonly weights: Float64Array }

function flatten(examples: readonly Example[], classes: number): Flat {
  const offsets = new Uint32Array(examples.length + 1);
  examples.forEach((example, i) => { offsets[i + 1] = offsets[i]! + example.columns.length; });
  const rows = new Uint32Array(offsets[examples.length]!);
  examples.forEach((example, i) => { for (let k = 0; k < example.columns.length; k++) rows[offsets[i]! + k] = example.columns[k]! * classes; });
  return { rows, offsets, targets: Uint8Array.from(examples, (example) => example.target), weights: Float64Array.from(examples, (example) => example.weight) };
}

/** Loss and gradient at `x`: weights row by row (column x classes), then the biases. */
function evaluate(x: Float64Array, gradient: Float64Array, flat: Flat, classes: number, l2: number): number {
  const { rows, offsets, targets, weights } = flat, biasAt = x.length - classes, logits = new Float64Array(classes);
  let loss = 0;
  for (let i = 0; i < biasAt; i++) {
    const w = x[i]!;
    loss += 0.5 * l2 * w * w;
    gradient[i] = l2 * w;
  }
  gradient.fill(0, biasAt);
  for (let e = 0; e < targets.length; e++) {
    const from = offsets[e]!, to = offsets[e + 1]!, target = targets[e]!, weight = weights[e]!;
    for (let c = 0; c < classes; c++) logits[c] = x[biasAt + c]!;
    for (let k = from; k < to; k++) for (let c = 0, at = rows[k]!; c < classes; c++, at++) logits[c] = logits[c]! + x[at]!;
    loss += weight * softmax(logits, target);
    // From here on the logits are weight * (probability - truth).
    for (let c = 0; c < classes; c++) logits[c] = logits[c]! * weight;
    logits[target] = logits[target]! - weight;
    for (let k = from; k < to; k++) for (let c = 0, at = rows[k]!; c < classes; c++, at++) gradient[at] = gradient[at]! + logits[c]!;
    for (let c = 0; c < classes; c++) gradient[biasAt + c] = gradient[biasAt + c]! + logits[c]!;
  }
  return loss;
}

/** Turns logits into probabilities in place; returns -log of the target's. */
function softmax(logits: Float64Array, target: number): number {
  let most = -Infinity, sum = 0;
  for (const logit of logits) most = Math.max(most, logit);
  const wanted = logits[target]! - most;
  for (let c = 0; c < logits.length; c++) sum += logits[c] = Math.exp(logits[c]! - most);
  for (let c = 0; c < logits.length; c++) logits[c]! /= sum;
  return Math.log(sum) - wanted;
}

const dot = (a: Float64Array, b: Float64Array): number => { let sum = 0; for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!; return sum; };

export function fit(examples: readonly Example[], columns: number, classes: number, l2: number): Fit {
  const size = columns * classes + classes, flat = flatten(examples, classes);
  let x: Float64Array = new Float64Array(size), gradient: Float64Array = new Float64Array(size);
  let loss = evaluate(x, gradient, flat, classes, l2);
  const steps: { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const direction = descent(gradient, steps);
    const slope = dot(direction, gradient);
    let step = round === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let next = new Float64Array(size), nextGradient = new Float64Array(size), nextLoss = Infinity;
    for (let tries = 0; tries < 20; tries++, step *= 0.4) {
      for (let i = 0; i < size; i++) next[i] = x[i]! + step * direction[i]!;
      nextLoss = evaluate(next, nextGradient, flat, classes, l2);
      if (nextLoss <= loss + 1e-4 * step * slope) break;
    }
    if (!(nextLoss < loss)) break;
    const s = new Float64Array(size), y = new Float64Array(size);
    for (let i = 0; i < size; i++) { s[i] = next[i]! - x[i]!; y[i] = nextGradient[i]! - gradient[i]!; }
    const sy = dot(s, y);
    if (sy > 1e-10) { steps.push({ s, y, rho: 1 / sy }); if (steps.length > MEMORY) steps.shift(); }
    const done = (loss - nextLoss) / Math.max(1, Math.abs(loss)) < TOLERANCE;
    x = next; gradient = nextGradient; loss = nextLoss;
    if (done) break;
  }
  return { weights: x.subarray(0, columns * classes), bias: x.subarray(columns * classes), classes };
}

/** Minus the inverse Hessian, as the last steps estimate it, times the gradient (two-loop recursion). */
function descent(gradient: Float64Array, steps: readonly { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }[]): Float64Array {
  const q = gradient.slice(), alphas: number[] = [];
  for (let k = steps.length - 1; k >= 0; k--) {
    const { s, y, rho } = steps[k]!, alpha = rho * dot(s, q);
    alphas[k] = alpha;
    for (let i = 0; i < q.length; i++) q[i]! -= alpha * y[i]!;
  }
  const last = steps[steps.length - 1], scale = last === undefined ? 1 : 1 / (last.rho * dot(last.y, last.y));
  for (let i = 0; i < q.length; i++) q[i]! *= scale;
  steps.forEach(({ s, y, rho }, k) => {
    const beta = rho * dot(y, q), alpha = alphas[k]!;
    for (let i = 0; i < q.length; i++) q[i]! += (alpha - beta) * s[i]!;
  });
  for (let i = 0; i < q.length; i++) q[i] = -q[i]!;
  return q;
}
