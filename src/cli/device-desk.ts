/** What the commands about devices have in common: whose device is meant, who says so, and why. They work beside a running node, which follows with its next tick. */
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { EdgeError, keyKind, keyText, parseIp, parseKey, type Scope } from '../model/index.ts';
import { editText, isEmpty, NO_EDIT, printable, readEdit, type DeviceEdit, type KnownProfile, type ProfileBook, type Said } from '../people/index.ts';
import { profiles, profileOf } from '../taxonomy/index.ts';
import { openStore, type DeviceRef, type DeviceRow, type EditWrite, type Store } from '../store/index.ts';
import type { Invocation } from './command.ts';
import { dataOf } from './data-folder.ts';
import { placeAsked, type Place } from './place.ts';

export interface Desk extends Place {
  readonly store: Store;
  readonly who: Said;
  readonly reason: string;
}

/** Of the user who runs this, by number: the name in the environment is whatever somebody wrote there. */
function userName(): string {
  const uid = process.getuid?.(), line = uid !== undefined && existsSync(USERS) ? readFileSync(USERS, 'utf8').split('\n').find((one) => one.split(':')[2] === String(uid)) : undefined;
  return line?.split(':')[0] ?? userInfo().username;
}
const USERS = '/etc/passwd';

/** `mayBeNew`: the command may be the first to say something of its place. */
export async function atDesk<T>(call: Invocation, work: (desk: Desk) => Promise<T> | T, { mayBeNew = false } = {}): Promise<T> {
  const now = Date.now();
  const by = printable('by', call.text('by') ?? userName(), 64), given = call.text('reason'), reason = given === undefined ? '' : printable('reason', given, 256);
  const store = openStore(dataOf(call), { role: 'tool', now, mustExist: true });
  try {
    return await work({ store, ...placeAsked(call, store, mayBeNew), who: { by, at: now }, reason });
  } finally {
    store.close();
  }
}

/** How many of one name or address are looked at. */
const SAME_MOST = 10_000;

/** A MAC, an IP address or the name of one device. */
export function deviceOf(desk: Desk, text: string): DeviceRef {
  const found = devicesKnownBy(desk, text), [only, second] = found;
  if (only === undefined) throw unknownDevice(desk, text, parseKey(text) === undefined ? 'give its MAC or IP address; nameplate devices lists what there is' : 'nameplate devices lists what there is; nameplate device add takes one in that was never seen');
  if (second === undefined) return only;
  const places = found.slice(0, 5).map((ref) => { const { site, segment } = desk.store.scopes.scopeOf(ref.scope); return `${keyText(ref.device)} at ${site}/${segment}`; });
  throw new EdgeError('conflict', 'several devices are known by this', { fields: { device: text.slice(0, 64), found: found.length, such_as: places.join(', ') }, next: 'say --site or --segment, or give the MAC address' });
}

export function devicesOf(desk: Desk, texts: readonly string[]): readonly DeviceRef[] {
  const refs = new Map(texts.map((text) => { const ref = deviceOf(desk, text); return [`${ref.scope} ${ref.device}`, ref]; }));
  return [...refs.values()];
}

export function unknownDevice({ tenant }: Desk, text: string, next: string): EdgeError {
  return new EdgeError('not_found', 'no device is known by this', { fields: { device: text.slice(0, 64), tenant }, next });
}

/** Everybody who is meant by a MAC, an address or a name, at the desk's place. The closest meaning counts: of an address who was given it, then who has it, then who is known by nothing else. */
export function devicesKnownBy(desk: Desk, text: string): readonly DeviceRef[] {
  const { store } = desk, key = parseKey(text), scopes = scopesOf(desk), placed = new Set(scopes);
  const among = (rows: readonly DeviceRow[]): DeviceRef[] => rows.filter(({ scope }) => placed.has(scope)).map(({ scope, mac }) => ({ scope, device: mac }));
  if (key === undefined) return among(store.devices.search(desk.tenant, { hostname: text }, SAME_MOST));
  const ip = keyKind(key) === 'address' ? parseIp(text.trim()) : undefined;
  if (ip !== undefined) {
    const given = scopes.flatMap((scope) => store.edits.atAddress(scope, ip) ?? []).map(({ scope, device }) => ({ scope, device }));
    if (given.length > 0) return given;
    const there = among(store.devices.search(desk.tenant, { ip }, SAME_MOST));
    if (there.length > 0) return there;
  }
  return scopes.map((scope) => ({ scope, device: key })).filter((ref) => rowOf(desk, ref) !== undefined || store.edits.find(ref) !== undefined);
}

function scopesOf({ store, tenant, site, segment }: Desk): readonly number[] {
  return store.scopes.list().filter(({ scope }) => scope.tenant === tenant && (site ?? scope.site) === scope.site && (segment ?? scope.segment) === scope.segment).map(({ id }) => id);
}

/** Where a device is that nobody saw yet. */
export function placeOf({ tenant, site, segment }: Desk): Scope { return { tenant, site: site ?? 'default', segment: segment ?? 'default' }; }

/** The latest that the store has of a device. */
export function rowOf({ store }: Desk, { scope, device }: DeviceRef): DeviceRow | undefined { return store.devices.find(scope, device); }
export function editOf({ store }: Desk, ref: DeviceRef): DeviceEdit { const row = store.edits.find(ref); return row === undefined ? NO_EDIT : readEdit(row.edit); }

/** One transaction for all of them; each with a line of audit. Returns how many became another. */
export function revise({ store, who, reason }: Desk, refs: readonly DeviceRef[], action: string, change: (before: DeviceEdit, ref: DeviceRef) => DeviceEdit | undefined): number {
  return store.edits.change(refs, { at: who.at, actor: who.by, action, reason }, (row, ref) => {
    const before = row === undefined ? NO_EDIT : readEdit(row.edit), after = change(before, ref);
    return after === undefined ? undefined : writeOf(after);
  });
}

export function writeOf(edit: DeviceEdit): EditWrite | null {
  return isEmpty(edit) ? null : { edit: editText(edit), primary: edit.primary && { scope: edit.primary.scope, device: edit.primary.device }, ip: edit.address?.ip ?? null };
}

/** Profiles that a tenant can mean: its own, then those of the taxonomy. */
export function profileBook(store: Store, tenant: string): ProfileBook {
  const own = new Map(store.tenantProfiles.list(tenant).map(({ profile, category }): [string, KnownProfile] => [profile.toLowerCase(), { profile, category }]));
  return (name) => {
    const known = own.get(name.toLowerCase()), profile = known === undefined ? profileOf(name) : undefined;
    return known ?? (profile && { profile: profile.name, category: profile.category });
  };
}

/** Their names, for people who choose one. */
export function profileNames(store?: Store, tenant = 'default'): readonly string[] { return [...profiles().map(({ name }) => name), ...(store?.tenantProfiles.list(tenant) ?? []).map(({ profile }) => profile)]; }
