/** The last map on disk, for a restart or a reboot without the node: whole or absent, on the disk before it is in place, its owner's alone. */
import { readFileSync } from 'node:fs';
import type { HeldPosition } from '../client/index.ts';
import { EdgeError, ip6Text, parseIp } from '../model/index.ts';
import type { Neighbour } from './neighbours.ts';
import type { Home } from './set-book.ts';
import type { Placed } from './set-names.ts';
import { writeWhole } from './whole-file.ts';

export interface KeptEntry { readonly place: Placed; readonly hash: bigint }

export interface AgentState {
  readonly position: HeldPosition | undefined;
  readonly home: Home | undefined;
  readonly expiredSince: number | undefined;
  /** Enforced, oldest first. */
  readonly entries: readonly KeptEntry[];
  /** Of the map, but dropped to make room. */
  readonly beyond: readonly KeptEntry[];
  /** IPv6 addresses of what is enforced. */
  readonly neighbours: readonly Neighbour[];
}

/** Version 1 knew no MACs and no neighbours; what it kept is enforced all the same. */
const VERSION = 2;
const FIELDS = ['site', 'segment', 'ip_address', 'profile', 'category', 'vendor', 'risk', 'identified_at', 'mac'] as const;

export function saveState(path: string, state: AgentState): void {
  const row = ({ place, hash }: KeptEntry): unknown[] => [...FIELDS.map((field) => place[field]), hash.toString(16)];
  const text = JSON.stringify({ version: VERSION, position: state.position ?? null, home: state.home ?? null, expired_since: state.expiredSince ?? null, entries: state.entries.map(row), beyond: state.beyond.map(row), neighbours: state.neighbours.map(({ ip, mac }) => [ip, mac]) });
  writeWhole(path, text);
}

/** Undefined when there is none; throws when it cannot be read as one. */
export function loadState(path: string): AgentState | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new EdgeError('unreadable', 'cannot read the state of the agent', { cause, fields: { path } });
  }
  try {
    return stateOf(JSON.parse(text));
  } catch (cause) {
    throw new EdgeError('unreadable', 'the state of the agent is damaged', { cause, fields: { path, reason: cause instanceof Error ? cause.message : String(cause) }, next: 'nothing: the node sends the whole map anew' });
  }
}

function stateOf(value: unknown): AgentState {
  const { version, position, home, expired_since, entries, beyond, neighbours } = objectOf(value), fields = FIELDS.length - (version === 1 ? 1 : 0);
  if (version !== VERSION && version !== 1) throw new TypeError('another version');
  const since = expired_since === null ? undefined : expired_since;
  if (since !== undefined && typeof since !== 'number') throw new TypeError('expired_since');
  return { position: position === null ? undefined : positionOf(position), home: home === null ? undefined : homeOf(home), expiredSince: since, entries: rowsOf(entries, fields), beyond: rowsOf(beyond, fields), neighbours: neighbours === undefined ? [] : pairsOf(neighbours) };
}

function positionOf(value: unknown): HeldPosition {
  const { epoch, revision, cursor } = objectOf(value);
  if (typeof revision !== 'number') throw new TypeError('revision');
  return { epoch: textOf(epoch), revision, cursor: textOf(cursor) };
}
function homeOf(value: unknown): Home {
  const { site, segment } = objectOf(value);
  return { site: textOf(site), segment: textOf(segment) };
}
function rowsOf(value: unknown, fields: number): KeptEntry[] {
  if (!Array.isArray(value)) throw new TypeError('entries');
  return value.map((row: unknown) => {
    if (!Array.isArray(row) || row.length !== fields + 1) throw new TypeError('entry');
    const [site, segment, ip, profile, category, vendor, risk, identified] = row as readonly unknown[], mac: unknown = fields === FIELDS.length ? row[fields - 1] : null, hash: unknown = row[fields]; // of that length
    if (parseIp(textOf(ip)) === undefined || !/^[0-9a-f]{1,16}$/.test(textOf(hash))) throw new TypeError('entry');
    return { hash: BigInt(`0x${textOf(hash)}`), place: { site: textOf(site), segment: textOf(segment), ip_address: textOf(ip), profile: maybe(profile), category: maybe(category), vendor: maybe(vendor), risk: maybe(risk), identified_at: textOf(identified), mac: maybe(mac) } };
  });
}
function pairsOf(value: unknown): Neighbour[] {
  if (!Array.isArray(value)) throw new TypeError('neighbours');
  return value.map((pair: unknown) => {
    if (!Array.isArray(pair) || ip6Text(textOf(pair[0])) !== pair[0]) throw new TypeError('neighbour');
    return { ip: textOf(pair[0]), mac: textOf(pair[1]) };
  });
}
function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return value as Readonly<Record<string, unknown>>; // just checked
}
function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('not a text');
  return value;
}
function maybe(value: unknown): string | null { return value === null ? null : textOf(value); }
