/** The options of every command that reads the configuration, and how they become one. */
import { environment, loadConfig, type Config } from '../config/index.ts';
import { EdgeError } from '../model/index.ts';
import type { Invocation, OptionRow } from './command.ts';

export const CONFIG_OPTIONS: readonly OptionRow[] = [
  { kind: 'text', flags: '--config <file>', help: 'read settings from a TOML file' },
  { kind: 'list', flags: '--set <key=value>', help: 'set one key, such as mapping.minConfidence=80; may be repeated' },
];

/** `more` are keys set by a command's own options; they win over `--set`. */
export async function configFrom(call: Invocation, more: Readonly<Record<string, string | number | undefined>> = {}): Promise<Config> {
  const flags: Record<string, string> = {};
  for (const pair of call.texts('set')) {
    const at = pair.indexOf('=');
    if (at < 1) throw new EdgeError('usage', 'a --set needs the form key=value', { fields: { given: pair } });
    flags[pair.slice(0, at)] = pair.slice(at + 1);
  }
  for (const [key, value] of Object.entries(more)) if (value !== undefined) flags[key] = String(value);
  return loadConfig(call.text('config') ?? '', flags, environment());
}
