/** EtherNet/IP: the identity a device gives, and which CIP services it asks for or answers. Vendor ids are those of ODVA's public list (odva.org). */
import * as L from '../../../assembly/layout.ts';
import type { Adapter } from '../adapter.ts';
import { isResponse, say, sayNumbers, type Words } from '../plant.ts';
import { speaker } from '../speaker.ts';
import { deviceTypeName } from './device-types.ts';

/** Also of what a sensor reports. */
export const WORDS: Words = [[L.F_ID_PRODUCT, 'enip.product'], [L.F_ID_PRODUCT_CODE, 'enip.product_code'], [L.F_ID_FIRMWARE, 'enip.revision'], [L.F_ID_SERIAL, 'enip.serial']];
export const NUMBERS: Words = [[L.F_ID_VENDOR_CODE, 'enip.vendor_id']];

export const enip: Adapter = {
  name: 'enip',
  kind: L.KIND_ENIP,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row), service = batch.text(row, L.F_ID_FUNCTION), answers = isResponse(batch, row);
    if (mac === undefined) return;
    observer.fact(mac, time, 'enip.role', answers ? 'server' : 'client');
    if (service !== undefined) observer.fact(mac, time, answers ? 'enip.serves' : 'enip.asks', service);
    if (!answers) return;
    const type = batch.text(row, L.F_ID_DEVICE_TYPE);
    if (type !== undefined) observer.fact(mac, time, 'enip.device_type', deviceTypeName(type));
    say(batch, row, mac, observer, WORDS);
    sayNumbers(batch, row, mac, observer, NUMBERS);
  },
};
