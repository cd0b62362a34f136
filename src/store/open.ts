/** Opens a data folder: one lock, one SQLite file, the present schema; damage is reported and left as it is. */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { accountLicencesTable, type AccountLicencesTable } from './account-licences.ts';
import { alertsTable, type AlertsTable } from './alerts.ts';
import { archiveIndex, type ArchiveIndex, type ArchiveWrite } from './archive-index.ts';
import { batchesTable, type BatchesTable } from './batches.ts';
import { catalogueTable, type CatalogueTable } from './catalogue.ts';
import { Connection } from './connection.ts';
import { descriptionsTable, type DescriptionsTable } from './descriptions.ts';
import { devicesTable, type DevicesTable } from './devices.ts';
import { dictionaryTable, type DictionaryTable } from './dictionary.ts';
import { editsTable, type EditsTable } from './edits.ts';
import { guarded } from './failures.ts';
import { enrolmentTokensTable, type EnrolmentTokensTable } from './enrolment-tokens.ts';
import { evidenceScan, type EvidenceScan } from './evidence-scan.ts';
import { evidenceSourcesTable, type EvidenceSourcesTable } from './evidence-sources.ts';
import { firewallPollsTable, type FirewallPollsTable } from './firewall-polls.ts';
import { firstDay, type FirstDay } from './first-day.ts';
import { firewallsTable, type FirewallsTable } from './firewalls.ts';
import { instanceKeysTable, type InstanceKeysTable } from './instance-keys.ts';
import { journalTable } from './journal.ts';
import { licencesTable, type LicencesTable } from './licences.ts';
import { lockFolder } from './lock.ts';
import { logBooksTable, type LogBooksTable } from './log-books.ts';
import { mappingJournal } from './mapping-journal.ts';
import { mappingsTable, type MappingsTable, type MappingWrite } from './mappings.ts';
import { metaTable, type MetaTable } from './meta.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { onboardingTable, type OnboardingTable } from './onboarding.ts';
import { outletsTable, type OutletsTable } from './outlets.ts';
import { publishedMappings } from './published.ts';
import { retentionTable, type RetentionTable } from './retention.ts';
import { scopesTable, tenantsTable, type ScopesTable, type TenantsTable } from './scopes.ts';
import { senderStatesTable, type SenderStatesTable } from './sender-states.ts';
import { sendersTable, type SendersTable } from './senders.ts';
import { keepLastTick, lastTick, writeTick, type TickWrite } from './tick.ts';
import { sightedVerdicts, type SightedVerdicts } from './sighted-verdicts.ts';
import { tenantProfilesTable, type TenantProfilesTable } from './tenant-profiles.ts';
import { verdictSweep } from './verdict-sweep.ts';
import { verdictsTable } from './verdicts.ts';

export interface Store {
  readonly dir: string;
  readonly meta: MetaTable;
  readonly scopes: ScopesTable;
  readonly tenants: TenantsTable;
  readonly firewalls: FirewallsTable;
  /** How far each is behind. */
  readonly polls: FirewallPollsTable;
  readonly tokens: EnrolmentTokensTable;
  readonly licences: LicencesTable;
  /** Of tenants, for keeping their logs. */
  readonly accounts: AccountLicencesTable;
  readonly outlets: OutletsTable;
  readonly senders: SendersTable;
  readonly senderStates: SenderStatesTable;
  readonly devices: DevicesTable;
  /** What people said of devices. */
  readonly edits: EditsTable;
  readonly tenantProfiles: TenantProfilesTable;
  readonly evidenceOf: EvidenceScan;
  readonly dictionary: DictionaryTable;
  /** The machine's own verdicts of all tenants, without whose they are. */
  readonly sighted: SightedVerdicts;
  /** How fast devices turn up and are named. */
  readonly firstDay: FirstDay;
  readonly mappings: MappingsTable;
  readonly batches: BatchesTable;
  readonly instances: InstanceKeysTable;
  readonly books: LogBooksTable;
  readonly descriptions: DescriptionsTable;
  readonly evidenceSources: EvidenceSourcesTable;
  /** What stands at the addresses `wanted` names, tombstones included; also beside a running node. */
  published(tenant: string, wanted: (ip: number) => boolean): readonly MappingWrite[];
  readonly retention: RetentionTable;
  readonly alerts: AlertsTable;
  /** Applications and subnets that were heard. */
  readonly catalogue: CatalogueTable;
  /** Who controls devices that nobody can name yet. */
  readonly onboarding: OnboardingTable;
  readonly archive: ArchiveIndex;
  /** Migrations that this opening applied; 0 when the folder was up to date or new. */
  readonly migrated: number;
  /** One tick, one transaction, with the index of what was archived for it. On any failure nothing of it is stored and an EdgeError says why. */
  commitTick: (write: TickWrite, archived?: ArchiveWrite) => void;
  /** Bytes the database may grow to; past it commits fail as on a full disk. */
  setMaxBytes(bytes: number): void;
  /** The first damage that was met since the database was opened. */
  readonly damage: EdgeError | null;
  /** Ticks in the journal that no stop has settled: after a kill, what `recover` has to do. */
  unsettled(): number;
  /** Settles what a killed node had only in its journal; returns the number of its last tick, never smaller than before. Before anything is read of devices. */
  recover(): number;
  close(): void;
}

