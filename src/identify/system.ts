/** Operating system: what the device's words claim about it, weighed against each other. */
import type { HeardClaim, ParameterName } from '../model/index.ts';

export interface System { readonly family: string; readonly version: string | null }

/** Below this nobody has said it. */
const LEAST = 0.6;
/** Built on Linux: what says Linux of such a device is not wrong, but says less. */
const ON_LINUX: ReadonlySet<string> = new Set(['Android', 'ChromeOS', 'Tizen', 'webOS', 'RouterOS', 'FortiOS', 'KaiOS', 'Firefox OS', 'Sailfish OS', 'HarmonyOS', 'Roku OS']);
/** Versions whose certainties differ by less are told by their time: systems are updated. */
const AS_SURE = 0.1;

/** The family that most kinds of words speak for; what one kind says twice counts once. */
export function systemOf(heard: readonly HeardClaim[]): System | undefined {
  const families = new Map<string, Map<ParameterName, number>>();
  for (const { parameter, claim: { os_family: family, certainty } } of heard) {
    if (family === undefined) continue;
    const surest = families.get(family) ?? new Map<ParameterName, number>();
    families.set(family, surest.set(parameter, Math.max(surest.get(parameter) ?? 0, certainty)));
  }
  const chances = [...families].map(([family, surest]) => ({ family, chance: chanceOf(surest.values()) })).filter(({ chance }) => chance >= LEAST);
  const finer = chances.some(({ family }) => ON_LINUX.has(family)) ? chances.filter(({ family }) => family !== 'Linux') : chances;
  const [best] = finer.sort((a, b) => b.chance - a.chance);
  return best === undefined ? undefined : { family: best.family, version: versionOf(heard, best.family) };
}

/** That at least one of them is right, if each errs by itself. */
function chanceOf(certainties: Iterable<number>): number {
  let wrong = 1;
  for (const certainty of certainties) wrong *= 1 - certainty;
  return 1 - wrong;
}

function versionOf(heard: readonly HeardClaim[], family: string): string | null {
  let best: HeardClaim | undefined;
  for (const one of heard) {
    if (one.claim.os_family !== family || one.claim.os_version === undefined) continue;
    const surer = one.claim.certainty - (best?.claim.certainty ?? 0);
    if (best === undefined || surer > AS_SURE || (surer > -AS_SURE && one.time >= best.time)) best = one;
  }
  return best?.claim.os_version ?? null;
}
