/** What the reader of a capture may be told before its first byte: the kernel's capture state (STATE_* in assembly/layout.ts). */
import * as L from '../../assembly/layout.ts';
import type { CaptureState } from './instance.ts';

/** Without `erspan` mirrored frames stay sealed: their packets are GRE flows between two switches (R152). */
export function captureState({ erspan }: { readonly erspan: boolean }): CaptureState {
  const state = new Uint8Array(L.STATE_HEAD_BYTES);
  if (!erspan) state[L.STATE_SEALED] = 1;
  return state;
}
