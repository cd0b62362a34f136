/** Builds DHCPv6 messages option by option, relayed or not, well or badly. For tests and hostile fixtures. */
import { be16, be32, bytes } from './frames.ts';
import { IPV6, ipv6, outerFrame, udp } from './wraps.ts';

type Content = readonly (string | number | readonly number[] | Uint8Array)[];

export const MAC = [2, 0, 0, 0, 0, 10] as const;
const LINK_LOCAL = [0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe, 0, 0, 10], ALL = [0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2];

export function option6(code: number, ...content: Content): Uint8Array {
  const value = bytes(...content);
  return bytes(be16(code), be16(value.length), value);
}
export const message6 = (type: number, ...options: readonly Uint8Array[]): Uint8Array => bytes(type, [0x12, 0x34, 0x56], ...options);
export const duidLl = (mac: readonly number[] = MAC): Uint8Array => option6(1, be16(3), be16(1), mac);
/** What a relay next to a client sends: its own address on the link, the client's, the message, and options of its own. */
export const relayed = (inner: Uint8Array, { type = 12, hops = 0, peer = LINK_LOCAL as readonly number[], more = [] as readonly Uint8Array[] } = {}): Uint8Array =>
  bytes(type, hops, [0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], peer, ...more, option6(9, inner));
export const frame6 = (message: Uint8Array, { from = 546, to = 547 } = {}): Uint8Array => outerFrame(IPV6, ipv6(17, udp(to, message, from), LINK_LOCAL, ALL));
export const address6 = (last: number): number[] => [0xfd, 0, 0, 0x77, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last];
export const lease6 = (iaid: number, ...options: readonly Uint8Array[]): Uint8Array => option6(3, be32(iaid), be32(0), be32(0), ...options);
