/** Names of sets: the same value the same name, no two values one name, and nothing in it that nft could take for its language. */
import { expect, test } from 'bun:test';
import { NAME_PATTERN, setName, setsOf } from './set-names.ts';

test('plain words stand for themselves', () => {
  expect(setName('category', 'Camera')).toBe('category_Camera');
  expect(setName('profile', 'Axis Network Camera')).toBe('profile_Axis_Network_Camera');
  expect(setName('vendor', 'TP-Link')).toBe('vendor_TP-Link');
  expect(setName('risk', 'high')).toBe('risk_high');
});

test('values that would read alike have names of their own', () => {
  const alike = ['HP Printer', 'HP  Printer', 'HP_Printer', 'HP-Printer', ' HP Printer', 'HP Printer ', 'hp printer', 'HP Printer!', 'HP\nPrinter', 'HP Printer\0', 'HP/Printer', 'ＨＰ Printer', 'HP.Printer'];
  expect(new Set(alike.map((value) => setName('profile', value))).size).toBe(alike.length);
  const long = Array.from({ length: 5 }, (_, n) => `${'A'.repeat(60)}${n}`);
  expect(new Set(long.map((value) => setName('vendor', value))).size).toBe(5);
});

test('a plain value cannot be made to look like a fingerprint', () => {
  const crooked = setName('vendor', 'Acme; flush ruleset');
  expect(crooked).toContain('.');
  expect(setName('vendor', crooked.slice('vendor_'.length).replaceAll('_', ' '))).not.toBe(crooked);
});

test('the keyword is part of the name: a vendor called like a category is another set', () => {
  expect(setsOf({ site: 'a', segment: 'b', ip_address: '10.0.0.1', profile: 'Camera', category: 'Camera', vendor: 'Camera', risk: null, mac: null, identified_at: '' }))
    .toEqual(['profile_Camera', 'category_Camera', 'vendor_Camera']);
});

test('whatever a value is, its name is one of ours', () => {
  const hostile = ['', ' ', '"', '}', '} ; flush ruleset ; {', '\n', '@inside', '../../x', '$(reboot)', '\u202e', 'é', '名', 'a'.repeat(100_000), '\ud800', '\0', '#', '\\', "'"];
  for (const value of hostile) for (const keyword of ['profile', 'category', 'vendor', 'risk'] as const) expect(setName(keyword, value)).toMatch(NAME_PATTERN);
});
