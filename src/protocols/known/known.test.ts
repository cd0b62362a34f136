/** What sensors say goes by the names that a capture of the same protocol would have given. */
import { expect, test } from 'bun:test';
import { observe } from '../index.ts';
import { readName } from './distinguished-name.ts';
import { loadKernel, PARSERS } from '../../kernels/index.ts';
import { PARAMETERS, type ObservationSink } from '../../model/index.ts';

const kernel = loadKernel();

/** What the records say of their devices, `parameter=value`. */
function said(...records: readonly Readonly<Record<string, unknown>>[]): string[] {
  const lines = records.map((record) => `${JSON.stringify({ time: '2026-11-21T10:00:00.000000Z', src_mac: '74:da:38:4a:76:49', src_ip: '192.168.77.40', ...record })}\n`).join('');
  const batch = kernel.parse(PARSERS.eal, new TextEncoder().encode(lines)), facts: string[] = [];
  for (let row = 0; row < batch.count; row++) expect([row, batch.kind(row)]).not.toEqual([row, 0]); // no rejects
  const sink: ObservationSink = { fact: (_mac, _time, parameter, value) => { facts.push(`${parameter}=${value}`); }, binding: () => undefined };
  observe(batch, sink);
  return facts;
}
const known = (log_type: string, more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({ record: 'known', log_type, ...more });

test('[R41] one thing has one name, whoever tells it: SNMP, SSH, SIP and Windows names of a sensor are the protocols\' own', () => {
  expect(said(known('snmp', { known_role: 'server', description: 'Acme Switch X12, firmware 4.1' }))).toEqual(['snmp.system=Acme Switch X12, firmware 4.1', 'known.role=snmp server']);
  expect(said(known('ssh', { known_role: 'server', software: 'SSH-2.0-dropbear_2022.83' }), known('ssh', { known_role: 'client', software: 'OpenSSH_9.6' })))
    .toEqual(['known.role=ssh server', 'banner.ssh=dropbear_2022.83', 'known.role=ssh client', 'banner.ssh_client=OpenSSH_9.6']);
  expect(said({ record: 'banner', src_port: 22, response: true, banner_service: 'ssh', banner: 'SSH-2.0-dropbear_2022.83' })).toEqual(['banner.ssh=dropbear_2022.83']);
  expect(said(known('sip', { known_role: 'client', software: 'Acme Phone 2.0' }))).toEqual(['sip.user_agent=Acme Phone 2.0', 'known.role=sip client']);
  expect(said(known('smb', { known_role: 'client', software: 'Windows 10', name: 'LAPTOP-7', windows_domain: 'PLANT' }))).toEqual(['smb.name=LAPTOP-7', 'smb.domain=PLANT', 'smb.native_os=Windows 10', 'known.role=smb client']);
  expect(said(known('rdp', { known_role: 'client', software: 'RDP 10.7', name: 'FROG-POND' }))).toEqual(['rdp.client_name=FROG-POND', 'rdp.client=RDP 10.7', 'known.role=rdp client']);
  expect(said(known('software', { software: 'nginx/1.24', software_type: 'HTTP::SERVER' }), known('software', { software: 'vsftpd 3.0.5', software_type: 'FTP::SERVER' }))).toEqual(['http.server=nginx/1.24', 'known.software=vsftpd 3.0.5']);
});

test('[R41] industrial devices that a sensor asked about are told as their own answers are', () => {
  expect(said(known('modbus_read_device_identification', { vendor: 'Acme Automation' }), known('modbus_read_device_identification', { product_code: 'AC-100' }))).toEqual(['modbus.vendor=Acme Automation', 'modbus.product_code=AC-100']);
  expect(said(known('cip_identity', { vendor: 'Acme', vendor_code: 1, product: 'AC-500', product_code: '96', firmware: '1.7', serial: '0x0012AB34', device_type: 'Programmable Logic Controller' }))).toEqual([
    'enip.product=AC-500', 'enip.product_code=96', 'enip.revision=1.7', 'enip.vendor=Acme', 'enip.device_type=Programmable Logic Controller', 'enip.serial=0012ab34', 'enip.vendor_id=1']);
  expect(said(known('bacnet_property', { model: 'Thermo 3', object_id: '1200' }))).toEqual(['bacnet.model=Thermo 3', 'bacnet.instance=1200']);
  expect(said(known('dnp3', { known_role: 'server' }), known('modbus', { known_role: 'client' }), known('s7comm_plus', { known_role: 'server' }), known('profinet', { known_role: 'server' })))
    .toEqual(['dnp3.role=outstation', 'modbus.role=client', 's7comm.role=server', 'known.role=profinet server']);
  expect(said(known('known_modbus', { device_type: 'Known::MODBUS_SLAVE' }), known('known_modbus', { device_type: 'Known::MODBUS_MASTER' }))).toEqual(['modbus.role=server', 'modbus.role=client']);
});

test('a certificate told in one text has the parts of one that was read', () => {
  expect(said(known('known_certs', { shown_subject: 'CN=nvr.plant.example,OU=Video,O=Acme\\, Inc.,C=US', shown_issuer: 'C=US, O=Plant, CN=Plant CA' }))).toEqual([
    'cert.subject=nvr.plant.example', 'cert.organisation=Acme, Inc. / Video', 'cert.issuer=Plant CA', 'cert.issuer_organisation=Plant']);
  expect(said(known('ssl', { known_role: 'server', shown_subject: 'no such name' }))).toEqual(['known.role=ssl server']);
});

test('names are read whatever stands in them', () => {
  expect([...readName('CN = a b ,O=x\\=y\\\\,=z,,OU=\\')]).toEqual([['CN', 'a b'], ['O', 'x=y\\']]);
  expect(readName(','.repeat(100_000)).size).toBe(0);
  expect(readName(Array.from({ length: 1000 }, (_, i) => `A${i}=1`).join()).size).toBe(32);
});

test('what a sensor says has no second name in the table', () => {
  expect(PARAMETERS.filter(({ source }) => source === 'known').map(({ name }) => name)).toEqual(['known.role', 'known.software']);
});
