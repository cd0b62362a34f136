/** How a profile is written in the tables beside this file. */
import type { CategoryName, PurdueLevel, Vertical } from '../categories.ts';

export interface How {
  /** One line among others that its maker has in this category: said only when its model is, never for the category alone. */
  readonly line?: true;
  /** Where it stands, if not where its category does. */
  readonly vertical?: Vertical;
  readonly purdue?: PurdueLevel;
}

/**
 * The maker ('' for none in particular), what it makes, how its models are called, and how. The profile's name is both names together; `=` begins a whole name.
 * Patterns meet one model or product name, at most 120 characters: they have no repetition inside a repetition.
 */
export type ProfileRow = readonly [maker: string, product: string, models?: RegExp | null, how?: How];
export type ProfileRows = readonly (readonly [category: CategoryName, rows: readonly ProfileRow[]])[];

export const LINE: How = { line: true };
