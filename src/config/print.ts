/** The effective config as TOML that can be saved and read back: each key with its description and default; secrets masked. */
import { configKeys, type Config } from './schema.ts';
import { environmentName } from './load.ts';
import { Secret } from '../model/index.ts';

export function printConfig(config: Config): string {
  const values: Readonly<Record<string, Readonly<Record<string, unknown>>>> = config;
  const lines: string[] = [];
  let section = '';
  for (const info of configKeys()) {
    if (info.section !== section) {
      section = info.section;
      lines.push(...(lines.length > 0 ? [''] : []), `[${section}]`);
    }
    const value = values[section]?.[info.key];
    lines.push(`# ${info.about} (default ${toml(info.fallback)}, ${environmentName(section, info.key)})`);
    // A masked secret must not be saved as the value, so it stands behind a comment sign.
    lines.push(`${value instanceof Secret && value.isSet ? '# ' : ''}${info.key} = ${toml(value)}`);
  }
  return `${lines.join('\n')}\n`;
}

function toml(value: unknown): string {
  if (value instanceof Secret) return JSON.stringify(value.toString());
  return Array.isArray(value) ? `[${value.map(toml).join(', ')}]` : JSON.stringify(value);
}
