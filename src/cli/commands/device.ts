/** `nameplate device edit | confirm | reclassify | reject | reset`: people's last word on what a device is (R62). */
import { EdgeError, keyText } from '../../model/index.ts';
import { checkCategory, confirmed, edited, meantBy, NO_EDIT, REFUSABLE, rejected, resetVerdict, stateOf, TEXT_FIELDS, type Change, type DeviceEdit, type Refusable, type TextField } from '../../people/index.ts';
import type { DeviceRef, DeviceRow } from '../../store/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { atDesk, deviceOf, devicesOf, editOf, profileBook, revise, rowOf, type Desk } from '../device-desk.ts';

/** Options that set a field, by the field. */
export const FIELD_OPTIONS: Readonly<Record<Exclude<TextField, 'category' | 'profile'>, string>> = {
  vendor: 'vendor', model: 'model', os_family: 'os', os_version: 'os-version', hostname: 'name', serial_number: 'serial', location: 'location', department: 'department', asset_tag: 'asset-tag',
  description: 'description', notes: 'notes', purdue_level: 'purdue',
};

export const deviceEdit: CommandBody = async (call) => atDesk(call, (desk) => {
  const change = changeIn(call), refs = devicesOf(desk, call.args), strays = Object.keys(change.attributes ?? {}).filter((name) => change.attributes?.[name] === null && refs.every((ref) => editOf(desk, ref).attributes[name.trim()] === undefined));
  if (strays.length > 0) throw new EdgeError('usage', 'there is no such value to take away', { fields: { clear: strays.join(', ').slice(0, 64) }, next: 'name an option of this command, such as location, or an attribute that the device has' });
  const untagged = change.dropTags?.filter((tag) => refs.every((ref) => !editOf(desk, ref).tags.includes(tag.trim()))) ?? [];
  if (untagged.length > 0) throw new EdgeError('usage', 'no device has such a tag', { fields: { untag: untagged.join(', ').slice(0, 64) }, next: 'nameplate device show lists its tags' });
  if (Object.keys(change.set ?? {}).length === 0 && change.addTags?.length === 0 && change.dropTags?.length === 0 && Object.keys(change.attributes ?? {}).length === 0) {
    throw new EdgeError('usage', 'nothing was said of the device', { next: 'name what to set, such as --location; nameplate device edit --help lists it' });
  }
  revise(desk, refs, 'edited', (before) => edited(before, change, desk.who));
  return tell(call, desk, refs, 'is edited');
});

export const deviceReclassify: CommandBody = async (call) => atDesk(call, (desk) => {
  const set = namesIn(call, desk), refs = devicesOf(desk, call.args);
  if (set.profile === undefined && set.category === undefined) throw new EdgeError('usage', 'neither a profile nor a category was named', { next: 'say --profile or --category' });
  revise(desk, refs, 'reclassified', (before) => edited(before, { set: { ...set, ...fieldsIn(call) } }, desk.who));
  return tell(call, desk, refs, `is ${set.profile ?? set.category} from now on`);
});

export const deviceConfirm: CommandBody = async (call) => atDesk(call, (desk) => {
  const refs = devicesOf(desk, call.args);
  revise(desk, refs, 'confirmed', (before, ref) => {
    const verdict = followed(desk, ref), { category = null, profile = null, vendor = null, model = null } = verdict ?? {};
    if (category === null && profile === null) throw new EdgeError('conflict', 'there is no verdict to confirm', { fields: { device: keyText(ref.device) }, next: 'say what it is with nameplate device reclassify' });
    return confirmed(before, { category, profile, vendor, model }, desk.who);
  });
  return tell(call, desk, refs, 'is confirmed');
});

export const deviceReject: CommandBody = async (call) => atDesk(call, (desk) => {
  const refs = devicesOf(desk, call.args), named = REFUSABLE.flatMap((tier) => { const value = call.text(tier); return value === undefined ? [] : [{ tier, value: nameOf(desk, refs, tier, value) }]; });
  revise(desk, refs, 'rejected', (before, ref) => {
    const refusals = named.length > 0 ? named : [presentName(desk, ref)];
    return refusals.reduce((edit, { tier, value }) => rejected(edit, tier, value, desk.who), before);
  });
  return tell(call, desk, refs, 'is not that');
});

/** As it is written: nobody refuses a category or profile that there is none of, nor has any of the devices. */
function nameOf(desk: Desk, refs: readonly DeviceRef[], tier: Refusable, value: string): string {
  const own = refs.map((ref) => rowOf(desk, ref)?.verdict?.[tier]).find((name) => name?.toLowerCase() === value.toLowerCase());
  if (own != null) return own;
  if (tier === 'category') return checkCategory(value).name;
  const known = tier === 'profile' ? profileBook(desk.store, desk.tenant)(value) : undefined;
  if (tier === 'profile' && known === undefined) throw new EdgeError('usage', 'there is no such profile', { fields: { profile: value.slice(0, 64) }, next: 'nameplate profiles lists them' });
  return known?.profile ?? value;
}

