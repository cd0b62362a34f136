/** Door of the archive: raw logs kept for the tenants that want them, swept by age and size, and searched. */
export { Archive, type ArchiveDeps, type Archiving, type Recovered, type Stage } from './archive.ts';
export { deviceKey } from './device-key.ts';
export { linesOf, type Lines } from './lines.ts';
export { newCounts, searchLogs, type FoundLog, type LogQuery, type SearchCounts, type SearchDeps } from './search.ts';
export { Sweeper, type SweepDeps } from './sweep.ts';
