/** Modbus: which functions a device asks for or serves, and what it says it is. A gateway says it for the units behind it, too. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { isResponse, say, type Words } from '../plant.ts';
import { speaker } from '../speaker.ts';

/** Also of what a sensor reports. */
export const WORDS: Words = [
  [L.F_ID_VENDOR, 'modbus.vendor'], [L.F_ID_PRODUCT_CODE, 'modbus.product_code'], [L.F_ID_FIRMWARE, 'modbus.revision'], [L.F_ID_URL, 'modbus.url'],
  [L.F_ID_PRODUCT, 'modbus.product'], [L.F_ID_MODEL, 'modbus.model'], [L.F_ID_SOFTWARE, 'modbus.application'], [L.F_ID_DESCRIPTION, 'modbus.server_id'],
];

export const modbus: Adapter = {
  name: 'modbus',
  kind: L.KIND_MODBUS,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row), name = batch.text(row, L.F_ID_FUNCTION);
    if (mac === undefined) return;
    const serves = isResponse(batch, row), unit = batch.number(row, L.F_PLANT_UNIT);
    observer.fact(mac, time, 'modbus.role', serves ? 'server' : 'client');
    // A refusal shows a server, and no function of it.
    if (name !== undefined && batch.number(row, L.F_PLANT_EXCEPTION) === undefined) observer.fact(mac, time, serves ? 'modbus.serves' : 'modbus.asks', name);
    if (!serves) return;
    if (unit !== undefined) observer.fact(mac, time, 'modbus.unit', String(unit));
    say(batch, row, mac, observer, WORDS);
  },
};
