/** The door of onboarding: how long a device that nobody can name yet counts as a newcomer. */
export { DEFAULT_PERIOD_MS, NOT_CONTROLLED, periodMs, periodText, type OnboardingPolicy } from './policy.ts';
export { endsAt, stageOf, type Newcomer, type Stage } from './stage.ts';
