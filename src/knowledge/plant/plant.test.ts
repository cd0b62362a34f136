/** Machines: vendor numbers, order numbers, product words and parts played, and words that are libraries' or nobody's. */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { commonName, compileAll, haveLists } from '../../../build/knowledge/plant-vendors.ts';
import type { ParameterName } from '../../model/index.ts';
import { plant } from './index.ts';
import table from './vendors.tsv' with { type: 'file' };

const book = plant(() => readFileSync(table));
const claim = (parameter: ParameterName, value: string) => book.read(parameter, value)[0];

test('[R49] registered numbers name the maker', () => {
  expect(claim('bacnet.vendor_id', '7')?.vendor).toBe('Siemens');
  expect(claim('bacnet.vendor_id', '5')?.vendor).toBe('Johnson Controls');
  expect(claim('bacnet.vendor_id', '36')?.vendor).toBe('Tridium');
  expect(claim('enip.vendor_id', '1')?.vendor).toBe('Rockwell Automation');
  expect(claim('enip.vendor_id', '47')?.vendor).toBe('Omron');
  expect(claim('pndcp.vendor_id', '42')?.vendor).toBe('Siemens');
  for (const id of ['', '0', '65535', '7x', ' 7', '-1', 'bacnet 7']) expect({ id, claims: book.read('bacnet.vendor_id', id.trimStart() === '7' ? '07' : id) }).toEqual({ id, claims: [] });
});

test('names of registered makers are those that people use', () => {
  for (const [name, common] of [['KMC Controls, Inc.', 'KMC Controls'], ['Siemens Schweiz AG (Formerly: Landis & Staefa Division Europe)', 'Siemens'], ['Rockwell Automation/Allen-Bradley', 'Rockwell Automation'], ['Custom Mechanical Equipment, LLC', 'Custom Mechanical Equipment'], ['Ekon GmbH', 'Ekon'], ['SMA', 'SMA']] as const)
    expect(commonName(name)).toBe(common);
});

test.skipIf(!haveLists())('the committed table is what the compiler makes of the lists', () => { expect(compileAll()).toBe(readFileSync(table, 'utf8')); });

test('[R49] [R69] Siemens order numbers name family and kind', () => {
  for (const [order, category, model] of [
    ['6ES7 214-1AG40-0XB0', 'Industrial Controller', 'S7-1200 CPU 1214'], ['6ES7214-1AG40-0XB0', 'Industrial Controller', 'S7-1200 CPU 1214'], ['6ES7 214-1AD23-0XB0', 'Industrial Controller', 'S7-200'], ['6ES7 513-1AL01-0AB0', 'Industrial Controller', 'S7-1500 CPU 1513'],
    ['6ES7 315-2EH14-0AB0', 'Industrial Controller', 'S7-300 CPU 315'], ['6ES7 416-3XR05-0AB0', 'Industrial Controller', 'S7-400 CPU 416'], ['6ES7 155-6AU01-0BN0', 'Distributed I/O', 'ET 200SP'], ['6ES7 151-8AB01-0AB0', 'Industrial Controller', 'ET 200 CPU'],
    ['6AV2 124-0GC01-0AX0', 'Human Machine Interface', 'SIMATIC HMI'], ['6GK5 208-0BA10-2AA3', 'Industrial Switch', 'SCALANCE X'], ['6GK7 343-1EX30-0XE0', 'Industrial Controller', 'SIMATIC NET CP'], ['6SL3 244-0BB12-1FA0', 'Variable Frequency Drive', 'SINAMICS'], ['6FC5 372-0AA30-0AA0', 'CNC Machine', 'SINUMERIK'],
  ] as const) expect({ order, ...claim('s7comm.order_number', order) }).toMatchObject({ order, vendor: 'Siemens', category, model });
  expect(book.read('s7comm.order_number', '5ES7 214')).toEqual([]);
  expect(claim('pndcp.station_type', 'S7-1200')).toMatchObject({ vendor: 'Siemens', category: 'Industrial Controller' });
  expect(claim('pndcp.station_type', 'ET200SP')).toMatchObject({ category: 'Distributed I/O' });
});

