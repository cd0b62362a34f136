/** CDP: what a switch, phone or access point tells its neighbour on the cable. */
import * as L from '../../../assembly/layout.ts';
import type { ParameterName } from '../../model/index.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

const TEXTS: readonly (readonly [number, ParameterName])[] = [
  [L.F_ID_MODEL, 'cdp.platform'], [L.F_ID_SOFTWARE, 'cdp.software'], [L.F_ID_PORT, 'cdp.port'], [L.F_CDP_DEVICE, 'cdp.device'], [L.F_ID_NAME, 'cdp.device'], [L.F_ID_LOCATION, 'cdp.location'],
];

export const cdp: Adapter = {
  name: 'cdp',
  kind: L.KIND_CDP,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    for (const [id, parameter] of TEXTS) {
      const text = batch.text(row, id);
      if (text !== undefined) observer.fact(mac, time, parameter, text);
    }
    const able = batch.texts(row, L.F_ID_CAPABILITIES);
    if (able.length > 0) observer.fact(mac, time, 'cdp.capabilities', able.join(' '));
  },
};
