/** One firewall of a load test: polls or keeps a stream open, applies, compares, and after any fault asks again for the whole map. */
import { EdgeClient, LostCall, type FrameFault, type Identity } from '../client/index.ts';
import { FrameReader, type PollFrame } from '../wire/index.ts';
import type { FirewallMap, SharedMaps } from './shared-maps.ts';

export type Outcome =
  | { readonly kind: PollFrame['kind']; readonly bytes: number; readonly more: boolean }
  | { readonly kind: 'fault'; readonly fault: FrameFault | 'bad_frame'; readonly bytes: number }
  | { readonly kind: 'status'; readonly status: number; readonly retryMs: number }
  | { readonly kind: 'lost'; readonly how: LostCall['kind'] };

/** Twice the longest silence of a stream, and some. */
const QUIET_MS = 60_000;
/** A slow reader takes one piece (16 KiB of a long answer) and rests. */
const SLOW_WINDOW = 65_535, SLOW_REST_MS = 250;
/** A page of 4 MiB takes it a minute and more. */
const SLOW_PATIENCE = 20;
const FRAME_MAX = 64 * 1024 * 1024;

export class LoadFirewall {
  readonly client: EdgeClient;
  readonly serial: string;
  readonly #maps: SharedMaps;
  readonly #slow: boolean;
  map: FirewallMap;
  /** The storm took its connection under what it was doing: the loss that follows is no error of the node's. */
  cut = false;
  /** When it lost its connection or began; undefined once it was current again. */
  awaySince: number | undefined = performance.now();
  /** What to tell the node with the next request. */
  #complaint: string | undefined;

  constructor(edgeUrl: string, identity: Identity, maps: SharedMaps, slow = false) {
    this.client = new EdgeClient(edgeUrl, identity, slow ? SLOW_WINDOW : undefined);
    this.serial = identity.serial;
    this.#maps = maps;
    this.#slow = slow;
    this.map = maps.empty;
  }

  async poll({ waitSeconds, timeoutMs }: { readonly waitSeconds: number; readonly timeoutMs: number }): Promise<Outcome> {
    this.cut = false;
    try {
      const reply = await this.client.call({
        method: 'GET', path: `/edge/v1/mappings${this.#query(waitSeconds)}`, timeoutMs: (this.#slow ? SLOW_PATIENCE : 1) * timeoutMs + waitSeconds * 1000, ...(this.#slow && { restMs: SLOW_REST_MS }),
      });
      return reply.status === 200 ? this.#take(reply.bytes) : refused(reply.status, reply.headers['retry-after']);
    } catch (error) {
      return this.#lost(error);
    }
  }

  /** Until the node ends it, it breaks, or a frame does not fit; what ended it is the result, undefined when the node did so in good order. */
  async stream(onFrame: (outcome: Outcome) => void, signal: AbortSignal): Promise<Outcome | undefined> {
    const reader = new FrameReader('msgpack', FRAME_MAX);
    let fault: Outcome | undefined;
    this.cut = false;
    const onPiece = (piece: Uint8Array): boolean => {
      const frames = reader.push(piece);
      if (frames === undefined) fault = { kind: 'fault', fault: 'bad_frame', bytes: piece.length };
      for (const bytes of frames ?? []) {
        const outcome = this.#take(bytes);
        if (outcome.kind === 'fault') fault = outcome;
        else onFrame(outcome);
        if (fault !== undefined) break;
      }
      return fault === undefined;
    };
    try {
      const { status, headers } = await this.client.listen({ path: `/edge/v1/mappings/stream${this.#query(0)}`, quietMs: QUIET_MS, signal, onPiece, ...(this.#slow && { restMs: SLOW_REST_MS }) });
      return status === 200 ? fault : refused(status, headers['retry-after']);
    } catch (error) {
      return fault ?? this.#lost(error);
    }
  }

  /** As when a cable is pulled: nothing is said to the node. */
  cutOff(): void {
    this.cut = true;
    this.awaySince = performance.now();
    this.client.drop();
  }

  #query(waitSeconds: number): string {
    const query = new URLSearchParams();
    if (this.map.cursor !== undefined) query.set('cursor', this.map.cursor);
    if (waitSeconds > 0) query.set('wait', String(waitSeconds));
    if (this.#complaint !== undefined) query.set('error', this.#complaint);
    const text = query.toString();
    return text === '' ? '' : `?${text}`;
  }

  #take(bytes: Uint8Array): Outcome {
    const step = this.#maps.take(this.map, bytes);
    this.map = step.map;
    this.#complaint = step.kind === 'fault' ? step.fault : undefined;
    return step.kind === 'fault' ? { kind: 'fault', fault: step.fault, bytes: bytes.length } : { kind: step.kind, bytes: bytes.length, more: step.more };
  }

  #lost(error: unknown): Outcome {
    if (!(error instanceof LostCall)) throw error;
    if (error.kind === 'timeout') this.client.drop(); // it may be dead without anybody having said so
    return { kind: 'lost', how: error.kind };
  }
}

function refused(status: number, retryAfter: unknown): Outcome { return { kind: 'status', status, retryMs: Number(retryAfter ?? 1) * 1000 }; }
