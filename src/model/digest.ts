/** The set digest (R79): what a node and a firewall compare to know that they hold the same map. Anyone can recompute it from the entries alone. */
import type { Mapping } from './mapping.ts';

/** A mapping and where it belongs. The key is (site, segment, ip_address): segments let address ranges overlap (design law 9). */
export interface PlacedMapping extends Mapping { readonly site: string; readonly segment: string }
export interface MappingKey { readonly site: string; readonly segment: string; readonly ip_address: string }
/** The same as one text, for maps: names of places have no blanks. */
export function mappingKeyText({ site, segment, ip_address }: MappingKey): string { return `${ip_address} ${site} ${segment}`; }

/**
 * 64-bit hash of one entry: XXH64 with seed 0 over the UTF-8 bytes of the JSON array of these seventeen values, in this order, without spaces,
 * unknown as null, numbers in shortest decimal. A new field of Mapping goes at the end and bumps WIRE_VERSION.
 */
export function mappingHash(m: PlacedMapping): bigint {
  return textHash(JSON.stringify([
    m.site, m.segment, m.ip_address, m.mac_address, m.hostname, m.device_type, m.category, m.profile, m.vendor, m.model,
    m.os_family, m.os_version, m.risk_score, m.risk_level, m.confidence, m.source, m.identified_at,
  ]));
}

/** For who puts that array together from parts that many entries share. */
export function textHash(text: string): bigint { return Bun.hash.xxHash64(text); }

/** The digest of a set is the sum of its entries' hashes modulo 2^64: it grows and shrinks entry by entry, and sites add up to their tenant. */
export function addHash(sum: bigint, hash: bigint): bigint { return BigInt.asUintN(64, sum + hash); }
export function removeHash(sum: bigint, hash: bigint): bigint { return BigInt.asUintN(64, sum - hash); }

/** Sixteen lower-case hex digits, as it stands in a frame; the empty set is all zeros. */
export function digestText(sum: bigint): string { return sum.toString(16).padStart(16, '0'); }
export function digestOf(entries: Iterable<PlacedMapping>): string {
  let sum = 0n;
  for (const entry of entries) sum = addHash(sum, mappingHash(entry));
  return digestText(sum);
}
