/** SIP: the phone or exchange that speaks. A proxy on the way is told by its Server, its callers by nothing here. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

export const sip: Adapter = {
  name: 'sip',
  kind: L.KIND_SIP,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    const agent = batch.text(row, L.F_HTTP_USER_AGENT), server = batch.text(row, L.F_HTTP_SERVER);
    if (agent !== undefined) observer.fact(mac, time, 'sip.user_agent', agent);
    if (server !== undefined) observer.fact(mac, time, 'sip.server', server);
  },
};
