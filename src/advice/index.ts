/** What a firewall does not show us, and what to do about it. Pure. */
import type { LogBook } from '../books/index.ts';
import type { Description } from './description.ts';
import { RULES, type Lag, type Situation, type Weight } from './rules.ts';

export { DHCP_ROLES, LICENCES, MODES, NOTHING_STATED, readDescription, type Description, type DhcpRole, type Licence, type Mode } from './description.ts';
export { broadcastSessionIn, dhcpSeen, type Coverage, type Delivery } from './dhcp-coverage.ts';
export { surerFor, type Step, type SurerInput } from './surer.ts';
export { RULES, type Lag, type Rule, type Situation, type Weight } from './rules.ts';

export interface AdviceInput {
  /** Of this firewall. */
  readonly books: readonly LogBook[];
  readonly content: string | null;
  /** As its logs say; what is stated goes before. */
  readonly panos: string | null;
  readonly description: Description;
  /** Mapping changes that it does not have, and for how long the oldest has waited; null where none waits, or it never polled. */
  readonly lag?: Lag | null;
  /** It has all mappings, and its logs show so many of them; null: it has not. */
  readonly shown?: number | null;
  /** Epoch ms. */
  readonly now: number;
}
export interface Advice { readonly id: string; readonly cites: readonly string[]; readonly weight: Weight; readonly says: string; readonly next: string }

/** What has not come for so long is not there. */
const LATELY_MS = 86_400_000;
const ORDER: readonly Weight[] = ['gap', 'partial', 'hint'];

export function situationOf({ books, content, panos, description, lag = null, shown = null, now }: AdviceInput): Situation {
  const lately = books.filter(({ received, records, duplicates }) => now - received <= LATELY_MS && records + duplicates > 0);
  const records = lately.reduce((sum, book) => sum + book.records, 0), duplicates = lately.reduce((sum, book) => sum + book.duplicates, 0);
  return {
    ...description, panos: description.panos ?? panos, content, lag, shown,
    seen: new Set(lately.filter(({ used }) => used).map(({ type, subtype }) => (type === 'record' ? subtype : type))),
    unused: [...new Set(lately.filter(({ used }) => !used).map(({ type, subtype }) => (type === 'THREAT' ? `THREAT ${subtype}` : type)))].sort(),
    duplicates: records + duplicates === 0 ? 0 : duplicates / (records + duplicates),
  };
}

/** Gaps first; of equal weight in the order of the rules. */
export function adviceFor(input: AdviceInput): readonly Advice[] {
  const situation = situationOf(input), text = (said: string | ((s: Situation) => string)): string => (typeof said === 'string' ? said : said(situation));
  return RULES.filter(({ holds }) => holds(situation)).map(({ id, cites, weight, says, next }) => ({ id, cites, weight, says: text(says), next: text(next) }))
    .sort((a, b) => ORDER.indexOf(a.weight) - ORDER.indexOf(b.weight));
}
