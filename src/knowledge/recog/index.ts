/** recog's fingerprints. */
export { recogBook, type RecogBook } from './book.ts';
export { flagsOf, Recog, type Match, type PackedDatabase } from './databases.ts';
export { SUBJECTS } from './subjects.ts';
