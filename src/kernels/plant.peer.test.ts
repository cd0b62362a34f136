/** What tshark reads in public captures of industrial protocols, field by field: which side uses which function, and who a device says it is. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'bun:test';
import { inBatches } from './accounting.ts';
import { loadKernel, PARSERS, RowBatch, toRecord } from './index.ts';
import type { JsonRecord } from './index.ts';

const DATA = join(import.meta.dir, '../../../shared/data/captures');
const ready = existsSync(DATA) && spawnSync('tshark', ['--version']).status === 0;

const ENDS = ['ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst', 'tcp.srcport', 'tcp.dstport', 'udp.srcport', 'udp.dstport', 'eth.src'] as const;
/** All values of one field in one packet. */
type Packet = (field: string) => readonly string[];

interface View {
  readonly files: readonly string[];
  readonly filter: string;
  readonly fields: readonly string[];
  /** What a packet says, a word each; and what a row says, in the same words. */
  readonly theirs: (packet: Packet, file: string) => readonly string[];
  readonly ours: (record: JsonRecord) => readonly string[];
}

const kernel = loadKernel();
function rows(file: string, kind: string): JsonRecord[] {
  return [...inBatches(kernel, readFileSync(join(DATA, file)), 1 << 20)].flatMap(({ bytes, state }) => {
    const batch = new RowBatch(kernel.parseParts(PARSERS.capture, bytes, state));
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)).filter((one) => one['record'] === kind);
  });
}

function packets(file: string, { filter, fields }: View): Packet[] {
  const all = [...ENDS, '_ws.malformed', ...fields];
  const run = spawnSync('tshark', ['-n', '-r', join(DATA, file), '-Y', filter, '-T', 'fields', '-E', 'aggregator=\u0001', ...all.flatMap((field) => ['-e', field])], { maxBuffer: 1 << 28 });
  return run.stdout.toString().split('\n').filter((line) => line !== '').map((line): Packet => {
    const cells = new Map(line.split('\t').map((cell, i) => [all[i] ?? '', cell === '' ? [] : cell.split('\u0001')]));
    return (field) => cells.get(field) ?? [];
  }).filter((packet) => packet('_ws.malformed').length === 0);
}

const text = (value: unknown): string => value === undefined ? '' : String(value);
const first = (packet: Packet, ...fields: readonly string[]): string => fields.map((field) => packet(field)[0]).find((value) => value !== undefined) ?? '';
const sender = (packet: Packet): string => `${first(packet, 'ip.src', 'ipv6.src', 'eth.src')}:${first(packet, 'tcp.srcport', 'udp.srcport')} ${first(packet, 'ip.dst', 'ipv6.dst')}:${first(packet, 'tcp.dstport', 'udp.dstport')}`;
const end = (record: JsonRecord, side: 'src' | 'dst'): string => `${text(record[`${side}_ip`] ?? record[`${side}_ip6`] ?? (side === 'src' ? record['src_mac'] : ''))}:${text(record[`${side}_port`])}`;

/** `name:code ...` as a map from our word to the number on the wire. */
const codes = (list: string): ReadonlyMap<string, string> => new Map(list.split(' ').map((pair): [string, string] => { const [name = '', code = ''] = pair.split(':'); return [name, code]; }));
const coded = (map: ReadonlyMap<string, string>, record: JsonRecord): string => map.get(text(record['function'])) ?? text(record['function']);
/** Our fields as `key=value`, where they are there. */
const said = (record: JsonRecord, ...keys: readonly string[]): string[] => keys.filter((key) => record[key] !== undefined).map((key) => `${key}=${text(record[key])}`);
const saidBy = (packet: Packet, ...pairs: readonly (readonly [key: string, field: string, of?: (value: string) => string])[]): string[] =>
  pairs.flatMap(([key, field, of]) => packet(field).slice(0, 1).filter((value) => value.trim() !== '').map((value) => `${key}=${(of ?? ((same: string) => same))(value).trim()}`));
const number = (value: string): string => String(Number(value));

