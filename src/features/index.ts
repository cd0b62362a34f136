/** The door of features: facts in, per-device sets of feature ids out. */
export { createDeviceFeatures, PRESENT, type FeatureFold, type FoldOptions } from './fold.ts';
export { decodeFeatures, encodeFeatures, type DecodedFeatures } from './codec.ts';
export { hash32 } from './hash.ts';
export { maskText } from './mask.ts';
export { MOST_IDS } from './id-set.ts';
export { lastPlace } from './clear.ts';
export type { Mark } from './sayings.ts';
export type { DeviceState, Saying } from './state.ts';
export { Words, type Word, type Worth } from './words.ts';
export { packVectors, type Vectors } from './vectors.ts';
