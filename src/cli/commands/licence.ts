/** `nameplate licence add | activate | list | remove | account-add | account-remove`: what each firewall was licensed for, and each tenant to keep its logs (R192 to R197). Works beside a running node, which follows within a second. */
import { EdgeError } from '../../model/index.ts';
import { parseSerial } from '../../pki/index.ts';
import { endsAt, readTerm, standingOf, startsAt, type Licence } from '../../rights/index.ts';
import type { AccountLicenceRow, LicenceRow } from '../../store/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { dataOf, plainName } from '../data-folder.ts';
import { ACTOR, withRegistry } from '../enrolment.ts';
import { firewallAsked, tellIfUnknown } from '../known-firewall.ts';
import { textTable } from '../text-table.ts';
import { timeOf } from './times.ts';

export const licenceAdd: CommandBody = async (call) => {
  const serial = parseSerial(call.args[0] ?? ''), now = Date.now(), bought = boughtIn(call, now), gate = call.text('for') ?? 'both';
  const row = withRegistry(dataOf(call), (store) => {
    tellIfUnknown(call, store, serial);
    return store.licences.add({ serial, ...bought, ingest: gate !== 'pull', pull: gate !== 'ingest' }, ACTOR);
  });
  call.io.line(call.flag('json') ? JSON.stringify(facts(row, now)) : `licence ${row.id} of ${serial}: ${told(row, now)}`);
  return 0;
};

/** What was bought, as the options say. */
function boughtIn(call: Invocation, now: number): AccountLicenceRow {
  const term = call.text('term') ?? '', purchased = call.text('purchased'), activated = call.text('activated');
  if (readTerm(term) === undefined) throw new EdgeError('usage', 'a term is years, calendar months or days, such as 3y, 36m or 1096d, and at most 20 years', { fields: { term: term.slice(0, 40) } });
  const activatedAt = activated === 'no' ? null : activated === undefined ? now : timeOf(activated, 'activated'), purchasedAt = purchased === undefined ? Math.min(now, activatedAt ?? now) : timeOf(purchased, 'purchased');
  if (activatedAt !== null && activatedAt < purchasedAt) throw new EdgeError('usage', 'a licence is not activated before it is bought');
  return { purchasedAt, activatedAt, term, addedAt: now };
}

/** R197: for keeping its logs a tenant has one. */
export const licenceAccountAdd: CommandBody = async (call) => {
  const tenant = plainName(call.args[0] ?? ''), now = Date.now(), bought = boughtIn(call, now);
  withRegistry(dataOf(call), (store) => { store.accounts.add(tenant, bought, ACTOR); });
  call.io.line(call.flag('json') ? JSON.stringify(accountFacts(tenant, bought, now)) : `licence of tenant ${tenant}: ${accountTold(bought, now)}`);
  return 0;
};

export const licenceAccountRemove: CommandBody = async (call) => {
  const tenant = plainName(call.args[0] ?? ''), now = Date.now(), row = withRegistry(dataOf(call), (store) => store.accounts.remove(tenant, now, ACTOR));
  call.io.line(call.flag('json') ? JSON.stringify(accountFacts(tenant, row, now)) : `the licence of tenant ${tenant} is removed`);
  return 0;
};

export const licenceActivate: CommandBody = async (call) => {
  const now = Date.now(), row = withRegistry(dataOf(call), (store) => store.licences.activate(idOf(call.args[0]), now, ACTOR));
  call.io.line(call.flag('json') ? JSON.stringify(facts(row, now)) : `licence ${row.id} of ${row.serial}: ${told(row, now)}`);
  return 0;
};

export const licenceRemove: CommandBody = async (call) => {
  const now = Date.now(), row = withRegistry(dataOf(call), (store) => store.licences.remove(idOf(call.args[0]), now, ACTOR));
  call.io.line(call.flag('json') ? JSON.stringify(facts(row, now)) : `licence ${row.id} of ${row.serial} is removed`);
  return 0;
};

export const licenceList: CommandBody = async (call) => {
  const serial = call.args[0], now = Date.now();
  const { rows, accounts } = withRegistry(dataOf(call), (store) => ({ rows: serial === undefined ? store.licences.list() : store.licences.of(firewallAsked(store, parseSerial(serial))), accounts: serial === undefined ? store.accounts.list() : [] }));
  if (call.flag('json')) for (const one of [...rows.map((row) => facts(row, now)), ...accounts.map((row) => accountFacts(row.tenant, row, now))]) call.io.line(JSON.stringify(one));
  else if (rows.length + accounts.length === 0) call.io.note('no licences: without any a firewall has everything, unless licence.required is set');
  else {
    const cells = [...rows.map((row) => [String(row.id), row.serial, stateOf(row, now), gates(row), row.term, day(startsAt(row)), day(endsAt(licence(row)))]), ...accounts.map((row) => ['-', `tenant ${row.tenant}`, stateOf(asLicence(row), now), 'keeping logs', row.term, day(startsAt(row)), day(endsAt(licence(asLicence(row))))])];
    for (const line of textTable(['ID', 'FIREWALL', 'STATE', 'FOR', 'TERM', 'FROM', 'UNTIL'], cells, call.io.width)) call.io.line(line);
  }
  return 0;
};

function idOf(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,14}$/.test(text)) throw new EdgeError('usage', 'a licence has a number', { next: 'see them with nameplate licence list' });
  return Number(text);
}
function licence({ purchasedAt, activatedAt, term, ingest, pull }: Omit<LicenceRow, 'id' | 'serial' | 'addedAt'>): Licence { return { purchasedAt, activatedAt, term: readTerm(term) ?? { count: 0, unit: 'days' }, ingest, pull }; }
function stateOf(row: Parameters<typeof licence>[0], now: number): string { return standingOf({ licences: [licence(row)], required: true, panorama: false }, now).state.replaceAll('_', ' '); }
function gates({ ingest, pull }: LicenceRow): string { return ingest && pull ? 'logs and mappings' : ingest ? 'logs' : 'mappings'; }
function day(ms: number): string { return new Date(ms).toISOString().slice(0, 10); }
function told(row: LicenceRow, now: number): string { return `${stateOf(row, now)}, for ${gates(row)}, ${day(startsAt(row))} to ${day(endsAt(licence(row)))}`; }
function facts(row: LicenceRow, now: number): Record<string, unknown> {
  const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  return { id: row.id, serial: row.serial, state: stateOf(row, now).replaceAll(' ', '_'), term: row.term, ingest: row.ingest, pull: row.pull, purchased_at: time(row.purchasedAt), activated_at: time(row.activatedAt), starts_at: time(startsAt(row)), ends_at: time(endsAt(licence(row))) };
}

/** The term of an account's licence runs as that of a firewall's. */
function asLicence({ purchasedAt, activatedAt, term }: AccountLicenceRow) { return { purchasedAt, activatedAt, term, ingest: true, pull: false }; }
function accountTold(row: AccountLicenceRow, now: number): string { return `${stateOf(asLicence(row), now)}, for keeping logs, ${day(startsAt(row))} to ${day(endsAt(licence(asLicence(row))))}`; }
function accountFacts(tenant: string, row: AccountLicenceRow, now: number): Record<string, unknown> {
  return { tenant, state: stateOf(asLicence(row), now).replaceAll(' ', '_'), term: row.term, for: 'keeping logs', purchased_at: new Date(row.purchasedAt).toISOString(), activated_at: row.activatedAt === null ? null : new Date(row.activatedAt).toISOString(), starts_at: new Date(startsAt(row)).toISOString(), ends_at: new Date(endsAt(licence(asLicence(row)))).toISOString() };
}
