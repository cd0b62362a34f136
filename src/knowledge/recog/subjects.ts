/** Which of recog's databases reads a parameter, and in which form it expects the text. */
import type { ParameterName } from '../../model/index.ts';

export interface Subject {
  readonly parameter: ParameterName;
  readonly database: string;
  /** Share of its claims about the device that are right: a device that names itself in full is seldom wrong, a banner is at times another's. */
  readonly certainty: number;
  /** The forms of a value that recog may know, the likeliest first; none where the value is of another service. */
  readonly forms: (value: string) => readonly string[];
}

const same = (value: string): readonly string[] => [value];
/** "SSH-2.0-" stands before what recog reads (RFC 4253 section 4.2). */
const software = (value: string): readonly string[] => [value.replace(/^SSH-[\d.]+-/, '')];
/** A greeting of one service, without its reply code. Line ends are lost to us; a few fingerprints ask for both characters. */
const greeting = (service: string, code: RegExp) => (value: string): readonly string[] => {
  if (!value.startsWith(`${service}: `)) return [];
  const text = value.slice(service.length + 2).replace(code, '');
  return text.includes('\n') ? [text, text.replace(/\r?\n/g, '\r\n')] : [text];
};
const named = (key: string) => (value: string): readonly string[] => [`${key}=${value}`];

export const SUBJECTS: readonly Subject[] = [
  { parameter: 'snmp.system', database: 'snmp_sysdescr', certainty: 0.95, forms: same },
  // What a device says over LLDP and CDP is most often the very text that its SNMP agent says.
  { parameter: 'lldp.system', database: 'snmp_sysdescr', certainty: 0.95, forms: same },
  { parameter: 'cdp.software', database: 'snmp_sysdescr', certainty: 0.95, forms: same },
  { parameter: 'snmp.object_id', database: 'snmp_sysobjid', certainty: 0.9, forms: same },
  // A printer's hrDeviceDescr is what its PJL would answer.
  { parameter: 'snmp.product', database: 'hp_pjl_id', certainty: 0.85, forms: same },
  { parameter: 'http.server', database: 'http_servers', certainty: 0.9, forms: same },
  { parameter: 'ssdp.server', database: 'http_servers', certainty: 0.9, forms: same },
  { parameter: 'http.realm', database: 'http_wwwauth', certainty: 0.9, forms: same },
  { parameter: 'rtsp.realm', database: 'http_wwwauth', certainty: 0.9, forms: same },
  { parameter: 'rtsp.server', database: 'rtsp_servers', certainty: 0.9, forms: same },
  { parameter: 'banner.ssh', database: 'ssh_banners', certainty: 0.9, forms: software },
  { parameter: 'banner.text', database: 'ftp_banners', certainty: 0.9, forms: greeting('ftp', /^220[ -]/) },
  { parameter: 'banner.text', database: 'smtp_banners', certainty: 0.85, forms: greeting('smtp', /^220[ -]/) },
  { parameter: 'banner.text', database: 'pop_banners', certainty: 0.85, forms: greeting('pop3', /^\+OK /) },
  { parameter: 'banner.text', database: 'imap_banners', certainty: 0.85, forms: greeting('imap', /^\* OK (?:\[[^\]]*\] )?/) },
  { parameter: 'banner.text', database: 'telnet_banners', certainty: 0.9, forms: greeting('telnet', /^$/) },
  { parameter: 'banner.text', database: 'mysql_banners', certainty: 0.8, forms: greeting('mysql', /^$/) },
  { parameter: 'sip.server', database: 'sip_banners', certainty: 0.95, forms: same },
  { parameter: 'sip.user_agent', database: 'sip_user_agents', certainty: 0.95, forms: same },
  { parameter: 'smb.native_os', database: 'smb_native_os', certainty: 0.9, forms: same },
  { parameter: 'smb.native_lan_manager', database: 'smb_native_lm', certainty: 0.8, forms: same },
  { parameter: 'hip.os', database: 'operating_system', certainty: 0.95, forms: same },
  { parameter: 'mdns.model', database: 'mdns_device-info_txt', certainty: 0.97, forms: named('model') },
  // The version of macOS stands beside the model.
  { parameter: 'mdns.text', database: 'mdns_device-info_txt', certainty: 0.95, forms: same },
  { parameter: 'dhcp.vendor_class', database: 'dhcp_vendor_class', certainty: 0.95, forms: same },
  { parameter: 'cert.subject', database: 'x509_subjects', certainty: 0.85, forms: named('CN') },
  { parameter: 'cert.issuer', database: 'x509_issuers', certainty: 0.85, forms: named('CN') },
];
