/** The JavaScript face of assembly/injection: how likely a request target carries an SQL injection (R57). */
import { EdgeError } from '../model/index.ts';
import { bestVariant, kernelModule, type Variant } from './module.ts';

export interface InjectionScorer {
  /** 0-100 of a request target as it stood in the request: path and query, its escapes included. What is past 8192 bytes is not looked at. */
  score(target: Uint8Array): number;
}

interface InjectionExports { readonly memory: WebAssembly.Memory; injectionInput(): number; scoreInjection(length: number): number }
function isInjectionExports(value: unknown): value is InjectionExports {
  return typeof value === 'object' && value !== null && 'memory' in value && value.memory instanceof WebAssembly.Memory && 'injectionInput' in value && typeof value.injectionInput === 'function' && 'scoreInjection' in value && typeof value.scoreInjection === 'function';
}

const TARGET_MAX = 8192;

/** A scorer with an instance of its own. */
export function createInjectionScorer(variant: Variant = bestVariant()): InjectionScorer {
  const exports: unknown = new WebAssembly.Instance(kernelModule(variant), {}).exports;
  if (!isInjectionExports(exports)) throw new EdgeError('internal', 'the kernel module and this program do not belong together', { fields: { variant } });
  const input = new Uint8Array(exports.memory.buffer, exports.injectionInput(), TARGET_MAX);
  return {
    score(target) {
      const part = target.length > TARGET_MAX ? target.subarray(0, TARGET_MAX) : target;
      input.set(part);
      return exports.scoreInjection(part.length);
    },
  };
}
