/** System descriptions and object identifiers of SNMP, read by rules of ours: the maker by its enterprise number, the kind by product lines and words. */
import type { Claim } from '../../model/index.ts';
import { maker as makerCalled, makerOf, type CategoryName } from '../../taxonomy/index.ts';
import type { Book } from '../book.ts';
import { makerNamedIn, makerOfEnterprise } from './makers.ts';
import { readObjectId } from './object-ids.ts';
import { kindHintedBy, Organisations } from './organisations.ts';
import { BRANDS, RULES } from './rules.ts';

/** A description is at most 255 characters long (RFC 3418). */
const LONGEST = 512;
const LONGEST_NAME = 60;

/** An agent that names a standard module in place of a product: UPS-MIB (RFC 1628), Printer-MIB (RFC 3805). */
const STANDARD: readonly (readonly [string, CategoryName])[] = [['1.3.6.1.2.1.33', 'Uninterruptible Power Supply'], ['1.3.6.1.2.1.43', 'Printer']];

/** Certainty of a kind that is little more than a guess. */
const GUESS = 0.55;

/** `file` gives the organisations of the registry; asked for when a number that we know no products of first needs it. */
export function sysdescrBook(file: () => Uint8Array): Book {
  let organisations: Organisations | undefined;

  const ofEnterprise = (number: number, certainty: number): Claim[] => {
    const rule = `sysdescr/enterprise ${number}`, maker = makerOfEnterprise(number);
    if (maker !== undefined) return [{ rule, certainty, ...(!CHIPS.has(number) && { vendor: makerOf(maker.name) }), ...(maker.usual !== undefined && { category: maker.usual }) }];
    const name = (organisations ??= new Organisations(file())).nameOf(number), known = name === undefined ? undefined : makerCalled(name);
    if (name === undefined) return [];
    const vendor: Claim = { rule, certainty: certainty * 0.9, vendor: makerOf(name) }, hint = known?.category ?? kindHintedBy(name);
    return hint === undefined ? [vendor] : [vendor, { rule: `${rule} by name`, certainty: GUESS, category: hint }];
  };

  const ofObjectId = (text: string): Claim[] => {
    const standard = STANDARD.find(([branch]) => text.replace(/^\./, '').startsWith(branch));
    if (standard !== undefined) return [{ rule: `sysdescr/object ${standard[0]}`, certainty: 0.95, category: standard[1] }];
    const id = readObjectId(text);
    if (id === undefined) return [];
    if (id.kind === undefined) return NO_MAKER.has(id.enterprise) ? [] : ofEnterprise(id.enterprise, 0.88);
    const maker = NO_MAKER.has(id.enterprise) || CHIPS.has(id.enterprise) ? undefined : makerOfEnterprise(id.enterprise);
    return [{ rule: `sysdescr/object ${id.branch}`, certainty: id.guessed ? 0.6 : 0.96, category: id.kind, ...(maker !== undefined && { vendor: makerOf(maker.name) }) }];
  };

  return {
    name: 'sysdescr',
    source: 'rules of ours; organisations of the IANA registry of private enterprise numbers',
    licence: 'Apache-2.0; the registry is public domain',
    parameters: ['snmp.system', 'lldp.system', 'snmp.object_id', 'snmp.enterprise', 'snmp.vendor'],
    read(parameter, value): readonly Claim[] {
      if (parameter === 'snmp.object_id') return ofObjectId(value);
      if (parameter === 'snmp.enterprise') return !/^\d{1,10}$/.test(value) || NO_MAKER.has(Number(value)) ? [] : ofEnterprise(Number(value), 0.8);
      // ENTITY-MIB's manufacturer: the device states it in a field made for that.
      if (parameter === 'snmp.vendor') return /\p{L}{2}/u.test(value) ? [{ rule: 'sysdescr/manufacturer', certainty: 0.97, vendor: makerOf(value.slice(0, LONGEST_NAME)) }] : [];
      return ofDescription(value.slice(0, LONGEST));
    },
  };
}

/** Agents and systems that run on anybody's hardware: UCD and Net-SNMP, Microsoft, FreeBSD, lwIP. */
const NO_MAKER: ReadonlySet<number> = new Set([2021, 8072, 311, 12325, 26381]);
/** Makers of chips and of the software that comes with them: switches of many brands go by their number. RND, Broadcom, Vitesse, China's cable standard, Realtek. */
const CHIPS: ReadonlySet<number> = new Set([89, 4413, 6603, 17409, 27282]);

function ofDescription(text: string): Claim[] {
  const found = RULES.find(({ pattern }) => pattern.test(text)), named = makerNamedIn(text), brand = BRANDS.find(([words]) => words.test(text))?.[1] ?? named?.name;
  const claims: Claim[] = [];
  if (found !== undefined) {
    const { pattern, kind, vendor = brand, system, certainty } = found;
    claims.push({ rule: `sysdescr/${pattern.source.slice(0, 40)}`, certainty, ...(kind !== undefined && { category: kind }), ...(vendor !== undefined && { vendor: makerOf(vendor) }), ...(system !== undefined && { os_family: system }) });
  } else if (named !== undefined) claims.push({ rule: `sysdescr/names ${named.name}`, certainty: 0.82, vendor: makerOf(named.name), ...(named.usual !== undefined && { category: named.usual }) });
  return claims;
}
