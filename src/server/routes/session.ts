/** POST /edge/v1/session: who the node takes this firewall for, and what it may do. */
import { formatOf, WIRE_VERSION, type SessionReply } from '../../wire/index.ts';
import type { EdgeAppDeps, EdgeHandler } from '../edge-app.ts';
import { valueReply } from '../reply.ts';

export function session(deps: EdgeAppDeps): EdgeHandler {
  const { limits } = deps;
  return (c) => {
    const { record, cursor } = c.env.visit.peer;
    const reply: SessionReply = {
      wire: WIRE_VERSION, serial: record.serial, tenant: record.tenant, sites: record.sites === undefined ? null : [...record.sites], site: record.site, segment: record.segment,
      licence: { kind: 'none', expires_at: null }, // this node counts no licences
      limits: { poll_wait_seconds: limits.holdMaxSeconds, upload_bytes: limits.uploadBytes, upload_concurrency: limits.uploadsPerFirewall, page_bytes: limits.pageBytes, mappings: limits.mappings },
      features: { mappings: true, held_polls: limits.holdMaxSeconds > 0, stream: limits.streamsPerFirewall > 0, logs: true, dictionary: true },
      cursor: cursor ?? null,
      time: deps.now().toISOString(),
    };
    return valueReply(200, formatOf(c.env.headers.accept), reply);
  };
}