export interface StoreOptions {
  /** `node` takes the folder's lock; `tool` works beside a running node. */
  readonly role: 'node' | 'tool';
  readonly now: number;
  /** Bytes the database may grow to; past it commits fail as on a full disk. */
  readonly maxBytes?: number;
  /** Refuses a folder that holds no database, so that a mistyped one does not become an empty node. */
  readonly mustExist?: boolean;
  /** Told once when damage is met after the start. */
  readonly onDamage?: (error: EdgeError) => void;
}

const FILE = 'nameplate.db';
const PAGE_BYTES = 4096;
/** Files up to this size are read whole for damage at start; larger ones when their pages are. */
const CHECK_WHOLE_BYTES = 16 * 1024 * 1024;
const MAGIC = 'SQLite format 3\0';

/** `:memory:` gives a store without a folder, for tests and offline commands. */
export function openStore(dir: string, options: StoreOptions): Store {
  const inMemory = dir === ':memory:';
  const path = inMemory ? dir : join(dir, FILE);
  return guarded(path, () => {
    if (!inMemory) refuseHalf(dir, path, options.mustExist === true);
    if (!inMemory) mkdirSync(dir, { recursive: true, mode: 0o700 });
    const unlock = !inMemory && options.role === 'node' ? lockFolder(dir) : () => {};
    let db: Connection | undefined;
    try {
      if (!inMemory) refuseDamage(path);
      db = new Connection(path, options.onDamage ?? (() => {}));
      const store = assemble(db, dir, path, options, unlock);
      return store;
    } catch (error) {
      db?.close();
      unlock();
      throw error;
    }
  });
}

