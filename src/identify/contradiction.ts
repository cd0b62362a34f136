/** Whether a device names a model that is not the one it is taken for: a sister product of a known maker. */
import { PRESENT } from '../features/index.ts';
import { isTypical, type Model } from './model.ts';

/** Parameters whose value tells the models of one maker apart. */
const NAMES_MODEL = new Set(['dhcp.hostname', 'dhcp.client_fqdn', 'mdns.model', 'ssdp.device', 'traffic.model']);

/** True when one of them is there, but none of its values is one that `leaf` has. Coarse forms (`DCS-~`) do not count: sisters share them. */
export function contradictsModel(ids: Uint32Array, leaf: number, model: Model): boolean {
  const said = new Set<string>(), agreed = new Set<string>();
  for (const id of ids) {
    const row = model.rowOf(id), word = row < 0 ? undefined : model.words[row];
    if (word === undefined || !NAMES_MODEL.has(word.source)) continue;
    if (word.token === PRESENT) said.add(word.source);
    else if (!word.token.endsWith('~') && isTypical(model, row, leaf)) agreed.add(word.source);
  }
  return said.size > agreed.size;
}