const MODBUS = codes('read_coils:1 read_discrete_inputs:2 read_holding_registers:3 read_input_registers:4 write_single_coil:5 write_single_register:6 read_exception_status:7 diagnostics:8 get_comm_event_counter:11 get_comm_event_log:12 write_multiple_coils:15 write_multiple_registers:16 report_server_id:17 read_file_record:20 write_file_record:21 mask_write_register:22 read_write_multiple_registers:23 read_fifo_queue:24 encapsulated_interface:43 umas:90');
const OBJECTS = ['vendor', 'product_code', 'firmware', 'url', 'product', 'model', 'software'] as const;
const S7 = codes('cpu_services:0x00 read_var:0x04 write_var:0x05 request_download:0x1a download_block:0x1b download_ended:0x1c start_upload:0x1d upload:0x1e end_upload:0x1f plc_control:0x28 plc_stop:0x29 setup_communication:0xf0');
const S7_USER = codes('read_szl:4.1 read_clock:7.1 set_clock:7.2 time_functions:7 programmer_commands:1 cyclic_data:2 block_functions:3 cpu_functions:4 security:5 block_send:6');
const DNP3 = codes('confirm:0 read:1 write:2 select:3 operate:4 direct_operate:5 direct_operate_no_response:6 cold_restart:13 warm_restart:14 start_application:17 stop_application:18 enable_unsolicited:20 disable_unsolicited:21 assign_class:22 delay_measurement:23 record_current_time:24 open_file:25 close_file:26 delete_file:27 get_file_information:28 response:129 unsolicited_response:130');
const OPC = codes('find_servers:422 get_endpoints:428 register_server:437 create_session:461 activate_session:467 close_session:473 add_nodes:488 browse:527 translate_browse_paths:554 read:631 write:673 call:712 create_monitored_items:751 create_subscription:787 modify_subscription:793 publish:826 delete_subscriptions:847');
const CIP = codes('get_attributes_all:0x01 get_attribute_list:0x03 set_attribute_list:0x04 multiple_service_packet:0x0a get_attribute_single:0x0e set_attribute_single:0x10 read_tag:0x4c write_tag:0x4d forward_close:0x4e unconnected_send:0x52 forward_open:0x54 large_forward_open:0x5b');
const ENIP = codes('list_services:0x0004 list_identity:0x0063 list_interfaces:0x0064 register_session:0x0065 unregister_session:0x0066');
const UNCONFIRMED = codes('i_am:0 i_have:1 unconfirmed_cov_notification:2 unconfirmed_event_notification:3 unconfirmed_private_transfer:4 unconfirmed_text_message:5 time_synchronization:6 who_has:7 who_is:8 utc_time_synchronization:9 write_group:10 unconfirmed_cov_notification_multiple:11 unconfirmed_audit_notification:12 who_am_i:13 you_are:14');
const CONFIRMED = codes('acknowledge_alarm:0 confirmed_cov_notification:1 confirmed_event_notification:2 get_alarm_summary:3 get_enrollment_summary:4 subscribe_cov:5 atomic_read_file:6 atomic_write_file:7 add_list_element:8 remove_list_element:9 create_object:10 delete_object:11 read_property:12 read_property_conditional:13 read_property_multiple:14 write_property:15 write_property_multiple:16 device_communication_control:17 confirmed_private_transfer:18 confirmed_text_message:19 reinitialize_device:20 vt_open:21 vt_close:22 vt_data:23 authenticate:24 request_key:25 read_range:26 life_safety_operation:27 subscribe_cov_property:28 get_event_information:29 subscribe_cov_property_multiple:30 confirmed_cov_notification_multiple:31 confirmed_audit_notification:32 audit_log_query:33');

