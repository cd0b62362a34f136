/** Log uploads as a careful firewall sends them: the same batch id until there is an answer, with growing pauses. */
import { LostCall, pause, refusalText, type EdgeClient } from '../client/index.ts';
import { EdgeError, type ErrorCode } from '../model/index.ts';
import { decode, uploadCheck, type UploadReply } from '../wire/index.ts';

export interface Batch {
  readonly id: string;
  readonly format: string;
  readonly body: Uint8Array;
  /** Added by the node to every record's time. */
  readonly shiftMs: number;
}

export interface UploadOptions {
  readonly signal: AbortSignal;
  /** How long to try one batch before giving up, milliseconds. */
  readonly patienceMs: number;
  /** Told of each attempt that failed, with its reason. */
  readonly onRetry: (reason: string) => void;
}

const REFUSALS: ReadonlyMap<number, ErrorCode> = new Map([[401, 'unauthorized'], [403, 'forbidden'], [413, 'too_large'], [415, 'wrong_format']]);
const TIMEOUT_MS = 60_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** Resolves when the node has committed the batch. A refusal that would be repeated (400, 403, 413, 415) is an EdgeError at once. */
export async function upload(client: EdgeClient, batch: Batch, options: UploadOptions): Promise<UploadReply> {
  const query = new URLSearchParams({ format: batch.format, batch: batch.id, ...(batch.shiftMs === 0 ? {} : { shift_ms: String(batch.shiftMs) }) });
  const deadline = performance.now() + options.patienceMs;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    let reason: string, pauseMs = wait * (0.5 + Math.random());
    try {
      const reply = await client.call({ method: 'POST', path: `/edge/v1/logs?${query.toString()}`, body: batch.body, timeoutMs: TIMEOUT_MS });
      if (reply.status === 200) return receipt(reply.bytes);
      reason = refusalText(reply, 'msgpack');
      if (reply.status < 500 && reply.status !== 429) throw new EdgeError(REFUSALS.get(reply.status) ?? 'bad_request', 'the node refused a batch', { fields: { reason, batch: batch.id } });
      pauseMs = Math.max(pauseMs, Number(reply.headers['retry-after'] ?? 0) * 1000);
    } catch (error) {
      if (!(error instanceof LostCall)) throw error;
      reason = error.kind;
    }
    if (options.signal.aborted) throw new EdgeError('timeout', 'stopped before the node answered', { fields: { batch: batch.id } });
    if (performance.now() + pauseMs > deadline) throw new EdgeError('timeout', 'the node did not take a batch', { fields: { reason, batch: batch.id, seconds: Math.round(options.patienceMs / 1000) }, next: 'look at /readyz and the log of the node, then run the same command again: nothing is counted twice' });
    options.onRetry(reason);
    await pause(pauseMs, options.signal);
  }
}

function receipt(bytes: Uint8Array): UploadReply {
  const value = decode(bytes, 'msgpack');
  if (!uploadCheck.is(value)) throw new EdgeError('bad_request', 'the node answered an upload in another shape', { fields: { reason: uploadCheck.complaint(value) ?? '' }, next: 'use the same version of nameplate on both sides' });
  return value;
}
