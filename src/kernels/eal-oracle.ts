/** The EAL record by JSON.parse and the schema, slow and plain: what the kernels are tested against. Nothing else uses it. */
import { isIPv6 } from 'node:net';
import { parseIp, parseMac } from '../model/index.ts';
import { LOG_KINDS_FIRST, LOG_KINDS_LAST } from '../../assembly/layout.ts';
import { EAL_DEMANDS, EAL_KEYS, EAL_LIMITS, EAL_RECORDS, type EalKey } from './eal-schema.ts';
import { RECORD_NAMES } from './fields.ts';
import { ip6Text } from './ip6.ts';

const TOP = new Map(EAL_KEYS.filter((key) => !key.name.startsWith('relay.')).map((key) => [key.name, key]));
const INNER = new Map(EAL_KEYS.filter((key) => key.name.startsWith('relay.')).map((key) => [key.name.slice(6), key]));
const ALWAYS: Readonly<Record<string, readonly string[]>> = { arp: ['opcode'], dhcp: ['xid'], traffic: ['packets_sent', 'packets_received'] };
/** Row keys that mean something in some kinds only; elsewhere they are checked and forgotten. */
const OWNED: Readonly<Record<string, string>> = { opcode: 'arp', xid: 'dhcp', message_type: 'dhcp', packets_sent: 'traffic', packets_received: 'traffic' };

type Expected = Record<string, unknown>;
class Refused extends Error {}

/** What `toRecord` must give for a line, or undefined when the line must be a reject. */
export function expectedRecord(line: Uint8Array): Expected | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) if (!(JSON.parse(token) as string).isWellFormed()) return undefined; // a string token is a string
    return render(text.trim());
  } catch (error) {
    if (error instanceof Refused || error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The members of an object, name and text of the value, from text known to be JSON: JSON.parse keeps only the last of a repeated name. */
function members(text: string): [string, string][] {
  const found: [string, string][] = [];
  let depth = 0, start = 0, name: string | undefined;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    if (depth === 1 && name === undefined && token.startsWith('"')) name = JSON.parse(token) as string; // a string token is a string
    else if (depth === 1 && token === ':') start = index + 1;
    else if (name !== undefined && depth === 1 && (token === ',' || token === '}')) {
      found.push([name, text.slice(start, index).trim()]);
      name = undefined;
    }
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
  }
  return found;
}

function nesting(text: string): number {
  let depth = 0, most = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') most = Math.max(most, ++depth);
    if (token === '}' || token === ']') depth--;
  }
  return most;
}

function read(text: string, keys: ReadonlyMap<string, EalKey>, into: Expected, seen: Set<string>): void {
  for (const [name, value] of members(text)) {
    const key = keys.get(name);
    if (key === undefined) {
      if (nesting(value) > EAL_LIMITS.depth) throw new Refused();
      continue;
    }
    if (seen.has(key.name)) throw new Refused();
    seen.add(key.name);
    if (key.type === 'relay') {
      if (!value.startsWith('{')) throw new Refused();
      const relay: Expected = {};
      read(value, INNER, relay, seen);
      if (Object.keys(relay).length > 0) into['relay'] = relay;
    } else into[name] = valueOf(key, value);
  }
}

