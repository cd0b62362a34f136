/** The data folder: SQLite behind one door, so that another store may stand here later (design section 7). */
export { openStore, type Store, type StoreOptions } from './open.ts';
export { storeError } from './failures.ts';
export type { ActivityTable, Seen } from './activity.ts';
export type { BatchesTable, BatchKey, BatchRow } from './batches.ts';
export type { DeviceRow, DevicesTable, PublishedDevice } from './devices.ts';
export type { AuditRow, FirewallRow, FirewallsTable } from './firewalls.ts';
export type { MappingRow, MappingsTable, SavedMapping, SavedVerdict } from './mappings.ts';
export type { MetaTable } from './meta.ts';
export type { ScopesTable, TenantRow, TenantsTable } from './scopes.ts';
export type { DeviceWrite, TenantWrite, TickWrite } from './tick.ts';
