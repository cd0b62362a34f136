/** POST /edge/v1/session: who the node takes this firewall for, and what it may do. */
import { RENEW_DAYS } from '../../pki/index.ts';
import { CACHE_MINUTES } from '../../rights/index.ts';
import { formatOf, WIRE_VERSION, type SessionReply } from '../../wire/index.ts';
import type { EdgeAppDeps, EdgeHandler } from '../edge-app.ts';
import { valueReply } from '../reply.ts';

export function session(deps: EdgeAppDeps): EdgeHandler {
  const { limits } = deps;
  return (c) => {
    const { visit } = c.env, { record, cursor } = visit.peer, now = deps.now();
    const standing = record.standing(now.getTime()), renewFrom = visit.notAfterMs - RENEW_DAYS * 86_400_000;
    const reply: SessionReply = {
      wire: WIRE_VERSION, serial: record.serial, tenant: record.tenant, sites: record.sites === undefined ? null : [...record.sites], site: record.site, segment: record.segment,
      licence: { state: standing.state, expires_at: standing.expiresAt === null ? null : new Date(standing.expiresAt).toISOString(), ingest: standing.ingest, pull: standing.pull, cache_minutes: CACHE_MINUTES },
      gates: [...record.gates],
      certificate: { expires_at: new Date(visit.notAfterMs).toISOString(), renew_from: new Date(renewFrom).toISOString(), renew_now: visit.older || now.getTime() >= renewFrom },
      ca: deps.enroller.bundle(),
      limits: { poll_wait_seconds: limits.holdMaxSeconds, upload_bytes: limits.uploadBytes, upload_concurrency: limits.uploadsPerFirewall, page_bytes: limits.pageBytes, mappings: Math.min(limits.mappings, record.cap ?? Infinity), device_objects: record.deviceObjects },
      features: { mappings: standing.pull && record.gates.length === 0, held_polls: limits.holdMaxSeconds > 0, stream: limits.streamsPerFirewall > 0, logs: standing.ingest, dictionary: true },
      cursor: cursor ?? null,
      time: now.toISOString(),
    };
    return valueReply(200, formatOf(c.env.headers.accept), reply);
  };
}
