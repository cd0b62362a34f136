/** Where the packets of a batch went. For tests: every packet record is in exactly one flow, ARP row or reject, or was passed over. */
import { KIND_ARP, KIND_REJECT, KIND_TRAFFIC } from '../../assembly/layout.ts';
import type { Kernel } from './instance.ts';
import { PARSERS } from './parsers.ts';
import type { RowBatch } from './row-batch.ts';

export interface Account { readonly packets: number; readonly accounted: number }

export function account(batch: RowBatch): Account {
  let accounted = batch.skipped;
  for (let row = 0; row < batch.count; row++) {
    const kind = batch.kind(row);
    if (kind === KIND_TRAFFIC) accounted += batch.a(row) + batch.b(row);
    else if (kind === KIND_ARP || kind === KIND_REJECT) accounted++;
  }
  return { packets: batch.packets, accounted };
}

/** A capture as batches of at most `size` bytes, the way a source would cut it. */
export function* inBatches(kernel: Kernel, capture: Uint8Array, size: number): Generator<{ readonly bytes: Uint8Array; readonly state: Uint8Array | undefined; readonly base: number }, void, undefined> {
  let state: Uint8Array | undefined;
  for (let base = 0, grow = size; base < capture.length;) {
    const part = capture.subarray(base, base + grow), cut = kernel.split(PARSERS.capture, part, state);
    const last = base + part.length === capture.length;
    if (cut.length === 0 && !last && cut.need <= 1 << 21) { grow = Math.max(cut.need, grow); continue; }
    const bytes = cut.length === 0 ? part : part.subarray(0, cut.length);
    yield { bytes, state, base };
    base += bytes.length;
    state = cut.state;
    grow = size;
  }
}
