/** `nameplate device others`: devices like this one, by the evidence in the store, read through twice whatever its size. */
import type { LikeAsk, LikeDevice } from '../cli/index.ts';
import { decodeFeatures, type DecodedFeatures } from '../features/index.ts';
import { EdgeError, keyText, PARAMETERS } from '../model/index.ts';
import { likeness, Rarity } from '../people/index.ts';
import type { Store } from '../store/index.ts';

/** Values that both said, in an answer. */
const WORDS_MOST = 4;
/** So few ids are no ground for a comparison. */
const IDS_LEAST = 4;

interface Found { readonly id: number; readonly score: number; readonly shared: number; readonly words: readonly string[] }

/** The likest first. */
export function likeDevices(store: Store, { tenant, device, least, limit }: LikeAsk): readonly LikeDevice[] {
  const row = store.devices.find(device.scope, device.device), bytes = row && store.devices.evidence(row.id), own = bytes && decodeFeatures(bytes);
  if (row === undefined || own === undefined || own.ids.length < IDS_LEAST) throw new EdgeError('not_found', 'too little is known of the device to find others like it', { fields: { device: keyText(device.device), features: own?.ids.length ?? 0 }, next: 'wait until it said more' });
  const rarity = new Rarity(), words = wordsOf(own), counts = new Map<string, number>();
  for (const other of store.evidenceOf(tenant)) {
    const decoded = decodeFeatures(other.evidence);
    if (decoded === undefined) continue;
    rarity.add(decoded.ids);
    for (const word of wordsOf(decoded)) if (words.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const found: Found[] = [];
  for (const other of store.evidenceOf(tenant)) {
    if (other.id === row.id) continue;
    const decoded = decodeFeatures(other.evidence);
    if (decoded === undefined || decoded.ids.length < IDS_LEAST) continue;
    const { score, shared } = likeness(own.ids, decoded.ids, rarity);
    if (score < least) continue;
    const common = [...wordsOf(decoded)].filter((word) => words.has(word)).sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
    found.push({ id: other.id, score, shared, words: common.slice(0, WORDS_MOST) });
    if (found.length > 2 * limit) keepBest(found, limit);
  }
  keepBest(found, limit);
  return found.flatMap(({ id, score, shared, words: common }) => {
    const like = store.devices.byId(id);
    return like === undefined ? [] : [{ ref: { scope: like.scope, device: like.mac }, row: like, score: Math.floor(score * 100), why: `${shared} of ${own.ids.length} features${common.map((word) => `; ${word}`).join('')}` }];
  });
}

function keepBest(found: Found[], limit: number): void {
  found.sort((a, b) => b.score - a.score || a.id - b.id);
  found.length = Math.min(found.length, limit);
}

/** What it said that tells its type; what tells the one unit makes no likeness. */
function wordsOf({ sayings }: DecodedFeatures): ReadonlySet<string> {
  return new Set(sayings.flatMap(({ index, value }) => { const parameter = PARAMETERS[index]; return parameter === undefined || parameter.identifies === 'instance' ? [] : [`${parameter.name} ${value}`]; }));
}
