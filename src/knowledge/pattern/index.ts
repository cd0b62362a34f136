/** Patterns of published fingerprints, matched in bounded time whatever the text. */
export { Machine } from './machine.ts';
export { parsePattern, PatternError, type Flags, type Node } from './parse.ts';
export { compile, type Program } from './program.ts';
export { requiredWords } from './literals.ts';
export { WordIndex } from './word-index.ts';
