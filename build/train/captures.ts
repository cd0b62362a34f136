/** Captures to per-device features, through the same parser, adapters and fold as the node. */
import { readFileSync } from 'node:fs';
import { PARSERS, type CaptureState, type Kernel } from '../../src/kernels/index.ts';
import { createDeviceFeatures, type FeatureFold, type FoldOptions } from '../../src/features/index.ts';
import { observe } from '../../src/protocols/index.ts';

const BATCH = 1 << 20;

/** Features of every MAC in the capture at `path`. A part the kernel cannot split (a record longer than it takes) ends the reading. */
export function foldCapture(kernel: Kernel, path: string, options: FoldOptions): FeatureFold {
  const fold = createDeviceFeatures(options);
  const bytes = readFileSync(path);
  let state: CaptureState | undefined, at = 0;
  while (at < bytes.length) {
    const part = bytes.subarray(at, at + BATCH);
    const split = kernel.split(PARSERS.capture, part, state);
    if (split.length === 0) break;
    observe(kernel.parse(PARSERS.capture, part.subarray(0, split.length), state, at), fold);
    state = split.state;
    at += split.length;
  }
  return fold;
}
