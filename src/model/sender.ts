/** Who may send logs by syslog: a DHCP server, or a firewall or sensor; its rules (R31, R33, R34, R37) and its status (R36). */
import { parseIp, ipText } from './address.ts';
import { EdgeError } from './errors.ts';

export const SENDER_KINDS = ['dhcp-server', 'log-sender'] as const;
export type SenderKind = (typeof SENDER_KINDS)[number];
/** As R31 names them; SSL is TLS. */
export const SENDER_PROTOCOLS = ['TCP', 'UDP', 'SSL'] as const;
export type SenderProtocol = (typeof SENDER_PROTOCOLS)[number];
/** What a DHCP server is (R35): said for people, the parser tells dialects apart by itself. */
export const SENDER_DIALECTS = ['windows', 'linux', 'cisco', 'infoblox', 'other'] as const;
export type SenderDialect = (typeof SENDER_DIALECTS)[number];
/** R37: what Panorama configured is read-only here. */
export type SenderOrigin = 'local' | 'panorama';

/** R33. */
export const DHCP_SERVERS_PER_FIREWALL = 100;
/** Ours: a firewall with more sensors than that has a collector in front of it. */
export const LOG_SENDERS_PER_FIREWALL = 1000;
export const SENDER_LIMIT: Readonly<Record<SenderKind, number>> = { 'dhcp-server': DHCP_SERVERS_PER_FIREWALL, 'log-sender': LOG_SENDERS_PER_FIREWALL };

/** R36. */
export const UDP_CONNECTED_MS = 2 * 3600 * 1000;

/** Letters, digits, space and . _ -; it also names the certificate's files. R31: up to 32 characters. */
export function checkSenderName(name: string): string {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,30}[A-Za-z0-9._-])?$/.test(name)) {
    throw new EdgeError('usage', 'a name is 1 to 32 letters, digits, spaces and . _ -, and starts with a letter or digit', { fields: { name: name.slice(0, 80) } });
  }
  return name;
}

export function checkSenderDescription(text: string): string {
  if ([...text].length > 256 || /[\p{Cc}\p{Cs}]/u.test(text)) throw new EdgeError('usage', 'a description is up to 256 characters on one line', { fields: { length: text.length } });
  return text;
}

/** R31: an address, never a name: a name would be asked of a server that an attacker may answer for. In the one form that it is compared in. */
export function checkSenderAddress(text: string): string {
  const address = canonicalAddress(text);
  if (address === undefined) throw new EdgeError('usage', 'an IPv4 or IPv6 address is needed; names are not looked up', { fields: { address: text.slice(0, 80) } });
  if (/^(0\.|22[4-9]\.|2[34]\d\.|25[0-5]\.)/.test(address) || address === '::' || address.startsWith('ff')) {
    throw new EdgeError('usage', 'nobody sends from that address', { fields: { address } });
  }
  return address;
}

/** Lower case, shortest form (RFC 5952), IPv4 in IPv6 as IPv4, without a zone; undefined when it is no address. */
export function canonicalAddress(text: string): string | undefined {
  const v4 = parseIp(text);
  if (v4 !== undefined) return ipText(v4);
  const bare = text.replace(/%[^%]*$/, '');
  if (!bare.includes(':') || !/^[0-9A-Fa-f:.]{2,45}$/.test(bare) || !URL.canParse(`http://[${bare}]/`)) return undefined;
  const canonical = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (mapped === null) return canonical;
  const high = Number.parseInt(mapped[1] ?? '', 16), low = Number.parseInt(mapped[2] ?? '', 16);
  return `${high >>> 8}.${high & 255}.${low >>> 8}.${low & 255}`;
}

/** R34. A model that nobody told us is not refused. */
export function checkFirewallModel(model: string | null): void {
  if (model !== null && /^(CN|M|WF)-/i.test(model)) throw new EdgeError('unsupported', 'firewalls of the CN, M and WF series take no DHCP server logs', { fields: { model } });
}

export interface SenderSeen {
  readonly protocol: SenderProtocol;
  /** Open now; whatever the store says of a node that does not run is 0. */
  readonly connections: number;
  /** Epoch milliseconds. */
  readonly lastSeen: number | null;
}

/** R36: Connected while a connection is open, over UDP when seen within two hours, else empty. A time ahead of the clock counts as near as one behind it: the clock was set back. */
export function senderStatus({ protocol, connections, lastSeen }: SenderSeen, now: number): 'Connected' | '' {
  const connected = protocol === 'UDP' ? lastSeen !== null && Math.abs(now - lastSeen) <= UDP_CONNECTED_MS : connections > 0;
  return connected ? 'Connected' : '';
}