const FINS = codes('memory_area_read:0x0101 memory_area_write:0x0102 memory_area_fill:0x0103 multiple_memory_area_read:0x0104 memory_area_transfer:0x0105 parameter_area_read:0x0201 parameter_area_write:0x0202 parameter_area_clear:0x0203 data_link_table_read:0x0220 data_link_table_write:0x0221 program_area_protect:0x0304 program_area_protect_clear:0x0305 program_area_read:0x0306 program_area_write:0x0307 program_area_clear:0x0308 run:0x0401 stop:0x0402 controller_data_read:0x0501 connection_data_read:0x0502 controller_status_read:0x0601 network_status_read:0x0602 data_link_status_read:0x0603 cycle_time_read:0x0620 clock_read:0x0701 clock_write:0x0702 loop_back_test:0x0801 broadcast_test_results_read:0x0802 broadcast_test_data_send:0x0803 message_read:0x0920 access_right_acquire:0x0c01 access_right_forced_acquire:0x0c02 access_right_release:0x0c03 error_clear:0x2101 error_log_read:0x2102 error_log_clear:0x2103 file_name_read:0x2201 single_file_read:0x2202 single_file_write:0x2203 memory_card_format:0x2204 file_delete:0x2205 volume_label_write:0x2206 file_copy:0x2207 file_name_change:0x2208 file_data_check:0x2209 memory_area_file_transfer:0x220a parameter_area_file_transfer:0x220b program_area_file_transfer:0x220c file_memory_index_read:0x220f file_memory_read:0x2210 file_memory_write:0x2211 forced_set_reset:0x2301 forced_set_reset_cancel:0x2302 forced_status_read:0x230a name_set:0x2601 name_delete:0x2602 name_read:0x2603');

