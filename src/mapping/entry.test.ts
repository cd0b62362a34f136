/** The hash of an entry put together from shared parts is the one that anybody computes from the fields. */
import { expect, test } from 'bun:test';
import { addressKey, imeiKey, mappingHash, type DeviceKey, type Ipv4 } from '../model/index.ts';
import { entryHash, placedMapping, type Entry } from './entry.ts';

const TEXTS = [null, '', 'cam', 'a "quoted" \\ name', 'käm-é', '\u0000\n\u2028', '😀', 'null'] as const;

const KEYS: readonly ((n: number) => DeviceKey | undefined)[] = [(n) => (n * 2 ** 24 + 1) as DeviceKey, (n) => addressKey(n as Ipv4), (n) => imeiKey(`35${String(n).padStart(12, '0')}`)];

test('[R79] an entry hashes as its seventeen fields do, whatever stands in them', () => {
  let seed = 11;
  const pick = (most: number): number => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor((seed / 2 ** 32) * most); };
  const text = (): string | null => TEXTS[pick(TEXTS.length)] ?? null;
  const verdicts = Array.from({ length: 40 }, () => ({
    device_type: text(), category: text(), profile: text(), vendor: text(), model: text(), os_family: text(), os_version: text(), risk_score: pick(2) ? pick(1000) / 8 : null, risk_level: text(),
  }));
  const places = Array.from({ length: 8 }, () => ({ site: text() ?? 'north', segment: text() ?? 'default' }));
  for (let i = 0; i < 2000; i++) {
    const verdict = verdicts[pick(verdicts.length)], place = places[pick(places.length)];
    if (!verdict || !place) throw new Error('there is one of each');
    const entry: Entry = {
      place, verdict, ip: pick(2 ** 32) as Ipv4, mac: KEYS[pick(KEYS.length)]?.(pick(2 ** 24)) ?? (1 as DeviceKey), hostname: text(), confidence: pick(101),
      source: pick(2) ? 'dhcp-ack' : 'arp', identifiedAt: pick(4e12 / 1000) * 1000 + pick(1000),
    };
    expect(entryHash(entry)).toBe(mappingHash(placedMapping(entry)));
    expect(placedMapping(entry).mac_address === null).toBe(entry.mac >= 2 ** 48);
  }
});
