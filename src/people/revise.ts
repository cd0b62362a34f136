/** What each of the verbs does to an edit: edit, confirm, reject, merge, split, reset (R62). */
import { EdgeError, type DeviceKey } from '../model/index.ts';
import { ATTRIBUTES_MAX, checkAttribute, checkTag, checkText, REFUSALS_MAX, TAGS_MAX } from './check.ts';
import { editText, NO_EDIT, VERDICT_FIELDS, type Confirmed, type DeviceEdit, type Refusable, type Said, type TextField } from './edit.ts';

/** Null takes a value away, so that the machine's stands again. */
export interface Change {
  readonly set?: Readonly<Partial<Record<TextField, string | null>>>;
  readonly addTags?: readonly string[];
  readonly dropTags?: readonly string[];
  readonly attributes?: Readonly<Record<string, string | null>>;
}
export type Names = Pick<Confirmed, 'category' | 'profile' | 'vendor' | 'model'>;

export function edited(before: DeviceEdit, change: Change, who: Said): DeviceEdit {
  const set: Partial<Record<TextField, string>> = { ...before.set };
  for (const [field, value] of entries(change.set ?? {})) {
    if (value === null) delete set[field];
    else if (value !== undefined) set[field] = checkText(field, value);
  }
  const dropped = new Set(change.dropTags?.map(checkTag)), attributes: Record<string, string> = { ...before.attributes };
  const tags = [...new Set([...before.tags, ...(change.addTags ?? []).map(checkTag)])].filter((tag) => !dropped.has(tag));
  for (const [given, value] of Object.entries(change.attributes ?? {})) {
    if (value === null) { delete attributes[given.trim()]; continue; }
    const [name, text] = checkAttribute(given, value);
    attributes[name] = text;
  }
  const tooMany = tags.length > TAGS_MAX || Object.keys(attributes).length > ATTRIBUTES_MAX;
  if (tooMany) throw new EdgeError('too_large', 'a device has as many tags or attributes as it may', { fields: { tags: TAGS_MAX, attributes: ATTRIBUTES_MAX }, next: 'take some away first' });
  const named = change.set?.profile !== undefined || change.set?.category !== undefined;
  const after: DeviceEdit = {
    ...before, set, tags, attributes,
    // The latest word counts: another profile unlocks what was confirmed, and is not refused any more.
    ...(named && { confirmed: null, like: null, rejected: before.rejected.filter(({ tier, value }) => set[tier] !== value) }),
  };
  // Saying it again is no change: a file that is imported every night makes no history.
  if (editText(after) === editText(before)) return before;
  const renamed = VERDICT_FIELDS.some((field) => set[field] !== before.set[field]);
  return { ...after, edited: who, ...(renamed && { named: who }) };
}

/** The names that are set belong to what is confirmed; from now on they stand there. */
export function confirmed(before: DeviceEdit, names: Names, who: Said): DeviceEdit {
  if (names.profile === null && names.category === null) throw new EdgeError('conflict', 'there is no verdict to confirm', { next: 'say what it is with nameplate device reclassify' });
  const { category: _category, profile: _profile, vendor: _vendor, model: _model, ...set } = before.set;
  return { ...before, set, confirmed: { category: names.category, profile: names.profile, vendor: names.vendor, model: names.model, ...who }, rejected: before.rejected.filter(({ tier, value }) => names[tier] !== value) };
}

/** Whoever said that name before, it is not said again. */
export function rejected(before: DeviceEdit, tier: Refusable, value: string, who: Said): DeviceEdit {
  if (before.rejected.some((one) => one.tier === tier && one.value === value)) return before;
  if (before.rejected.length >= REFUSALS_MAX) throw new EdgeError('too_large', 'as many verdicts of this device were rejected as can be kept', { fields: { most: REFUSALS_MAX }, next: 'say what it is with nameplate device reclassify' });
  const set: Partial<Record<TextField, string>> = { ...before.set };
  if (set[tier] === value) delete set[tier];
  return { ...before, set, confirmed: before.confirmed?.[tier] === value ? null : before.confirmed, like: before.set[tier] === value ? null : before.like, rejected: [...before.rejected, { tier, value, ...who }] };
}

export function merged(before: DeviceEdit, scope: number, device: DeviceKey, who: Said): DeviceEdit { return { ...before, primary: { scope, device, ...who } }; }
export function split(before: DeviceEdit): DeviceEdit { return { ...before, primary: null }; }
export function addressed(before: DeviceEdit, ip: number, who: Said): DeviceEdit { return { ...before, address: { ip, ...who } }; }

/** The verdict is the machine's again; what people know of the unit stays. */
export function resetVerdict(before: DeviceEdit): DeviceEdit {
  const set = Object.fromEntries(entries(before.set).filter(([field]) => !VERDICT_FIELDS.some((one) => one === field && one !== 'hostname')));
  return { ...before, set, confirmed: null, rejected: [], like: null };
}

/** A label taken over from a device like it: only names, none that this device was refused, and none in place of what people said of this one. */
export function labelled(before: DeviceEdit, names: Names, like: { readonly scope: number; readonly device: DeviceKey }, who: Said): DeviceEdit {
  if (before.rejected.some(({ tier, value }) => names[tier] === value)) return before;
  const own = before.like === null ? entries(before.set) : [], old = before.like === null ? [] : entries(before.set);
  const set = Object.fromEntries([...old, ...entries(names), ...own].filter((entry): entry is [keyof Names, string] => typeof entry[1] === 'string'));
  return { ...(before ?? NO_EDIT), set, confirmed: null, edited: who, named: who, like: { ...like, ...who } };
}

/** The label goes; what people said of the device itself stays. `vendor` is the label's. */
export function unlabelled(before: DeviceEdit, vendor: string | null): DeviceEdit {
  const { category: _category, profile: _profile, vendor: maker, ...set } = before.set;
  return { ...before, set: { ...set, ...(maker !== undefined && maker !== vendor && { vendor: maker }) }, like: null };
}

/** One word for what was said, for lists. */
export type EditState = 'confirmed' | 'edited' | 'rejected' | 'described';
export function stateOf(edit: DeviceEdit): EditState | null {
  if (VERDICT_FIELDS.some((field) => edit.set[field] !== undefined)) return 'edited';
  if (edit.confirmed !== null) return 'confirmed';
  if (edit.rejected.length > 0) return 'rejected';
  return Object.keys(edit.set).length > 0 || edit.tags.length > 0 || Object.keys(edit.attributes).length > 0 || edit.primary !== null || edit.address !== null ? 'described' : null;
}

/** Object.entries with the keys that the type has. */
function entries<K extends string, V>(object: Readonly<Partial<Record<K, V>>>): [K, V | undefined][] { return Object.entries(object) as [K, V | undefined][]; } // made of such keys by everybody here
