/** Which PAN-OS log types become records of their own and which are only counted, in every spelling a firewall or the logging service has for them. */
import { expect, test } from 'bun:test';
import { loadKernel, logState, PARSERS, toRecord, type JsonRecord } from './index.ts';

const kernel = loadKernel();
function read(line: string): JsonRecord {
  const batch = kernel.parse(PARSERS.log, new TextEncoder().encode(`${line}\n`), logState());
  expect([line, batch.count]).toEqual([line, 1]);
  return toRecord(batch, 0);
}
const csv = (type: string, subtype: string): string => `1,2026/11/20 09:00:00,007200002536,${type},${subtype},2561,2026/11/20 09:00:00,10.9.0.7,198.51.100.9,,,out,,,ssl,vsys1,cams,wan,ethernet1/2,ethernet1/1,logs,2026/11/20 09:00:00,36459,1,39681,443,0,0,0x0,tcp,allow`;
const cef = (type: string, subtype: string): string => `CEF:0|Palo Alto Networks|LF|2.0|${type}|${subtype}|3|rt=Nov 20 2026 09:00:00 deviceExternalId=007200002536 src=10.9.0.7 dst=198.51.100.9 spt=39681 dpt=443 proto=tcp`;
const leef = (type: string, subtype: string): string => `LEEF:2.0|Palo Alto Networks|PAN-OS Syslog Integration|10.1|allow|x7C|cat=${type}|ReceiveTime=2026/11/20 09:00:00|SerialNumber=007200002536|Subtype=${subtype}|src=10.9.0.7|dst=198.51.100.9|srcPort=39681|dstPort=443|proto=tcp`;
const json = (type: string, subtype: string): string => JSON.stringify({ LogType: type, Subtype: subtype, DeviceSN: '007200002536', TimeGenerated: '2026-11-20T09:00:00.000000Z', SourceAddress: '10.9.0.7', DestinationAddress: '198.51.100.9', SourcePort: 39681, DestinationPort: 443, Protocol: 'tcp' });

const MATRIX = [
  ['R10', 'TRAFFIC', 'end', 'traffic'], ['R10', 'TRAFFIC', 'start', 'traffic'], ['R10', 'TRAFFIC', 'deny', 'traffic'],
  ['R11', 'THREAT', 'vulnerability', 'threat'], ['R11', 'THREAT', 'spyware', 'threat'], ['R11', 'THREAT', 'virus', 'threat'], ['R12', 'THREAT', 'wildfire', 'threat'],
  ['R13', 'THREAT', 'url', 'unused'], ['R14', 'THREAT', 'data', 'unused'], ['R15', 'GTP', 'start', 'gtp'], ['R16', 'SCTP', '', 'unused'],
  ['R17', 'START', 'gre', 'unused'], ['R17', 'END', 'gre', 'unused'], ['R17', 'TUNNEL', '', 'unused'], ['R18', 'AUTHENTICATION', '', 'unused'], ['R18', 'AUTH', '', 'unused'], ['R19', 'DECRYPTION', '', 'unused'],
] as const;

for (const [spelling, write] of Object.entries({ csv, cef, leef, json })) {
  test(`[R10] [R11] [R12] [R13] [R14] [R15] [R16] [R17] [R18] [R19] [R20] [R150] used and unused log types, ${spelling}`, () => {
    for (const [row, type, subtype, record] of MATRIX) expect([row, type, subtype, read(write(type, subtype))]).toMatchObject([row, type, subtype, { record, log_type: type, firewall: '007200002536', time: '2026-11-20T09:00:00.000000Z' }]);
  });
}

test('[R9] a session log names its session and its firewall, by which it joins the enhanced records of that session', () => {
  expect(read(csv('TRAFFIC', 'end'))).toMatchObject({ session_id: '36459', firewall: '007200002536', src_ip: '10.9.0.7', dst_ip: '198.51.100.9', src_port: 39681, dst_port: 443, proto: 6, app: 'ssl', rule: 'out', from_zone: 'cams', to_zone: 'wan' });
});

test('[R77] the Device-ID columns of both sides are what the firewall held, and no MAC of the record', () => {
  const columns = csv('TRAFFIC', 'end').split(','), device = ['Camera', 'Acme Dome', 'D-100', 'Acme', 'Linux', '5.10', 'dome-3', '02:00:00:00:00:07'];
  const line = [...columns, ...new Array<string>(76 - columns.length).fill(''), ...device, ...new Array<string>(8).fill('')].join(',');
  expect(read(line)).toMatchObject({ src_device_category: 'Camera', src_device_profile: 'Acme Dome', src_device_model: 'D-100', src_device_vendor: 'Acme', src_device_os_family: 'Linux', src_device_os_version: '5.10', src_device_host: 'dome-3', src_device_mac: '02:00:00:00:00:07' });
  expect(read(line)).not.toHaveProperty('src_mac');
});

test('a line whose dates went through a spreadsheet is still read', () => {
  expect(read(csv('TRAFFIC', 'end').replaceAll('2026/11/20 09:00:00', '9/16/19 10:00'))).toMatchObject({ record: 'traffic', time: '2019-09-16T10:00:00.000000Z', src_ip: '10.9.0.7' });
});
