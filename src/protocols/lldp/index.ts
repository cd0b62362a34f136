/** LLDP and LLDP-MED: a frame never leaves its link, so what it says is about the sender. Its management address may be another interface's: no binding. */
import * as L from '../../../assembly/layout.ts';
import type { ParameterName } from '../../model/index.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

const TEXTS: readonly (readonly [number, ParameterName])[] = [
  [L.F_ID_DESCRIPTION, 'lldp.system'], [L.F_ID_DEVICE_TYPE, 'lldp.class'], [L.F_ID_VENDOR, 'lldp.vendor'], [L.F_ID_MODEL, 'lldp.model'], [L.F_ID_HARDWARE, 'lldp.hardware'],
  [L.F_ID_FIRMWARE, 'lldp.firmware'], [L.F_ID_SOFTWARE, 'lldp.software'], [L.F_DHCP_MUD_URL, 'lldp.mud_url'], [L.F_LLDP_PORT_DESCRIPTION, 'lldp.port'],
  [L.F_ID_NAME, 'lldp.name'], [L.F_ID_SERIAL, 'lldp.serial'], [L.F_LLDP_ASSET, 'lldp.asset'], [L.F_LLDP_CHASSIS, 'lldp.chassis'],
];

export const lldp: Adapter = {
  name: 'lldp',
  kind: L.KIND_LLDP,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row);
    if (mac === undefined) return;
    for (const [id, parameter] of TEXTS) {
      const text = batch.text(row, id);
      if (text !== undefined) observer.fact(mac, time, parameter, text);
    }
    const able = batch.texts(row, L.F_ID_CAPABILITIES);
    if (able.length > 0) observer.fact(mac, time, 'lldp.capabilities', able.join(' '));
  },
};
