/** The code of the kernels: which build fits this machine, compiled once a thread. Parsers and scorers are instances of it, each with memory of its own. */
import { readFileSync } from 'node:fs';
import simdPath from '../../build/out/kernels.wasm' with { type: 'file' };
import scalarPath from '../../build/out/kernels-scalar.wasm' with { type: 'file' };

export type Variant = 'simd' | 'scalar';

// (module (func (result v128) (v128.const i32x4 0 0 0 0))): valid only where SIMD is.
const SIMD_PROBE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 22, 1, 20, 0, 253, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11]);

export function bestVariant(): Variant { return WebAssembly.validate(SIMD_PROBE) ? 'simd' : 'scalar'; }

const compiled = new Map<Variant, WebAssembly.Module>();

/** Shared code also becomes fast for all when it does for one. */
export function kernelModule(variant: Variant): WebAssembly.Module {
  let module = compiled.get(variant);
  if (module === undefined) compiled.set(variant, module = new WebAssembly.Module(readFileSync(variant === 'simd' ? simdPath : scalarPath)));
  return module;
}
