/** BACnet/IP: what a device says of itself, and which services it asks for or answers. Vendor ids are those of ASHRAE's public list (bacnet.org/assigned-vendor-ids). */
import * as L from '../../../assembly/layout.ts';
import type { DeviceKey, RowReader } from '../../model/index.ts';
import type { Adapter, Observer } from '../adapter.ts';
import { isResponse, say, sayNumbers, type Words } from '../plant.ts';
import { speaker } from '../speaker.ts';

/** Also of what a sensor reports. */
export const WORDS: Words = [
  [L.F_ID_VENDOR, 'bacnet.vendor'], [L.F_ID_MODEL, 'bacnet.model'], [L.F_ID_FIRMWARE, 'bacnet.firmware'], [L.F_ID_SOFTWARE, 'bacnet.application'],
  [L.F_ID_DESCRIPTION, 'bacnet.description'], [L.F_ID_LOCATION, 'bacnet.location'], [L.F_ID_NAME, 'bacnet.name'], [L.F_ID_SERIAL, 'bacnet.serial'], [L.F_ID_OBJECT_ID, 'bacnet.instance'],
];
const NUMBERS: Words = [[L.F_ID_VENDOR_CODE, 'bacnet.vendor_id'], [L.F_BACNET_MAX_APDU, 'bacnet.max_apdu'], [L.F_BACNET_SEGMENTATION, 'bacnet.segmentation']];

export const bacnet: Adapter = {
  name: 'bacnet',
  kind: L.KIND_BACNET,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row), origin = batch.ip(row, L.F_BACNET_ORIGIN_IP);
    if (mac === undefined) return;
    // Passed on, from another cable or another subnet: the words of somebody behind this device.
    if (batch.number(row, L.F_BACNET_NETWORK) !== undefined) observer.fact(mac, time, 'bacnet.role', 'router');
    else if (origin !== undefined && origin !== batch.srcIp(row)) observer.fact(mac, time, 'bacnet.role', 'broadcast_management');
    else ownWords(batch, row, mac, observer);
  },
};

function ownWords(batch: RowReader, row: number, mac: DeviceKey, observer: Observer): void {
  const time = batch.timeMs(row), service = batch.text(row, L.F_ID_FUNCTION), answers = isResponse(batch, row);
  if (service !== undefined) observer.fact(mac, time, answers ? 'bacnet.serves' : 'bacnet.asks', service);
  if (service === 'i_am_router_to_network') observer.fact(mac, time, 'bacnet.role', 'router');
  if (!answers) return;
  observer.fact(mac, time, 'bacnet.role', 'device');
  say(batch, row, mac, observer, WORDS);
  sayNumbers(batch, row, mac, observer, NUMBERS);
}
