/** How a maker is written in the tables beside this file, so that they stay lists that a person can read. */
import type { CategoryName } from '../categories.ts';

/**
 * Makers that usually make one kind of thing, or null where they make many. A row is the common short name, then after a colon how registries and devices
 * spell it, in lower case words. A star means: every text that begins with these words. A name is a spelling of itself.
 */
export type MakerRows = readonly (readonly [category: CategoryName | null, rows: readonly string[]])[];
