/** What people type, checked one value at a time: the error names the field and what it may be. */
import { EdgeError } from '../model/index.ts';
import { CATEGORIES, ONBOARDING, type Category } from '../taxonomy/index.ts';
import type { TextField } from './edit.ts';

/** Longest values, characters; the wire and the store carry all of them. */
const TEXT_MAX = 256, NOTES_MAX = 4096, TAG_MAX = 64;
export const TAGS_MAX = 64, ATTRIBUTES_MAX = 64, REFUSALS_MAX = 64;

/** A value of a field in its one form: without blanks around it, and of characters that every screen and every digest can carry. */
export function checkText(field: TextField, value: string): string {
  const text = printable(field, value, field === 'notes' ? NOTES_MAX : TEXT_MAX);
  if (field === 'category') return checkCategory(text).name;
  if (field === 'purdue_level') return checkPurdue(text);
  return text;
}

/** By its name, upper and lower case alike. */
export function checkCategory(name: string): Category {
  const wanted = name.toLowerCase(), found = CATEGORIES.find((one) => one.name.toLowerCase() === wanted && one.name !== ONBOARDING);
  if (found !== undefined) return found;
  const near = CATEGORIES.filter((one) => one.name.toLowerCase().split(/\W+/).some((word) => word.length > 2 && wanted.includes(word))).map((one) => one.name).slice(0, 5);
  throw new EdgeError('usage', 'there is no such category', { fields: { category: name, near: near.join(', ') }, next: 'take a category of the taxonomy; nameplate device template lists them' });
}

/** `3`, `Level 3` and `L3` are the same. */
function checkPurdue(text: string): string {
  const [, level] = /^(?:level|l)?\s*([0-5])$/i.exec(text) ?? [];
  if (level === undefined) throw new EdgeError('usage', 'a Purdue level is a whole number from 0 to 5', { fields: { purdue_level: text } });
  return level;
}

export function checkTag(tag: string): string { return printable('tag', tag, TAG_MAX); }
export function checkAttribute(name: string, value: string): readonly [string, string] { return [printable('attribute', name, TAG_MAX), printable(name, value, TEXT_MAX)]; }

export function printable(field: string, value: string, most: number): string {
  const text = value.trim();
  if (text === '' || text.length > most || /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(field === 'notes' ? text.replaceAll('\n', ' ') : text) || !text.isWellFormed()) {
    throw new EdgeError('usage', 'a value is text that can be printed, neither empty nor too long', { fields: { field, most, value: text.slice(0, 40).toWellFormed() } });
  }
  return text;
}
