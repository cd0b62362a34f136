/** What came from which firewall, each record once, and what each firewall shows that it holds. Pure. */
export { AppliedBook, compareApplied, type Applied, type AppliedState, type Held, type Published } from './applied.ts';
export { keyOf, MINUTES, recordsWithin, type LogBook, type LogBookKey } from './book.ts';
export { BOOKS_MAX, Ledger } from './ledger.ts';
export { UploadTally, type TallyDeps, type UploadOrigin } from './tally.ts';
export { Releases, type Release } from './releases.ts';
export { SeenWindow } from './window.ts';
