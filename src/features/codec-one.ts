/**
 * Features as version 1 stored them, read only: evidence outlives the version that wrote it. Little endian:
 *
 *   0 u8  version        1
 *   1 u8  attributes     how many
 *   2 u16 ids            how many, at most 512
 *   4 u32 dropped        ids that came after the cap
 *   8 f64 first seen     epoch milliseconds
 *  16 f64 last seen
 *  24 u32 id ...         rising
 *     u8 slot, u16 length, UTF-8 ...   attributes, slots rising
 *
 * It did not say when and from which record anything came.
 */
import { parameterIndex, type ParameterName } from '../model/index.ts';
import type { DecodedFeatures, DecodedSaying } from './codec.ts';
import { readIds, readText } from './codec-parts.ts';
import { MOST_IDS } from './id-set.ts';

export const VERSION_ONE = 1;
const HEAD = 24, LONGEST = 120;
/** What a slot stood for. */
const SLOTS: readonly ParameterName[] = [
  'dhcp.hostname', 'dhcp.client_fqdn', 'mdns.host', 'dhcp.vendor_class', 'ssdp.server', 'http.user_agent', 'http.server', 'mdns.system', 'dhcp.client_id', 'traffic.model', 'mdns.model',
];

export function decodeOne(bytes: Uint8Array): DecodedFeatures | undefined {
  if (bytes.length < HEAD || bytes[0] !== VERSION_ONE) return undefined;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.readUInt16LE(2), end = HEAD + count * 4, firstSeen = view.readDoubleLE(8), lastSeen = view.readDoubleLE(16);
  if (count > MOST_IDS || end > bytes.length || !Number.isFinite(firstSeen) || !Number.isFinite(lastSeen)) return undefined;
  const ids = readIds(view, HEAD, count), sayings = readAttributes(view, end, bytes[1] ?? 0);
  return ids === undefined || sayings === undefined ? undefined : { ids, traces: [], sayings, dropped: view.readUInt32LE(4), refused: 0, firstSeen, lastSeen };
}

function readAttributes(view: Buffer, from: number, count: number): DecodedSaying[] | undefined {
  const sayings: DecodedSaying[] = [];
  let at = from, before = -1;
  for (let left = count; left > 0; left--) {
    if (at + 3 > view.length) return undefined;
    const slot = view.readUInt8(at), end = at + 3 + view.readUInt16LE(at + 1), name = SLOTS[slot];
    if (slot <= before || name === undefined || end > view.length) return undefined;
    before = slot;
    const value = readText(view.subarray(at + 3, end));
    if (value === undefined || value.length > LONGEST) return undefined;
    sayings.push({ index: parameterIndex(name), value, seconds: 0, source: 0 });
    at = end;
  }
  return at === view.length ? sayings : undefined;
}