const VIEWS: Readonly<Record<string, View>> = {
  modbus: {
    files: ['icsnpp/modbus/testing/traces/modbus_example.pcap', 'ndpi/pcap/modbus.pcap', 'arkime/modbus.pcap', 'zeek/Traces/modbus/4SICS-GeekLounge-151022-min.pcap', 'zeek/Traces/modbus/modbus-eit.pcap', 'zeek/Traces/modbus/modbusSmall.pcap',
      'zeek/Traces/modbus/modbus-and-non-modbus-p502.pcap', 'zeek/Traces/modbus/fuzz-72.pcap', 'zeek/Traces/modbus/fuzz-1011.pcap'],
    filter: 'modbus && tcp.port == 502', fields: ['modbus.func_code', 'modbus.exception_code', 'modbus.object_id', 'modbus.object_str_value'],
    theirs: (packet) => [...packet('modbus.func_code').map((code) => `${packet('modbus.exception_code').length > 0 ? 'refuses' : 'function'} ${code}`),
      ...packet('modbus.object_id').flatMap((id, i) => { const key = OBJECTS[Number(id)], value = packet('modbus.object_str_value')[i]; return key === undefined || value === undefined ? [] : [`${key}=${value}`]; })],
    ours: (record) => [`${record['exception_code'] === undefined ? 'function' : 'refuses'} ${coded(MODBUS, record)}`, ...said(record, ...OBJECTS)],
  },
  bacnet: {
    files: ['icsnpp/bacnet/testing/traces/bacnet_example.pcap', 'icsnpp/bacnet/testing/traces/bacnet_error_reject_abort.pcap', 'icsnpp/bacnet/testing/traces/bacnet_segmented_data.pcap', 'icsnpp/bacnet/testing/traces/bacnet_services.pcap', 'ndpi/pcap/bacnet.pcap', 'arkime/bacnet-stack-services.pcap'],
    filter: 'bvlc', fields: ['bacapp.type', 'bacapp.confirmed_service', 'bacapp.unconfirmed_service', 'bacapp.instance_number', 'bacapp.vendor_identifier', 'bacapp.max_adpu_size', 'bacnet.snet', 'bacnet.mesgtyp', 'bvlc.fwd_ip', 'bvlc.function', 'bacapp.object_name'],
    theirs: (packet) => {
      const type = first(packet, 'bacapp.type'), service = first(packet, 'bacapp.confirmed_service'), told = first(packet, 'bacapp.unconfirmed_service'), name = first(packet, 'bacapp.object_name');
      if (type === '1') return [`tells ${told}`, ...(told === '0' ? [`device=${first(packet, 'bacapp.instance_number')} vendor=${first(packet, 'bacapp.vendor_identifier')} network=${first(packet, 'bacnet.snet')} origin=${first(packet, 'bvlc.fwd_ip')}`] : []), ...(told === '1' && name !== '' ? [`has=${first(packet, 'bacapp.instance_number')}`] : [])];
      return type === '0' ? [`asks ${service}`] : type === '2' || type === '3' ? [`answers ${service}`] : [];
    },
    ours: (record) => {
      const name = text(record['function']), told = UNCONFIRMED.get(name), service = CONFIRMED.get(name);
      if (told !== undefined) return [`tells ${told}`, ...(told === '0' ? [`device=${text(record['object_id'])} vendor=${text(record['vendor_code'])} network=${text(record['source_network'])} origin=${text(record['origin_ip'])}`] : []), ...(told === '1' ? [`has=${text(record['object_id'])}`] : [])];
      return service === undefined ? [] : [`${record['response'] === true ? 'answers' : 'asks'} ${service}`];
    },
  },
  enip: {
    files: ['icsnpp/enip/tests/traces/enip_cip_example.pcap', 'icsnpp/enip/tests/traces/set_attribute_single_service_cip.pcapng', 'icsnpp/enip/tests/traces/multiple_service_packet_cip.pcapng', 'ndpi/pcap/ethernetIP.pcap', 'arkime/arkime_synthetic.pcap'],
    filter: 'enip', fields: ['enip.command', 'cip.sc', 'cip.rr', 'cip.genstat', 'enip.lir.vendor', 'enip.lir.devtype', 'enip.lir.prodcode', 'enip.lir.revision', 'enip.lir.serial', 'enip.lir.name', 'enip.lir.state'],
    theirs: (packet) => [...packet('enip.command').filter((command) => !['0x0000', '0x006f', '0x0070'].includes(command)).map((command) => `command ${command}`),
      ...packet('cip.sc').slice(0, 1).filter(() => Number(packet('cip.genstat')[0] ?? 0) === 0).map((service) => `service ${service}`),
      ...saidBy(packet, ['vendor_code', 'enip.lir.vendor', number], ['device_type', 'enip.lir.devtype'], ['product_code', 'enip.lir.prodcode'], ['firmware', 'enip.lir.revision', (value) => `${Number(value) >> 8}.${Number(value) & 255}`], ['serial', 'enip.lir.serial', (value) => value.slice(2)], ['product', 'enip.lir.name'], ['device_state', 'enip.lir.state', number])],
    ours: (record) => [ENIP.has(text(record['function'])) ? `command ${coded(ENIP, record)}` : `service ${coded(CIP, record)}`, ...said(record, 'vendor_code', 'device_type', 'product_code', 'firmware', 'serial', 'product', 'device_state')],
  },
  s7comm: {
    files: ['icsnpp/s7comm/tests/traces/s7comm_plus.pcap', 'icsnpp/s7comm/tests/traces/s7ident.pcap', 'icsnpp/s7comm/tests/traces/snap7.pcap', 'ndpi/pcap/s7comm.pcap', 'arkime/s7comm_synthetic.pcap'],
    filter: 's7comm', fields: ['s7comm.header.rosctr', 's7comm.param.func', 's7comm.header.errcls', 's7comm.header.errcod', 's7comm.param.errcod', 's7comm.param.userdata.type', 's7comm.param.userdata.funcgroup', 's7comm.param.userdata.subfunc', 's7comm.szl.xy11.0001.anz', 's7comm.szl.001c.0001.name',
      's7comm.szl.001c.0002.name', 's7comm.szl.001c.0005.serialn', 's7comm.szl.001c.0007.cputypname', 's7comm.szl.001c.0008.snmcmmc'],
    theirs: (packet) => {
      const kind = first(packet, 's7comm.header.rosctr'), group = number(first(packet, 's7comm.param.userdata.funcgroup')), part = number(first(packet, 's7comm.param.userdata.subfunc')), type = number(first(packet, 's7comm.param.userdata.type'));
      if (kind === '7') return type !== '4' && type !== '8' || Number(first(packet, 's7comm.param.errcod') || 0) !== 0 ? [] : [`user ${group === '4' && part === '1' || group === '7' && Number(part) < 3 ? `${group}.${part}` : group}`,
        ...saidBy(packet, ['product_code', 's7comm.szl.xy11.0001.anz'], ['name', 's7comm.szl.001c.0001.name'], ['module_name', 's7comm.szl.001c.0002.name'], ['serial', 's7comm.szl.001c.0005.serialn'], ['model', 's7comm.szl.001c.0007.cputypname'], ['memory_card_serial', 's7comm.szl.001c.0008.snmcmmc'])];
      return Number(first(packet, 's7comm.header.errcls') || 0) + Number(first(packet, 's7comm.header.errcod') || 0) > 0 ? [] : packet('s7comm.param.func').slice(0, 1).map((code) => `job ${code}`);
    },
    ours: (record) => {
      const name = text(record['function']), job = S7.get(name);
      return name === 'connect' || name === 's7comm_plus' ? [] : [job === undefined ? `user ${coded(S7_USER, record)}` : `job ${job}`, ...said(record, 'product_code', 'name', 'module_name', 'serial', 'model', 'memory_card_serial')];
    },
  },
  pndcp: {
    files: ['profinet_io_cm_mixed_1.pcap', 'profinet_io_cm_mixed_2.pcapng'].map((name) => `icsnpp/profinet-io-cm/testing/traces/${name}`),
    filter: 'pn_dcp', fields: ['pn_dcp.service_id', 'pn_dcp.service_type', 'pn_dcp.suboption_device_nameofstation', 'pn_dcp.suboption_device_devicevendorvalue', 'pn_dcp.suboption_vendor_id', 'pn_dcp.suboption_device_id', 'pn_dcp.suboption_ip_ip', 'pn_dcp.suboption_ip_subnetmask', 'pn_dcp.suboption_ip_standard_gateway'],
    theirs: (packet) => [`${['', '', '', 'get', 'set', 'identify', 'hello'][Number(first(packet, 'pn_dcp.service_id'))] ?? ''} ${Number(first(packet, 'pn_dcp.service_type')) === 1 ? 'answer' : 'request'}`,
      ...saidBy(packet, ['name', 'pn_dcp.suboption_device_nameofstation'], ['device_type', 'pn_dcp.suboption_device_devicevendorvalue'], ['vendor_code', 'pn_dcp.suboption_vendor_id', number], ['product_code', 'pn_dcp.suboption_device_id'], ['station_ip', 'pn_dcp.suboption_ip_ip'], ['station_netmask', 'pn_dcp.suboption_ip_subnetmask'], ['station_gateway', 'pn_dcp.suboption_ip_standard_gateway'])],
    ours: (record) => [`${text(record['function'])} ${record['response'] === true ? 'answer' : 'request'}`, ...said(record, 'name', 'device_type', 'vendor_code', 'product_code', 'station_ip', 'station_netmask', 'station_gateway')],
  },
  dnp3: {
    files: ['icsnpp/dnp3/testing/traces/dnp3_example.pcap', 'ndpi/pcap/dnp3.pcap', 'arkime/dnp3_synthetic.pcap', ...['dnp3', 'dnp3_del_measure', 'dnp3_en_spon', 'dnp3_file_del', 'dnp3_file_read', 'dnp3_file_write', 'dnp3_link_only', 'dnp3_read', 'dnp3_rec_time', 'dnp3_select_operate', 'dnp3_udp_en_spon', 'dnp3_udp_read', 'dnp3_udp_select_operate', 'dnp3_udp_write', 'dnp3_write'].map((name) => `zeek/Traces/dnp3/${name}.pcap`)],
    filter: 'dnp3', fields: ['dnp3.al.func', 'dnp3.src', 'dnp3.dst', 'dnp3.ctl.dir'],
    theirs: (packet) => packet('dnp3.al.func').map((code) => `function ${code} ${['outstation', 'master'][Number(first(packet, 'dnp3.ctl.dir'))] ?? ''} ${first(packet, 'dnp3.src')}>${first(packet, 'dnp3.dst')}`),
    ours: (record) => record['function'] === 'link' ? [] : [`function ${coded(DNP3, record)} ${record['response'] === true ? 'outstation' : 'master'} ${text(record['link_source'])}>${text(record['link_destination'])}`],
  },
  opcua: {
    files: [...['opcua_with-gap', 'opcua_with-gap_with-handshake', 'open62541_client-server_mainloop', 'open62541_client-server_mainloop-no-handshake', 'pending_overflow'].map((name) => `icsnpp/opcua-binary/tests/traces/${name}.pcap`), 'ndpi/pcap/opc-ua.pcap', 'arkime/opcua_synthetic.pcap'],
    filter: 'opcua', fields: ['opcua.transport.type', 'opcua.transport.endpoint', 'opcua.servicenodeid.numeric', 'opcua.ApplicationUri', 'opcua.ProductUri'],
    theirs: (packet) => [...packet('opcua.transport.type').map((type) => type), ...packet('opcua.servicenodeid.numeric').filter((id) => ![446, 449, 452, 455].includes(Number(id))).map((id) => `service ${id}`),
      ...(packet('opcua.servicenodeid.numeric').includes('425') ? [] : saidBy(packet, ['application_uri', 'opcua.ApplicationUri'], ['product_uri', 'opcua.ProductUri'])), ...saidBy(packet, ['url', 'opcua.transport.endpoint'])],
    ours: (record) => {
      const name = text(record['function']), id = OPC.get(name), type = { hello: 'HEL', acknowledge: 'ACK', error: 'ERR', close_channel: 'CLO', open_secure_channel: 'OPN', reverse_hello: 'RHE' }[name];
      return [...(type === undefined ? ['MSG', `service ${id === undefined ? name : record['response'] === true ? Number(id) + 3 : id}`] : [type]), ...said(record, 'application_uri', 'product_uri'), ...(name === 'hello' ? said(record, 'url') : [])];
    },
  },
  fins: {
    files: ['icsnpp/omron-fins/testing/traces/omron.pcap', 'icsnpp/omron-fins/testing/traces/omron_fins_tcp_commands_responses.pcap', 'ndpi/pcap/fins.pcap'],
    filter: 'omron && omron.command', fields: ['omron.command', 'omron.icf.dtb', 'omron.response.code'],
    theirs: (packet) => Number(first(packet, 'omron.response.code') || 0) !== 0 ? [] : [`${Number(first(packet, 'omron.icf.dtb')) === 1 ? 'answers' : 'asks'} ${first(packet, 'omron.command')}`],
    ours: (record) => [`${record['response'] === true ? 'answers' : 'asks'} ${coded(FINS, record)}`],
  },
};

