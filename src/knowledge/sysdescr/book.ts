/** System descriptions and object identifiers of SNMP, read by rules of ours: the maker by its enterprise number, the kind by product lines and words. */
import type { Claim } from '../../model/index.ts';
import type { CategoryName } from '../../taxonomy/index.ts';
import type { Book } from '../book.ts';
import { makerOfEnterprise } from './makers.ts';
import { readObjectId } from './object-ids.ts';
import { RULES } from './rules.ts';

/** A description is at most 255 characters long (RFC 3418). */
const LONGEST = 512;

/** An agent that names a standard module in place of a product: UPS-MIB (RFC 1628), Printer-MIB (RFC 3805). */
const STANDARD: readonly (readonly [string, CategoryName])[] = [['1.3.6.1.2.1.33', 'Uninterruptible Power Supply'], ['1.3.6.1.2.1.43', 'Printer']];

export const sysdescrBook: Book = {
  name: 'sysdescr',
  source: 'rules of ours; enterprise numbers of the IANA registry',
  licence: 'Apache-2.0',
  parameters: ['snmp.system', 'known.description', 'lldp.system', 'snmp.object_id', 'snmp.enterprise'],
  read(parameter, value): readonly Claim[] {
    if (parameter === 'snmp.object_id') return ofObjectId(value);
    if (parameter === 'snmp.enterprise') return /^\d{1,10}$/.test(value) ? ofEnterprise(Number(value), 0.6) : [];
    return ofDescription(value.slice(0, LONGEST));
  },
};

function ofDescription(text: string): Claim[] {
  const rule = RULES.find(({ pattern }) => pattern.test(text));
  if (rule === undefined) return [];
  const { kind, vendor, system, certainty } = rule;
  return [{ rule: `sysdescr/${rule.pattern.source.slice(0, 40)}`, certainty, ...(kind !== undefined && { category: kind }), ...(vendor !== undefined && { vendor }), ...(system !== undefined && { os_family: system }) }];
}

function ofObjectId(text: string): Claim[] {
  const standard = STANDARD.find(([branch]) => text.replace(/^\./, '').startsWith(branch));
  if (standard !== undefined) return [{ rule: `sysdescr/object ${standard[0]}`, certainty: 0.95, category: standard[1] }];
  const id = readObjectId(text);
  if (id === undefined) return [];
  const maker = makerOfEnterprise(id.enterprise), own = id.enterprise !== 8072 && id.enterprise !== 311;
  if (id.kind === undefined) return ofEnterprise(id.enterprise, 0.8);
  return [{ rule: `sysdescr/object ${id.branch}`, certainty: id.guessed ? 0.6 : 0.96, category: id.kind, ...(maker !== undefined && own && { vendor: maker.name }) }];
}

function ofEnterprise(number: number, certainty: number): Claim[] {
  const maker = makerOfEnterprise(number);
  return maker === undefined ? [] : [{ rule: `sysdescr/enterprise ${number}`, certainty, vendor: maker.name, ...(maker.usual !== undefined && { category: maker.usual }) }];
}
