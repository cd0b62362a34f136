/** Folding: what gets into a state, what marks it dirty, and what happens at the caps. */
import { expect, test } from 'bun:test';
import { createDeviceFeatures, hash32, MOST_IDS, packVectors, PRESENT, type FeatureFold } from './index.ts';
import { addressKey, imeiKey, parseMac, PARAMETERS, type Ipv4, type Mac } from '../model/index.ts';

const mac = (text: string): Mac => { const parsed = parseMac(text); if (parsed === undefined) throw new Error(text); return parsed; };
const A = mac('1c:5f:2b:aa:fd:4e'), B = mac('00:17:88:24:76:ff'), LOCAL = mac('02:00:00:00:00:01');

test('a fact becomes ids of its tokens and of its presence', () => {
  const fold = createDeviceFeatures();
  fold.fact(A, 1000, 'dhcp.hostname', 'dchFD4E');
  const state = fold.get(A);
  expect([...(state?.ids.sorted() ?? [])]).toEqual([hash32('dhcp.hostname', 'dch#'), hash32('dhcp.hostname', 'dch~'), hash32('dhcp.hostname', PRESENT)].sort((a, b) => a - b));
  expect(state?.hostname).toBe('dchFD4E'); // people see the name as it is
});

test('parameters that tell one unit from another never reach the vector', () => {
  const fold = createDeviceFeatures();
  for (const { name } of PARAMETERS.filter((parameter) => parameter.identifies === 'instance')) fold.fact(A, 1, name, 'x');
  expect(fold.get(A)?.ids.size).toBe(0);
  expect(PARAMETERS.filter((parameter) => parameter.identifies === 'instance').length).toBeGreaterThan(0);
});

test('two units of one product have the same vector, whatever their MAC is written in', () => {
  const vector = (low: string): number[] => {
    const fold = createDeviceFeatures(), unit = mac(`1c5f2b${low}`);
    for (const [parameter, value] of [['dhcp.hostname', `dch${low.slice(2)}`], ['mdns.instance', `D-Link-${low.toUpperCase()}._http._tcp.local`], ['ssdp.usn', `uuid:2f402f80-da50-11e1-9b23-1c5f2b${low}`],
      ['http.path', `/r?mac=1C5F2B${low}&model=DCH-G020`], ['traffic.text', `KEQ08${low.replace(/\D/g, '7')}`]] as const) fold.fact(unit, 1, parameter, value);
    return [...(fold.get(unit)?.ids.sorted() ?? [])];
  };
  expect(vector('123456')).toEqual(vector('aafd4e'));
});

test('a value that others said and that is remembered is still masked for the unit it belongs to, and for that one only', () => {
  const idsOf = (fold: FeatureFold, who: Mac): number[] => [...(fold.get(who)?.ids.sorted() ?? [])], fold = createDeviceFeatures();
  const others = Array.from({ length: 4 }, (_, n) => mac(`00178824760${n}`)), everybody = [...others, A, B];
  for (const value of ['lampfd4e', 'lamp-xyz']) for (const who of everybody) fold.fact(who, 1, 'dhcp.hostname', value);
  for (const who of everybody) {
    const alone = createDeviceFeatures();
    for (const value of ['lampfd4e', 'lamp-xyz']) alone.fact(who, 1, 'dhcp.hostname', value);
    expect(idsOf(fold, who)).toEqual(idsOf(alone, who));
  }
  expect([A, B].map((who) => fold.get(who)?.ids.has(hash32('dhcp.hostname', 'lampfd4e')))).toEqual([false, true]);
});

test('only what is new marks a device dirty', () => {
  const fold = createDeviceFeatures();
  fold.fact(A, 1000, 'dns.query', 'api.example.com');
  expect(fold.drainDirty().map((state) => state.mac)).toEqual([A]);
  fold.fact(A, 2000, 'dns.query', 'api.example.com');
  expect(fold.drainDirty()).toEqual([]);
  expect(fold.get(A)?.lastSeen).toBe(2000);
  fold.fact(A, 3000, 'dhcp.hostname', 'one');
  fold.drainDirty();
  fold.fact(A, 4000, 'dhcp.hostname', 'two');
  fold.fact(A, 5000, 'dhcp.hostname', 'one'); // folded before, but the last value in clear is another
  expect(fold.drainDirty().length).toBe(1);
  expect(fold.get(A)?.hostname).toBe('one');
});

test('the company of the prefix is evidence; a locally administered MAC has none', () => {
  const fold = createDeviceFeatures({ vendorOf: () => 'Philips Lighting' });
  fold.binding(B, 1 as Ipv4, 1, 'arp'); // any number is an address
  fold.binding(LOCAL, 1 as Ipv4, 1, 'arp'); // any number is an address
  expect(fold.get(B)?.ids.has(hash32('mac.vendor', 'Philips Lighting'))).toBe(true);
  expect(fold.get(LOCAL)?.ids.has(hash32('mac.vendor', 'Philips Lighting'))).toBe(false);
  expect(fold.get(LOCAL)?.ids.has(hash32('mac.local', 'yes'))).toBe(true);
});

