/** Where the node brings mappings to: HTTPS with a checked certificate, at an address that may be dialled. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { destinationUrl, EdgeError, ip6Text, ip6Words } from '../model/index.ts';

export interface DestinationOptions {
  readonly url: string;
  /** PEM; undefined trusts what the system trusts. */
  readonly ca: string | undefined;
  /** Addresses of this machine and its link, too. */
  readonly local: boolean;
  readonly timeoutMs?: number;
}
export interface Reply {
  readonly status: number;
  readonly text: string;
  /** It asks for so much patience (RFC 9110 section 10.2.3); 0 where it does not. */
  readonly retryMs: number;
}
export interface Destination { post(body: Uint8Array | string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Reply> }

const TIMEOUT_MS = 30_000;
/** A page of registered addresses is about 100 KB. */
const REPLY_MAX = 4 * 1024 * 1024;

/** This host, its link, loopback, multicast and what is no destination: who may write a URL must not reach services that trust this machine (SSRF, CWE-918). */
const LOCAL = new BlockList();
for (const [network, bits] of [['0.0.0.0', 8], ['127.0.0.0', 8], ['169.254.0.0', 16], ['224.0.0.0', 3]] as const) LOCAL.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [['::', 128], ['::1', 128], ['fe80::', 10], ['ff00::', 8]] as const) LOCAL.addSubnet(network, bits, 'ipv6');

/** IPv4 inside IPv6 (mapped, translated RFC 6052, 6to4) is what it carries. `own` are those of its interfaces. */
export function isLocalAddress(address: string, own: ReadonlySet<string> = ownAddresses()): boolean {
  const isLocal4 = (ip: string): boolean => own.has(ip) || LOCAL.check(ip, 'ipv4');
  if (isIP(address) === 4) return isLocal4(address);
  if (isIP(address) !== 6) return true;
  const bytes = ipv6Bytes(address), inner = (at: number): string => bytes.slice(at, at + 4).join('.');
  const zeros = bytes.slice(0, 10).every((byte) => byte === 0);
  if (zeros && bytes[10] === 255 && bytes[11] === 255) return isLocal4(inner(12));
  if (zeros && bytes[10] === 0 && bytes[11] === 0) return true; // ::, ::1 and the old IPv4-compatible ones
  if (bytes[0] === 0x00 && bytes[1] === 0x64 && bytes[2] === 0xff && bytes[3] === 0x9b) return isLocal4(inner(12));
  if (bytes[0] === 0x20 && bytes[1] === 0x02) return isLocal4(inner(2));
  return own.has(ip6Text(address) ?? '') || LOCAL.check(address, 'ipv6');
}

/** As they are now: they come and go. */
function ownAddresses(): ReadonlySet<string> { return new Set(Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => ip6Text(address) ?? address))); }

/** A zone says which link, not which address. */
function ipv6Bytes(address: string): readonly number[] { return (ip6Words(address.split('%')[0] ?? '') ?? []).flatMap((word) => [word >> 8, word & 255]); }

export function openDestination({ url: text, ca, local, timeoutMs = TIMEOUT_MS }: DestinationOptions): Destination {
  const url = destinationUrl(text), name = url.hostname.replace(/^\[|\]$/g, '');
  return {
    async post(body, headers, signal) {
      const found = isIP(name) === 0 ? await lookup(name, { all: true }) : [{ address: name }];
      if (!local && found.some(({ address }) => isLocalAddress(address))) throw new EdgeError('forbidden', 'this address is of this machine or its link', { fields: { host: name }, next: 'say --allow-local if that is meant' });
      const [first] = found;
      if (first === undefined) throw new EdgeError('not_found', 'this name has no address', { fields: { host: name } });
      // The address that was checked is dialled, and the certificate is compared with the name.
      const dialled = new URL(url);
      dialled.hostname = first.address.includes(':') ? `[${first.address}]` : first.address;
      const reply = await fetch(dialled, {
        method: 'POST', body, redirect: 'manual', keepalive: false, headers: { ...headers, host: url.host }, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        tls: { ...(ca !== undefined && { ca }), ...(isIP(name) === 0 && { serverName: name }), rejectUnauthorized: true },
      });
      return { status: reply.status, text: await bounded(reply), retryMs: retryOf(reply.headers.get('retry-after')) };
    },
  };
}

/** Seconds, as machines give it; a date is as good as none: our own pace is patient enough. */
function retryOf(field: string | null): number { return field !== null && /^\d{1,6}$/.test(field) ? Number(field) * 1000 : 0; }

async function bounded(reply: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  for await (const piece of reply.body ?? []) {
    total += piece.byteLength;
    if (total > REPLY_MAX) throw new EdgeError('too_large', 'the reply is larger than any of its kind', { fields: { limit: REPLY_MAX } });
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
