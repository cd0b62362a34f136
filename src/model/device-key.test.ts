/** Device keys: ranges that never meet, texts that come back, and nothing that is no MAC taken for one. */
import { expect, test } from 'bun:test';
import { addressKey, addressOf, imeiKey, imsiKey, isGroupMac, isLocalMac, isMac, isVirtualMac, keyKind, keyText, macField, parseIp, parseKey, parseMac, type DeviceKey, type Ipv4 } from './index.ts';

const key = (text: string): DeviceKey => { const parsed = parseKey(text); if (parsed === undefined) throw new Error(text); return parsed; };

test.each([
  ['00:17:88:24:76:ff', 'mac', '00:17:88:24:76:ff'], ['FF-FF-FF-FF-FF-FE', 'mac', 'ff:ff:ff:ff:ff:fe'],
  ['10.1.2.3', 'address', '10.1.2.3'], ['255.255.255.255', 'address', '255.255.255.255'],
  ['imei:35209900176148', 'imei', 'imei:352099001761481'], ['imei:352099001761481', 'imei', 'imei:352099001761481'], ['imei:3520990017614823', 'imei', 'imei:352099001761481'],
  ['imei:99999999999999', 'imei', 'imei:999999999999994'], ['imsi:001010123456789', 'imsi', 'imsi:001010123456789'], ['imsi:99999999999999', 'imsi', 'imsi:99999999999999'], ['imsi:999999999999999', 'imsi', 'imsi:999999999999999'],
] as const)('[R28] [R67] %s is a key of kind %s and is written %s', (text, kind, written) => {
  const parsed = key(text);
  expect([keyKind(parsed), keyText(parsed), Number.isSafeInteger(parsed)]).toEqual([kind, written, true]);
  expect(parseKey(written)).toBe(parsed);
  expect(macField(parsed)).toBe(kind === 'mac' ? written : null);
});

test.each(['', 'imei:', 'imei:123', 'imei:00000000000000', 'imei:35209900176148x', 'imsi:1', 'imsi:000000000000000', '10.1.2', '10.1.2.256', 'aa:bb'])('%s is no key', (text) => { expect(parseKey(text)).toBeUndefined(); });

test('ranges do not meet', () => {
  const first = (k: DeviceKey | undefined): number => k ?? 0;
  const ends = [0xffffffffffff, addressKey(0 as Ipv4), addressKey(0xffffffff as Ipv4), first(imeiKey('00000000000001')), first(imeiKey('99999999999999')), first(imsiKey('000000000000001')), first(imsiKey('999999999999999')), first(imsiKey('00000000000001')), first(imsiKey('99999999999999'))];
  expect([...ends].sort((a, b) => a - b)).toEqual(ends);
});

test('what is no MAC is no group, no local and no virtual MAC, whatever bits its number has', () => {
  for (let i = 0; i < 5000; i++) {
    const digits = String((i * 20_000_000_003) % 10 ** 14).padStart(14, '1').slice(0, 14);
    for (const other of [imeiKey(digits), imsiKey(`${digits}7`), addressKey(((i * 858_993) >>> 0) as Ipv4)]) {
      if (other === undefined) throw new Error(digits);
      expect([isMac(other), isGroupMac(other), isLocalMac(other), isVirtualMac(other)]).toEqual([false, false, false, false]);
    }
  }
  expect(addressOf(addressKey(parseIp('10.0.0.1') as Ipv4))).toBe(parseIp('10.0.0.1') as Ipv4); // a literal that is one
  expect(addressOf(parseMac('0a:00:00:01:00:00') as DeviceKey)).toBeUndefined();
});
