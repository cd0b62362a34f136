/** The door of features: facts in, per-device sets of feature ids out. */
export { createDeviceFeatures, PRESENT, type FeatureFold, type FoldOptions } from './fold.ts';
export { decodeFeatures, encodeFeatures, type DecodedFeatures } from './codec.ts';
export { hash32 } from './hash.ts';
export { maskText } from './mask.ts';
export { MOST_IDS } from './id-set.ts';
export { KEPT, keptSlot, type DeviceState } from './state.ts';
export { packVectors, type Vectors } from './vectors.ts';
