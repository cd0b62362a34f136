/** Which host names tell one unit from the next: a name that a maker gives all of its products tells nothing, and one that people give only something. */
import { maskText } from '../features/index.ts';
import type { DeviceKey } from '../model/index.ts';

/** `unit`: a serial number or the like is in it. `owner`: somebody's, as systems make them from a person's name. */
export type NameKind = 'unit' | 'owner';

/** What masking puts for it. */
const UNIT = '#';
/** No device's MAC: what of a name belongs to one unit is asked for without knowing whose it is. */
const NOBODY = 0 as DeviceKey;
/** What systems call a machine when nobody does: random letters and digits, one machine each. */
const RANDOM = /^(?:desktop-[0-9a-z]{7}|laptop-[0-9a-z]{8}|win-[0-9a-z]{11}|android-[0-9a-f]{14,16}|ip-\d+-\d+-\d+-\d+)$/;
/** `annas-iphone`, `iphone-von-anna`, `macbook-pro-de-luis`, `johns-mbp-2`. */
const OWNED = /^[a-z]{2,20}s?-(?:iphone|ipad|ipod|watch|macbook|mbp|mba|mac|imac|galaxy|pixel|laptop|pc|phone|tablet|notebook)(?:-(?:pro|air|mini|\d{1,2}))*$|^(?:iphone|ipad|macbook|imac|galaxy|watch)(?:-(?:pro|air|mini|\d{1,2}))*-(?:von|de|di|of|van|da|do|du|d)-[a-z]{2,20}$|^[a-z]{2,20}-s-[a-z0-9-]{2,24}$/;
/** Words that stand where a name would, in names of many. */
const NOBODYS = /^(?:my|the|new|test|user|admin|guest|office|home|default|smart|wireless)s?-/;

/** The first label, in lower case, as every protocol that carries a name would have it. */
export function plainName(value: string): string { return value.toLowerCase().replace(/\.$/, '').split('.')[0]?.replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') ?? ''; }

export function nameKind(name: string): NameKind | undefined {
  if (name.length < 5) return undefined;
  if (RANDOM.test(name)) return name.startsWith('ip-') ? undefined : 'unit';
  const masked = maskText(name, NOBODY);
  if (masked.includes(UNIT)) return unitPart(name, masked) >= 5 ? 'unit' : undefined;
  return OWNED.test(name) && !NOBODYS.test(name) ? 'owner' : undefined;
}

/** How many characters of it belong to one unit. */
function unitPart(name: string, masked: string): number { return name.length - masked.replaceAll(UNIT, '').length; }