test('[R28] [R67] a device without a MAC has no prefix, is not local, and is folded like any other', () => {
  const fold = createDeviceFeatures({ vendorOf: () => 'Philips Lighting' });
  for (const key of [addressKey(0x0a000001 as Ipv4), imeiKey('35209900176148') ?? A]) {
    fold.fact(key, 1, 'http.user_agent', 'cam-0a000001/1.2 352099001761');
    expect(fold.get(key)?.ids.has(hash32('mac.vendor', 'Philips Lighting'))).toBe(false);
    expect(fold.get(key)?.ids.has(hash32('mac.local', 'yes'))).toBe(false);
    expect(fold.get(key)?.ids.has(hash32('http.user_agent', 'cam-#/1.2 #'))).toBe(true);
  }
});

test('groups, nobody and unknown parameters are not folded; the last are counted', () => {
  const fold = createDeviceFeatures();
  fold.fact(mac('ff:ff:ff:ff:ff:ff'), 1, 'dns.query', 'a.b');
  fold.fact(0 as Mac, 1, 'dns.query', 'a.b'); // zero is "unknown", which must not be folded
  fold.fact(A, 1, 'no.such', 'x');
  expect([fold.size, fold.unknownParameters]).toEqual([0, 1]);
});

test('each kind of evidence has a budget, all together a cap, and what is left out is counted', () => {
  const fold = createDeviceFeatures();
  for (let i = 0; i < 2000; i++) fold.fact(A, i, 'dns.query', `${i.toString(26).replace(/\d/g, 'q')}x.example${i}.org`);
  const names = fold.get(A)?.ids.size ?? 0;
  expect(names).toBeLessThan(MOST_IDS / 4);
  expect(fold.capped).toBeGreaterThan(1000);
  fold.fact(A, 1, 'dhcp.vendor_class', 'udhcp 1.19.4'); // a flood of names leaves room for what it is
  expect(fold.get(A)?.ids.has(hash32('dhcp.vendor_class', PRESENT))).toBe(true);
  for (const { name } of PARAMETERS) for (let i = 0; i < 200; i++) fold.fact(A, i, name, `w${i.toString(26).replace(/\d/g, 'q')}x`);
  expect(fold.get(A)?.ids.size).toBeLessThanOrEqual(MOST_IDS);
});

test('a long name is cut between characters, so that every encoding of it is the same text', () => {
  const fold = createDeviceFeatures();
  fold.fact(A, 1, 'dhcp.hostname', `${'x'.repeat(119)}\u{1F4F7}tail`);
  expect(fold.get(A)?.hostname).toBe('x'.repeat(119));
});

test('a full fold drops the device longest unseen, not one that just spoke or waits for its tick', () => {
  const fold = createDeviceFeatures({ capacity: 3 });
  const macs = Array.from({ length: 5 }, (_, i) => mac(`1c5f2b00000${i}`));
  const say = (i: number): void => { fold.fact(macs[i] ?? A, i, 'dns.query', `q${i}.example.org`); };
  [0, 1, 2].forEach(say);
  fold.drainDirty();
  say(3); // all were seen since the hand last passed: the oldest goes
  expect([fold.size, fold.evicted, fold.get(macs[0] ?? A)]).toEqual([3, 1, undefined]);
  fold.fact(macs[1] ?? A, 9, 'dns.query', 'again.example.org');
  say(4);
  expect(fold.get(macs[1] ?? A)).toBeDefined();
  expect(fold.get(macs[2] ?? A)).toBeUndefined();
  expect([fold.size, fold.evicted]).toEqual([3, 2]);
});

test('a flood of new devices is bounded even when every one waits for its tick', () => {
  const fold = createDeviceFeatures({ capacity: 100 });
  for (let i = 0; i < 10_000; i++) fold.fact(mac((0x1c5f2b000000 + i).toString(16)), i, 'arp.kind', 'probe');
  expect([fold.size, fold.evicted]).toEqual([100, 9900]);
});

test('an evicted device that comes back is folded again, although its facts were heard before', () => {
  const fold = createDeviceFeatures({ capacity: 1 });
  const speak = (who: Mac): void => { fold.fact(who, 1, 'dns.query', 'api.example.com'); };
  speak(A); fold.drainDirty(); speak(B); fold.drainDirty(); speak(A);
  expect(fold.get(A)?.ids.has(hash32('dns.query', 'api.example.com'))).toBe(true);
});

test('vectors stand side by side in the order asked for', () => {
  const fold = createDeviceFeatures();
  fold.fact(A, 1, 'dns.query', 'a.example.com');
  fold.fact(B, 1, 'arp.kind', 'probe');
  fold.fact(B, 1, 'dns.query', 'b.example.com');
  const { ids, offsets } = packVectors(fold.drainDirty());
  expect([...offsets]).toEqual([0, 2, 6]);
  expect(ids.length).toBe(6);
  expect([...ids.subarray(0, 2)].sort((a, b) => a - b)).toEqual([...(fold.get(A)?.ids.sorted() ?? [])]);
});

test('a state of ordinary size is small', () => {
  const fold: FeatureFold = createDeviceFeatures();
  for (let i = 0; i < 90; i++) fold.fact(A, i, 'dns.query', `host${i % 7}.example${i}.com`);
  expect(fold.get(A)?.ids.bytes).toBeLessThanOrEqual(1024);
});
