/** How soon a device has an answer: every held-out capture replayed packet by packet, judged after each step by a model that never saw it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDeviceFeatures, Words } from '../../src/features/index.ts';
import { identify, Remembered } from '../../src/identify/index.ts';
import { isProved, knowledgeFile } from '../../src/pipeline/index.ts';
import { createPlainScorer, loadKernel, PARSERS } from '../../src/kernels/index.ts';
import { Knowledge, openBooks } from '../../src/knowledge/index.ts';
import { parseMac } from '../../src/model/index.ts';
import { observe } from '../../src/protocols/index.ts';
import { DATA, readVendors } from './dataset.ts';
import type { Said } from './verdicts.ts';

/** Packets of the device after which it is judged; a device that talks on is judged at the capture's end, too. */
export const STEPS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024];

export interface Moment { readonly packets: number; readonly seconds: number }
export interface Timing {
  readonly type: string;
  readonly first: Moment | undefined;
  readonly high: Moment | undefined;
  readonly packets: number;
}

interface Packet { readonly end: number; readonly seconds: number }

/** Ends of the packets that `mac` sent or received. Classic captures only, as all of the set are (libpcap's format, little endian). */
function packetsOf(bytes: Buffer, mac: Buffer): Packet[] {
  const packets: Packet[] = [];
  for (let at = 24; at + 16 <= bytes.length;) {
    const end = at + 16 + bytes.readUInt32LE(at + 8), frame = bytes.subarray(at + 16, end);
    if (end > bytes.length) break;
    if (frame.subarray(0, 6).equals(mac) || frame.subarray(6, 12).equals(mac)) packets.push({ end, seconds: bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) / 1e6 });
    at = end;
  }
  return packets;
}

/** Times of the first answer and of the first at 90, for each capture. */
export function timings(whole: readonly Said[]): Timing[] {
  const kernel = loadKernel(), vendors = readVendors(), knowledge = new Knowledge(openBooks(knowledgeFile)), words = new Words((parameter, value) => knowledge.claimsOf(parameter, value)), lookup = new Remembered();
  const scorers = new Map<Said['model'], ReturnType<typeof createPlainScorer>>();
  return whole.map(({ sample, calibrated }) => {
    const bytes = readFileSync(join(DATA, sample.capture)), key = parseMac(sample.mac), packets = packetsOf(bytes, Buffer.from(sample.mac.replaceAll(':', ''), 'hex')), start = packets[0]?.seconds ?? 0;
    const scorer = scorers.get(calibrated) ?? createPlainScorer(calibrated);
    scorers.set(calibrated, scorer);
    let first: Moment | undefined, high: Moment | undefined;
    for (const step of [...STEPS.filter((count) => count < packets.length), packets.length]) {
      const packet = packets[step - 1];
      if (packet === undefined || key === undefined || high !== undefined) break;
      const fold = createDeviceFeatures({ vendorOf: (mac) => vendors.lookup(mac), words }), part = bytes.subarray(0, packet.end);
      observe(kernel.parse(PARSERS.capture, part, undefined, 0), fold);
      const state = fold.get(key);
      if (state === undefined) continue;
      const ids = state.ids.sorted(), logits = new Float32Array(calibrated.leaves);
      scorer.score(ids, Uint32Array.of(0, ids.length), logits);
      const { tiers } = identify({ logits, ids, vendor: vendors.lookup(key), claims: state.claims(), isProved: isProved(state), traceOf: () => undefined, recordOf: () => null }, calibrated, lookup);
      const moment = { packets: step, seconds: packet.seconds - start };
      if (first === undefined && tiers.category.value !== null) first = moment;
      if (tiers.profile.confidence >= 90) high = moment;
    }
    return { type: sample.label?.type ?? '', first, high, packets: packets.length };
  });
}

/** Share of captures whose moment came within so many packets. */
export function shareWithin(timed: readonly Timing[], which: 'first' | 'high', packets: number): number {
  return timed.filter((one) => (one[which]?.packets ?? Infinity) <= packets).length / timed.length;
}
