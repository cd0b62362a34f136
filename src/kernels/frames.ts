/** Builds captures out of payloads: Ethernet, IPv4, UDP and TCP around them, and a pcap file around those. For tests and hostile fixtures. */

export interface Ends {
  readonly srcMac?: string;
  readonly dstMac?: string;
  readonly srcIp?: string;
  readonly dstIp?: string;
  readonly srcPort: number;
  readonly dstPort: number;
}

const ETHERNET = 14, IPV4 = 20, UDP = 8, TCP = 20;

export const bytes = (...parts: readonly (string | number | readonly number[] | Uint8Array)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => typeof part === 'string' ? Buffer.from(part) : typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part)));
export const be16 = (value: number): number[] => [(value >>> 8) & 255, value & 255];
export const be32 = (value: number): number[] => [...be16(value >>> 16), ...be16(value & 0xffff)];

function macBytes(text: string): number[] { return text.split(':').map((part) => Number.parseInt(part, 16)); }
function ipBytes(text: string): number[] { return text.split('.').map(Number); }

/** RFC 1071: the ones' complement sum of 16-bit words. */
function checksum(data: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 2) sum += (data[i]! << 8) | (data[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

function ipFrame(protocol: number, segment: Uint8Array, ends: Ends): Uint8Array {
  const source = ipBytes(ends.srcIp ?? '192.168.77.10'), target = ipBytes(ends.dstIp ?? '192.168.77.1');
  const head = bytes([0x45, 0], be16(IPV4 + segment.length), be16(1), be16(0x4000), 64, protocol, be16(0), source, target);
  head.set(be16(checksum(head)), 10);
  return bytes(macBytes(ends.dstMac ?? '02:00:00:00:00:01'), macBytes(ends.srcMac ?? '02:00:00:00:00:0a'), be16(0x0800), head, segment);
}

/** Checksum 0: a UDP sender may leave it out (RFC 768). */
export function udpFrame(payload: Uint8Array, ends: Ends): Uint8Array {
  return ipFrame(17, bytes(be16(ends.srcPort), be16(ends.dstPort), be16(UDP + payload.length), be16(0), payload), ends);
}

/** One segment with PSH and ACK. */
export function tcpFrame(payload: Uint8Array, ends: Ends, sequence = 1): Uint8Array {
  return ipFrame(6, bytes(be16(ends.srcPort), be16(ends.dstPort), be32(sequence), be32(1), 0x50, 0x18, be16(0xffff), be16(0), be16(0), payload), ends);
}

/** A payload as TCP segments of at most `size` bytes. */
export function tcpFrames(payload: Uint8Array, ends: Ends, size = 1400): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let at = 0; at < payload.length; at += size) frames.push(tcpFrame(payload.subarray(at, at + size), ends, 1 + at));
  return frames;
}

/** A little-endian microsecond pcap of Ethernet frames, one a millisecond. `snap` cuts what is kept of each. */
export function pcapFile(frames: readonly Uint8Array[], snap = 262144): Uint8Array {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(snap, 16);
  head.writeUInt32LE(1, 20);
  const parts: Uint8Array[] = [head];
  frames.forEach((frame, i) => {
    const kept = frame.subarray(0, snap), record = Buffer.alloc(16);
    record.writeUInt32LE(1_767_225_600 + Math.floor(i / 1000), 0); // 2026-01-01
    record.writeUInt32LE((i % 1000) * 1000, 4);
    record.writeUInt32LE(kept.length, 8);
    record.writeUInt32LE(frame.length, 12);
    parts.push(record, kept);
  });
  return Buffer.concat(parts);
}

/** Bytes of headers in front of the payload: where a snap length must lie to cut it. */
export const UDP_HEADERS: number = ETHERNET + IPV4 + UDP;
export const TCP_HEADERS: number = ETHERNET + IPV4 + TCP;
