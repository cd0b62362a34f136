/** Configuration: one schema, one loader, a frozen result, and a type for what must not be printed. */
export { ConfigSchema, configKeys, type Config, type KeyInfo } from './schema.ts';
export { environment, noColour } from './environment.ts';
export { environmentName, loadConfig, type Environment, type Overrides } from './load.ts';
export { printConfig } from './print.ts';
