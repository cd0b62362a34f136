/** POST /edge/v1/logs: one batch of logs, answered after it is committed (design law 2); a batch id already committed changes nothing. */
import { EdgeError } from '../../model/index.ts';
import { formatOf } from '../../wire/index.ts';
import { mayIngest } from '../admission.ts';
import type { EdgeAppDeps, EdgeHandler } from '../edge-app.ts';
import { valueReply } from '../reply.ts';

const BATCH_ID = /^[A-Za-z0-9._:-]{1,128}$/;
/** A century: enough for any capture, and far from where dates break. */
const SHIFT_MAX_MS = 100 * 366 * 86_400_000;

export function logs(deps: EdgeAppDeps): EdgeHandler {
  const { limits, metrics } = deps;
  const committed = metrics.counter('nameplate_uploads_total', { outcome: 'committed' });
  const repeated = metrics.counter('nameplate_uploads_total', { outcome: 'repeated' });
  const failed = metrics.counter('nameplate_uploads_total', { outcome: 'refused' });
  const abandoned = metrics.counter('nameplate_uploads_total', { outcome: 'abandoned' });
  const bytes = metrics.counter('nameplate_upload_bytes_total');
  return async (c) => {
    const { env, req } = c;
    const { peer } = env.visit;
    mayIngest(peer.record, deps.now().getTime());
    const batch = req.query('batch') ?? '', format = req.query('format') ?? '';
    if (!BATCH_ID.test(batch)) throw new EdgeError('bad_request', 'batch is 1 to 128 letters, digits, dots, underscores, colons or dashes');
    const shiftMs = shift(req.query('shift_ms'));
    if (peer.uploads >= limits.uploadsPerFirewall) {
      failed.add();
      throw new EdgeError('overloaded', 'this firewall has too many uploads under way', { fields: { limit: limits.uploadsPerFirewall } });
    }
    peer.uploads += 1;
    try {
      const reply = await deps.upload({
        firewall: peer.record, format, batch, shiftMs, encoding: env.headers['content-encoding'] ?? '', signal: env.signal,
        body: counted(env.body(limits.uploadBytes, limits.stallMs), bytes),
      });
      (reply.repeated ? repeated : committed).add();
      return valueReply(200, formatOf(env.headers.accept), reply);
    } catch (error) {
      // Whatever broke because the client is no longer there is its going, and no fault of ours.
      const left = env.signal.aborted && !(error instanceof EdgeError && error.code !== 'bad_request');
      (left ? abandoned : failed).add();
      throw left ? new EdgeError('bad_request', 'the client went away before its upload was whole', { cause: error }) : error;
    } finally {
      peer.uploads -= 1;
    }
  };
}

async function* counted(body: AsyncIterable<Uint8Array>, bytes: { add(amount: number): void }): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    bytes.add(piece.byteLength);
    yield piece;
  }
}

/** Added to the time of every record: how a replay says how old its records are. */
function shift(text: string | undefined): number {
  if (text === undefined) return 0;
  const ms = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!(Math.abs(ms) <= SHIFT_MAX_MS)) throw new EdgeError('bad_request', 'shift_ms is a whole number of milliseconds, at most a century');
  return ms;
}
