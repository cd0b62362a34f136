/** Siemens S7: who programs or watches whom, and what a controller says it is. Manufacturer ids are PI's, as in PROFINET. */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { isResponse, say, sayNumbers, type Words } from '../plant.ts';
import { speaker } from '../speaker.ts';

const WORDS: Words = [
  [L.F_ID_PRODUCT_CODE, 's7comm.order_number'], [L.F_ID_MODEL, 's7comm.module'], [L.F_ID_HARDWARE, 's7comm.hardware'], [L.F_ID_FIRMWARE, 's7comm.firmware'],
  [L.F_S7_COPYRIGHT, 's7comm.copyright'], [L.F_ID_NAME, 's7comm.name'], [L.F_S7_MODULE_NAME, 's7comm.module_name'], [L.F_S7_PLANT, 's7comm.plant'],
  [L.F_ID_LOCATION, 's7comm.location'], [L.F_ID_SERIAL, 's7comm.serial'], [L.F_S7_CARD_SERIAL, 's7comm.card_serial'],
];
const NUMBERS: Words = [[L.F_ID_VENDOR_CODE, 's7comm.vendor_id']];
/** A controller that is given a program fetches the blocks itself: it asks, and stays the server. */
const FETCHED = new Set(['download_block', 'download_ended']);

export const s7comm: Adapter = {
  name: 's7comm',
  kind: L.KIND_S7COMM,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row), name = batch.text(row, L.F_ID_FUNCTION);
    if (mac === undefined || name === undefined) return;
    const answers = isResponse(batch, row), serves = answers !== FETCHED.has(name);
    observer.fact(mac, time, 's7comm.role', serves ? 'server' : 'client');
    observer.fact(mac, time, serves ? 's7comm.serves' : 's7comm.asks', name);
    if (!answers) return;
    say(batch, row, mac, observer, WORDS);
    sayNumbers(batch, row, mac, observer, NUMBERS);
  },
};
