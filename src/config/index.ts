/** Configuration: one schema, one loader, a frozen result, and a type for what must not be printed. The schema is loaded by who reads it: half of the time a command takes to start. */
import type { Environment, Overrides } from './load.ts';
import type { Policy } from './policy.ts';
import type { Config, KeyInfo } from './schema.ts';

export type { Config, KeyInfo } from './schema.ts';
export type { Environment, Overrides } from './load.ts';
export type { DeviceAsk, DeviceKeyword, Policy, PolicyRule, PolicySide, PortRange } from './policy.ts';
export { objectsOf, OBJECTS_MANY, OBJECTS_MAX } from './policy-objects.ts';
export { environment, noColour } from './environment.ts';

export async function loadConfig(file: string, flags?: Overrides, env?: Environment): Promise<Config> { return (await import('./load.ts')).loadConfig(file, flags, env); }
export async function printConfig(config: Config): Promise<string> { return (await import('./print.ts')).printConfig(config); }
export async function configKeys(): Promise<KeyInfo[]> { return (await import('./schema.ts')).configKeys(); }
export async function loadPolicy(file: string): Promise<Policy> { return (await import('./policy.ts')).loadPolicy(file); }
