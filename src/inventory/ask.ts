/** Which devices somebody asks for: words from a command to a condition on a device (R59, R71). What a row tells is looked at before what its evidence tells. */
import { confidenceLevel, EdgeError, ipText, keyText, parseIp, type Ipv4 } from '../model/index.ts';
import { periodMs } from '../onboarding/index.ts';
import { CATEGORIES, makerOf, ONBOARDING } from '../taxonomy/index.ts';
import { attributeOf, valueText } from './attributes.ts';
import type { Listed, ListedRow } from './listed.ts';
import { activeWithin } from './readings.ts';

export type Test<T> = (device: T) => boolean;
export interface Asked {
  /** All must hold; looked at with the row alone. */
  readonly cheap: readonly Test<ListedRow>[];
  /** And these, which read more. */
  readonly dear: readonly Test<Listed>[];
}

/** How a filter's word becomes a condition. */
export interface Words {
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

/** Devices of which nobody knows what they are (R71). */
const UNSURE = 70;

/** Words that a filter can only be one of: a slip is told, and not answered with no devices. */
const UNNAMED = 'unknown';
const CHOICES = {
  category: [...CATEGORIES.map(({ name }): string => name), ONBOARDING, UNNAMED], vertical: [...new Set(CATEGORIES.map(({ vertical }): string => vertical))], type: ['IoT', 'IT', 'OT'],
} as const;

const same = (a: string | null | undefined, b: string): boolean => (a ?? '').toLowerCase() === b;

export function asked(words: Words, now: number): Asked {
  const cheap: Test<ListedRow>[] = [], dear: Test<Listed>[] = [];
  const text = (name: string, add: (word: string) => void): void => { const word = words.text(name); if (word !== undefined) add(word.trim().toLowerCase()); };
  text('vendor', (word) => { const maker = makerOf(word).toLowerCase(); cheap.push(({ verdict }) => same(verdict?.vendor, word) || same(verdict?.vendor, maker)); });
  text('model', (word) => cheap.push(({ verdict }) => same(verdict?.model, word)));
  text('os', (word) => cheap.push(({ verdict }) => same(verdict?.os_family, word)));
  text('type', (word) => { const type = chosen('type', word); cheap.push(({ verdict }) => same(verdict?.device_type, type)); });
  text('site', (word) => cheap.push(({ scope }) => same(scope.site, word)));
  text('segment', (word) => cheap.push(({ scope }) => same(scope.segment, word)));
  text('subnet', (word) => { const within = subnetTest(word); cheap.push(({ ip }) => ip !== 0 && within(ip)); });
  text('confidence', (word) => { const fits = confidenceTest(word); cheap.push(({ confidence }) => fits(confidence)); });
  text('seen-within', (word) => { const ms = spanOf('--seen-within', word); cheap.push(({ lastActivity }) => now - lastActivity <= ms); });
  text('first-seen-within', (word) => { const ms = spanOf('--first-seen-within', word); cheap.push(({ firstSeen }) => now - firstSeen <= ms); });
  if (words.flag('unknown')) cheap.push(({ verdict, confidence }) => verdict?.profile == null || confidence < UNSURE);
  if (words.flag('active')) dear.push((device) => activeWithin(device, 3_600_000));
  text('category', (word) => dear.push(hasValue('category', chosen('category', word) === UNNAMED ? '' : word)));
  text('profile', (word) => dear.push(hasValue('profile', word)));
  text('vertical', (word) => dear.push(hasValue('profile_vertical', chosen('vertical', word))));
  text('vlan', (word) => dear.push(hasValue('vlan', vlanOf(word))));
  if (words.flag('onboarding')) dear.push(({ stage }) => stage === 'onboarding');
  text('expires-within', (word) => { const ms = spanOf('--expires-within', word); dear.push(({ stage, onboardingEnds }) => stage === 'onboarding' && onboardingEnds !== null && onboardingEnds - now <= ms); });
  if (words.flag('confirmed')) dear.push(({ people }) => people.state === 'confirmed');
  if (words.flag('edited')) dear.push(({ people }) => people.state !== null);
  for (const tag of words.texts('tag')) dear.push(({ people }) => people.tags.some((one) => same(one, tag.trim().toLowerCase())));
  text('application', (word) => dear.push(({ applications }) => applications.some((name) => name.toLowerCase() === word)));
  text('text', (word) => dear.push((device) => says(device, word)));
  return { cheap, dear };
}

export function fits(device: Listed, { cheap, dear }: Asked): boolean { return cheap.every((test) => test(device)) && dear.every((test) => test(device)); }

function chosen(what: keyof typeof CHOICES, word: string): string {
  if (CHOICES[what].some((one) => same(one, word))) return word;
  throw new EdgeError('usage', `there is no such ${what}`, { fields: { [what]: word.slice(0, 64) }, next: what === 'type' ? 'write IoT, IT or OT' : 'nameplate categories lists them' });
}

function hasValue(name: string, word: string): Test<Listed> {
  const attribute = attributeOf(name);
  if (attribute === undefined) throw new Error(`no attribute is called ${name}`);
  return (device) => same(valueText(attribute.read(device)), word);
}

/** Anywhere in what it is called, what it is said to be, what people say of it and what it says itself. */
function says(device: Listed, word: string): boolean {
  const { verdict, people, scope } = device, has = (value: string | null | undefined): boolean => (value ?? '').toLowerCase().includes(word);
  return [keyText(device.key), device.ip === 0 ? null : ipText(device.ip), device.hostname, scope.site, scope.segment, verdict?.category, verdict?.profile, verdict?.vendor, verdict?.model, verdict?.os_family, verdict?.os_version,
    people.location, people.department, people.asset_tag, people.serial_number, people.description, people.notes, ...people.tags, ...Object.values(people.customAttributes)].some(has)
    || (device.evidence?.sayings.some(({ value }) => has(value)) ?? false);
}

/** `10.0.0.0/8`; an address alone is one device's. */
export function subnetTest(word: string): (ip: Ipv4) => boolean {
  const [, address = '', length = '32'] = /^([0-9.]+)(?:\/([0-9]{1,2}))?$/.exec(word) ?? [], base = parseIp(address), bits = Number(length);
  if (base === undefined || bits > 32) throw new EdgeError('usage', 'a subnet is an address and a length', { fields: { subnet: word.slice(0, 40) }, next: 'write it as in 10.1.0.0/16' });
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  return (ip) => ((ip & mask) >>> 0) === ((base & mask) >>> 0);
}

/** A VLAN's number, or two of them where a provider's tag stands outside (802.1ad), as in 30.7. */
function vlanOf(word: string): string {
  const numbers = /^\d{1,4}(\.\d{1,4})?$/.test(word) ? word.split('.').map(Number) : [];
  if (numbers.length === 0 || numbers.some((number) => number > 4094)) throw new EdgeError('usage', 'a VLAN is a number up to 4094', { fields: { vlan: word.slice(0, 40) }, next: 'write 30, or 30.7 where tags are stacked' });
  return numbers.join('.');
}

/** `low`, `medium`, `high`, `>=80`, `<70`, `70-89` or `95`. */
export function confidenceTest(word: string): (score: number) => boolean {
  if (word === 'low' || word === 'medium' || word === 'high') return (score) => confidenceLevel(score) === word;
  const [, sign = '', from = '', to = ''] = /^(>=|<=|>|<|=)?\s*([0-9]{1,3})(?:\s*-\s*([0-9]{1,3}))?$/.exec(word) ?? [], a = Number(from), b = Number(to);
  if (from === '' || (to !== '' && (sign !== '' || b < a)) || a > 100 || b > 100) throw new EdgeError('usage', 'a confidence is a level, a number with a sign, or a range', { fields: { confidence: word.slice(0, 40) }, next: 'write low, medium, high, >=80 or 70-89' });
  if (to !== '') return (score) => score >= a && score <= b;
  switch (sign) {
    case '>=': return (score) => score >= a;
    case '<=': return (score) => score <= a;
    case '>': return (score) => score > a;
    case '<': return (score) => score < a;
    default: return (score) => score === a;
  }
}

export function spanOf(option: string, word: string): number {
  const ms = periodMs(word);
  if (ms === null || ms === undefined) throw new EdgeError('usage', 'a span of time is a number with a unit', { fields: { option, given: word.slice(0, 40) }, next: 'write 24h, 7d or 30m' });
  return ms;
}
