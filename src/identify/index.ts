/** The door of identify: scores to identities. */
export { identify, type Subject } from './identify.ts';
export { assemble, loadModel, TIERS, type Calibration, type Leaf, type Model, type ModelHeader, type ModelNumbers, type TierName } from './model.ts';
export { isDefaultName } from './default-names.ts';
export { identifyBut, type Refused } from './second-guess.ts';
export { ofGateway } from './gateway.ts';
export { Ballot } from './ballot.ts';
export { modelKey } from './broader.ts';
export { contribution, evidenceFor, originOf, type Traced } from './evidence.ts';
export { opinionOf, UNPROVED, type Opinion } from './opinion.ts';
export { Remembered, type Lookup, type Named } from './lookup.ts';
export { contradictsModel } from './contradiction.ts';
export { isDistinct } from './distinct.ts';
export { isWord } from './names.ts';
export { bestLeaf, calibrated, isEnough, judge, logOdds, softmax, tierBests, type Best, type Verdict } from './verdict.ts';
export { weigh, type Gain, type Weighed, type Weighing } from './weighing.ts';
export { loadVendors, type VendorTable } from './vendor.ts';