/** Where they differ, and why. Each stands for all words of a file that begin so, ours (-) or theirs (+). */
const APART: readonly (readonly [file: string, word: RegExp, why: string])[] = [
  ['arkime/modbus', /^\+ .* refuses (?:6[4-9]|[7-9]\d|1\d\d)$/, 'a scan of all functions: refusals of functions 64 apart share a place (capture/said.ts)'],
  ['arkime/modbus', /^- .* function 2[23]$/, 'requests that are too short: tshark calls them malformed'],
  ['fuzz-72', /./, 'a stream with holes: tshark and we find our way back into it at different messages'],
  ['bacnet_example', /^\+ .* answers 20$/, 'the length of the virtual link is beyond the datagram: a reject here'],
  ['bacnet-stack-services', /^\+ .* answers 0$/, 'the same'],
  ['bacnet_error_reject_abort', /^- .* asks [89]$/, 'tshark calls the rest of the request malformed'],
  ['arkime_synthetic', / service /, 'tshark has one column for all the messages of a segment'],
  ['snap7', /^\+ .* memory_card_serial=/, 'stands in the second message of a list, whose parts are not joined here'],
  ['s7comm_synthetic', /^- .* job /, 'tshark calls the short parameters malformed'],
  ['dnp3_example', /^\+ .* function 0 outstation /, 'the function is 0x81: tshark takes it for a later part of a fragment that it keeps'],
  ['dnp3_example', /^- .*:55370 function 130 /, 'the fragment has no end in the capture: tshark says nothing of it'],
  ['dnp3_synthetic', /^- .* function 2 master /, 'tshark calls the objects malformed'],
  ['omron-fins/testing/traces/omron.pcap', /^- .* answers 0x0603$/, 'tshark calls the rest of the answer malformed; the icsnpp log has it'],
  ['ndpi/pcap/fins', /^- .* answers 0x0603$/, 'the same'],
  ['opcua_with-gap', /^- 192\.168\.11\.34:4840 .* (?:service 464|\w+_uri=\S+)$/, 'a segment was sent twice: tshark does not put the answer together'],
];

