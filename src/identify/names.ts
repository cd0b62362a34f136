/** Whether a device said in words what it is. */
import { PRESENT } from '../features/index.ts';
import { PARAMETERS } from '../model/index.ts';
import { isDefaultName, isToolName } from './default-names.ts';

/** How much more a word must speak for its profile than for any other, in log odds. */
const MARGIN = 0.15;

const NAMES: ReadonlySet<string> = new Set(PARAMETERS.filter((parameter) => parameter.kind === 'name').map((parameter) => parameter.name));

/** A path is its maker's platform, unless it has the product in a query. */
const NAMES_PRODUCT = /[?&](?:model|product|device|mod|type)=[^&]/i;

/** Whether a row is a word at all: of a naming parameter, whole (sisters share the coarse forms, `DCS-~`), and not the name of a radio module, a library or a platform. */
export function isWord(parameter: string, token: string): boolean {
  if (!NAMES.has(parameter) || token === PRESENT || token.endsWith('~')) return false;
  if (parameter === 'dhcp.hostname') return !isDefaultName(token);
  if (parameter === 'http.path') return NAMES_PRODUCT.test(token);
  if (parameter === 'http.user_agent' || parameter === 'http.agent_product' || parameter === 'http.server') return !isToolName(token);
  return true;
}

/** For each row of a naming parameter the profile it speaks for alone; -1 for words that several profiles share, for names a radio module gives itself, and for all other rows. */
export function profilesNamed(words: readonly (readonly [parameter: string, token: string])[], weights: Float32Array, profileOfLeaf: Int16Array): Int16Array {
  const leaves = profileOfLeaf.length;
  return Int16Array.from(words, ([parameter, token], row) => {
    if (!isWord(parameter, token)) return -1;
    const own = weights.subarray(row * leaves, (row + 1) * leaves);
    let best = 0, next = -Infinity;
    for (let leaf = 1; leaf < leaves; leaf++) if ((own[leaf] ?? 0) > (own[best] ?? 0)) best = leaf;
    for (let leaf = 0; leaf < leaves; leaf++) if (profileOfLeaf[leaf] !== profileOfLeaf[best]) next = Math.max(next, own[leaf] ?? 0);
    return (own[best] ?? 0) - next >= MARGIN ? (profileOfLeaf[best] ?? -1) : -1;
  });
}

export function isNamed(rows: Int32Array, profile: number, names: Int16Array): boolean {
  for (let i = 0; i < rows.length; i++) if (names[rows[i] ?? 0] === profile) return true;
  return false;
}
