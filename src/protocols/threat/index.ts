/** Threat logs: the browser or program behind an attack or a file, and where it went. The attack itself is an alert's affair, no evidence of a type. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

export const threat: Adapter = {
  name: 'threat',
  kind: L.KIND_THREAT,
  observe(batch, row, observer) {
    const source = speaker(batch, row);
    if (source === undefined) return;
    const time = batch.timeMs(row), app = batch.text(row, L.F_TRAFFIC_APP), agent = batch.text(row, L.F_HTTP_USER_AGENT);
    if (app !== undefined) observer.fact(source, time, 'traffic.app', app);
    // Seen from the server's side the session's source is still the client, and the agent its own.
    if (agent !== undefined) observer.fact(source, time, 'http.user_agent', agent);
  },
};
