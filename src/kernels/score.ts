/** The JavaScript face of assembly/score, and its twin in plain TypeScript. */
import { EdgeError } from '../model/index.ts';
import { bestVariant, kernelModule, type Variant } from './module.ts';

/** The numbers of a model. Rows of `weights` belong to `keys`; a row is as wide as `bias`. */
export interface ScoreModel {
  readonly keys: Uint32Array;
  readonly bias: Float32Array;
  readonly weights: Float32Array;
}

export interface Scorer {
  /** Logits a device: the width of a row of `out`. */
  readonly classes: number;
  /** Scores all devices in one call. `offsets` has one entry more than devices; `out` is filled row by row. */
  score(ids: Uint32Array, offsets: Uint32Array, out: Float32Array): void;
}

interface ScoreExports {
  readonly memory: WebAssembly.Memory;
  reserveModel(entries: number, classes: number): number;
  modelKeys(): number;
  modelBias(): number;
  modelWeights(): number;
  indexModel(): void;
  reserveBatch(devices: number, ids: number): number;
  batchOffsets(): number;
  batchIds(): number;
  batchOut(): number;
  runScores(devices: number): void;
}
const NAMES: readonly Exclude<keyof ScoreExports, 'memory'>[] = ['reserveModel', 'modelKeys', 'modelBias', 'modelWeights', 'indexModel', 'reserveBatch', 'batchOffsets', 'batchIds', 'batchOut', 'runScores'];
function isScoreExports(value: unknown): value is ScoreExports {
  if (typeof value !== 'object' || value === null) return false;
  const found = new Map<string, unknown>(Object.entries(value));
  return found.get('memory') instanceof WebAssembly.Memory && NAMES.every((name) => typeof found.get(name) === 'function');
}

function check(model: ScoreModel, offsets: Uint32Array, ids: Uint32Array, out: Float32Array): number {
  const devices = offsets.length - 1;
  if (devices < 0 || (offsets[devices] ?? 0) > ids.length || out.length < devices * model.bias.length) {
    throw new EdgeError('internal', 'vectors and results do not fit each other', { fields: { devices, ids: ids.length, out: out.length } });
  }
  return devices;
}

/** A scorer with an instance of its own: its memory grows with the largest batch, and no parser shares it. */
export function createScorer(model: ScoreModel, variant: Variant = bestVariant()): Scorer {
  const exports: unknown = new WebAssembly.Instance(kernelModule(variant), {}).exports;
  if (!isScoreExports(exports)) throw new EdgeError('internal', 'the kernel module and this program do not belong together', { fields: { variant } });
  const classes = model.bias.length, width = (classes + 3) & ~3;
  if (model.weights.length !== model.keys.length * classes) throw new EdgeError('internal', 'model weights do not fit its keys', { fields: { keys: model.keys.length, classes } });
  if (exports.reserveModel(model.keys.length, width) === 0) throw new EdgeError('internal', 'no memory for the model', { fields: { keys: model.keys.length, classes } });
  new Uint32Array(exports.memory.buffer, exports.modelKeys(), model.keys.length).set(model.keys);
  new Float32Array(exports.memory.buffer, exports.modelBias(), width).set(model.bias);
  const weights = new Float32Array(exports.memory.buffer, exports.modelWeights(), model.keys.length * width);
  for (let row = 0; row < model.keys.length; row++) weights.set(model.weights.subarray(row * classes, (row + 1) * classes), row * width);
  exports.indexModel();
  return {
    classes,
    score(ids, offsets, out) {
      const devices = check(model, offsets, ids, out), total = offsets[devices] ?? 0;
      if (exports.reserveBatch(devices, total) === 0) throw new EdgeError('internal', 'no memory to score a batch', { fields: { devices, ids: total } });
      new Uint32Array(exports.memory.buffer, exports.batchOffsets(), devices + 1).set(offsets);
      new Uint32Array(exports.memory.buffer, exports.batchIds(), total).set(total === ids.length ? ids : ids.subarray(0, total));
      exports.runScores(devices);
      const scored = new Float32Array(exports.memory.buffer, exports.batchOut(), devices * width);
      if (width === classes) out.set(scored);
      else for (let d = 0; d < devices; d++) out.set(scored.subarray(d * width, d * width + classes), d * classes);
    },
  };
}

/** The same in plain TypeScript: the oracle of the tests and the peer of the bench. */
export function createPlainScorer(model: ScoreModel): Scorer {
  const classes = model.bias.length, rows = new Map<number, number>();
  model.keys.forEach((key, row) => rows.set(key, row * classes));
  return {
    classes,
    score(ids, offsets, out) {
      const devices = check(model, offsets, ids, out);
      for (let d = 0; d < devices; d++) {
        const to = d * classes, end = offsets[d + 1] ?? 0;
        out.set(model.bias, to);
        for (let i = offsets[d] ?? 0; i < end; i++) {
          const row = rows.get(ids[i] ?? 0);
          if (row === undefined) continue;
          for (let c = 0; c < classes; c++) out[to + c] = (out[to + c] ?? 0) + (model.weights[row + c] ?? 0);
        }
      }
    },
  };
}
