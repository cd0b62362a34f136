/** Which kind of system a User-Agent is of, as a bit: one device has one, two when it lies or runs another inside. */

/** In order: consoles, televisions and phones also write the names of other systems, theirs is the rarer word. */
const SYSTEMS: readonly RegExp[] = [/\bPlayStation\b/, /\bXbox\b/, /\bNintendo\b/, /\b(?:Tizen|Web0S|webOS)\b/, /\b(?:iPhone|iPad)\b/, /\bAndroid\b/, /\bWindows NT\b/, /\bCrOS\b/, /\bMacintosh\b/, /\bX11; (?:Linux|Ubuntu|FreeBSD)\b/];

/** Most agents of things name none: one look finds that out. */
const ANY = new RegExp(SYSTEMS.map(({ source }) => source).join('|'));

/** So many behind one MAC are not one device. */
export const SYSTEMS_OF_MANY = 3;

/** 0 when it names none. */
export function systemBit(agent: string): number {
  if (!ANY.test(agent)) return 0;
  const found = SYSTEMS.findIndex((system) => system.test(agent));
  return found < 0 ? 0 : 1 << found;
}

export function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
