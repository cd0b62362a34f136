/** Log lines of each format for the bench, seeded, and the same records as lines of JSON for its peer. */
import { seededRandom } from './eal-lines.ts';

type Random = () => number;
export interface LogLine { readonly line: string; readonly record: Readonly<Record<string, string | number>> }
export type LogFormat = 'dhcpd' | 'dnsmasq' | 'kea' | 'windows' | 'PAN-OS TRAFFIC CSV' | 'PAN-OS TRAFFIC CEF';

const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const two = (value: number): string => value.toString().padStart(2, '0');
const HOSTS = ['laserjet', 'ipcam-entrance', 'tv-lounge', 'thermostat', 'desktop', 'iphone', 'nas', 'esp'];

interface Client { readonly mac: string; readonly ip: string; readonly host: string; readonly clock: string; readonly action: number }
function client(random: Random): Client {
  const octets = [0xa4, 0x3c, below(random, 7), below(random, 16), below(random, 256), below(random, 4)].map((octet) => octet.toString(16).padStart(2, '0'));
  return {
    mac: octets.join(':'), ip: `10.${below(random, 40)}.${below(random, 256)}.${1 + below(random, 254)}`, host: `${HOSTS[below(random, HOSTS.length)] ?? ''}-${below(random, 4000)}`,
    clock: `${two(below(random, 24))}:${two(below(random, 60))}:${two(below(random, 60))}`, action: below(random, 3),
  };
}
const record = (one: Client, action: string, dialect: string): LogLine['record'] => ({ record: 'lease', time: `2026-11-20T${one.clock}Z`, chaddr: one.mac, hostname: one.host, ip: one.ip, action, dialect, via: 'eth1' });

const MAKERS: Readonly<Record<LogFormat, (random: Random) => LogLine>> = {
  'dhcpd': (random) => {
    const one = client(random), text = [`DHCPREQUEST for ${one.ip} (10.0.0.1) from ${one.mac} (${one.host}) via eth1`, `DHCPACK on ${one.ip} to ${one.mac} (${one.host}) via eth1`, `DHCPOFFER on ${one.ip} to ${one.mac} (${one.host}) via eth1`][one.action] ?? '';
    return { line: `<30>Nov 20 ${one.clock} gw dhcpd[812]: ${text}`, record: record(one, ['request', 'ack', 'offer'][one.action] ?? '', 'dhcpd') };
  },
  'dnsmasq': (random) => {
    const one = client(random), text = [`DHCPREQUEST(eth1) ${one.ip} ${one.mac} `, `DHCPACK(eth1) ${one.ip} ${one.mac} ${one.host}`, `DHCPOFFER(eth1) ${one.ip} ${one.mac} `][one.action] ?? '';
    return { line: `<30>Nov 20 ${one.clock} gw dnsmasq-dhcp[343]: ${text}`, record: record(one, ['request', 'ack', 'offer'][one.action] ?? '', 'dnsmasq') };
  },
  'kea': (random) => {
    const one = client(random);
    return { line: `2026-11-20 ${one.clock}.229 INFO  [kea-dhcp4.leases/617.140134650707584] DHCP4_LEASE_ALLOC [hwtype=1 ${one.mac}], cid=[01:${one.mac}], tid=0xa9f404c6: lease ${one.ip} has been allocated for 4000 seconds`,
      record: { ...record(one, 'ack', 'kea'), client_id: `01${one.mac.replaceAll(':', '')}`, lease_seconds: 4000 } };
  },
  'windows': (random) => {
    const one = client(random);
    return { line: `10,11/20/26,${one.clock},Assign,${one.ip},${one.host}.example.com,${one.mac.replaceAll(':', '').toUpperCase()},,${below(random, 1e9)},0,,,,0x4D53465420352E30,MSFT 5.0,,,,0`,
      record: { ...record(one, 'ack', 'windows'), vendor_class: 'MSFT 5.0' } };
  },
  'PAN-OS TRAFFIC CSV': (random) => traffic(random).csv,
  'PAN-OS TRAFFIC CEF': (random) => traffic(random).cef,
};

function traffic(random: Random): { readonly csv: LogLine; readonly cef: LogLine } {
  const one = client(random), dst = `203.0.113.${below(random, 256)}`, sport = 1024 + below(random, 60000), sent = below(random, 90000), received = below(random, 4000000), session = below(random, 1e6);
  const time = `2026/11/20 ${one.clock}`;
  const csv = `<14>Nov 20 ${one.clock} fw-1 1,${time},007200002536,TRAFFIC,end,2561,${time},${one.ip},${dst},0.0.0.0,0.0.0.0,allow-out,,,ssl,vsys1,trust,untrust,ethernet1/2,ethernet1/1,default,${time},${session},1,${sport},443,0,0,0x400053,tcp,allow,${sent + received},${sent},${received},42,${time},12,computer-and-internet-info,,7126840023948,0x0,10.0.0.0-10.255.255.255,United States,,21,21,tcp-fin,0,0,0,0,,fw-1,from-policy,,,0,,0,,N/A,0,0,0,0,3f1d-9a,0,0,,,,,,,`;
  const cef = `<14>Nov 20 ${one.clock} fw-1 CEF:0|Palo Alto Networks|PAN-OS|10.1.0|end|TRAFFIC|3|rt=Nov 20 2026 ${one.clock} GMT deviceExternalId=007200002536 src=${one.ip} dst=${dst} cs1Label=Rule cs1=allow-out app=ssl cs3Label=Virtual System cs3=vsys1 cs4Label=Source Zone cs4=trust cs5Label=Destination Zone cs5=untrust deviceInboundInterface=ethernet1/2 deviceOutboundInterface=ethernet1/1 cn1Label=SessionID cn1=${session} cnt=1 spt=${sport} dpt=443 proto=tcp act=allow flexNumber1Label=Total bytes flexNumber1=${sent + received} in=${sent} out=${received} cn3Label=Elapsed time in seconds cn3=12 cs2Label=URL Category cs2=computer-and-internet-info externalId=7126840023948 reason=tcp-fin`;
  const same = { record: 'traffic', time: `2026-11-20T${one.clock}Z`, src_ip: one.ip, dst_ip: dst, src_port: sport, dst_port: 443, proto: 6, bytes_sent: sent, bytes_received: received, app: 'ssl', log_type: 'TRAFFIC',
    subtype: 'end', firewall: '007200002536', rule: 'allow-out', vsys: 'vsys1', from_zone: 'trust', to_zone: 'untrust', in_interface: 'ethernet1/2', out_interface: 'ethernet1/1', session_id: String(session),
    firewall_action: 'allow', url_category: 'computer-and-internet-info', end_reason: 'tcp-fin', sequence: '7126840023948' };
  return { csv: { line: csv, record: same }, cef: { line: cef, record: same } };
}

export const LOG_FORMATS = Object.keys(MAKERS).filter((name): name is LogFormat => name in MAKERS);

/** Lines of one format, of `bytes` bytes or a little more. */
export function logLines(format: LogFormat, seed: number, bytes: number): readonly LogLine[] {
  const random = seededRandom(seed), lines: LogLine[] = [];
  for (let size = 0; size < bytes;) {
    const one = MAKERS[format](random);
    lines.push(one);
    size += one.line.length + 1;
  }
  return lines;
}
