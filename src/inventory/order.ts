/** In which order devices are listed, and which of their attributes. */
import { EdgeError } from '../model/index.ts';
import { ATTRIBUTES, attributeOf, valueText, type Attribute, type Value } from './attributes.ts';

/** What a terminal has room for. */
export const USUAL: readonly string[] = ['ip_address', 'mac_address', 'hostname', 'category', 'profile', 'confidence_score', 'last_activity'];

/** `a,b,c`, `all`, or the usual ones. */
export function columnsOf(text: string | undefined, usual: readonly string[] = USUAL): readonly Attribute[] {
  if (text?.trim().toLowerCase() === 'all') return ATTRIBUTES;
  return (text?.split(',') ?? usual).filter((name) => name.trim() !== '').map(named);
}

export interface Order { readonly attribute: Attribute; readonly descending: boolean }

/** `last_activity:desc`. */
export function orderOf(text: string): Order {
  const [, name = '', direction = 'asc'] = /^(.*?)(?::(asc|desc))?$/i.exec(text.trim()) ?? [];
  return { attribute: named(name), descending: direction.toLowerCase() === 'desc' };
}

/** What a value is put in order by; texts without regard to case, no value last. */
export type SortKey = number | string | null;
export function sortKey(value: Value): SortKey { return value === null || typeof value === 'number' ? value : valueText(value).toLowerCase().slice(0, 128); }
export function compareKeys(a: SortKey, b: SortKey, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  const less = typeof a === 'number' && typeof b === 'number' ? a < b : String(a) < String(b);
  return less === descending ? 1 : -1;
}

function named(name: string): Attribute {
  const found = attributeOf(name);
  if (found === undefined) throw new EdgeError('usage', 'there is no such attribute', { fields: { attribute: name.slice(0, 64) }, next: 'nameplate devices --columns help lists all of them' });
  return found;
}
