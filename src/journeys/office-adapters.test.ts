/** The adapters of the office protocols on messages as the kernel reads them from packets: who is credited with what, and whose secrets stay unsaid. */
import { expect, test } from 'bun:test';
import { observe } from '../protocols/index.ts';
import { loadKernel, PARSERS } from '../kernels/index.ts';
import { pcapFile, tcpFrame, udpFrame, type Ends } from '../kernels/frames.ts';
import * as M from '../kernels/office-messages.ts';
import { keyText, PARAMETERS, type ObservationSink } from '../model/index.ts';

const kernel = loadKernel();
const INSTANCE = new Set<string>(PARAMETERS.filter((parameter) => parameter.identifies === 'instance').map(({ name }) => name));

/** `parameter=value` of what is said about the sender of these frames; anything about another is a failure. */
function hear(...frames: readonly Uint8Array[]): string[] {
  const batch = kernel.parse(PARSERS.capture, pcapFile(frames)), facts = new Set<string>();
  const sink: ObservationSink = {
    fact: (mac, _time, parameter, value) => { if (!/^(?:traffic|arp)\./.test(parameter)) facts.add(`${keyText(mac) === '02:00:00:00:00:0a' ? '' : `${keyText(mac)} `}${parameter}=${value}`); },
    binding: () => undefined,
  };
  observe(batch, sink);
  return [...facts];
}
const from = (srcPort: number, dstPort = 40_000, more: Partial<Ends> = {}): Ends => ({ srcPort, dstPort, ...more });

test('llmnr and nbns: names asked for are another\'s, names claimed or held are its own', () => {
  expect(hear(udpFrame(M.llmnrQuestion, from(40_000, 5355)))).toEqual(['llmnr.query=printer-9']);
  expect(hear(udpFrame(M.llmnrAnswer, from(5355)))).toEqual(['llmnr.host=printer-9']);
  expect(hear(udpFrame(M.nbnsClaim, from(137, 137)))).toEqual(['nbns.name=OFFICE-PC', 'nbns.services=20']);
  expect(hear(udpFrame(M.nodeStatus, from(137, 137)))).toEqual(['nbns.name=OFFICE-PC', 'nbns.group=OFFICE', 'nbns.services=00 20']);
});

test('lldp and cdp: inventory, system and capabilities; serial, asset, name and chassis are of one unit', () => {
  const phone = hear(M.etherFrame(M.lldpPhone, 0x88cc));
  expect(phone).toEqual(['lldp.system=Nameplate NP-330, firmware 4.1', 'lldp.class=communication endpoint', 'lldp.vendor=Nameplate', 'lldp.model=NP-330', 'lldp.hardware=rev 2', 'lldp.firmware=4.1.0', 'lldp.software=4.1.0-app',
    'lldp.mud_url=https://mud.example/np330.json', 'lldp.port=LAN port', 'lldp.name=phone-11', 'lldp.serial=NP0004711', 'lldp.asset=asset-9', 'lldp.chassis=02:00:00:00:00:0a', 'lldp.capabilities=telephone']);
  for (const name of ['lldp.serial', 'lldp.asset', 'lldp.name', 'lldp.chassis', 'cdp.device', 'cdp.location', 'snmp.serial', 'snmp.location', 'snmp.name', 'wsd.location', 'smb.name', 'dicom.title']) expect([name, INSTANCE.has(name)]).toEqual([name, true]);
  expect(hear(M.cdpFrame(M.cdpSwitch))).toEqual(['cdp.platform=nameplate NP-24', 'cdp.software=Nameplate OS, version 4.1', 'cdp.port=GigabitEthernet0/7', 'cdp.device=switch-9', 'cdp.device=switch-9.lan', 'cdp.location=rack 4', 'cdp.capabilities=switch igmp']);
});

test('[R265] snmp: an agent says what it is; its community and its contact are said nowhere', () => {
  const said = hear(udpFrame(M.snmpAnswer, from(161)));
  expect(said).toEqual(['snmp.version=2', 'snmp.system=Nameplate NP-24 switch, firmware 4.1', 'snmp.object_id=1.3.6.1.4.1.8072.3.2.10', 'snmp.model=NP-24', 'snmp.name=switch-9', 'snmp.location=rack 4', 'snmp.serial=NP0004711']);
  expect(said.join()).not.toMatch(/secret|person/);
  const request = M.snmpMessage(0, M.ber(0xa3, M.ber(2, [7]), M.ber(2, [0]), M.ber(2, [0]), M.ber(0x30, M.snmpBinding([0x2b, 6, 1, 2, 1, 1, 5, 0], M.ber(4, 'a name for the agent')))));
  expect(hear(udpFrame(request, from(40_000, 161)))).toEqual(['snmp.manages=set']);
});

