/** What the commands about devices have in common: whose device is meant, who says so, and why. They work beside a running node, which follows with its next tick. */
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { EdgeError, keyKind, keyText, parseIp, parseKey, type Scope } from '../model/index.ts';
import { editText, isEmpty, NO_EDIT, printable, readEdit, type DeviceEdit, type KnownProfile, type ProfileBook, type Said } from '../people/index.ts';
import { profiles, profileOf } from '../taxonomy/index.ts';
import { openStore, type DeviceRef, type DeviceRow, type EditWrite, type Store } from '../store/index.ts';
import type { Invocation } from './command.ts';
import { dataOf, plainName } from './data-folder.ts';

export interface Desk {
  readonly store: Store;
  readonly tenant: string;
  readonly site: string | undefined;
  readonly segment: string | undefined;
  readonly who: Said;
  readonly reason: string;
}

/** Of the user who runs this, by number: the name in the environment is whatever somebody wrote there. */
function userName(): string {
  const uid = process.getuid?.(), line = uid !== undefined && existsSync(USERS) ? readFileSync(USERS, 'utf8').split('\n').find((one) => one.split(':')[2] === String(uid)) : undefined;
  return line?.split(':')[0] ?? userInfo().username;
}
const USERS = '/etc/passwd';

export async function atDesk<T>(call: Invocation, work: (desk: Desk) => Promise<T> | T): Promise<T> {
  const now = Date.now(), place = (name: string): string | undefined => { const text = call.text(name); return text === undefined ? undefined : plainName(text); };
  const by = printable('by', call.text('by') ?? userName(), 64), given = call.text('reason'), reason = given === undefined ? '' : printable('reason', given, 256);
  const store = openStore(dataOf(call), { role: 'tool', now, mustExist: true });
  try {
    return await work({ store, tenant: place('tenant') ?? 'default', site: place('site'), segment: place('segment'), who: { by, at: now }, reason });
  } finally {
    store.close();
  }
}

/** How many of one name or address are looked at. */
const SAME_MOST = 10_000;

/** A MAC, an IP address or the name of one device. */
export function deviceOf(desk: Desk, text: string): DeviceRef {
  const found = candidates(desk, text).filter((ref) => isPlaced(desk, ref));
  const [only, second] = found;
  if (only === undefined) {
    const key = parseKey(text);
    throw new EdgeError('not_found', 'no device is known by this', { fields: { device: text.slice(0, 64), tenant: desk.tenant }, next: key === undefined ? 'give its MAC or IP address; nameplate devices lists what there is' : 'nameplate devices lists what there is; nameplate device add takes one in that was never seen' });
  }
  if (second === undefined) return only;
  const places = found.slice(0, 5).map((ref) => { const { site, segment } = desk.store.scopes.scopeOf(ref.scope); return `${keyText(ref.device)} at ${site}/${segment}`; });
  throw new EdgeError('conflict', 'several devices are known by this', { fields: { device: text.slice(0, 64), found: found.length, such_as: places.join(', ') }, next: 'say --site or --segment, or give the MAC address' });
}

export function devicesOf(desk: Desk, texts: readonly string[]): readonly DeviceRef[] {
  const refs = new Map(texts.map((text) => { const ref = deviceOf(desk, text); return [`${ref.scope} ${ref.device}`, ref]; }));
  return [...refs.values()];
}

/** The closest meaning that anybody has: its key, then the address it is at or was given, then its name. */
function candidates(desk: Desk, text: string): readonly DeviceRef[] {
  const { store } = desk, key = parseKey(text), scopes = new Set(scopesOf(desk));
  const among = (rows: readonly DeviceRow[]): DeviceRef[] => rows.filter(({ scope }) => scopes.has(scope)).map(({ scope, mac }) => ({ scope, device: mac }));
  if (key === undefined) return among(store.devices.search(desk.tenant, { hostname: text }, SAME_MOST));
  const known = [...scopes].map((scope) => ({ scope, device: key })).filter((ref) => isPlaced(desk, ref) && (rowOf(desk, ref) !== undefined || store.edits.find(ref) !== undefined));
  const ip = keyKind(key) === 'address' ? parseIp(text.trim()) : undefined;
  if (known.length > 0 || ip === undefined) return known;
  const given = [...scopes].flatMap((scope) => store.edits.atAddress(scope, ip) ?? []).map(({ scope, device }) => ({ scope, device }));
  return given.some((ref) => isPlaced(desk, ref)) ? given : among(store.devices.search(desk.tenant, { ip }, SAME_MOST));
}

function scopesOf({ store, tenant }: Desk): readonly number[] { return store.scopes.list().filter(({ scope }) => scope.tenant === tenant).map(({ id }) => id); }
function isPlaced({ store, site, segment }: Desk, { scope }: DeviceRef): boolean {
  const place = store.scopes.scopeOf(scope);
  return (site === undefined || place.site === site) && (segment === undefined || place.segment === segment);
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
