/** Multinomial logistic regression over sets of columns, L2, by L-BFGS: deterministic, no learning rate to tune. */

export interface Example { readonly columns: Uint16Array; readonly target: number; readonly weight: number }
export interface Fit { readonly weights: Float64Array; readonly bias: Float64Array; readonly classes: number }

const MEMORY = 8, ROUNDS = 45, TOLERANCE = 3e-4;

/** The examples side by side, so that the inner loops read flat arrays. */
interface Flat { readonly rows: Uint32Array; readonly offsets: Uint32Array; readonly targets: Uint8Array; readonly weights: Float64Array; readonly costs: Float64Array }

function flatten(examples: readonly Example[], classes: number, costs: Float64Array): Flat {
  const offsets = new Uint32Array(examples.length + 1);
  examples.forEach((example, i) => { offsets[i + 1] = offsets[i]! + example.columns.length; });
  const rows = new Uint32Array(offsets[examples.length]!);
  examples.forEach((example, i) => { for (let k = 0; k < example.columns.length; k++) rows[offsets[i]! + k] = example.columns[k]! * classes; });
  return { rows, offsets, targets: Uint8Array.from(examples, (example) => example.target), weights: Float64Array.from(examples, (example) => example.weight), costs };
}

/** Loss and gradient at `x`: weights row by row (column x classes), then the biases. */
function evaluate(x: Float64Array, gradient: Float64Array, flat: Flat, classes: number): number {
  const { rows, offsets, targets, weights, costs } = flat, biasAt = x.length - classes, logits = new Float64Array(classes);
  let loss = 0;
  for (let i = 0; i < biasAt;) {
    const cost = costs[i / classes]!;
    for (let c = 0; c < classes; c++, i++) {
      const w = x[i]!;
      loss += 0.5 * cost * w * w;
      gradient[i] = cost * w;
    }
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

/** `costs`: for each column, how dear a weight is (L2). Evidence that says what a device is may weigh more than evidence that hints at it. */
export function fit(examples: readonly Example[], costs: Float64Array, classes: number): Fit {
  const columns = costs.length, size = columns * classes + classes, flat = flatten(examples, classes, costs);
  let x: Float64Array = new Float64Array(size), gradient: Float64Array = new Float64Array(size);
  let loss = evaluate(x, gradient, flat, classes);
  const steps: Step[] = [], diagonal = curvature(flat, size, classes);
  for (let round = 0; round < ROUNDS; round++) {
    const direction = descent(gradient, steps, diagonal);
    const slope = dot(direction, gradient);
    let step = 1;
    let next = new Float64Array(size), nextGradient = new Float64Array(size), nextLoss = Infinity;
    for (let tries = 0; tries < 20; tries++, step *= 0.4) {
      for (let i = 0; i < size; i++) next[i] = x[i]! + step * direction[i]!;
      nextLoss = evaluate(next, nextGradient, flat, classes);
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

/** About how sharply the loss bends in each direction: columns that most examples have bend it far more than rare ones. */
function curvature(flat: Flat, size: number, classes: number): Float64Array {
  const { rows, offsets, weights, costs } = flat, biasAt = size - classes, spread = (1 - 1 / classes) / classes, diagonal = new Float64Array(size);
  for (let e = 0; e < weights.length; e++) {
    for (let k = offsets[e]!; k < offsets[e + 1]!; k++) diagonal[rows[k]!] = diagonal[rows[k]!]! + weights[e]! * spread;
    diagonal[biasAt] = diagonal[biasAt]! + weights[e]! * spread;
  }
  for (let row = 0; row < size; row += classes) diagonal.fill(diagonal[row]! + (row < biasAt ? costs[row / classes]! : 1e-3), row, row + classes);
  return diagonal;
}

interface Step { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }

/** Minus the inverse Hessian, as its diagonal and the last steps estimate it, times the gradient (two-loop recursion). */
function descent(gradient: Float64Array, steps: readonly Step[], diagonal: Float64Array): Float64Array {
  const q = gradient.slice(), alphas: number[] = [];
  for (let k = steps.length - 1; k >= 0; k--) {
    const { s, y, rho } = steps[k]!, alpha = rho * dot(s, q);
    alphas[k] = alpha;
    for (let i = 0; i < q.length; i++) q[i] = q[i]! - alpha * y[i]!;
  }
  const last = steps[steps.length - 1];
  let scale = 1;
  if (last !== undefined) {
    let sum = 0;
    for (let i = 0; i < q.length; i++) sum += (last.y[i]! * last.y[i]!) / diagonal[i]!;
    scale = 1 / (last.rho * sum);
  }
  for (let i = 0; i < q.length; i++) q[i] = (q[i]! * scale) / diagonal[i]!;
  steps.forEach(({ s, y, rho }, k) => {
    const beta = rho * dot(y, q), alpha = alphas[k]!;
    for (let i = 0; i < q.length; i++) q[i] = q[i]! + (alpha - beta) * s[i]!;
  });
  for (let i = 0; i < q.length; i++) q[i] = -q[i]!;
  return q;
}
