/** Reads the config: defaults, then the file, then NAMEPLATE_* variables, then flags. The result is frozen. */
import { readFileSync } from 'node:fs';
import { EdgeError, Secret } from '../model/index.ts';
import { ConfigSchema, configKeys, type Config } from './schema.ts';

/** Dotted keys to text, as typed: `{ 'edge.port': '8443' }`. */
export type Overrides = Readonly<Record<string, string>>;
export type Environment = Readonly<Record<string, string | undefined>>;

type Values = Record<string, Record<string, unknown>>;

/** `file` empty: no config file. Unknown keys and bad values are errors that name the key. */
export function loadConfig(file: string, flags: Overrides = {}, env: Environment = {}): Config {
  const values = file === '' ? {} : readFile(file);
  const known = new Map(configKeys().map((info) => [`${info.section}.${info.key}`, info.fallback]));
  for (const [name, text] of fromEnvironment(known, env)) assign(values, known, name, text, 'environment');
  for (const [name, text] of Object.entries(flags)) assign(values, known, name, text, 'command line');
  const parsed = ConfigSchema.safeParse(values);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const key = issue === undefined ? '' : [...issue.path, ...(issue.code === 'unrecognized_keys' ? [issue.keys[0] ?? ''] : [])].join('.');
    const reason = issue?.code === 'unrecognized_keys' ? `unknown key${closest(key, known.keys())}` : (issue?.message ?? 'invalid');
    throw new EdgeError('bad_config', 'the configuration is not valid', { cause: parsed.error, fields: { key, reason, ...(file === '' ? {} : { file }) } });
  }
  return freeze(parsed.data);
}

/** NAMEPLATE_EDGE_PORT for edge.port, NAMEPLATE_MAPPING_MIN_CONFIDENCE for mapping.minConfidence. */
export function environmentName(section: string, key: string): string {
  return `NAMEPLATE_${section}_${key.replace(/[A-Z]/g, (letter) => `_${letter}`)}`.toUpperCase();
}

function fromEnvironment(known: ReadonlyMap<string, unknown>, env: Environment): [string, string][] {
  return [...known.keys()].flatMap((name): [string, string][] => {
    const [section = '', key = ''] = name.split('.');
    const text = env[environmentName(section, key)];
    return text === undefined ? [] : [[name, text]];
  });
}

function assign(values: Values, known: ReadonlyMap<string, unknown>, name: string, text: string, source: string): void {
  const [section = '', key = ''] = name.split('.');
  if (!known.has(name)) {
    throw new EdgeError('bad_config', 'the configuration is not valid', { fields: { key: name, reason: `unknown key${closest(name, known.keys())}`, source } });
  }
  (values[section] ??= {})[key] = fromText(text, known.get(name));
}

/** Text to the type of the key's default; what does not fit stays text and the schema names the problem. */
function fromText(text: string, fallback: unknown): unknown {
  if (typeof fallback === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (typeof fallback === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (Array.isArray(fallback)) return text.split(',').map((word) => word.trim()).filter((word) => word !== '');
  return text;
}

function readFile(file: string): Values {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new EdgeError(missing ? 'not_found' : 'unreadable', 'cannot read the config file', { cause: error, fields: { file } });
  }
  try {
    const values: unknown = Bun.TOML.parse(content);
    if (!isTables(values)) throw new TypeError('a key stands outside of a [section]');
    return values;
  } catch (error) {
    throw new EdgeError('bad_config', 'the config file is not TOML of the documented form', { cause: error, fields: { file, reason: error instanceof Error ? error.message : String(error) } });
  }
}

function isTables(values: unknown): values is Values {
  return typeof values === 'object' && values !== null && Object.values(values).every((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
}

/** ` (did you mean edge.port?)` when a known key is near; empty otherwise. */
function closest(name: string, known: Iterable<string>): string {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z.]/g, '');
  for (const candidate of known) {
    if (plain(candidate) === plain(name) || plain(candidate).endsWith(plain(name)) || plain(candidate).startsWith(plain(name))) return ` (did you mean ${candidate}?)`;
  }
  return '';
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof Secret)) {
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  }
  return value;
}
