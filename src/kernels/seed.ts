/** The key of row digests: nobody outside can choose a row to look like another one. One a process, so that all its threads agree. */
export type DigestSeed = readonly [low: number, high: number];

const words = crypto.getRandomValues(new Uint32Array(2));
export const DIGEST_SEED: DigestSeed = [words[0] ?? 0, words[1] ?? 0];
