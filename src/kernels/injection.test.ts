/** The injection scorer against its twin in plain TypeScript, and on requests nobody would argue about. */
import { expect, test } from 'bun:test';
import { bucketsOf, partsOf } from '../../build/train/injection/features.ts';
import { random } from '../../build/train/random.ts';
import { createInjectionScorer } from './index.ts';

const encoder = new TextEncoder(), scorers = [createInjectionScorer('simd'), createInjectionScorer('scalar')] as const;
const score = (target: string): number => scorers[0].score(encoder.encode(target));

test('[R57] injections in a query or a path score high', () => {
  for (const target of [
    "/item?id=1'%20OR%20'1'='1", '/item?id=1+UNION+SELECT+user,password+FROM+users--', "/login?user=admin'--&pass=x", '/p?id=1;DROP%20TABLE%20users', '/x?q=1%27%20AND%20SLEEP(5)%23',
    '/x?q=1/**/union/**/all/**/select/**/null,null', "/x?a=1&b=2&c=%27%20or%201%3D1--", '/x?id=-1%27%20UnIoN%20SeLeCt%201,2,@@version--%20-', "/a/b/1'%20or%20'a'='a", "/x?id=1%20and%20extractvalue(1,concat(0x7e,version()))",
  ]) expect([target, score(target) >= 90]).toEqual([target, true]);
});

test('[R57] what devices and people ask for scores low', () => {
  for (const target of [
    '/', '/index.html', '/generate_204', '/search?q=credit+union+select+account', "/search?q=o'brien+and+sons", '/api/v1/items?order_by=name&limit=10&offset=20', '/fw/check?model=DCS-935L&version=1.10.01&mac=aabbccddeeff',
    '/x?next=https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc', '/x?token=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.abc-_def', '/rock-and-roll/1-or-2', '/q?filter={"name":"a","n":1}', '/x?ids=1,2,3,4&sort=-date', '/p?t=2026-11-27T10:00:00Z', '/a%20b%20c.pdf', "/x?name=women's+shoes",
  ]) expect([target, score(target) < 50]).toEqual([target, true]);
});

test('SIMD and scalar kernels agree on any bytes, and an empty target scores nothing', () => {
  const next = random(7), alphabet = "abcUNIONselect '\"%27%20--;()=&?/*0123456789+<>,.@#\u0000\u00ff";
  for (let round = 0; round < 2000; round++) {
    const target = Uint8Array.from({ length: Math.floor(next() * 700) }, () => alphabet.charCodeAt(Math.floor(next() * alphabet.length)) & 255);
    const [a, b] = [scorers[0].score(target), scorers[1].score(target)];
    expect(a).toBe(b);
    expect(a >= 0 && a <= 100).toBe(true);
  }
  expect(scorers[0].score(new Uint8Array())).toBe(0);
  expect(scorers[0].score(new Uint8Array(1 << 20).fill(39))).toBeLessThanOrEqual(100);
});

test('a target is cut into its path, names and values; the parts are what the trainer reads', () => {
  const texts = (target: string): string[] => partsOf(encoder.encode(target)).map((part) => new TextDecoder().decode(part));
  expect(texts('/a/b?x=1&y=2=3?4&z')).toEqual(['/a/b', 'x', '1', 'y', '2=3?4', 'z']);
  expect(texts('/a=b&c')).toEqual(['/a=b&c']);
  expect(bucketsOf(encoder.encode('A1')).length).toBe(bucketsOf(encoder.encode('a99')).length);
});
