/** Builds DHCP messages option by option, well or badly. For tests and hostile fixtures. */
import { be16, be32, bytes, udpFrame } from './frames.ts';

export interface DhcpHead {
  readonly op?: number;
  readonly htype?: number;
  readonly hlen?: number;
  readonly xid?: number;
  readonly ciaddr?: readonly number[];
  readonly yiaddr?: readonly number[];
  readonly siaddr?: readonly number[];
  readonly giaddr?: readonly number[];
  readonly chaddr?: readonly number[];
  readonly sname?: Uint8Array;
  readonly file?: Uint8Array;
  readonly cookie?: number;
}

const NOWHERE = [0, 0, 0, 0] as const;
const filled = (content: Uint8Array | readonly number[], length: number): Uint8Array => bytes(content, new Uint8Array(length)).subarray(0, length);

export function option(code: number, ...content: readonly (string | number | readonly number[] | Uint8Array)[]): Uint8Array {
  const value = bytes(...content);
  return bytes(code, value.length, value);
}
/** A value of any length as RFC 3396 splits it: pieces of at most 255 bytes. */
export function longOption(code: number, value: Uint8Array, piece = 255): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < value.length; at += piece) parts.push(option(code, value.subarray(at, at + piece)));
  return bytes(...parts);
}

/** `options` are taken as they are; the end option is theirs to write. */
export function dhcpMessage(head: DhcpHead, ...options: readonly Uint8Array[]): Uint8Array {
  return bytes(head.op ?? 1, head.htype ?? 1, head.hlen ?? 6, 0, be32(head.xid ?? 0x1234abcd), be16(0), be16(0), head.ciaddr ?? NOWHERE, head.yiaddr ?? NOWHERE, head.siaddr ?? NOWHERE,
    head.giaddr ?? NOWHERE, filled(head.chaddr ?? [2, 0, 0, 0, 0, 10], 16), filled(head.sname ?? [], 64), filled(head.file ?? [], 128), be32(head.cookie ?? 0x63825363), ...options);
}

export function dhcpFrame(message: Uint8Array, ports: readonly [number, number] = [68, 67]): Uint8Array {
  return udpFrame(message, { srcPort: ports[0], dstPort: ports[1], srcIp: '0.0.0.0', dstIp: '255.255.255.255', dstMac: 'ff:ff:ff:ff:ff:ff' });
}
