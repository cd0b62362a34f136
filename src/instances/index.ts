/** Which devices are one physical unit (tier 3, R50): keys of one unit, links between devices, and "not sure". Pure. */
export { INSTANCE_PARAMETERS, instanceKey, STRENGTHS, type InstanceKey, type Strength } from './keys.ts';
export { likeness, linkOf, SURE, type Link, type Unit } from './link.ts';
export { nameKind, plainName } from './names.ts';
export { instanceTier, isOfMany, mostTogether, type Candidate } from './tier.ts';
