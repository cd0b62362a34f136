/** DNP3: masters and outstations with their link addresses, and the attributes an outstation gives of itself. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { isResponse, say, sayNumbers, type Words } from '../plant.ts';
import { speaker } from '../speaker.ts';

const WORDS: Words = [
  [L.F_ID_VENDOR, 'dnp3.vendor'], [L.F_ID_PRODUCT, 'dnp3.product'], [L.F_ID_FIRMWARE, 'dnp3.firmware'], [L.F_ID_HARDWARE, 'dnp3.hardware'], [L.F_ID_SERIAL, 'dnp3.serial'],
  [L.F_ID_NAME, 'dnp3.name'], [L.F_ID_LOCATION, 'dnp3.location'], [L.F_DNP3_USER_ID, 'dnp3.user_id_code'],
];
const NUMBERS: Words = [[L.F_DNP3_SOURCE, 'dnp3.address']];

export const dnp3: Adapter = {
  name: 'dnp3',
  kind: L.KIND_DNP3,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row), name = batch.text(row, L.F_ID_FUNCTION);
    if (mac === undefined) return;
    // By the direction bit of the link layer: either end may have opened the connection.
    const outstation = isResponse(batch, row);
    observer.fact(mac, time, 'dnp3.role', outstation ? 'outstation' : 'master');
    if (name !== undefined) observer.fact(mac, time, outstation ? 'dnp3.serves' : 'dnp3.asks', name);
    sayNumbers(batch, row, mac, observer, NUMBERS);
    if (outstation) say(batch, row, mac, observer, WORDS);
  },
};
