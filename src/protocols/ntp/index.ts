/** NTP: how a client asks, and that a device gives the time. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

const CLIENT = 3, SERVER = 4, BROADCAST = 5;

export const ntp: Adapter = {
  name: 'ntp',
  kind: L.KIND_NTP,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    const mode = batch.number(row, L.F_NTP_MODE), version = batch.number(row, L.F_NTP_VERSION);
    if (mode === CLIENT) {
      const rest = [L.F_NTP_STRATUM, L.F_NTP_POLL, L.F_NTP_PRECISION].map((id) => batch.number(row, id) ?? 0).join(' ');
      observer.fact(mac, time, 'ntp.request', `v${version ?? 0} ${batch.number(row, L.F_NTP_BARE) === 1 ? 'bare' : rest}`);
    } else if (mode === SERVER || mode === BROADCAST) observer.fact(mac, time, 'ntp.serves', batch.text(row, L.F_NTP_REFERENCE) ?? 'yes');
  },
};
