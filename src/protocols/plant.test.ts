/** Adapters of industrial protocols on captures built from the specifications: who is credited with what. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEVICE_TYPES } from './enip/device-types.ts';
import { observe } from './index.ts';
import { loadKernel, PARSERS } from '../kernels/index.ts';
import { ipText, keyText, type ObservationSink } from '../model/index.ts';

const kernel = loadKernel(), FIXTURES = join(import.meta.dir, '../../fixtures');

/** What the adapters say of one protocol in a fixture: `last byte of the MAC parameter=value` and `mac ip proof`, each once, sorted. */
function hear(name: string): { readonly facts: string[]; readonly bindings: string[] } {
  const protocol = name.slice(0, name.indexOf('/')), facts = new Set<string>(), bindings = new Set<string>();
  const sink: ObservationSink = {
    fact: (mac, _time, parameter, value) => { if (parameter.startsWith(`${protocol}.`)) facts.add(`${keyText(mac).slice(-2)} ${parameter.slice(protocol.length + 1)}=${value}`); },
    binding: (mac, ip, _time, proof) => { if (proof !== 'traffic') bindings.add(`${keyText(mac)} ${ipText(ip)} ${proof}`); },
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

test('s7comm: an engineering station programs a controller, which stays the server when it fetches its program', () => {
  expect(hear('s7comm/good-engineering').facts).toEqual([
    '60 asks=connect', '60 asks=read_szl', '60 asks=read_var', '60 asks=request_download', '60 asks=setup_communication', '60 asks=download_block', '60 role=client',
    '61 card_serial=MMC 4E50', '61 copyright=Sound Equipment', '61 firmware=V3.2.7', '61 hardware=3', '61 location=row 4', '61 module=CPU 315-2 SND', '61 module_name=mixer', '61 name=SND station_1',
    '61 order_number=6SN7 315-2SND1-0AB0', '61 plant=hall 2', '61 role=server', '61 serial=S S-X1U393142061', '61 serves=connect', '61 serves=download_block', '61 serves=read_szl', '61 serves=read_var',
    '61 serves=request_download', '61 serves=setup_communication', '61 vendor_id=999',
  ].sort());
  expect(hear('s7comm/good-plus').facts).toEqual(['60 asks=connect', '60 asks=s7comm_plus', '60 role=client', '61 firmware=V4.2', '61 order_number=6SN7 212-1SND1-0XB0', '61 role=server', '61 serves=connect', '61 serves=s7comm_plus']);
});

test('dnp3: an outstation gives its attributes, in one frame, in three, and by UDP', () => {
  const named = ['firmware=3.1.0', 'hardware=rev C', 'location=north', 'name=substation 7', 'product=SP-RTU 5', 'serial=SP4E5071', 'user_id_code=71', 'vendor=Sound Power'].map((said) => `71 ${said}`);
  expect(hear('dnp3/good-polled-outstation').facts).toEqual(['70 address=1', '70 asks=confirm', '70 asks=enable_unsolicited', '70 asks=link', '70 asks=read', '70 role=master', '71 address=10', ...named,
    '71 role=outstation', '71 serves=response', '71 serves=unsolicited_response'].sort());
  expect(hear('dnp3/good-in-frames').facts).toEqual(['70 address=1', '70 asks=read', '70 role=master', '71 address=10', ...named, '71 role=outstation', '71 serves=response'].sort());
  expect(hear('dnp3/good-udp').facts).toContain('71 vendor=Sound Power');
});

test('opcua: client and server describe themselves; a URL that is called is not the caller\'s', () => {
  expect(hear('opcua/good-session').facts).toEqual([
    '80 application=Sound Panel', '80 application_type=client', '80 application_uri=urn:snd-80:panel', '80 asks=close_channel', '80 asks=create_session', '80 asks=get_endpoints', '80 asks=hello', '80 asks=open_secure_channel',
    '80 asks=publish', '80 asks=read', '80 policy=None', '80 product_uri=urn:sound.example:Panel', '80 role=client',
    '81 application=Sound Line Server', '81 application_type=server', '81 application_uri=urn:snd-81:Sound:Line', '81 build=1042', '81 endpoint=opc.tcp://192.168.77.81:4840/snd', '81 policy=Basic256Sha256', '81 policy=None',
    '81 product=Line Server', '81 product_uri=urn:sound.example:LineServer', '81 role=server', '81 serves=acknowledge', '81 serves=create_session', '81 serves=open_secure_channel', '81 serves=publish', '81 serves=read',
    '81 software=1.4.2', '81 vendor=Sound Automation',
  ]);
  expect(hear('opcua/good-in-segments').facts).toContain('81 application=Sound Line Server');
  expect(hear('opcua/good-elsewhere').facts).toEqual(['81 application_uri=urn:snd-81:Sound:Line', '81 endpoint=opc.tcp://192.168.77.81:4840/snd', '81 role=server', '81 serves=find_servers', '81 serves=reverse_hello']);
});

test('fins: a controller gives its model, by UDP and by TCP', () => {
  expect(hear('fins/good-controller').facts).toEqual(['90 asks=controller_data_read', '90 asks=memory_area_read', '90 role=client', '91 model=SND2M-CPU33', '91 role=server', '91 serves=controller_data_read', '91 serves=memory_area_read', '91 version=04.10']);
  expect(hear('fins/good-tcp').facts).toEqual(['90 asks=controller_data_read', '90 role=client', '91 model=SND2M-CPU33', '91 role=server', '91 serves=controller_data_read', '91 version=04.10']);
});

const VALUES = join(import.meta.dir, '../../../shared/data/fingerprints/values/cip_device_types.tsv');
test.skipIf(!existsSync(VALUES))('enip: device profiles are named as the registry names them', () => {
  const rows = readFileSync(VALUES, 'utf8').split('\n').filter((line) => line !== '').map((line) => line.split('\t'));
  expect([...DEVICE_TYPES].filter(([type, name]) => !rows.some(([number, theirs]) => Number(number) === type && theirs === name))).toEqual([]);
});
