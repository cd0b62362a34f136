/** The door of taxonomy. */
export { CATEGORIES, categoryOf, ONBOARDING, type Category, type CategoryName, type DeviceType, type PurdueLevel, type Vertical } from './categories.ts';
export { kindOf } from './kinds.ts';
export { isModuleMaker, maker, makerOf, makers, type Maker } from './makers.ts';
export { profileFor, type Known } from './profile-for.ts';
export { fallbackProfile, fallbacks, profileOf, profiles, written, type Profile, type Written } from './profiles.ts';
