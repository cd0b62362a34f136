/** SNMP: what an agent answers or traps is about itself; a manager only asks. */
import * as L from '../../../assembly/layout.ts';
import type { ParameterName } from '../../model/index.ts';
import type { Adapter } from '../adapter.ts';
import { speaker } from '../speaker.ts';

const TEXTS: readonly (readonly [number, ParameterName])[] = [
  [L.F_ID_DESCRIPTION, 'snmp.system'], [L.F_ID_OBJECT_ID, 'snmp.object_id'], [L.F_ID_VENDOR, 'snmp.vendor'], [L.F_ID_MODEL, 'snmp.model'], [L.F_ID_PRODUCT, 'snmp.product'],
  [L.F_ID_HARDWARE, 'snmp.hardware'], [L.F_ID_FIRMWARE, 'snmp.firmware'], [L.F_ID_SOFTWARE, 'snmp.software'], [L.F_SNMP_TRAP, 'snmp.trap'],
  [L.F_ID_NAME, 'snmp.name'], [L.F_ID_LOCATION, 'snmp.location'], [L.F_ID_SERIAL, 'snmp.serial'],
];
const SAYS = new Set(['response', 'report', 'trap', 'inform']);

export const snmp: Adapter = {
  name: 'snmp',
  kind: L.KIND_SNMP,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row), operation = batch.text(row, L.F_ID_FUNCTION);
    if (mac === undefined || operation === undefined) return;
    if (!SAYS.has(operation)) { observer.fact(mac, time, 'snmp.manages', operation); return; }
    observer.fact(mac, time, 'snmp.version', String(batch.number(row, L.F_SNMP_VERSION) ?? 0));
    for (const [id, parameter] of TEXTS) {
      const text = batch.text(row, id);
      if (text !== undefined) observer.fact(mac, time, parameter, text);
    }
    // The engine of a request or inform is the other side's as often as its own.
    const enterprise = batch.number(row, L.F_ID_VENDOR_CODE), engine = batch.hex(row, L.F_SNMP_ENGINE);
    if (operation === 'inform') return;
    if (enterprise !== undefined) observer.fact(mac, time, 'snmp.enterprise', String(enterprise));
    if (engine !== undefined) observer.fact(mac, time, 'snmp.engine', engine);
  },
};
