/** Stages and periods of newcomers. */
import { expect, test } from 'bun:test';
import { DEFAULT_PERIOD_MS, endsAt, NOT_CONTROLLED, periodMs, periodText, stageOf, type OnboardingPolicy } from './index.ts';

const DAY = 86_400_000, on = (period: number | null): OnboardingPolicy => ({ enabled: true, periodMs: period }), at = (confidence: number, named = false) => ({ metAt: 1000, confidence, named });

test('[R117] the period is seven days unless somebody says otherwise: days, hours, anything, or no end', () => {
  expect([NOT_CONTROLLED.periodMs, DEFAULT_PERIOD_MS]).toEqual([7 * DAY, 7 * DAY]);
  expect(['7d', '36h', '1.5d', '2w', '10 m', '1s', '400d', 'Unlimited'].map(periodMs)).toEqual([7 * DAY, 1.5 * DAY, 1.5 * DAY, 14 * DAY, 600_000, 1000, 400 * DAY, null]);
  expect(['', '7', 'd', '0d', '-1d', '7 days', '1e9d', '999999999999d', '0x7d', '7d 3h'].map(periodMs)).toEqual(Array(10).fill(undefined));
  expect([7 * DAY, 1.5 * DAY, 90_000, null].map(periodText)).toEqual(['7d', '36h', '90s', 'unlimited']);
  for (const ms of [1000, 61_000, 3_600_000, DAY, 30 * DAY]) expect(periodMs(periodText(ms))).toBe(ms);
});

test('[R118] a tenant that said nothing controls no newcomers', () => {
  expect(stageOf(at(20), NOT_CONTROLLED, 90, 2000)).toBe('new');
});

test('[R114] [R115] [R116] it ends with the first name or with the period, the last moment not counted', () => {
  const policy = on(DAY);
  expect(endsAt(1000, policy)).toBe(DAY + 1000);
  expect([0, 89].map((confidence) => stageOf(at(confidence), policy, 90, DAY + 999))).toEqual(['onboarding', 'onboarding']);
  expect(stageOf(at(89), policy, 90, DAY + 1000)).toBe('expired');
  expect(stageOf(at(90), policy, 90, 2000)).toBe('identified');
  expect(stageOf(at(20, true), policy, 90, 2000)).toBe('identified');
});

test('[R117] without end it stays, and another gate moves the end', () => {
  expect(endsAt(1000, on(null))).toBeNull();
  expect(stageOf(at(20), on(null), 90, 1e15)).toBe('onboarding');
  expect(stageOf(at(92), on(null), 95, 2000)).toBe('onboarding');
});
