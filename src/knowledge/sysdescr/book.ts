/** System descriptions and object identifiers of SNMP, read by rules of ours: the maker by its enterprise number, the kind by product lines and words. */
import type { Claim } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { makerOfEnterprise } from './makers.ts';
import { readObjectId } from './object-ids.ts';
import { RULES } from './rules.ts';

/** A description is at most 255 characters long (RFC 3418). */
const LONGEST = 512;

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
  const { kind, vendor, system } = rule;
  return [{ rule: `sysdescr/${rule.pattern.source.slice(0, 40)}`, certainty: 0.9, ...(kind !== undefined && { category: kind }), ...(vendor !== undefined && { vendor }), ...(system !== undefined && { os_family: system }) }];
}

function ofObjectId(text: string): Claim[] {
  const id = readObjectId(text);
  if (id === undefined) return [];
  const maker = makerOfEnterprise(id.enterprise), own = id.enterprise !== 8072 && id.enterprise !== 311;
  if (id.kind === undefined) return ofEnterprise(id.enterprise, 0.8);
  return [{ rule: `sysdescr/object ${id.branch}`, certainty: 0.93, category: id.kind, ...(maker !== undefined && own && { vendor: maker.name }) }];
}

function ofEnterprise(number: number, certainty: number): Claim[] {
  const maker = makerOfEnterprise(number);
  return maker === undefined ? [] : [{ rule: `sysdescr/enterprise ${number}`, certainty, vendor: maker.name, ...(maker.usual !== undefined && { category: maker.usual }) }];
}
