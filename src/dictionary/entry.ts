/** What the device dictionary holds: entries of six kinds (R108), each with an id that it keeps for ever. */

/** In the order of the document. */
export const KINDS = ['category', 'profile', 'vendor', 'model', 'os-family', 'os-version'] as const;
export type Kind = (typeof KINDS)[number];

/** Most entries of a kind. What is beyond them stays out, and is counted. */
export const CAPS: Readonly<Record<Kind, number>> = { category: 1_000, profile: 10_000, vendor: 10_000, model: 20_000, 'os-family': 500, 'os-version': 5_000 };

/** What else is said of an entry, by the attribute's name; what does not apply is left out. */
export interface Facts {
  /** Of a profile. */
  readonly category?: string;
  /** Of a profile, and always of a model. */
  readonly vendor?: string;
  /** Of an OS version. */
  readonly family?: string;
  /** Of categories and profiles. */
  readonly vertical?: string;
  /** IoT, IT or OT. */
  readonly type?: string;
}
/** In the order in which they are written. */
export const FACTS = ['category', 'vendor', 'family', 'vertical', 'type'] as const satisfies readonly (keyof Facts)[];

/** An entry before it has its id. Kind, owner and name together are the entry: the same three later are the same one. */
export interface Wanted extends Facts { readonly kind: Kind; readonly name: string }

export interface Entry extends Wanted { readonly id: number }

/** Two makers may have a model of one name, two families a version. */
export function ownerOf({ kind, vendor, family }: Wanted): string { return (kind === 'model' ? vendor : kind === 'os-version' ? family : undefined) ?? ''; }
export function keyOf(entry: Wanted): string { return `${entry.kind}\n${ownerOf(entry)}\n${entry.name}`; }

const LONGEST = 128;

/** What a name in the dictionary may be: short, printable, and text that XML 1.0 can carry. */
export function isName(text: string): boolean {
  return text !== '' && text.length <= LONGEST && text === text.trim() && text.isWellFormed() && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFE\uFFFF]/u.test(text);
}
