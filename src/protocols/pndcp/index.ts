/** PROFINET DCP: name, maker, role and address as a station tells them. Vendor ids are PROFIBUS & PROFINET International's public list (profibus.com). */
import * as L from '../../../assembly/layout.ts';
import type { DeviceKey, RowReader } from '../../model/index.ts';
import type { Adapter, Observer } from '../adapter.ts';
import { isResponse, say, sayNumbers, type Words } from '../plant.ts';
import { speaker } from '../speaker.ts';

const WORDS: Words = [[L.F_ID_DEVICE_TYPE, 'pndcp.station_type'], [L.F_ID_PRODUCT_CODE, 'pndcp.device_id'], [L.F_ID_NAME, 'pndcp.name'], [L.F_DCP_OEM, 'pndcp.oem_id']];
const NUMBERS: Words = [[L.F_ID_VENDOR_CODE, 'pndcp.vendor_id']];
const ROLES = ['device', 'controller', 'multidevice', 'supervisor'] as const;
/** Block information: the address is set, by hand or by DHCP; above, somebody else answers to it, too. */
const SET = 1, BY_DHCP = 2;

export const pndcp: Adapter = {
  name: 'pndcp',
  kind: L.KIND_PNDCP,
  observe(batch, row, observer) {
    const mac = speaker(batch, row), time = batch.timeMs(row), service = batch.text(row, L.F_ID_FUNCTION);
    if (mac === undefined) return;
    if (isResponse(batch, row)) { station(batch, row, mac, observer); return; }
    // A controller or an engineering station: what it says is about those it looks for.
    if (service !== undefined) observer.fact(mac, time, 'pndcp.asks', service);
  },
};

function station(batch: RowReader, row: number, mac: DeviceKey, observer: Observer): void {
  const time = batch.timeMs(row), service = batch.text(row, L.F_ID_FUNCTION), roles = batch.number(row, L.F_DCP_ROLE) ?? 0;
  if (service !== undefined) observer.fact(mac, time, 'pndcp.serves', service);
  ROLES.forEach((role, bit) => { if ((roles >> bit & 1) !== 0) observer.fact(mac, time, 'pndcp.role', role); });
  say(batch, row, mac, observer, WORDS);
  sayNumbers(batch, row, mac, observer, NUMBERS);
  // The station's own answer about its own address, on its own cable: as good as ARP.
  const ip = batch.ip(row, L.F_DCP_IP), state = batch.number(row, L.F_DCP_IP_STATE);
  if (ip !== undefined && ip !== 0 && (state === SET || state === BY_DHCP)) observer.binding(mac, ip, time, 'arp');
}
