/** Whether what a device shows could be a sister product's as well: another product of the same maker, on the same platform, that nobody met. Such a verdict is never high. */
import { PRESENT } from '../features/index.ts';
import type { ParameterName } from '../model/index.ts';
import { contradictsProfile } from './contradiction.ts';
import type { Model } from './model.ts';
import { isNamed } from './names.ts';

/** The most confidence, 0-100, of a verdict that a sister product could have earned. */
export const MOST_ALIKE = 89;
/** Whom it talks to, and how: what a product has of its own even when it never says a word. Library texts are not: sisters and strangers share them. */
const TRAFFIC: ReadonlySet<string> = new Set<ParameterName>([
  'dns.query', 'dns.domain', 'tls.server_name', 'tls.domain', 'http.host', 'http.domain',
  'traffic.asks', 'traffic.serves', 'traffic.announces', 'traffic.sent_sizes', 'traffic.received_sizes', 'traffic.head',
]);
/** A row counts from this margin on (log odds); together they must reach the other figure. Set by hand, no sweep: with them nothing is wrong at 90 when each maker's products but one are kept from training. */
const LEAST_MARGIN = 0.1, LEAST_OWN = 1.5;
/** Services below this port are everybody's: only how long what is said there is may be a product's own. */
const EVERYBODYS = 1024;
/** A product of whose captures fewer than this share hold any word says nothing to be waited for. */
const WORDLESS = 0.5;

export interface Own {
  /** Profile whose traffic a row is; -1 for rows that are no traffic or nobody's own. */
  readonly profile: Int16Array;
  /** How much more it speaks for that profile than for any other, in log odds. */
  readonly margin: Float32Array;
}

export function ownTraffic(words: readonly (readonly [parameter: string, token: string])[], weights: Float32Array, profileOfLeaf: Int16Array): Own {
  const leaves = profileOfLeaf.length, profile = new Int16Array(words.length).fill(-1), margin = new Float32Array(words.length);
  words.forEach(([parameter, token], row) => {
    if (!TRAFFIC.has(parameter) || token === PRESENT || isEverybodys(parameter, token)) return;
    const own = weights.subarray(row * leaves, (row + 1) * leaves), best = own.indexOf(Math.max(...own));
    let next = -Infinity;
    for (let leaf = 0; leaf < leaves; leaf++) if (profileOfLeaf[leaf] !== profileOfLeaf[best]) next = Math.max(next, own[leaf] ?? 0);
    const more = (own[best] ?? 0) - next;
    if (more < LEAST_MARGIN) return;
    profile[row] = profileOfLeaf[best] ?? -1;
    margin[row] = more;
  });
  return { profile, margin };
}

function isEverybodys(parameter: string, token: string): boolean {
  const port = /^(?:from )?(?:tcp|udp)\/(\d+)/.exec(token)?.[1];
  return port !== undefined && Number(port) < EVERYBODYS && !parameter.endsWith('_sizes');
}

/**
 * A device names itself, or it is of a product that never does and its traffic is that product's own. A product that does name itself, seen
 * where its names are not, may be any of its sisters; one that says a name which is not the product's is a sister.
 */
export function isDistinct(rows: Int32Array, profile: number, leaf: number, model: Model): boolean {
  if (profile < 0 || contradictsProfile(rows, profile, model)) return false;
  if (isNamed(rows, profile, model.names)) return true;
  return (model.header.leaves[leaf]?.worded ?? 1) < WORDLESS && ownOf(rows, profile, model.own) >= LEAST_OWN;
}

function ownOf(rows: Int32Array, profile: number, own: Own): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    if (own.profile[row] === profile) sum += own.margin[row] ?? 0;
  }
  return sum;
}