function assemble(db: Connection, dir: string, path: string, options: StoreOptions, unlock: () => void): Store {
  db.run('PRAGMA busy_timeout = 5000');
  if (dir !== ':memory:') checkWhole(db, path);
  db.run('PRAGMA journal_mode = WAL');
  // FULL syncs the log at each commit: one sync a second buys that an acknowledged batch, and a revision a firewall holds, outlive a power cut.
  // With NORMAL they outlive kill -9 but a power cut may take back the last ticks, and with them revisions that firewalls hold.
  db.run('PRAGMA synchronous = FULL');
  db.run('PRAGMA wal_autocheckpoint = 4096');
  db.run('PRAGMA journal_size_limit = 67108864');
  db.run('PRAGMA cache_size = -16384');
  db.run('PRAGMA temp_store = MEMORY');
  // What was never checkpointed is gone with a lost log beside the file, and leaves a database without tables.
  if (dir !== ':memory:' && schemaVersion(db) === 0) refuseCertificatesAlone(dir, path);
  const before = schemaVersion(db), applied = migrate(db, options.now), migrated = before === 0 ? 0 : applied;
  const setMaxBytes = (bytes: number): void => { db.run(`PRAGMA max_page_count = ${Math.max(1, Math.floor(bytes / PAGE_BYTES))}`); };
  if (options.maxBytes !== undefined) setMaxBytes(options.maxBytes);

  const verdicts = verdictsTable(db), devices = devicesTable(db, verdicts), mappings = mappingsTable(db, verdicts), journal = journalTable(db, devices, verdicts), tokens = enrolmentTokensTable(db), changes = mappingJournal(db, mappings, verdicts), sweep = verdictSweep(db, verdicts);
  const tables = {
    meta: metaTable(db), scopes: scopesTable(db), tenants: tenantsTable(db), firewalls: firewallsTable(db, tokens), polls: firewallPollsTable(db), tokens, licences: licencesTable(db), accounts: accountLicencesTable(db), outlets: outletsTable(db), senders: sendersTable(db), senderStates: senderStatesTable(db),
    devices, mappings, batches: batchesTable(db), instances: instanceKeysTable(db), retention: retentionTable(db), archive: archiveIndex(db), books: logBooksTable(db), descriptions: descriptionsTable(db), edits: editsTable(db), tenantProfiles: tenantProfilesTable(db), evidenceOf: evidenceScan(db), evidenceSources: evidenceSourcesTable(db), alerts: alertsTable(db), onboarding: onboardingTable(db), catalogue: catalogueTable(db), dictionary: dictionaryTable(db), sighted: sightedVerdicts(db, verdicts), firstDay: firstDay(db),
  };
  const commit = db.transaction((write: TickWrite, archived: ArchiveWrite | undefined) => {
    writeTick({ ...tables, journal, changes, sweep }, write);
    if (archived !== undefined) tables.archive.write(archived);
  });
  return {
    dir, ...tables, setMaxBytes, migrated,
    published: (tenant, wanted) => publishedMappings(tables.mappings, changes, tenant, new Set(tables.scopes.list().filter(({ scope }) => scope.tenant === tenant).map(({ id }) => id)), wanted),
    get damage() { return db.damage; },
    commitTick(write, archived) {
      try {
        commit.immediate(write, archived);
      } catch (error) {
        verdicts.forgetNumbers();
        sweep.abort();
        throw db.said(error);
      }
    },
    unsettled: () => db.prepare<{ ticks: number }, []>('SELECT count(*) AS ticks FROM journal').get()?.ticks ?? 0,
    recover: () => guarded(path, () => db.transaction(() => {
      keepLastTick(tables.meta, journal.recover());
      changes.recover();
      return lastTick(tables.meta);
    }).immediate()),
    close() {
      db.close();
      unlock();
    },
  };
}

/** The certificates live there. They are made after the database, so without one beside them this is no first start. */
const BESIDE = 'pki';

function refuseHalf(dir: string, path: string, mustExist: boolean): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0) return; // throws where this user may not look
  refuseCertificatesAlone(dir, path);
  if (!mustExist) return;
  throw new EdgeError('not_found', existsSync(dir) ? 'this is no data folder of a node: it holds no database' : 'there is no such data folder', { fields: { path: dir }, next: 'give the folder that nameplate serve --data uses' });
}

function refuseCertificatesAlone(dir: string, path: string): void {
  const beside = join(dir, BESIDE);
  if (existsSync(beside) && readdirSync(beside).length > 0) throw new EdgeError('incomplete_store', 'the database is missing beside the certificates', { fields: { path } });
}

/** Looks at the file's own header before SQLite may touch it. */
function refuseDamage(path: string): void {
  const size = existsSync(path) ? statSync(path).size : 0;
  if (size === 0) return;
  const header = Buffer.alloc(100);
  const fd = openSync(path, 'r');
  try { readSync(fd, header, 0, header.length, 0); } finally { closeSync(fd); }
  const pages = header.readUInt32BE(28), pageBytes = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
  // The page count is the file's own word on its size, unless a log beside it has newer pages.
  const logged = existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
  const short = !logged && header.readUInt32BE(24) === header.readUInt32BE(92) && size < pages * pageBytes;
  if (header.toString('latin1', 0, 16) !== MAGIC || short) {
    throw new EdgeError('corrupt_store', 'the database in the data folder is damaged', { fields: { path, bytes: size } });
  }
}

function checkWhole(db: Connection, path: string): void {
  if (statSync(path).size > CHECK_WHOLE_BYTES) return;
  const found = db.prepare<{ quick_check: string }, []>('PRAGMA quick_check(1)').get()?.quick_check;
  if (found !== 'ok') throw new EdgeError('corrupt_store', 'the database in the data folder is damaged', { fields: { path, found: found ?? 'unknown' } });
}