/** Properties of a device object in answers to reads, which tshark shows as text only: `sender device property=value`. */
function properties(file: string): Set<string> {
  const KEYS: Readonly<Record<string, string>> = { 'object-name': 'name', 'vendor-name': 'vendor', 'model-name': 'model', 'firmware-revision': 'firmware', 'application-software-version': 'software', description: 'description', location: 'location_name', 'serial-number': 'serial' };
  const run = spawnSync('tshark', ['-n', '-r', join(DATA, file), '-Y', 'bvlc && bacapp.type == 3 && !_ws.malformed', '-V', '-O', 'ip,bacapp'], { maxBuffer: 1 << 28 }), found = new Set<string>();
  let source = '', device = '';
  for (const line of run.stdout.toString().split('\n')) {
    source = /^Internet Protocol Version 4, Src: ([\d.]+)/.exec(line)?.[1] ?? source;
    const object = /^\s+ObjectIdentifier: ([^,]+), (\d+)/.exec(line);
    if (object !== null && /^ {4,12}Obj/.test(line)) device = object[1] === 'device' ? object[2] ?? '' : '';
    const own = /^ {8,16}Object Name: (.*)$/.exec(line)?.[1];
    if (own !== undefined && device !== '') found.add(`${source} ${device} name=${own.trim()}`);
    const [, property = '', value = ''] = /^\s+([a-z-]+): (?:UTF-8|ANSI X3\.4 \/ UTF-8 \(since 2010\)) '(.*)'$/.exec(line) ?? [];
    const key = KEYS[property];
    if (key !== undefined && device !== '' && value.trim() !== '') found.add(`${source} ${device} ${key}=${value.trim()}`);
  }
  return found;
}

