/** A body of knowledge about what devices say: published fingerprints, or rules of ours, for some parameters. */
import type { Claim, ParameterName } from '../model/index.ts';

export interface Book {
  /** Begins the name of each of its rules. */
  readonly name: string;
  /** Where it comes from and under which licence; what may not ship is no book. */
  readonly source: string;
  readonly licence: string;
  /** The parameters it reads. */
  readonly parameters: readonly ParameterName[];
  /** What the value claims, as the device said it; empty when the book knows nothing. Pure and bounded in time for any value. */
  read(parameter: ParameterName, value: string): readonly Claim[];
}
