/** User agents: makers, models, systems and kinds; what browsers no longer tell; what is nobody's; hostile text. */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import bookPath from '../../../build/out/agents.book' with { type: 'file' };
import { nestsRepeats } from '../../../build/knowledge/agents.ts';
import { agentsBook } from './agents.ts';
import { unpackAgents } from './patterns.ts';

const bytes = readFileSync(bookPath), book = agentsBook(() => bytes);

interface Told { vendor?: string; model?: string; category?: string; os?: string; version?: string }
/** All claims of an agent put together. */
function told(agent: string): Told {
  const all: Told = {};
  for (const claim of book.read('http.user_agent', agent)) {
    if (claim.vendor !== undefined) all.vendor = claim.vendor;
    if (claim.model !== undefined) all.model = claim.model;
    if (claim.category !== undefined) all.category = claim.category;
    if (claim.os_family !== undefined) all.os = claim.os_family;
    if (claim.os_version !== undefined) all.version = claim.os_version;
  }
  return all;
}

test('[R49] [R58] an agent of a phone, a tablet, a computer or a television names it', () => {
  for (const [agent, expected] of [
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 12_1_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.0 Mobile/15E148 Safari/604.1', { vendor: 'Apple', model: 'iPhone', category: 'Smartphone', os: 'iOS', version: '12.1.2' }],
    ['Dalvik/1.6.0 (Linux; U; Android 4.4.2; SM-T230 Build/KOT49H)', { vendor: 'Samsung', model: 'SM-T230', category: 'Tablet', os: 'Android', version: '4.4.2' }],
    ['Mozilla/5.0 (Windows NT 6.1; WOW64; rv:52.0) Gecko/20100101 Firefox/52.0', { category: 'Personal Computer', os: 'Windows', version: '7' }],
    ['Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.41 (KHTML, like Gecko) Large Screen WebAppManager Safari/537.41', { category: 'Smart TV', os: 'webOS' }],
  ] as const) expect({ agent, ...told(agent) }).toMatchObject({ agent, ...expected });
});

test('what browsers froze is not claimed: Windows NT 10.0, macOS 10.15.7, Android 10 of model K', () => {
  expect(told('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36')).toEqual({ category: 'Personal Computer', os: 'Windows' });
  expect(told('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36').version).toBeUndefined();
  expect(told('Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36')).toEqual({ category: 'Smartphone', os: 'Android' });
});

test('crawlers, libraries and nonsense name no maker', () => {
  for (const agent of ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'curl/8.5.0', 'python-requests/2.32.3', 'Go-http-client/1.1', 'okhttp/4.12.0', '', 'x', '\0\0\0', '(((((((((']) expect([agent, told(agent).vendor]).toEqual([agent, undefined]);
});

test('no pattern nests endless repeats, so that an agent of 512 characters costs a bounded number of steps', () => {
  const { devices, systems } = unpackAgents(bytes);
  expect([...devices, ...systems].filter(([pattern]) => nestsRepeats(pattern ?? ''))).toEqual([]);
  expect(['(a+)+', '(?:a*b)*', '((x{2,}))*', '(a|b+)+'].map(nestsRepeats)).toEqual([true, true, true, true]);
  expect(['(ab)+', 'a+b+', '[(a+)]+', '(?:a{0,5})+', String.raw`(\+a)+`].map(nestsRepeats)).toEqual([false, false, false, false, false]);
});
