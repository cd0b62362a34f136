/** Claims as all books shall make them: one name a system, and versions and models without what stands on the lines behind them. */
import type { Claim } from '../model/index.ts';

/** Names that books have for the same system; two names of one would stand against each other. Apple's iOS is spelled with a small i. */
const SYSTEMS: ReadonlyMap<string, string> = new Map([
  ['IOS', 'Cisco IOS'], ['IOS XE', 'Cisco IOS XE'], ['IOS XR', 'Cisco IOS XR'], ['NX-OS', 'Cisco NX-OS'], ['CatOS', 'Cisco CatOS'], ['VRP', 'Huawei VRP'], ['EOS', 'Arista EOS'], ['VMware ESXi', 'ESXi'], ['VMware ESX', 'ESXi'],
]);
/** A version is a number with a word or two, no sentence: what follows in brackets is who built it, where, or the year it is from. */
const TRAILING = /(?:\s*[[\n\r].*|,.*|\s+(?:copyright|compiled|release software|build date)\b.*)$/is;

/** A line's end, or what nobody can print: no name goes on behind it, and whoever keeps names apart by such a character can. */
const CONTROL = /[\u0000-\u001f\u007f].*$/s;

/** The same claim where there is nothing to tidy. */
export function tidied(claim: Claim): Claim {
  const { os_family, os_version, model, vendor } = claim, family = os_family === undefined ? undefined : SYSTEMS.get(os_family) ?? os_family;
  const version = os_version?.replace(TRAILING, '').trim(), product = model?.replace(CONTROL, '').trim(), maker = vendor?.replace(CONTROL, '').trim();
  if (family === os_family && version === os_version && product === model && maker === vendor) return claim;
  const { os_family: _family, os_version: _version, model: _model, vendor: _vendor, ...rest } = claim;
  return { ...rest, ...(family === undefined ? {} : { os_family: family }), ...(version ? { os_version: version } : {}), ...(product ? { model: product } : {}), ...(maker ? { vendor: maker } : {}) };
}
