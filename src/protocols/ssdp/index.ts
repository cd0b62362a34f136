/** SSDP (UPnP Device Architecture 2.0 section 1): what a device announces, answers and searches for. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

export const ssdp: Adapter = {
  name: 'ssdp',
  kind: L.KIND_SSDP,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    const target = batch.text(row, L.F_SSDP_ST);
    if (batch.text(row, L.F_HTTP_METHOD) === 'M-SEARCH') {
      if (target !== undefined) observer.fact(mac, time, 'ssdp.search', target);
      const agent = batch.text(row, L.F_HTTP_USER_AGENT);
      if (agent !== undefined) observer.fact(mac, time, 'ssdp.user_agent', agent);
      return;
    }
    const announced = batch.text(row, L.F_SSDP_NT) ?? target, usn = batch.text(row, L.F_SSDP_USN), location = batch.text(row, L.F_SSDP_LOCATION);
    const server = batch.text(row, L.F_HTTP_SERVER);
    if (announced !== undefined) observer.fact(mac, time, /:device:/i.test(announced) ? 'ssdp.device' : 'ssdp.announces', announced);
    if (usn !== undefined) observer.fact(mac, time, 'ssdp.usn', usn);
    if (location !== undefined) observer.fact(mac, time, 'ssdp.location', location);
    if (server !== undefined) observer.fact(mac, time, 'ssdp.server', server);
  },
};
