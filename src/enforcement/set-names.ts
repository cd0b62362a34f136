/** The nftables sets an entry belongs to, and their names: the same on every machine and after every restart, whatever a device calls itself. */
import type { DeviceKeyword } from '../config/index.ts';
import type { Mapping } from '../model/index.ts';

/** What the agent keeps of an entry: where it belongs, and what rules can ask for. */
export interface Placed {
  readonly site: string;
  readonly segment: string;
  readonly ip_address: string;
  /** By which its IPv6 addresses are found; null for a device that shows none. */
  readonly mac: string | null;
  readonly profile: string | null;
  readonly category: string | null;
  readonly vendor: string | null;
  readonly risk: string | null;
  readonly identified_at: string;
}

export function placedOf(entry: Mapping & { readonly site: string; readonly segment: string }): Placed {
  const { site, segment, ip_address, mac_address, profile, category, vendor, risk_level, identified_at } = entry;
  return { site, segment, ip_address, mac: mac_address, profile, category, vendor, risk: risk_level, identified_at };
}

const KEYWORDS: readonly DeviceKeyword[] = ['profile', 'category', 'vendor', 'risk'];
/** Longest part of a value in a name; with its keyword and fingerprint a name stays far below the kernel's 255. */
const SLUG_MAX = 48;
/** Hex digits of SHA-256 behind a name that does not say all of the value: nobody picks a vendor that falls into another's set. */
const FINGERPRINT = 20;

/**
 * Letters, digits, hyphens and single spaces between words stand for themselves (`category_IP_Camera`). Everything else becomes a part that is only for people and a
 * fingerprint behind a dot, which the plain form never has: no two values share a name, and the name depends on nothing but the value.
 */
export function setName(keyword: DeviceKeyword, value: string): string {
  if (value.length <= SLUG_MAX && /^[A-Za-z0-9-]+( [A-Za-z0-9-]+)*$/.test(value)) return `${keyword}_${value.replaceAll(' ', '_')}`;
  const slug = value.slice(0, 4 * SLUG_MAX).replace(/[^A-Za-z0-9-]+/g, '_').replace(/^_|_$/g, '').slice(0, SLUG_MAX);
  return `${keyword}_${slug}.${new Bun.CryptoHasher('sha256').update(value).digest('hex').slice(0, FINGERPRINT)}`;
}

/** What a name of ours looks like; the renderer writes nothing else. */
export const NAME_PATTERN = /^(profile|category|vendor|risk)_[A-Za-z0-9_-]{0,48}(\.[0-9a-f]{20})?(\.6)?$/;

/** Beside each set of IPv4 addresses there may be one of IPv6; no name made of a value ends so. */
export function sixName(name: string): string { return `${name}.6`; }
export function isSix(name: string): boolean { return name.endsWith('.6'); }

export function setsOf(entry: Placed): string[] {
  return KEYWORDS.flatMap((keyword) => {
    const value = entry[keyword];
    return value === null || value === '' ? [] : [setName(keyword, value)];
  });
}
