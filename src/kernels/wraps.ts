/** Wraps frames in tunnels, layer by layer. For tests and hostile fixtures. */
import { be16, be32, bytes } from './frames.ts';

export type Wrap = (inner: Uint8Array) => Uint8Array;

const OUTER_A = [2, 0xee, 0, 0, 0, 1], OUTER_B = [2, 0xee, 0, 0, 0, 2];
export const IPV4 = 0x0800, IPV6 = 0x86dd, TRANSPARENT = 0x6558;

/** An Ethernet frame between the tunnel's two ends. */
export const outerFrame = (type: number, payload: Uint8Array): Uint8Array => bytes(OUTER_B, OUTER_A, be16(type), payload);
export const ipv4 = (protocol: number, payload: Uint8Array, { fragment = 0, id = 7, source = [172, 16, 0, 1], target = [172, 16, 0, 2] } = {}): Uint8Array =>
  bytes([0x45, 0], be16(20 + payload.length), be16(id), be16(fragment), 64, protocol, be16(0), source, target, payload);
const V6_A = [0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], V6_B = [0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2];
export const ipv6 = (next: number, payload: Uint8Array, source: readonly number[] = V6_A, target: readonly number[] = V6_B): Uint8Array =>
  bytes([0x60, 0, 0, 0], be16(payload.length), next, 64, source, target, payload);
export const udp = (port: number, payload: Uint8Array, from = 50_000): Uint8Array => bytes(be16(from), be16(port), be16(8 + payload.length), be16(0), payload);

/** GRE in IPv4; `parts` are what the flags announce: checksum, key, sequence. */
export const gre = (type: number, { checksum = false, key = -1, sequence = -1 } = {}): Wrap => (inner) => outerFrame(IPV4, ipv4(47, bytes(
  be16((checksum ? 0x8000 : 0) | (key >= 0 ? 0x2000 : 0) | (sequence >= 0 ? 0x1000 : 0)), be16(type), checksum ? [0, 0, 0, 0] : [], key >= 0 ? be32(key) : [], sequence >= 0 ? be32(sequence) : [], inner)));
export const erspan1: Wrap = (frame) => gre(0x88be)(frame);
export const erspan2 = (session: number, vlan: number, flags = 0): Wrap => (frame) => gre(0x88be, { sequence: 1 })(bytes(be16(0x1000 | vlan), be16(session | flags), be32(0), frame));
export const erspan3 = (session: number, vlan: number, { type = 0, platform = false, flags = 0 } = {}): Wrap => (frame) =>
  gre(0x22eb, { sequence: 1 })(bytes(be16(0x2000 | vlan), be16(session | flags), be32(1), be16(0), be16((type << 10) | (platform ? 1 : 0)), platform ? new Uint8Array(8) : [], frame));
export const vxlan = (vni: number, port = 4789): Wrap => (frame) => outerFrame(IPV4, ipv4(17, udp(port, bytes([8, 0, 0, 0], be32(vni << 8), frame))));
export const geneve = (vni: number, type = TRANSPARENT, options: Uint8Array = bytes()): Wrap => (frame) =>
  outerFrame(IPV4, ipv4(17, udp(6081, bytes(options.length / 4, 0, be16(type), be32(vni << 8), options, frame))));
/** The IP packet of a frame. */
export const packetOf = (frame: Uint8Array): Uint8Array => frame.subarray(14);
export const ipip: Wrap = (frame) => outerFrame(IPV4, ipv4(4, packetOf(frame)));
export const gtp = (teid: number, extensions: Uint8Array = bytes()): Wrap => (frame) => {
  const body = bytes(extensions, packetOf(frame));
  return outerFrame(IPV4, ipv4(17, udp(2152, bytes(extensions.length > 0 ? 0x34 : 0x30, 255, be16(body.length), be32(teid), body))));
};
export const pppoe = (session: number, protocol = 0x0021): Wrap => (frame) => {
  const ppp = bytes(be16(protocol), packetOf(frame));
  return bytes(frame.subarray(0, 12), be16(0x8864), 0x11, 0, be16(session), be16(ppp.length), ppp);
};
export const mpls = (...labels: readonly number[]): Wrap => (payload) =>
  outerFrame(0x8847, bytes(...labels.map((label, i) => be32(label * 4096 + (i === labels.length - 1 ? 256 : 0) + 64)), payload));
