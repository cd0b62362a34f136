/** Names that devices ask for and servers they call: update servers, clouds and time servers of one maker or one system (R49). */
import type { Claim, ParameterName } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { claimOf, ownBook, type Reader, type Said } from '../rule.ts';
import { HOME } from './home.ts';
import { SYSTEMS } from './systems.ts';
import { WORK } from './work.ts';

/** Names of one sort, with a blank between them; each stands for what is below it, too. */
export type DomainRow = readonly [domains: string, said: Said, certainty: number];

export const ROWS: readonly DomainRow[] = [...SYSTEMS, ...HOME, ...WORK];

/**
 * A later row of a name takes the place of an earlier one: a cloud's row lists all of its hosts, the next those for devices alone. A row is one rule, by
 * its first name: five hosts of one cloud are one reason, and so are a name and its domain.
 */
export function tableOf(rows: readonly DomainRow[]): ReadonlyMap<string, Claim> {
  return new Map(rows.flatMap(([domains, said, certainty]) => {
    const names = domains.split(' '), claim = claimOf(`domains/${names[0]}`, said, certainty);
    return names.map((name) => [name, claim] as const);
  }));
}

/** Labels that are tried, from the longest name on; a name of a device's making has no more that matter. */
const MOST_LABELS = 12;

const NOTHING: readonly Claim[] = Object.freeze([]);

/** The longest name of the table that `host` is, or is below of. */
function find(table: ReadonlyMap<string, Claim>, host: string): readonly Claim[] {
  let name = host.toLowerCase();
  if (name.includes(':')) name = name.replace(/:\d{1,5}$/, '');
  if (name.endsWith('.')) name = name.slice(0, -1);
  // No name of the table is a single label.
  for (let tried = 0, dot = name.indexOf('.'); tried < MOST_LABELS && dot >= 0; tried++, dot = name.indexOf('.')) {
    const claim = table.get(name);
    if (claim !== undefined) return [claim];
    name = name.slice(dot + 1);
  }
  return NOTHING;
}

/** A registered domain alone claims what the table says of the whole domain. */
const ASKED: readonly ParameterName[] = ['dns.query', 'dns.domain', 'tls.server_name', 'tls.domain', 'http.host', 'http.domain'];

/** The table is made when the first name comes. */
export function domainsBook(): Book {
  let table: ReadonlyMap<string, Claim> | undefined;
  const reader: Reader = (host) => find(table ??= tableOf(ROWS), host);
  return ownBook('domains', new Map(ASKED.map((parameter) => [parameter, reader])));
}
