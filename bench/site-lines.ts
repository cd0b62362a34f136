/**
 * EAL lines of one site for the upload bench: devices that keep their address and say the same few things again and again, and now and then something new.
 * How often is measured: of the 46,207 rows in recordings of 27 kinds of household devices, 89 % say nothing that the others did not say (row digests as the node takes them).
 */
import { AGENTS, APPS, below, DOMAINS, LISTS, MIX, pick, seededRandom, SERVICES, type Line, type Random } from './eal-lines.ts';

export interface Site {
  /** Whole lines, `bytes` bytes or a little more; of each hundred rows `fresh` say something that no row said before. */
  lines(bytes: number, fresh: number): { readonly text: string; readonly rows: number };
}

/** One thing a device says: what stays, and what differs each time without being news. */
type Habit = (random: Random) => Line;
interface Unit { readonly head: Line; readonly ip: string; readonly habits: readonly Habit[] }

const HABITS = 8;
/** Where the time of every body starts: uploads shift it to now. */
export const START_MS: number = Date.UTC(2026, 4, 12, 9, 30, 0);

export function site(devices: number, seed: number): Site {
  const random = seededRandom(seed);
  const units = Array.from({ length: devices }, (_, n): Unit => {
    const hex = (value: number): string => value.toString(16).padStart(2, '0');
    const ip = `10.${20 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`, head = { src_mac: `a4:3c:${hex(n % 7)}:${hex((n >> 16) & 255)}:${hex((n >> 8) & 255)}:${hex(n & 255)}` };
    return { head, ip, habits: Array.from({ length: HABITS }, () => habit(random, `unit-${n}`, head.src_mac, ip)) };
  });
  let word = 0, millis = START_MS;
  return {
    lines(bytes, fresh) {
      const lines: string[] = [];
      for (let size = 0; size < bytes;) {
        millis = millis >= START_MS + 200 ? START_MS : millis + (below(random, 30) === 0 ? 1 : 0);
        const unit = pick(random, units), said = random() * 100 < fresh ? news(random, ++word, unit) : pick(random, unit.habits)(random);
        const { record, ...rest } = said, time = `${new Date(millis).toISOString().slice(0, 23)}${below(random, 1000).toString().padStart(3, '0')}Z`;
        const line = JSON.stringify({ record, time, ...unit.head, ...(record === 'arp' || record === 'dhcp' ? {} : { src_ip: unit.ip }), ...rest });
        lines.push(line);
        size += line.length + 1;
      }
      return { text: `${lines.join('\n')}\n`, rows: lines.length };
    },
  };
}

function outside(random: Random): string { return `${11 + below(random, 80)}.${below(random, 256)}.${below(random, 256)}.${below(random, 256)}`; }

/** Kinds in the shares of the NDJSON bench. */
function kindOf(random: Random): string {
  let draw = random() * 100;
  for (const [name, weight] of MIX) { if (draw < weight) return name; draw -= weight; }
  return 'traffic';
}

function habit(random: Random, host: string, mac: string, ip: string): Habit {
  const record = kindOf(random), domain = pick(random, DOMAINS), port = pick(random, [443, 443, 80, 123, 1883, 554, 8883]), app = pick(random, APPS), agent = pick(random, AGENTS);
  const list = pick(random, LISTS), service = pick(random, SERVICES), type = pick(random, [1, 1, 28, 65]), tells = random() < 0.5, uri = `/v${below(random, 4)}/status`;
  switch (record) {
    case 'arp': return () => ({ record, opcode: 1, sender_mac: mac, sender_ip: ip, target_ip: '10.20.0.1' });
    case 'dhcp': return (now) => ({ record, chaddr: mac, xid: below(now, 4294967296), message_type: 3, parameter_request_list: list, hostname: host, requested_ip: ip });
    case 'dns': return () => ({ record, dst_ip: '10.20.0.1', query_name: [domain], query_type: [type] });
    case 'mdns': return () => ({ record, query_name: [service], query_type: [12] });
    case 'ssdp': return () => (tells ? { record, method: 'M-SEARCH', st: 'urn:dial-multiscreen-org:service:dial:1' } : { record, method: 'NOTIFY', nts: 'ssdp:alive', usn: `uuid:${host}` });
    case 'http': return () => ({ record, method: 'GET', host: domain, uri, user_agent: agent });
    case 'tls': return (now) => ({ record, dst_ip: outside(now), dst_port: 443, sni: domain });
    default: return (now) => ({ record, dst_ip: outside(now), src_port: 32768 + below(now, 28000), dst_port: port, proto: 6, app, bytes_sent: below(now, 90000), bytes_received: below(now, 4000000) });
  }
}

function news(random: Random, word: number, { head, ip }: Unit): Line {
  const record = kindOf(random), name = `n${word.toString(36)}.example`, mac = head['src_mac'];
  switch (record) {
    case 'arp': return { record, opcode: 1, sender_mac: mac, sender_ip: ip, target_ip: `10.21.${(word >> 8) & 255}.${word & 255}` };
    case 'dhcp': return { record, chaddr: mac, xid: below(random, 4294967296), message_type: 3, parameter_request_list: pick(random, LISTS), hostname: `n${word.toString(36)}`, requested_ip: ip };
    case 'dns': return { record, dst_ip: '10.20.0.1', query_name: [name], query_type: [1] };
    case 'mdns': return { record, query_name: [`${name}._ipp._tcp.local`], query_type: [12] };
    case 'ssdp': return { record, method: 'NOTIFY', nts: 'ssdp:alive', usn: `uuid:${name}` };
    case 'http': return { record, method: 'GET', host: pick(random, DOMAINS), uri: `/${name}`, user_agent: pick(random, AGENTS) };
    case 'tls': return { record, dst_ip: outside(random), dst_port: 443, sni: name };
    default: return { record, dst_ip: `10.${30 + ((word >> 16) & 63)}.${(word >> 8) & 255}.${word & 255}`, src_port: 32768 + below(random, 28000), dst_port: 1 + (word % 30000), proto: 6, bytes_sent: below(random, 90000), bytes_received: below(random, 4000000) };
  }
}
