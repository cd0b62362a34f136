/** Adapters of industrial protocols on captures built from the specifications: who is credited with what. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEVICE_TYPES } from './enip/device-types.ts';
import { observe } from './index.ts';
import { loadKernel, PARSERS } from '../kernels/index.ts';
import { ipText, macText, type ObservationSink } from '../model/index.ts';

const kernel = loadKernel(), FIXTURES = join(import.meta.dir, '../../fixtures');

/** What the adapters say of one protocol in a fixture: `last byte of the MAC parameter=value` and `mac ip proof`, each once, sorted. */
function hear(name: string): { readonly facts: string[]; readonly bindings: string[] } {
  const protocol = name.slice(0, name.indexOf('/')), facts = new Set<string>(), bindings = new Set<string>();
  const sink: ObservationSink = {
    fact: (mac, _time, parameter, value) => { if (parameter.startsWith(`${protocol}.`)) facts.add(`${macText(mac).slice(-2)} ${parameter.slice(protocol.length + 1)}=${value}`); },
    binding: (mac, ip, _time, proof) => { if (proof !== 'traffic') bindings.add(`${macText(mac)} ${ipText(ip)} ${proof}`); },
  };
  observe(kernel.parse(PARSERS.capture, readFileSync(join(FIXTURES, name, 'in.pcap'))), sink);
  return { facts: [...facts].sort(), bindings: [...bindings].sort() };
}

test('modbus: a panel asks, a controller serves and says what it is; polling says nothing new', () => {
  expect(hear('modbus/good-polled-controller').facts).toEqual([
    '20 asks=encapsulated_interface', '20 asks=read_fifo_queue', '20 asks=read_holding_registers', '20 asks=report_server_id', '20 role=client',
    '21 application=mixer', '21 model=SC-M221CE16', '21 product=Sound Logic', '21 product_code=SC-M221', '21 revision=V1.12', '21 role=server', '21 server_id=Sound Controls SC-M221',
    '21 serves=encapsulated_interface', '21 serves=read_holding_registers', '21 serves=report_server_id', '21 unit=1', '21 url=https://sound.example/', '21 vendor=Sound Controls',
  ]);
});

test('bacnet: a device names itself; a value read a hundred times is nothing new', () => {
  expect(hear('bacnet/good-device').facts).toEqual([
    '30 asks=read_property', '30 asks=who_is', '31 application=7.0 build 3', '31 description=air handler', '31 firmware=2.4.1', '31 instance=77031', '31 location=roof', '31 max_apdu=480', '31 model=SC-BC8',
    '31 name=Kühlung', '31 name=Lüftung', '31 name=SND-31', '31 role=device', '31 segmentation=3', '31 serves=i_am', '31 serves=i_have', '31 serves=read_property', '31 serves=read_property_multiple',
    '31 vendor=Sound Climate', '31 vendor_id=999',
  ]);
});

test('bacnet: a router and a broadcast manager are not what they pass on', () => {
  expect(hear('bacnet/good-passed-on').facts).toEqual(['30 asks=register_foreign_device', '31 asks=i_am_router_to_network', '31 role=broadcast_management', '31 role=router']);
});

test('enip: identity by ListIdentity and by the identity object', () => {
  const identity = ['41 device_type=AC Drive', '41 product=SC Drive 40', '41 product_code=150', '41 revision=11.2', '41 role=server', '41 serial=4e504100'];
  expect(hear('enip/good-list-identity').facts).toEqual(['40 asks=list_identity', '40 role=client', ...identity, '41 serves=list_identity', '41 vendor_id=999']);
  expect(hear('enip/good-identity-object').facts).toEqual(['40 asks=get_attribute_single', '40 asks=get_attributes_all', '40 asks=register_session', '40 role=client', ...identity,
    '41 serves=get_attribute_single', '41 serves=get_attributes_all', '41 serves=register_session', '41 vendor_id=999']);
});

test('enip: what was asked of a module behind the device is not the device', () => {
  expect(hear('enip/good-asked-behind').facts).toEqual(['40 asks=unconnected_send', '40 role=client', '41 role=server', '41 serves=get_attributes_all']);
});

test('pndcp: a station names itself and binds its own address; what it is told to be binds nothing', () => {
  const { facts, bindings } = hear('pndcp/good-stations');
  expect(facts).toEqual(['50 asks=get', '50 asks=identify', '50 asks=set', '51 device_id=0x0301', '51 name=snd-mixer-1', '51 oem_id=0x03e6:0x0007', '51 role=device', '51 serves=get', '51 serves=hello', '51 serves=identify',
    '51 serves=set', '51 station_type=Sound ET 4', '51 vendor_id=999']);
  expect(bindings).toEqual(['00:0e:8c:4e:50:51 192.168.77.51 arp']);
  expect(hear('pndcp/good-address-conflict').bindings).toEqual([]);
});

const VALUES = join(import.meta.dir, '../../../shared/data/fingerprints/values/cip_device_types.tsv');
test.skipIf(!existsSync(VALUES))('enip: device profiles are named as the registry names them', () => {
  const rows = readFileSync(VALUES, 'utf8').split('\n').filter((line) => line !== '').map((line) => line.split('\t'));
  expect([...DEVICE_TYPES].filter(([type, name]) => !rows.some(([number, theirs]) => Number(number) === type && theirs === name))).toEqual([]);
});