/** Without a name it is the most exact one that the device has. */
function presentName(desk: Desk, ref: DeviceRef): { readonly tier: Refusable; readonly value: string } {
  const verdict = followed(desk, ref);
  if (verdict?.profile) return { tier: 'profile', value: verdict.profile };
  if (verdict?.category) return { tier: 'category', value: verdict.category };
  throw new EdgeError('conflict', 'the device has no verdict to reject', { fields: { device: keyText(ref.device) }, next: 'name it with --profile, --model, --category or --vendor' });
}

/** The verdict that the node stored, once it has what people said last: an older one is not what they look at. Interfaces of a device may have another's. */
function followed(desk: Desk, ref: DeviceRef): DeviceRow['verdict'] | undefined {
  const verdict = rowOf(desk, ref)?.verdict, { set, rejected: refused, primary } = editOf(desk, ref), alone = primary === null && desk.store.edits.secondaries(ref).length === 0;
  const other = (tier: 'profile' | 'category'): boolean => set[tier] !== undefined && set[tier] !== verdict?.[tier];
  if (verdict && (refused.some(({ tier, value }) => verdict[tier] === value) || (alone && (other('profile') || other('category'))))) {
    throw new EdgeError('conflict', 'the node has not followed what was said last', { fields: { device: keyText(ref.device) }, next: 'try again when it runs and has had a second, or say what the device is or is not' });
  }
  return verdict;
}

export const deviceReset: CommandBody = async (call) => atDesk(call, (desk) => {
  const refs = devicesOf(desk, call.args), verdictOnly = call.flag('verdict');
  revise(desk, refs, 'reset', (before) => (verdictOnly ? resetVerdict(before) : NO_EDIT));
  return tell(call, desk, refs, verdictOnly ? 'is named by the node again' : 'is as if nothing had been said of it');
});

export function tell(call: Invocation, desk: Desk, refs: readonly DeviceRef[], what: string): 0 {
  for (const ref of refs) {
    const edit = editOf(desk, ref), { site, segment } = desk.store.scopes.scopeOf(ref.scope);
    if (call.flag('json')) call.io.line(JSON.stringify({ deviceid: keyText(ref.device), tenant: desk.tenant, site, segment, state: stateOf(edit), ...edit.set, tags: edit.tags, customAttributes: edit.attributes, by: desk.who.by, at: new Date(desk.who.at).toISOString() }));
    else call.io.line(`${keyText(ref.device)} ${what}`);
  }
  return 0;
}

/** Profile and category as they are meant; a new one becomes the tenant's own. */
export function namesIn(call: Invocation, desk: Desk): { readonly profile?: string; readonly category?: string } {
  const { made, ...names } = meantBy({ profile: call.text('profile'), category: call.text('category') }, profileBook(desk.store, desk.tenant), call.flag('new'));
  if (made !== undefined) desk.store.tenantProfiles.add(desk.tenant, { ...made, actor: desk.who.by, at: desk.who.at });
  return names;
}

export function fieldsIn(call: Invocation): Partial<Record<TextField, string>> {
  const set: Partial<Record<TextField, string>> = {};
  for (const field of TEXT_FIELDS) {
    if (field === 'category' || field === 'profile') continue;
    const value = call.text(FIELD_OPTIONS[field]) ?? (field === 'purdue_level' ? call.number('purdue')?.toString() : undefined);
    if (value !== undefined) set[field] = value;
  }
  return set;
}

function changeIn(call: Invocation): Change {
  const set: Partial<Record<TextField, string | null>> = fieldsIn(call), attributes: Record<string, string | null> = {};
  for (const name of call.texts('clear')) {
    const field = TEXT_FIELDS.find((one) => one === name.replaceAll('-', '_') || (one in FIELD_OPTIONS && FIELD_OPTIONS[one as keyof typeof FIELD_OPTIONS] === name));
    if (field === undefined) attributes[name] = null;
    else set[field] = null;
  }
  for (const pair of call.texts('attribute')) {
    const at = pair.indexOf('=');
    if (at < 1) throw new EdgeError('usage', 'an attribute has the form name=value', { fields: { given: pair.slice(0, 64) } });
    attributes[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return { set, addTags: call.texts('tag'), dropTags: call.texts('untag'), attributes };
}

export function one(call: Invocation, desk: Desk): DeviceRef { return deviceOf(desk, call.args[0] ?? ''); }
export type { DeviceEdit };
