/** What machines of plants and buildings say: vendor numbers, order numbers, product words, and the part they play in a protocol. */
import type { ParameterName } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { byRules, firstOf, ownBook, type Reader, type Rule } from '../rule.ts';
import { PRODUCTS } from './products.ts';
import { CIP_TYPES, LIBRARIES, MAKERS, programs, role, SENSOR_ROLES } from './roles.ts';
import { ORDER_NUMBERS, STATIONS } from './siemens.ts';
import { readProfinetVendor, registered, vendorTable } from './vendors.ts';

const rules = (rows: readonly Rule[]): Reader => byRules('plant', rows);
/** A library's name claims nothing, and neither does what stands behind it. */
const unlessLibrary = (reader: Reader): Reader => (value) => (LIBRARIES.some(([, pattern]) => pattern.test(value)) ? [] : reader(value));

const products = unlessLibrary(firstOf(rules(ORDER_NUMBERS), rules(STATIONS), rules(PRODUCTS))), makers = unlessLibrary(rules(MAKERS));
/** S7's copyright entry is `Original Siemens Equipment`. */
const siemensOnly: Reader = (value) => (/\bSiemens\b/i.test(value) ? rules(MAKERS)(`Siemens`) : []);

export function plant(file: () => Uint8Array): Book {
  const table = vendorTable(file);
  const readers = new Map<ParameterName, Reader>([
    ['modbus.vendor', makers], ['modbus.product', products], ['modbus.product_code', products], ['modbus.model', products], ['modbus.server_id', products], ['modbus.role', role('modbus')], ['modbus.asks', programs('modbus')],
    ['bacnet.vendor_id', registered('bacnet', table)], ['bacnet.vendor', makers], ['bacnet.model', products], ['bacnet.role', role('bacnet')],
    ['enip.vendor_id', registered('enip', table)], ['enip.vendor', makers], ['enip.device_type', rules(CIP_TYPES)], ['enip.product', products], ['enip.role', role('enip')],
    ['pndcp.vendor_id', readProfinetVendor], ['pndcp.station_type', products], ['pndcp.role', role('pndcp')],
    ['s7comm.order_number', firstOf(rules(ORDER_NUMBERS), products)], ['s7comm.module', products], ['s7comm.copyright', siemensOnly], ['s7comm.role', role('s7comm')], ['s7comm.asks', programs('s7comm')],
    ['s7comm.vendor_id', readProfinetVendor],
    ['opcua.vendor', makers], ['opcua.product', products], ['opcua.product_uri', products], ['opcua.application', products], ['opcua.role', role('opcua')],
    ['fins.model', products], ['fins.role', role('fins')], ['fins.asks', programs('fins')],
    ['dnp3.vendor', makers], ['dnp3.product', products], ['dnp3.role', role('dnp3')],
    ['known.role', rules(SENSOR_ROLES)],
  ]);
  return ownBook('plant', readers, 'own rules; vendor numbers as ASHRAE (bacnet.org), ODVA (odva.org) and PI (profibus.com) publish them', 'Apache-2.0; numbers are facts');
}
