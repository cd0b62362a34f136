/** How protocol adapters read kernel rows without knowing where the bytes are. Field ids and row kinds: assembly/layout.ts. */
import type { DeviceKey, Ipv4, Mac } from './address.ts';

export interface RowReader {
  readonly count: number;
  /** IP datagrams of a capture whose fragments never made a whole. */
  readonly unfinished: number;
  kind(row: number): number;
  flags(row: number): number;
  /** IP protocol; 0 unknown. */
  proto(row: number): number;
  ttl(row: number): number;
  /** Where the record starts in its batch, bytes. */
  offset(row: number): number;
  /** Epoch milliseconds, fraction kept; 0 unknown. */
  timeMs(row: number): number;
  seconds(row: number): number;
  nanos(row: number): number;
  /** Of a log, the key of the device that held the address may stand in (src/pipeline/attribution.ts). */
  srcMac(row: number): DeviceKey;
  dstMac(row: number): DeviceKey;
  vlan(row: number): number;
  innerVlan(row: number): number;
  srcIp(row: number): Ipv4;
  dstIp(row: number): Ipv4;
  srcPort(row: number): number;
  dstPort(row: number): number;
  length(row: number): number;
  a(row: number): number;
  b(row: number): number;
  /** What the row says as one number, the same whenever it is said: without time, counters and a client's own port. 53 bits, seeded by the process. */
  digest(row: number): number;
  /** The bytes of these fields as one number of 53 bits, without making text of them. Not secret: for counting, not for trust. */
  mark(row: number, ids: readonly number[], seed: number): number;
  has(row: number, id: number): boolean;
  /** Any field whose id is in this range, both ends included. */
  hasAny(row: number, from: number, to: number): boolean;
  text(row: number, id: number): string | undefined;
  texts(row: number, id: number): string[];
  number(row: number, id: number): number | undefined;
  /** The first `most` of them; all without it. */
  numbers(row: number, id: number, most?: number): number[];
  ip(row: number, id: number): Ipv4 | undefined;
  mac(row: number, id: number): Mac | undefined;
  hex(row: number, id: number): string | undefined;
  /** Where they stand in the batch, not a copy: read at once, never written to. */
  bytes(row: number, id: number): Uint8Array | undefined;
  bytesList(row: number, id: number): Uint8Array[];
  codes(row: number, id: number): number[];
}
