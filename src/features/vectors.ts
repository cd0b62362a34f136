/** The vectors of many devices side by side, as the scoring kernel takes them: ids in one array, and where each device's begin (CSR). */
import type { DeviceState } from './state.ts';

export interface Vectors {
  readonly ids: Uint32Array;
  /** One more than devices: device i has ids[offsets[i] .. offsets[i+1]). */
  readonly offsets: Uint32Array;
}

export function packVectors(states: readonly DeviceState[]): Vectors {
  let total = 0;
  for (const state of states) total += state.ids.size;
  const ids = new Uint32Array(total), offsets = new Uint32Array(states.length + 1);
  let at = 0;
  states.forEach((state, i) => {
    at += state.ids.copyInto(ids, at);
    offsets[i + 1] = at;
  });
  return { ids, offsets };
}