function render(text: string): Expected {
  const record: Expected = {}, seen = new Set<string>();
  read(text, TOP, record, seen);
  const kind = record['record'];
  if (typeof kind !== 'string' || !(EAL_DEMANDS[kind] ?? []).every((group) => group.some((name) => seen.has(name)))) throw new Refused();
  const entries = EAL_KEYS.filter(({ name, id }) => id !== 0 && seen.has(name)).map(({ name, list }) => { const value = record[name]; return list && Array.isArray(value) ? value.length : 1; });
  if (entries.reduce((sum, count) => sum + count, 0) > EAL_LIMITS.fields) throw new Refused();
  for (const [name, owner] of Object.entries(OWNED)) if (owner !== kind) delete record[name];
  for (const name of ALWAYS[kind] ?? []) record[name] ??= 0;
  for (const { name, list, id, type } of EAL_KEYS) { // unknown is left out
    const value = record[name];
    if (list ? Array.isArray(value) && value.length === 0 : id === 0 && (value === 0 || value === false || value === UNSET[type]) && !(ALWAYS[kind] ?? []).includes(name)) delete record[name];
  }
  const framed = !LOG_RECORDS.includes(String(record['record']));
  if (framed && ['src_mac', 'src_ip', 'src_ip6', 'dst_ip6'].every((name) => record[name] === undefined)) record['src_mac'] = '00:00:00:00:00:00'; // a frame names its source
  return record;
}
/** Records that no frame is behind. */
const LOG_RECORDS: readonly string[] = RECORD_NAMES.slice(LOG_KINDS_FIRST, LOG_KINDS_LAST + 1);
const UNSET: Readonly<Record<string, unknown>> = { ip: '0.0.0.0', mac: '00:00:00:00:00:00', time: '' };

function valueOf(key: EalKey, text: string): unknown {
  if (!key.list && key.type !== 'codes') return element(key, text);
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value)) throw new Refused();
  return elements(text).map((part) => element(key, part));
}

/** The elements of an array as text: a number's digits are looked at, not its value. */
function elements(text: string): string[] {
  const inside = text.slice(1, -1).trim();
  return inside === '' ? [] : members(`{${splitTop(inside).map((part, index) => `"${index}":${part}`).join(',')}}`).map(([, value]) => value);
}
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0, start = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    if (token === ',' && depth === 0) { parts.push(text.slice(start, index)); start = index + 1; }
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
  }
  return [...parts, text.slice(start)];
}

function element(key: EalKey, text: string): unknown {
  if (key.type === 'number' || key.type === 'codes') {
    if (!/^(0|[1-9]\d{0,15})$/.test(text) || Number(text) > key.max) throw new Refused();
    return Number(text);
  }
  const value: unknown = JSON.parse(text);
  if (key.type === 'bool') {
    if (typeof value !== 'boolean') throw new Refused();
    return value;
  }
  if (typeof value !== 'string') throw new Refused();
  switch (key.type) {
    case 'record': return EAL_RECORDS.includes(value) ? value : refuse();
    case 'time': return timeText(value);
    case 'ip': return parseIp(value) === undefined ? refuse() : value;
    case 'mac': return /^..:..:..:..:..:..$/s.test(value) && parseMac(value) !== undefined ? value.toLowerCase() : refuse();
    case 'hex': return /^([0-9a-f]{2})*$/i.test(value) && !value.endsWith('\n') ? value.toLowerCase() : refuse();
    case 'ip6': return isIPv6(value) && !value.includes('%') ? ip6Text(ip6Bytes(value)) : refuse();
    default: return value;
  }
}
function refuse(): never { throw new Refused(); }

/** Of text that is an address. Not by `new URL`, which refuses some (1:2::5:6:1.2.3.4). */
function ip6Bytes(text: string): Uint8Array {
  const hex = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...octets) => {
    const [a = 0, b = 0, c = 0, d = 0] = octets.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [front = '', back] = hex.split('::');
  const groups = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const head = groups(front), tail = groups(back ?? '');
  const all = back === undefined ? head : [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 255]));
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
/** As a node prints it; empty for the epoch itself, which means unknown. */
function timeText(text: string): string {
  const parts = TIME.exec(text);
  if (parts === null || text.endsWith('\n')) throw new Refused();
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const fraction = parts[7] ?? '', sign = parts[8] === '-' ? 1 : -1, hours = Number(parts[9] ?? 0), minutes = Number(parts[10] ?? 0);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 60 || hours > 23 || minutes > 59) throw new Refused();
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + second + sign * (hours * 3600 + minutes * 60);
  if (seconds < 0 || seconds > 4294967295) throw new Refused();
  if (seconds === 0 && Number(fraction) === 0) return '';
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction.padEnd(fraction.length > 6 ? 9 : 6, '0')}Z`;
}