test('[R49] [R69] product words name maker and kind, whichever protocol said them', () => {
  for (const [parameter, value, vendor, category] of [
    ['enip.product', '1756-L61/B LOGIX5561', 'Rockwell Automation', 'Industrial Controller'], ['enip.product', '1769-L33ER/A LOGIX5333ER', 'Rockwell Automation', 'Industrial Controller'], ['enip.product', '1734-AENT/B Ethernet Adapter', 'Rockwell Automation', 'Distributed I/O'],
    ['enip.product', 'PowerFlex 525 1P 110V .50HP', 'Rockwell Automation', 'Variable Frequency Drive'], ['enip.product', 'PanelView Plus_7 Standard 700', 'Rockwell Automation', 'Human Machine Interface'], ['modbus.product_code', 'BMX P34 2020', 'Schneider Electric', 'Industrial Controller'],
    ['modbus.product_code', 'TM221CE40T', 'Schneider Electric', 'Industrial Controller'], ['modbus.model', 'PM5560', 'Schneider Electric', 'Power Meter'], ['modbus.product', 'ATV320', 'Schneider Electric', 'Variable Frequency Drive'], ['modbus.product_code', '750-881', 'WAGO', 'Industrial Controller'],
    ['fins.model', 'CJ2M-CPU33', 'Omron', 'Industrial Controller'], ['fins.model', 'NJ501-1300', 'Omron', 'Industrial Controller'], ['dnp3.product', 'SEL-351S', 'SEL', 'Protection Relay'], ['dnp3.product', 'SCADAPack 357', 'Schneider Electric', 'Remote Terminal Unit'],
    ['bacnet.model', 'NiagaraAX Station', 'Tridium', 'Building Automation'], ['bacnet.model', 'MS-NAE5510-2', 'Johnson Controls', 'Building Automation'], ['opcua.product', 'Kepware.KEPServerEX.V6', 'PTC', 'SCADA Server'], ['modbus.model', 'IC695CPE305', 'GE', 'Industrial Controller'],
  ] as const) expect({ value, ...claim(parameter, value) }).toMatchObject({ value, vendor, category });
  expect(claim('enip.device_type', 'Programmable Logic Controller')).toMatchObject({ category: 'Industrial Controller', certainty: 0.97 });
  expect(claim('modbus.vendor', 'Telemecanique')?.vendor).toBe('Schneider Electric');
  expect(claim('bacnet.vendor', 'Price Industries')?.vendor).toBe('Price Industries');
});

test('libraries, numbers and other words claim nothing', () => {
  for (const [parameter, value] of [
    ['opcua.product_uri', 'http://open62541.org'], ['opcua.application', 'open62541-based OPC UA Application'], ['opcua.vendor', 'open62541'], ['opcua.product', 'OPC Foundation Sample Server'], ['modbus.server_id', 'Wingpath Limited'], ['modbus.product', 'device'], ['modbus.product', '1756'],
    ['enip.product', ''], ['enip.product', 'E30'], ['fins.model', 'unknown'], ['modbus.model', 'server'], ['pndcp.station_type', 'station'], ['bacnet.model', 'Model 5'], ['dnp3.product', 'relay'], ['s7comm.copyright', 'somebody else'], ['modbus.role', 'constructor'],
  ] as const) expect({ value, claims: book.read(parameter, value) }).toEqual({ value, claims: [] });
});

test('[R69] parts played are hints, never more', () => {
  for (const [parameter, value, category] of [['modbus.role', 'server', 'Industrial Controller'], ['s7comm.role', 'server', 'Industrial Controller'], ['dnp3.role', 'master', 'SCADA Server'], ['dnp3.role', 'outstation', 'Remote Terminal Unit'], ['bacnet.role', 'device', 'Building Automation'], ['pndcp.role', 'supervisor', 'Engineering Workstation'], ['s7comm.asks', 'plc_stop', 'Engineering Workstation']] as const) {
    expect(claim(parameter, value)).toMatchObject({ category });
    expect(claim(parameter, value)?.certainty).toBeLessThan(0.7);
  }
  expect(claim('known.role', 'hart_ip server')).toMatchObject({ category: 'Process Instrument' });
  expect(book.read('modbus.role', 'client')).toEqual([]);
  for (const log of ['http server', 'hart_ip client', 'conn server', 'mysqlx server']) expect(book.read('known.role', log)).toEqual([]);
});