describe('the kernels and tshark', () => {
  test.skipIf(!ready).each(VIEWS['bacnet']?.files ?? [])('bacnet: read the same properties of device objects in %s', (file) => {
    const ours = new Set(rows(file, 'bacnet').filter((record) => text(record['function']).startsWith('read_property'))
      .flatMap((record) => said(record, 'name', 'vendor', 'model', 'firmware', 'software', 'description', 'location_name', 'serial').map((word) => `${text(record['src_ip'])} ${text(record['object_id'])} ${word}`)));
    expect([...ours].sort()).toEqual([...properties(file)].sort());
  }, 60_000);

  test.skipIf(!ready).each(Object.entries(VIEWS).flatMap(([kind, view]) => view.files.map((file) => [kind, file, view] as const)))('%s: say the same of %s', (kind, file, view) => {
    const theirs = new Set(packets(file, view).flatMap((packet) => view.theirs(packet, file).map((word) => `${sender(packet)} ${word}`)));
    const ours = new Set(rows(file, kind).flatMap((record) => view.ours(record).map((word) => `${end(record, 'src')} ${end(record, 'dst')} ${word}`)));
    const differences = [...[...theirs].filter((word) => !ours.has(word)).map((word) => `+ ${word}`), ...[...ours].filter((word) => !theirs.has(word)).map((word) => `- ${word}`)];
    expect(differences.filter((word) => !APART.some(([name, pattern]) => file.includes(name) && pattern.test(word)))).toEqual([]);
    expect(ours.size).toBeGreaterThan(0);
  }, 60_000);
});

