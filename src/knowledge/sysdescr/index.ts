/** System descriptions. */
export { sysdescrBook } from './book.ts';
