/** Weights are whole numbers in a byte: this many are one unit of log odds. */
export const SCALE = 24;
