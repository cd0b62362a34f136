/** IP-address-to-device mappings: who holds an address, who is published, what changed, and which reply a poll gets. Pure. */
export * from './addresses.ts';
export { best, CappedTable, type ReadableTable } from './capped.ts';
export * from './eligibility.ts';
export * from './entry.ts';
export * from './expiry.ts';
export * from './lists.ts';
export * from './reply.ts';
export * from './served.ts';
export * from './table.ts';
export * from './unheld.ts';
