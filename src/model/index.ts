/** The nouns. Pure; imports nothing. */
export * from './address.ts';
export * from './alert.ts';
export * from './claim.ts';
export * from './device.ts';
export * from './device-key.ts';
export * from './digest.ts';
export * from './errors.ts';
export * from './identity.ts';
export * from './mapping.ts';
export * from './observation.ts';
export * from './parameters.ts';
export * from './release.ts';
export * from './rows.ts';
export * from './scope.ts';
export * from './secret.ts';
export * from './sender.ts';
export * from './utf8.ts';
