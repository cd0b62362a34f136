/** Brings a data folder to the present schema, one numbered file after another, in one transaction: a first start syncs the disk once and not once a file. */
import type { Database } from 'bun:sqlite';
import { EdgeError } from '../model/index.ts';
import scopes from './migrations/0001-scopes.sql' with { type: 'text' };
import firewalls from './migrations/0002-firewalls.sql' with { type: 'text' };
import devices from './migrations/0003-devices.sql' with { type: 'text' };
import mappings from './migrations/0004-mappings.sql' with { type: 'text' };
import savedTick from './migrations/0005-saved-tick.sql' with { type: 'text' };
import mappingChanges from './migrations/0006-mapping-changes.sql' with { type: 'text' };
import senders from './migrations/0007-senders.sql' with { type: 'text' };
import archive from './migrations/0008-archive.sql' with { type: 'text' };
import logBooks from './migrations/0009-log-books.sql' with { type: 'text' };
import evidenceSources from './migrations/0010-evidence-sources.sql' with { type: 'text' };
import people from './migrations/0011-people.sql' with { type: 'text' };
import alerts from './migrations/0012-alerts.sql' with { type: 'text' };
import instances from './migrations/0013-instances.sql' with { type: 'text' };
import onboarding from './migrations/0014-onboarding.sql' with { type: 'text' };
import catalogue from './migrations/0015-catalogue.sql' with { type: 'text' };
import dictionary from './migrations/0016-dictionary.sql' with { type: 'text' };
import enrolment from './migrations/0017-enrolment.sql' with { type: 'text' };
import licences from './migrations/0018-licences.sql' with { type: 'text' };
import outlets from './migrations/0019-outlets.sql' with { type: 'text' };
import pollsAndAccounts from './migrations/0020-polls-and-accounts.sql' with { type: 'text' };
import met from './migrations/0021-met.sql' with { type: 'text' };
import outletTags from './migrations/0022-outlet-tags.sql' with { type: 'text' };

export interface Migration { readonly number: number; readonly name: string; readonly sql: string }

/** In order; a file that has been released is never edited, only followed. */
export const MIGRATIONS: readonly Migration[] = [
  { number: 1, name: 'scopes', sql: scopes },
  { number: 2, name: 'firewalls', sql: firewalls },
  { number: 3, name: 'devices', sql: devices },
  { number: 4, name: 'mappings', sql: mappings },
  { number: 5, name: 'saved-tick', sql: savedTick },
  { number: 6, name: 'mapping-changes', sql: mappingChanges },
  { number: 7, name: 'senders', sql: senders },
  { number: 8, name: 'archive', sql: archive },
  { number: 9, name: 'log-books', sql: logBooks },
  { number: 10, name: 'evidence-sources', sql: evidenceSources },
  { number: 11, name: 'people', sql: people },
  { number: 12, name: 'alerts', sql: alerts },
  { number: 13, name: 'instances', sql: instances },
  { number: 14, name: 'onboarding', sql: onboarding },
  { number: 15, name: 'catalogue', sql: catalogue },
  { number: 16, name: 'dictionary', sql: dictionary },
  { number: 17, name: 'enrolment', sql: enrolment },
  { number: 18, name: 'licences', sql: licences },
  { number: 19, name: 'outlets', sql: outlets },
  { number: 20, name: 'polls-and-accounts', sql: pollsAndAccounts },
  { number: 21, name: 'met', sql: met },
  { number: 22, name: 'outlet-tags', sql: outletTags },
];

/** Returns how many were applied. Safe against another process doing the same: it looks again inside the transaction. */
export function migrate(db: Database, now: number, upTo = MIGRATIONS.length): number {
  // Looking first spares a node that starts on a full disk from writing at all.
  const version = schemaVersion(db);
  const known = MIGRATIONS.length;
  if (version > known) {
    throw new EdgeError('newer_store', 'the data folder was written by a newer version', { fields: { schema: version, known } });
  }
  if (version >= upTo) return 0;
  return db.transaction(() => {
    db.run('CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT');
    const missing = MIGRATIONS.slice(schemaVersion(db), upTo);
    for (const migration of missing) {
      db.run(migration.sql);
      db.run('INSERT INTO migrations VALUES (?, ?, ?)', [migration.number, migration.name, now]);
    }
    return missing.length;
  }).immediate();
}

export function schemaVersion(db: Database): number {
  const has = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'").get();
  if (!has) return 0;
  const row: unknown = db.prepare('SELECT max(number) AS version FROM migrations').get();
  return row && typeof row === 'object' && 'version' in row && typeof row.version === 'number' ? row.version : 0;
}
