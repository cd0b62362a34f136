/** POST /edge/v1/enrol/renew: another certificate for who shows one that is still good. The old one ends at the first use of the new. */
import { EdgeError } from '../../model/index.ts';
import { formatOf } from '../../wire/index.ts';
import type { EdgeAppDeps, EdgeHandler } from '../edge-app.ts';
import { ENROL_BODY_MAX } from '../enrol-limits.ts';
import { valueReply } from '../reply.ts';

export function renew(deps: EdgeAppDeps): EdgeHandler {
  return async (c) => {
    const { env, req } = c, { visit } = env, force = req.query('force');
    if (force !== undefined && force !== '1') throw new EdgeError('bad_request', 'force is 1 or absent');
    const pieces: Uint8Array[] = [];
    for await (const piece of env.body(ENROL_BODY_MAX, deps.limits.stallMs)) pieces.push(piece);
    return valueReply(200, formatOf(env.headers.accept), await deps.enroller.renew(visit.fingerprint, Buffer.concat(pieces).toString('utf8'), force === '1'));
  };
}
