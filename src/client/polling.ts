/** A client's polls: asks, applies, compares, and after any fault asks again for the whole map. */
import type { PlacedMapping } from '../model/index.ts';
import { frameOf, type PollFrame } from '../wire/index.ts';
import { EdgeClient, LostCall, type Identity } from './edge-client.ts';
import { HeldMap, type FrameFault } from './held-map.ts';

export type PollOutcome =
  | { readonly kind: PollFrame['kind']; readonly bytes: number; readonly more: boolean; readonly frame: PollFrame }
  | { readonly kind: 'fault'; readonly fault: FrameFault | 'bad_frame'; readonly bytes: number }
  | { readonly kind: 'status'; readonly status: number; readonly retryMs: number }
  | { readonly kind: 'lost'; readonly how: LostCall['kind'] };

export interface PollOptions {
  /** Seconds the node may hold an idle poll; 0 asks for an answer at once. */
  readonly waitSeconds: number;
  readonly timeoutMs: number;
}

export class PollingClient<T> {
  readonly client: EdgeClient;
  readonly map: HeldMap<T>;
  readonly serial: string;
  /** What to tell the node with the next request. */
  #complaint: string | undefined;

  /** `keep`: what the map keeps of an entry. */
  constructor(edgeUrl: string, identity: Identity, keep: (entry: PlacedMapping) => T) {
    this.client = new EdgeClient(edgeUrl, identity);
    this.map = new HeldMap(keep);
    this.serial = identity.serial;
  }

  async poll({ waitSeconds, timeoutMs }: PollOptions): Promise<PollOutcome> {
    const query = new URLSearchParams();
    if (this.map.cursor !== undefined) query.set('cursor', this.map.cursor);
    if (waitSeconds > 0) query.set('wait', String(waitSeconds));
    if (this.#complaint !== undefined) query.set('error', this.#complaint);
    try {
      const reply = await this.client.call({ method: 'GET', path: `/edge/v1/mappings?${query.toString()}`, timeoutMs: timeoutMs + waitSeconds * 1000 });
      if (reply.status !== 200) return { kind: 'status', status: reply.status, retryMs: Number(reply.headers['retry-after'] ?? 1) * 1000 };
      return this.#take(reply.bytes);
    } catch (error) {
      if (error instanceof LostCall) return { kind: 'lost', how: error.kind };
      throw error;
    }
  }

  #take(bytes: Uint8Array): PollOutcome {
    const frame = frameOf(bytes);
    const fault = frame === undefined ? 'bad_frame' : this.map.apply(frame);
    if (frame === undefined || fault !== undefined) {
      this.#complaint = fault ?? 'bad_frame';
      this.map.restart();
      return { kind: 'fault', fault: fault ?? 'bad_frame', bytes: bytes.length };
    }
    this.#complaint = undefined;
    return { kind: frame.kind, bytes: bytes.length, more: frame.kind !== 'idle' && frame.more, frame };
  }
}
