/** The only reader of process.env: our own variables for the config, and whether the person wants no colours. */
import type { Environment } from './load.ts';

export function environment(): Environment { return process.env; }

/** The convention of no-color.org: set and not empty. */
export function noColour(env: Environment): boolean { return (env['NO_COLOR'] ?? '') !== ''; }
