/** A seeded generator of realistic mixed EAL lines for the NDJSON bench: about 175 bytes on average, 2 % with escapes, some non-ASCII. */

/** Small, fast, seedable (mulberry32); the bench must print the same figures for the same input everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const HOSTS = ['laserjet-4f', 'ipcam-entrance', 'tv-lounge', 'thermostat', 'desktop-9k2ha1', 'iphone', 'plug-12', 'nas', 'esp-3fa8c1', 'hub'];
const RICH_HOSTS = ['K\u00fcche-Drucker', 'Empfang "links"', 'caf\u00e9\\printer', 'B\u00fcro\t2', '\u4f1a\u8b70\u5ba4', 'L\u00e9a\u2019s iPhone'];
export const DOMAINS: readonly string[] = ['api.vendor.example', 'time.example.net', 'ota.iot.example', 'www.example.com', 'cdn.media.example', 'mqtt.cloud.example', 'p2p.cam.example'];
export const AGENTS: readonly string[] = ['curl/8.5.0', 'ESP8266 HTTP Client', 'Roku/DVP-12.5 (12.5.0.4178)', 'okhttp/4.9.3', 'Microsoft-CryptoAPI/10.0', 'Dalvik/2.1.0 (Linux; U; Android 9)'];
export const SERVICES: readonly string[] = ['_ipp._tcp.local', '_googlecast._tcp.local', '_hap._tcp.local', '_airplay._tcp.local', '_spotify-connect._tcp.local'];
export const APPS: readonly string[] = ['ssl', 'web-browsing', 'ntp', 'mqtt', 'rtsp', 'quic', 'modbus', 'bacnet'];
export const LISTS: readonly (readonly number[])[] = [[1, 3, 6, 15, 26, 28, 51, 58, 59], [1, 121, 3, 6, 15, 119, 252], [1, 3, 28, 6], [1, 2, 3, 12, 15, 28, 40, 41, 42]];

/** Weights of the kinds: what a firewall in a mixed network sends, in hundredths. */
export const MIX: readonly (readonly [string, number])[] = [['traffic', 26], ['dns', 24], ['tls', 15], ['http', 8], ['arp', 10], ['mdns', 8], ['dhcp', 4], ['ssdp', 5]];

export type Line = Record<string, unknown>;
export type Random = () => number;

export const pick = <T>(random: Random, values: readonly T[]): T => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('empty choice');
  return value;
};
export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const macOf = (random: Random, unit: number): string =>
  [0xa4, 0x3c, unit % 7, unit >> 8, unit & 255, below(random, 4)].map((octet) => octet.toString(16).padStart(2, '0')).join(':');
const insideIp = (random: Random, unit: number): string =>
  unit % 3 === 0 ? `10.${unit % 40}.${below(random, 256)}.${unit & 255}` : `192.168.${unit % 12}.${unit & 255}`;
const outsideIp = (random: Random): string => `${1 + below(random, 222)}.${below(random, 256)}.${below(random, 256)}.${below(random, 256)}`;

function body(random: Random, kind: string, unit: number): Line {
  const rich = random() < 0.06;
  const host = rich ? pick(random, RICH_HOSTS) : `${pick(random, HOSTS)}-${unit}`;
  switch (kind) {
    case 'arp': return { opcode: 1 + below(random, 2), sender_mac: macOf(random, unit), sender_ip: insideIp(random, unit), ...(random() < 0.5 ? { target_ip: insideIp(random, unit + 1) } : {}) };
    case 'dhcp': return { chaddr: macOf(random, unit), xid: below(random, 4294967296), message_type: pick(random, [1, 3, 3, 5]),
      parameter_request_list: pick(random, LISTS), hostname: host };
    case 'dns': return { ...(random() < 0.3 ? { dst_ip: '192.168.1.1' } : {}), query_name: [rich ? `${host}.example` : pick(random, DOMAINS)], query_type: [pick(random, [1, 1, 28, 65])] };
    case 'mdns': return { query_name: [rich ? `${host}._ipp._tcp.local` : pick(random, SERVICES)], query_type: [12] };
    case 'ssdp': return random() < 0.5 ? { method: 'M-SEARCH', st: 'urn:dial-multiscreen-org:service:dial:1' } : { method: 'NOTIFY', nts: 'ssdp:alive', usn: `uuid:${host}` };
    case 'http': return { method: pick(random, ['GET', 'GET', 'POST']), host: pick(random, DOMAINS), uri: rich ? `/q="${unit}"` : `/v${unit % 4}/status`, user_agent: pick(random, AGENTS) };
    case 'tls': return { ...(random() < 0.5 ? { dst_ip: outsideIp(random) } : {}), dst_port: 443, sni: pick(random, DOMAINS) };
    default: return { dst_ip: outsideIp(random), ...(random() < 0.3 ? { src_port: 1024 + below(random, 60000) } : {}), dst_port: pick(random, [443, 443, 80, 123, 1883, 554, 8883]),
      proto: pick(random, [6, 6, 17]), ...(random() < 0.4 ? { bytes_sent: below(random, 90000), bytes_received: below(random, 4000000) } : { app: rich ? `${host} sync` : pick(random, APPS) }) };
  }
}

/** One record as an object, in the order a node prints its keys. */
export function ealRecord(random: Random, millis: number): Line {
  let draw = random() * 100, kind = 'traffic';
  for (const [name, weight] of MIX) { if (draw < weight) { kind = name; break; } draw -= weight; }
  const unit = below(random, 4000);
  const micros = below(random, 1000).toString().padStart(3, '0');
  const head: Line = { record: kind, time: `${new Date(millis).toISOString().slice(0, 23)}${micros}Z`, src_mac: macOf(random, unit) };
  if (kind !== 'arp' && kind !== 'dhcp') head['src_ip'] = insideIp(random, unit);
  return { ...head, ...body(random, kind, unit) };
}

/** JSON text of `bytes` bytes or a little more: whole lines, each ended by a newline. */
export function ealLines(seed: number, bytes: number): string {
  const random = seededRandom(seed);
  const lines: string[] = [];
  let size = 0, millis = Date.UTC(2026, 4, 12, 9, 30, 0);
  while (size < bytes) {
    millis += below(random, 4);
    const line = JSON.stringify(ealRecord(random, millis));
    lines.push(line);
    size += line.length + 1;
  }
  return `${lines.join('\n')}\n`;
}