test('wsd: ONVIF scopes give model, name and place', () => {
  expect(hear(udpFrame(M.wsdMatch, from(3702)))).toEqual(['wsd.type=NetworkVideoTransmitter Device', 'wsd.endpoint=urn:uuid:4e500000-0000-0000-0000-024e50001101', 'wsd.path=http /onvif/device_service', 'wsd.scope=onvif://www.onvif.org/Profile/Streaming',
    'wsd.hardware=NP-330', 'wsd.name=Front door', 'wsd.location=yard']);
});

test('greetings, certificates, SIP and RTSP are about the server that sent them, SSH\'s also about the client', () => {
  expect(hear(tcpFrame(M.sshGreeting, from(22)))).toEqual(['banner.ssh=OpenSSH_9.2p1 Nameplate-1']);
  expect(hear(tcpFrame(M.sshGreeting, from(40_000, 22)))).toEqual(['banner.ssh_client=OpenSSH_9.2p1 Nameplate-1']);
  expect(hear(tcpFrame(M.serverFlight(M.certificate), from(443)))).toEqual(['cert.subject=np-330.lan', 'cert.organisation=Nameplate', 'cert.issuer=np-330.lan', 'cert.issuer_organisation=Nameplate', 'cert.name=np-330.lan', 'cert.name=192.168.77.9',
    'cert.shape=self-signed 3652 days, serial of 8 bytes']);
  expect(hear(udpFrame(M.sipRequest, from(5060, 5060)))).toEqual(['sip.user_agent=Nameplate NP-330/4.1']);
  expect(hear(tcpFrame(M.rtspAnswer, from(554)))).toEqual(['rtsp.server=Nameplate RTSP/1.4', 'rtsp.realm=Digest realm="NP-330", ']);
});

test('smb and dicom: systems and versions are of a type, names and titles of one unit', () => {
  expect(hear(tcpFrame(M.smbChallenge, from(445)))).toEqual(['smb.os_version=10.0.19041', 'smb.name=FILES', 'smb.name=files.office.lan', 'smb.domain=OFFICE', 'smb.domain=office.lan']);
  expect(hear(tcpFrame(M.smbSetup, from(445)))).toEqual(['smb.native_os=Unix', 'smb.native_lan_manager=Samba 4.17', 'smb.domain=OFFICE']);
  expect(hear(udpFrame(M.smbAnnouncement, from(138, 138)))).toEqual(['smb.os_version=6.1', 'smb.name=NP-330', 'smb.comment=Front door', 'smb.server_type=819a03']);
  expect(hear(tcpFrame(M.dicomRequest, from(40_000, 104)))).toEqual(['dicom.role=requester', 'dicom.title=NP_MODALITY', 'dicom.implementation=1.2.276.0.7230010.3.0.3.6.7', 'dicom.version=OFFIS_DCMTK_367', 'dicom.syntax=1.2.840.10008.5.1.4.1.1.2']);
});

test('ntp: how a client asks; that a server answers, and by which clock', () => {
  expect(hear(udpFrame(M.ntpRequest, from(123, 123)))).toEqual(['ntp.request=v4 0 6 233']);
  expect(hear(udpFrame(M.ntpAnswer, from(123, 123)))).toEqual(['ntp.serves=GPS']);
});

test('what a router passed on is not the router\'s word', () => {
  const abroad = { srcIp: '203.0.113.9' };
  expect(hear(tcpFrame(M.sshGreeting, from(22, 40_000, abroad)), udpFrame(M.snmpAnswer, from(161, 40_001, abroad)), tcpFrame(M.serverFlight(M.certificate), from(443, 40_002, abroad)), udpFrame(M.sipRequest, from(5060, 5060, abroad)),
    tcpFrame(M.smbChallenge, from(445, 40_003, abroad)), tcpFrame(M.dicomRequest, from(40_004, 104, abroad)), udpFrame(M.wsdMatch, from(3702, 40_005, abroad)), udpFrame(M.ntpAnswer, from(123, 123, abroad)))).toEqual([]);
});

test('a message in segments is read when its last has come, one certificate or greeting a connection', () => {
  const flight = M.serverFlight(M.certificate, 90), ends = from(443), parts: Uint8Array[] = [];
  for (let at = 0; at < flight.length; at += 100) parts.push(tcpFrame(flight.subarray(at, at + 100), ends, 1 + at));
  expect(hear(...parts).filter((fact) => fact.startsWith('cert.subject'))).toEqual(['cert.subject=np-330.lan']);
});
