/** GTP logs: a cellular device by its IMEI; its first eight digits are the type allocation code, the same for every unit of a model (3GPP TS 23.003, section 6.2). */
import * as L from '../../../assembly/layout.ts';
import { isCellular } from '../../model/index.ts';
import type { Adapter } from '../adapter.ts';
import { isUnit } from '../speaker.ts';

/** The tunnel goes, and the address with it (3GPP TS 29.060 and 29.274: Delete PDP Context, Delete Session, Delete Bearer). */
const ENDS = /^delete\b/i;

export const gtp: Adapter = {
  name: 'gtp',
  kind: L.KIND_GTP,
  observe(batch, row, observer) {
    const source = batch.srcMac(row);
    if (!isUnit(source)) return;
    const time = batch.timeMs(row), imei = batch.text(row, L.F_GTP_IMEI), rat = batch.text(row, L.F_GTP_RAT), app = batch.text(row, L.F_TRAFFIC_APP);
    if (imei !== undefined && /^\d{14,16}$/.test(imei)) observer.fact(source, time, 'gtp.type_code', imei.slice(0, 8));
    if (rat !== undefined) observer.fact(source, time, 'gtp.radio', rat);
    if (app !== undefined) observer.fact(source, time, 'traffic.app', app);
    const ip = batch.ip(row, L.F_GTP_END_USER_IP);
    // Of a row that names its device, the address is what the network gave it for the session; of another, the address is all we knew it by.
    if (ip === undefined || ip === 0 || !isCellular(source)) return;
    const ended = batch.text(row, L.F_LOG_SUBTYPE) === 'end' || ENDS.test(batch.text(row, L.F_GTP_MESSAGE) ?? '');
    observer.binding(source, ip, time, ended ? 'dhcp-release' : 'gtp');
  },
};
