/** GTP logs: a cellular device by its IMEI; its first eight digits are the type allocation code, the same for every unit of a model (3GPP TS 23.003, section 6.2). */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

export const gtp: Adapter = {
  name: 'gtp',
  kind: L.KIND_GTP,
  observe(batch, row, observer) {
    const source = speaker(batch, row);
    if (source === undefined) return;
    const time = batch.timeMs(row), imei = batch.text(row, L.F_GTP_IMEI), rat = batch.text(row, L.F_GTP_RAT), app = batch.text(row, L.F_TRAFFIC_APP);
    if (imei !== undefined && /^\d{14,16}$/.test(imei)) observer.fact(source, time, 'gtp.type_code', imei.slice(0, 8));
    if (rat !== undefined) observer.fact(source, time, 'gtp.radio', rat);
    if (app !== undefined) observer.fact(source, time, 'traffic.app', app);
  },
};
