/** How answers of independent techniques come together: what adds, what does not, and what stands against what. */
import { expect, test } from 'bun:test';
import { Ballot } from './ballot.ts';
import { isBroaderCategory } from './broader.ts';

type Say = readonly [value: string, technique: string, certainty: number];
function best(says: readonly Say[], isBroader?: (a: string, b: string) => boolean): readonly [string, number] | undefined {
  const ballot = new Ballot(isBroader);
  for (const say of says) ballot.say(...say);
  const answer = ballot.best();
  return answer === undefined ? undefined : [answer.value, Math.round(answer.confidence * 100)];
}

test('one word is as sure as its rule, and never surer than devices that name themselves are right', () => {
  expect(best([['Printer', 'snmp', 0.8]])).toEqual(['Printer', 80]);
  expect(best([['Printer', 'snmp', 0.999]])).toEqual(['Printer', 97]);
  expect(best([])).toBeUndefined();
});

test('independent techniques that agree are surer than each; one technique twice is one', () => {
  expect(best([['Printer', 'mdns', 0.65], ['Printer', 'dhcp', 0.65]])?.[1]).toBeGreaterThanOrEqual(90);
  expect(best([['Printer', 'mdns', 0.65], ['Printer', 'mdns', 0.65], ['Printer', 'mdns', 0.6]])).toEqual(['Printer', 65]);
  expect(best([['Printer', 'mdns', 0.97], ['Printer', 'dhcp', 0.9], ['Printer', 'snmp', 0.97], ['Printer', 'http', 0.97]])?.[1]).toBe(99);
});

test('a word that is mostly wrong adds nothing', () => {
  expect(best([['Printer', 'mdns', 0.9], ['Printer', 'dhcp', 0.1]])).toEqual(['Printer', 90]);
});

test('contradiction takes: equals share, the surer one wins with less', () => {
  expect(best([['Printer', 'mdns', 0.9], ['Camera', 'dhcp', 0.9]])?.[1]).toBeLessThan(50);
  const [value, confidence] = best([['Printer', 'mdns', 0.97], ['Camera', 'dhcp', 0.65]]) ?? ['', 0];
  expect([value, confidence < 97, confidence > 85]).toEqual(['Printer', true, true]);
});

test('who says less does not contradict: it agrees, and the narrower answer is given when it stands for itself', () => {
  const [value, confidence] = best([['Network Equipment', 'snmp', 0.9], ['Router', 'cdp', 0.9]], isBroaderCategory) ?? ['', 0];
  expect([value, confidence > 90]).toEqual(['Router', true]);
  expect(best([['Network Equipment', 'snmp', 0.95], ['Router', 'dns', 0.3]], isBroaderCategory)?.[0]).toBe('Network Equipment');
  expect(best([['Embedded Systems', 'dhcp', 0.8], ['Smart Plug', 'mdns', 0.9]], isBroaderCategory)?.[0]).toBe('Smart Plug');
  expect(isBroaderCategory('Embedded Systems', 'Personal Computer')).toBe(false);
});

test('a verdict that weighed many kinds of evidence is taken when it is surer; nothing adds to it', () => {
  const ballot = new Ballot();
  ballot.judge('Camera', 0.99);
  ballot.say('Camera', 'mdns', 0.9);
  expect(ballot.best()?.confidence).toBeCloseTo(0.99, 6);
  ballot.say('Printer', 'dhcp', 0.6);
  expect(ballot.best()?.confidence).toBeLessThan(0.99);
});
