/** What people said of one device, as it is kept: values they set, a verdict they confirmed, verdicts they refused, the device it is a part of (R62). */
import type { DeviceKey } from '../model/index.ts';

/** Fields of the verdict that people can set. */
export const VERDICT_FIELDS = ['category', 'profile', 'vendor', 'model', 'os_family', 'os_version', 'hostname'] as const;
/** Fields about the unit that nobody but people knows. */
export const UNIT_FIELDS = ['serial_number', 'location', 'department', 'asset_tag', 'description', 'notes', 'purdue_level'] as const;
export const TEXT_FIELDS = [...VERDICT_FIELDS, ...UNIT_FIELDS] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** Tiers of a verdict that can be refused. */
export const REFUSABLE = ['profile', 'model', 'category', 'vendor'] as const;
export type Refusable = (typeof REFUSABLE)[number];

/** Whose word it is, and of when (epoch ms). */
export interface Said { readonly by: string; readonly at: number }
export interface Refusal extends Said { readonly tier: Refusable; readonly value: string }
/** A verdict that stands as it was, whatever is learned later. */
export interface Confirmed extends Said { readonly category: string | null; readonly profile: string | null; readonly vendor: string | null; readonly model: string | null }

export interface DeviceEdit {
  readonly set: Readonly<Partial<Record<TextField, string>>>;
  readonly tags: readonly string[];
  /** Attributes of the people's own. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Who last changed anything that is set, and who what bears on the verdict. */
  readonly edited: Said | null;
  readonly named: Said | null;
  readonly confirmed: Confirmed | null;
  readonly rejected: readonly Refusal[];
  /** The device it is an interface of: scope number and key. */
  readonly primary: (Said & { readonly scope: number; readonly device: DeviceKey }) | null;
  /** The address it was given. */
  readonly address: (Said & { readonly ip: number }) | null;
  /** The label was taken over from this device, on request. */
  readonly like: (Said & { readonly scope: number; readonly device: DeviceKey }) | null;
}

export const NO_EDIT: DeviceEdit = Object.freeze({ set: {}, tags: [], attributes: {}, edited: null, named: null, confirmed: null, rejected: [], primary: null, address: null, like: null });

/** What is there of an edit says how it is called; nothing at all is no edit. */
export function isEmpty(edit: DeviceEdit): boolean {
  return Object.keys(edit.set).length === 0 && edit.tags.length === 0 && Object.keys(edit.attributes).length === 0 && edit.confirmed === null && edit.rejected.length === 0
    && edit.primary === null && edit.address === null;
}

/** The same text for the same edit, in whatever order it was said. */
export function editText({ set, tags, attributes, edited, named, confirmed, rejected, primary, address, like }: DeviceEdit): string {
  const ordered = Object.fromEntries(TEXT_FIELDS.flatMap((field) => (set[field] === undefined ? [] : [[field, set[field]]])));
  const own = Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ set: ordered, tags, attributes: own, edited, named, confirmed, rejected, primary, address, like });
}

/** Reads what `editText` wrote; a part that is missing or of another kind is as if it had not been said, so that an older or newer version's edit keeps the rest. */
export function readEdit(json: string): DeviceEdit {
  const from = object(JSON.parse(json));
  return {
    set: Object.fromEntries(TEXT_FIELDS.flatMap((field) => { const value = object(from['set'])[field]; return typeof value === 'string' ? [[field, value]] : []; })),
    tags: texts(from['tags']),
    attributes: Object.fromEntries(Object.entries(object(from['attributes'])).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    edited: said(from['edited']) ?? null,
    named: said(from['named']) ?? null,
    confirmed: confirmedOf(from['confirmed']),
    rejected: list(from['rejected']).flatMap((one) => refusalOf(object(one)) ?? []),
    primary: partOf(from['primary']),
    address: addressOf(from['address']),
    like: partOf(from['like']),
  };
}

type Fields = Readonly<Record<string, unknown>>;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const texts = (value: unknown): readonly string[] => list(value).filter((one): one is string => typeof one === 'string');
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
function object(value: unknown): Fields { return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {}; }

function said(value: unknown): Said | undefined {
  const { by, at } = object(value);
  return typeof by === 'string' && typeof at === 'number' ? { by, at } : undefined;
}
function confirmedOf(value: unknown): Confirmed | null {
  const who = said(value), { category, profile, vendor, model } = object(value);
  return who === undefined ? null : { category: text(category), profile: text(profile), vendor: text(vendor), model: text(model), ...who };
}
function refusalOf(from: Fields): Refusal | undefined {
  const who = said(from), tier = REFUSABLE.find((one) => one === from['tier']), { value } = from;
  return who === undefined || tier === undefined || typeof value !== 'string' ? undefined : { tier, value, ...who };
}
function partOf(value: unknown): DeviceEdit['primary'] {
  const who = said(value), { scope, device } = object(value);
  return who === undefined || typeof scope !== 'number' || typeof device !== 'number' ? null : { scope, device: device as DeviceKey, ...who }; // a number that a device had
}
function addressOf(value: unknown): DeviceEdit['address'] {
  const who = said(value), { ip } = object(value);
  return who === undefined || typeof ip !== 'number' ? null : { ip, ...who };
}
