/** RTSP: a camera's server and the realm it asks passwords for, a recorder's client. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

export const rtsp: Adapter = {
  name: 'rtsp',
  kind: L.KIND_RTSP,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    const agent = batch.text(row, L.F_HTTP_USER_AGENT), server = batch.text(row, L.F_HTTP_SERVER), realm = batch.text(row, L.F_HTTP_WWW_AUTHENTICATE);
    if (agent !== undefined) observer.fact(mac, time, 'rtsp.user_agent', agent);
    if (server !== undefined) observer.fact(mac, time, 'rtsp.server', server);
    if (realm !== undefined) observer.fact(mac, time, 'rtsp.realm', realm.replace(/\b(?:nonce|opaque)="[^"]*"/gi, ''));
  },
};
