/** What a peer may send before it counts as a flood. */
import { expect, test } from 'bun:test';
import { FrameBudget } from './frame-budget.ts';

function budget(perSecond: number): { readonly frames: FrameBudget; pass(ms: number): void } {
  let now = 0;
  return { frames: new FrameBudget(perSecond, () => now), pass: (ms) => { now += ms; } };
}

test('[R85] two seconds\' worth may come at once, then so many a second, for ever', () => {
  const { frames, pass } = budget(1000);
  expect(frames.spend(2000)).toBe(true);
  expect(frames.spend(1)).toBe(false);
  for (let n = 0; n < 100; n++) {
    pass(200);
    expect(frames.spend(200)).toBe(true);
  }
  expect(frames.spend(1)).toBe(false);
});

test('who is quiet for long may not flood afterwards', () => {
  const { frames, pass } = budget(1000);
  pass(3_600_000);
  expect(frames.spend(2001)).toBe(false);
});

test('a body pays for its frames, also for window updates of what it is sent; bytes one by one pay for nothing', () => {
  const { frames } = budget(1000);
  expect(frames.spend(2000)).toBe(true);
  frames.received(16_384 * 100);
  expect(frames.spend(100)).toBe(true);
  frames.replied(16_384 * 100);
  expect(frames.spend(200)).toBe(true);
  const other = budget(1000).frames;
  other.received(50_000);
  expect(other.spend(50_000)).toBe(false);
});

test('a refusal is no payment: who asks without end does not earn more questions', () => {
  const { frames } = budget(1000);
  for (let n = 0; n < 2000; n++) {
    frames.replied(200);
    expect(frames.spend(1)).toBe(true);
  }
  frames.replied(200);
  expect(frames.spend(1)).toBe(false);
});

test('what a flood owes is forgotten with the wait that follows it', () => {
  const { frames, pass } = budget(1000);
  expect(frames.spend(10_000_000)).toBe(false);
  pass(1000);
  expect(frames.spend(1000)).toBe(true);
});
