/** `nameplate device add | import | template`: devices with static addresses, one from a form or many from a file (R28, R63). */
import { readFileSync, statSync } from 'node:fs';
import { EdgeError, keyText } from '../../model/index.ts';
import { formOf, readCsv, readForms, templateLines, type Column } from '../../people/index.ts';
import { CATEGORIES, ONBOARDING } from '../../taxonomy/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { gateOf } from '../../store/index.ts';
import { atDesk, profileNames, rowOf } from '../device-desk.ts';
import { clean } from '../failure.ts';
import { takeIn, type TakenIn } from '../take-in.ts';
import { tell } from './device.ts';

/** Options of the form, by the columns of the file. */
const OPTIONS: Readonly<Partial<Record<Column, string>>> = {
  mac_address: 'mac', ip_address: 'ip', hostname: 'name', category: 'category', profile: 'profile', vendor: 'vendor', model: 'model', os_family: 'os', os_version: 'os-version', serial_number: 'serial',
  location: 'location', department: 'department', asset_tag: 'asset-tag', purdue_level: 'purdue', description: 'description', notes: 'notes',
};

export const deviceAdd: CommandBody = async (call) => atDesk(call, (desk) => {
  const said = new Map(Object.entries(OPTIONS).flatMap(([column, option]): [string, string][] => { const value = call.text(option) ?? call.number(option)?.toString(); return value === undefined ? [] : [[column, value]]; }));
  const tags = call.texts('tag').join(';');
  if (tags !== '') said.set('tags', tags);
  for (const [name, value] of call.texts('attribute').map(pairOf)) said.set(name, value);
  const form = formOf(1, said);
  if (typeof form === 'string') throw new EdgeError('usage', form, { next: 'give --ip, --mac or both' });
  const { refs, faults } = takeIn(desk, [form], [], { isNew: call.flag('new'), partial: false, dryRun: false }), fault = faults[0];
  if (fault !== undefined) throw new EdgeError('conflict', fault.problem, { next: 'nothing was changed' });
  const ref = refs[0], named = ref !== undefined && (said.has('category') || said.has('profile') || (rowOf(desk, ref)?.confidence ?? 0) >= gateOf(desk.store)), held = form.ip === undefined || ref === undefined ? undefined : desk.store.devices.atAddress(ref.scope, form.ip).flatMap((id) => desk.store.devices.byId(id) ?? []).find((row) => row.mac !== ref.device);
  const contested = held !== undefined && held.ipProof !== 'traffic';
  if (contested) call.io.note(`${keyText(held.mac)} holds the address now (${held.ipProof}, ${new Date(held.ipTime).toISOString()}): firewalls hear of the device when it does not any more; if the two are one, say --mac ${keyText(held.mac)}`);
  return tell(call, desk, refs, form.ip === undefined || contested ? 'is known from now on' : `is known from now on, and ${named ? 'published at its address' : 'has its address; firewalls hear of it when it has a category (nameplate device reclassify)'}`);
}, { mayBeNew: true });

function pairOf(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw new EdgeError('usage', 'an attribute has the form name=value', { fields: { given: pair.slice(0, 64) } });
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** Bytes of a file that are read; its rows have a limit of their own. */
const FILE_MAX = 64 * 1024 * 1024;
/** Lines told of one by one, to people and in JSON. */
const TOLD = 20, TOLD_JSON = 1000;

export const deviceImport: CommandBody = async (call) => atDesk(call, (desk) => {
  const { forms, faults, ignored } = readForms(readCsv(textOf(call.args[0] ?? ''))), dryRun = call.flag('dry-run'), partial = call.flag('partial');
  const result = takeIn(desk, forms, faults, { isNew: call.flag('new'), partial, dryRun });
  if (call.flag('json')) call.io.line(JSON.stringify({ rows: forms.length + faults.length, applied: result.refs.length, changed: result.changed, refused: result.faults.length, dry_run: dryRun, ignored_columns: ignored, new_places: result.newPlaces.slice(0, TOLD_JSON), faults: result.faults.slice(0, TOLD_JSON) }));
  else report(call, forms.length + faults.length, result, ignored, dryRun);
  return result.faults.length === 0 ? 0 : 1;
}, { mayBeNew: true });

function report({ io }: Invocation, rows: number, { refs, changed, faults, newPlaces }: TakenIn, ignored: readonly string[], dryRun: boolean): void {
  for (const { line, problem } of faults.slice(0, TOLD)) io.note(`line ${line}: ${clean(problem)}`);
  if (faults.length > TOLD) io.note(`and ${faults.length - TOLD} more lines; --json shows them`);
  if (ignored.length > 0) io.note(`columns that mean nothing here: ${clean(ignored.join(', '))}`);
  if (newPlaces.length > 0) io.note(`sites and segments of which nothing was heard yet: ${clean(newPlaces.slice(0, TOLD).join(', '))}${newPlaces.length > TOLD ? ` and ${newPlaces.length - TOLD} more` : ''}`);
  if (dryRun) io.line(`${rows} rows read, ${faults.length} would be refused; nothing was changed`);
  else if (faults.length > 0 && refs.length === 0) io.line(`nothing was changed: ${faults.length} lines are refused; correct them, or say --partial to take the others`);
  else io.line(`${refs.length} devices taken in, ${changed} of them changed, ${faults.length} lines refused`);
}

function textOf(path: string): string {
  const size = statSync(path).size;
  if (size > FILE_MAX) throw new EdgeError('too_large', 'the file is larger than is read at once', { fields: { path, bytes: size, most: FILE_MAX } });
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    // Spreadsheets write their country's letters when they do not write UTF-8.
    if (cause instanceof TypeError) return new TextDecoder('windows-1252').decode(bytes);
    throw cause;
  }
}

export const deviceTemplate: CommandBody = async (call) => {
  const list = call.text('list');
  if (list === 'category') for (const { name } of CATEGORIES.filter((one) => one.name !== ONBOARDING)) call.io.line(name);
  else if (list === 'profile') for (const name of call.text('data') === undefined ? profileNames() : await atDesk(call, ({ store, tenant }) => profileNames(store, tenant))) call.io.line(name);
  else for (const line of templateLines()) call.io.line(line);
  return 0;
};
