/** The data folder: SQLite behind one door, so that another store may stand here later (design section 7). */
export { openStore, type Store, type StoreOptions } from './open.ts';
export { storeError } from './failures.ts';
export { nodeRuns } from './lock.ts';
export type { ArchiveIndex, ArchiveWrite, FoundFrame, FrameQuery, FrameRow, SegmentRow } from './archive-index.ts';
export type { BatchesTable, BatchKey, BatchRow } from './batches.ts';
export type { DescriptionsTable } from './descriptions.ts';
export type { DeviceHead, DeviceRow, DevicesTable, Seen } from './devices.ts';
export type { AuditRow, FirewallRow, FirewallsTable } from './firewalls.ts';
export type { DeviceWrite } from './journal.ts';
export type { AppliedRow, BooksWrite, HeldRow, LogBookRow, LogBooksTable, ReleaseRow } from './log-books.ts';
export type { MappingRow, MappingsTable, MappingWrite } from './mappings.ts';
export type { MetaTable } from './meta.ts';
export { daysOf, typeDaysOf, type Retention, type RetentionTable } from './retention.ts';
export type { ScopesTable, TenantRow, TenantsTable } from './scopes.ts';
export type { NewSender, SenderChange, SenderRow, SendersTable } from './senders.ts';
export type { ListenerState, SenderState, SenderStatesTable, Stranger } from './sender-states.ts';
export type { TenantWrite, TickWrite } from './tick.ts';
export type { SavedVerdict } from './verdicts.ts';
