/** Versions as firewalls write them, in order: PAN-OS releases with hotfixes, and content with its build. */

/** "11.0.1-h2" as numbers: major, feature, maintenance, hotfix. Undefined when it is none. */
export function parsePanos(text: string): readonly [number, number, number, number] | undefined {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:-h(\d{1,4}))?$/.exec(text.trim());
  return found === null ? undefined : [Number(found[1]), Number(found[2]), Number(found[3]), Number(found[4] ?? 0)];
}

/** Negative, zero or positive. A hotfix comes after the release it mends and before the next. Undefined when either is no version. */
export function comparePanos(a: string, b: string): number | undefined { return compare(parsePanos(a), parsePanos(b)); }

/** "8367-6513": application and threat content. Each part is a number, not text: 10000 is after 9999. */
export function compareContent(a: string, b: string): number | undefined {
  const read = (text: string): readonly number[] | undefined => { const found = /^(\d{1,6})-(\d{1,6})$/.exec(text.trim()); return found === null ? undefined : [Number(found[1]), Number(found[2])]; };
  return compare(read(a), read(b));
}

function compare(a: readonly number[] | undefined, b: readonly number[] | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