describe('the kernels and Zeek', () => {
  const [, ...pairs] = ready ? readFileSync(join(DATA, 'zeek/pairs.tsv'), 'utf8').split('\n') : [];
  const baselines = pairs.map((line) => line.split('\t')).filter(([, , logs = '']) => /\b(?:modbus|dnp3)\.log/.test(logs));
  const ZEEK: Readonly<Record<string, string>> = { delay_measure: 'delay_measurement', stop_appl: 'stop_application', start_appl: 'start_application' };
  /** `unknown-156` is a refusal of 28; names are ours in capitals. */
  const ours = (name: string): string => /^unknown-\d+$/.test(name) ? String(Number(name.slice(8)) & 127) : ZEEK[name.toLowerCase()] ?? name.toLowerCase();

  test.skipIf(!ready).each(baselines)('%s: every function of its log', (baseline = '', trace = '') => {
    const kind = baseline.includes('.modbus.') ? 'modbus' : 'dnp3', all = readFileSync(join(DATA, 'zeek/Baseline', baseline, `${kind}.log`), 'utf8').split('\n');
    const names = all.find((line) => line.startsWith('#fields'))?.split('\t').slice(1) ?? [];
    const theirs = new Set(all.filter((line) => line !== '' && !line.startsWith('#')).flatMap((line) => {
      const cells = new Map(line.split('\t').map((cell, i) => [names[i] ?? '', cell])), of = (name: string): string => cells.get(name) ?? '-', port = of('id.orig_p');
      if (kind === 'modbus') return [`${port} ${of('pdu_type') === 'RESP'} ${ours(of('func').replace(/_EXCEPTION$/, ''))}`];
      return [['false', of('fc_request')], ['true', of('fc_reply')]].filter(([, name]) => name !== '-').map(([reply, name]) => `${port} ${reply} ${ours(name ?? '')}`);
    }));
    const mine = new Set(rows(`zeek/Traces/${trace}`, kind).map((record) => `${text(record['response'] === true ? record['dst_port'] : record['src_port'])} ${record['response'] === true} ${text(record['function'])}`));
    expect([...theirs].filter((word) => !mine.has(word))).toEqual([]);
    expect(theirs.size).toBeGreaterThan(0);
  });
});

describe('the kernels and the icsnpp logs', () => {
  const FOLDER = 'icsnpp/omron-fins/testing';
  /** Its log counts the program area's commands from 1; on the wire, and in the maker's manual, they are 4 to 8. */
  const wire = (code: string): string => code.startsWith('03') ? `03${String(Number(code.slice(2)) + 3).padStart(2, '0')}` : code;
  test.skipIf(!ready).each([['omron_fins', 'omron.pcap'], ['omron_fins_tcp', 'omron_fins_tcp_commands_responses.pcap']])('%s: the same commands and answers', (baseline, trace) => {
    const lines = readFileSync(join(DATA, FOLDER, 'Baseline', `tests.${baseline}`, 'omron_fins_general.log'), 'utf8').split('\n').filter((line) => !line.startsWith('#'));
    const theirs = new Set(lines.flatMap((line) => {
      const [, kind, code = '', end = ''] = /\t(Command|Response) \(\d\)\t.*\(0x([0-9A-F]{4})\)\t(.*)$/.exec(line) ?? [];
      return kind === undefined || (kind === 'Response' && !end.startsWith('Normal completion (')) ? [] : [`${kind} 0x${wire(code.toLowerCase())}`];
    }));
    const ours = new Set(rows(`${FOLDER}/traces/${trace}`, 'fins').map((record) => `${record['response'] === true ? 'Response' : 'Command'} ${coded(FINS, record)}`));
    expect([...theirs].filter((word) => !ours.has(word))).toEqual([]);
    expect(theirs.size).toBeGreaterThan(3);
  });
});
