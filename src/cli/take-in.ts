/** Forms of devices into the store (R63): all of a file or none of it, unless its good rows were asked for; what is wrong is said by line. */
import { EdgeError, ipText, keyText, type Scope } from '../model/index.ts';
import { addressed, edited, meantBy, type Change, NO_EDIT, type CsvFault, type DeviceEdit, type Form, type Meant } from '../people/index.ts';
import type { DeviceRef } from '../store/index.ts';
import { describe } from './failure.ts';
import { editOf, placeOf, profileBook, revise, type Desk } from './device-desk.ts';
import { plainName } from './data-folder.ts';

export interface TakeIn { readonly isNew: boolean; readonly partial: boolean; readonly dryRun: boolean }
export interface TakenIn { readonly refs: readonly DeviceRef[]; readonly changed: number; readonly faults: readonly CsvFault[]; /** Named in a row, and nothing was heard of them yet: perhaps a slip of the pen. */ readonly newPlaces: readonly string[] }

interface Checked { readonly form: Form; readonly scope: Scope; readonly change: Change; readonly made: Meant['made'] }

export function takeIn(desk: Desk, forms: readonly Form[], wrong: readonly CsvFault[], { isNew, partial, dryRun }: TakeIn): TakenIn {
  const { good, faults, newPlaces } = checkAll(desk, forms, isNew), all = [...wrong, ...faults].sort((a, b) => a.line - b.line);
  if (dryRun || (all.length > 0 && !partial)) return { refs: [], changed: 0, faults: all, newPlaces };
  const { store, tenant, who } = desk;
  for (const profile of new Map(good.flatMap(({ made }) => (made === undefined ? [] : [[made.profile.toLowerCase(), made]]))).values()) store.tenantProfiles.add(tenant, { ...profile, actor: who.by, at: who.at });
  const refs = good.map(({ form, scope }): DeviceRef => ({ scope: store.scopes.idOf(scope), device: form.key })), byRef = new Map(refs.map((ref, i) => [nameOf(ref), good[i]]));
  const changed = revise(desk, refs, 'added', (before, ref) => { const one = byRef.get(nameOf(ref)); return one === undefined ? undefined : filled(before, one, desk); });
  return { refs, changed, faults: all, newPlaces };
}

function checkAll(desk: Desk, forms: readonly Form[], isNew: boolean): { readonly good: readonly Checked[]; readonly faults: readonly CsvFault[]; readonly newPlaces: readonly string[] } {
  const good: Checked[] = [], faults: CsvFault[] = [], newPlaces = new Set<string>(), keys = new Map<string, number>(), addresses = new Map<string, number>(), book = profileBook(desk.store, desk.tenant);
  const scopes = new Map(desk.store.scopes.list().map(({ id, scope }) => [scopeName(scope), id]));
  for (const form of forms) {
    try {
      const base = placeOf(desk), scope = { ...base, ...(form.site !== undefined && { site: plainName(form.site) }), ...(form.segment !== undefined && { segment: plainName(form.segment) }) };
      const place = scopeName(scope), known = scopes.get(place), { made, ...names } = meantBy(form, book, isNew);
      const one: Checked = { form, scope, made, change: { set: { ...form.set, ...names }, addTags: form.tags, attributes: form.attributes } };
      if (form.ip === undefined && Object.keys(one.change.set ?? {}).length === 0 && form.tags.length === 0 && Object.keys(form.attributes).length === 0) throw refusal('it says nothing of the device');
      unlessTwice(keys, `${place} ${form.key}`, form.line, 'the device');
      if (form.ip !== undefined) {
        unlessTwice(addresses, `${place} ${form.ip}`, form.line, 'the address');
        const owner = known === undefined ? undefined : desk.store.edits.atAddress(known, form.ip);
        if (owner !== undefined && owner.device !== form.key) throw refusal(`${ipText(form.ip)} was given to ${keyText(owner.device)}; reset that one first`);
      }
      filled(known === undefined ? undefined : editOf(desk, { scope: known, device: form.key }), one, desk);
      if (known === undefined && (form.site !== undefined || form.segment !== undefined)) newPlaces.add(`${scope.site}/${scope.segment}`);
      good.push(one);
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      faults.push({ line: form.line, problem: error.code === 'bad_request' ? error.message : describe(error) });
    }
  }
  return { good, faults, newPlaces: [...newPlaces] };
}

function filled(before: DeviceEdit | undefined, { form, change }: Checked, { who }: Desk): DeviceEdit {
  const next = edited(before ?? NO_EDIT, change, who);
  return form.ip === undefined || form.ip === next.address?.ip ? next : addressed(next, form.ip, who);
}

function unlessTwice(seen: Map<string, number>, name: string, line: number, what: string): void {
  const first = seen.get(name);
  if (first !== undefined) throw refusal(`${what} is there twice, first on line ${first}`);
  seen.set(name, line);
}
function refusal(problem: string): EdgeError { return new EdgeError('bad_request', problem); }
function scopeName({ tenant, site, segment }: Scope): string { return JSON.stringify([tenant, site, segment]); }
function nameOf({ scope, device }: DeviceRef): string { return `${scope} ${device}`; }
