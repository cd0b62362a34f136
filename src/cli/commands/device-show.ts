/** `nameplate device show | history`: what is known of a device and what people said of it; who said what, when and why. */
import { ipText, keyText, type Ipv4 } from '../../model/index.ts';
import { readEdit, type DeviceEdit } from '../../people/index.ts';
import type { EditAudit } from '../../store/index.ts';
import type { CommandBody, ExitCode } from '../command.ts';
import type { DeviceAccount } from '../deps.ts';
import { atDesk, deviceOf } from '../device-desk.ts';
import { textTable } from '../text-table.ts';

export const deviceShow: CommandBody = async (call) => atDesk(call, async (desk): Promise<ExitCode> => {
  const ref = deviceOf(desk, call.args[0] ?? ''), account = await (await call.deps()).describeDevice(desk.store, ref);
  if (call.flag('json')) call.io.line(JSON.stringify(factsOf(account)));
  else for (const line of textTable(['FIELD', 'VALUE'], rowsOf(account), call.io.width)) call.io.line(line);
  return 0;
});

function factsOf({ deviceid, scope, report, identity, people, conflict }: DeviceAccount): Record<string, unknown> {
  return { deviceid, tenant: scope.tenant, site: scope.site, segment: scope.segment, seen: report !== null, ...(report ?? identity), ...people, address_conflict: conflict };
}

function rowsOf(account: DeviceAccount): string[][] {
  const { evidence, tiers: _tiers, ...facts } = factsOf(account);
  const shown = Object.entries(facts).flatMap(([name, value]) => { const text = said(value); return text === '' ? [] : [[name, text]]; });
  const { value: unit, confidence, reason } = account.identity.tiers.instance, instance = unit === null ? reason : `${unit}, ${confidence} of 100: ${reason ?? 'merged by people'}`;
  if (instance !== undefined) shown.push(['instance', instance]);
  const why = Array.isArray(evidence) ? evidence : account.identity.evidence;
  return [...shown, ...why.map((one, i) => [i === 0 ? 'evidence' : '', `${one.source} ${one.value}`])];
}

function said(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? Object.entries(value).map(([name, one]) => `${name}: ${String(one)}`).join(', ') : String(value);
}

export const deviceHistory: CommandBody = async (call) => atDesk(call, (desk) => {
  const ref = deviceOf(desk, call.args[0] ?? ''), rows = desk.store.edits.history(ref, call.number('limit') ?? 100);
  if (call.flag('json')) for (const row of rows) call.io.line(JSON.stringify(entryOf(row)));
  else if (rows.length === 0) call.io.note(`nobody said anything of ${keyText(ref.device)}`);
  else for (const line of textTable(['WHEN', 'WHO', 'WHAT', 'FROM', 'TO', 'WHY'], rows.map(cellsOf), call.io.width)) call.io.line(line);
  return 0;
});

function entryOf({ at, actor, action, reason, before, after, device }: EditAudit): Record<string, unknown> {
  return { deviceid: keyText(device), at: new Date(at).toISOString(), by: actor, action, reason: reason === '' ? null : reason, changes: changesOf(before, after) };
}
function cellsOf(row: EditAudit): string[] {
  const changes = Object.entries(changesOf(row.before, row.after));
  const words = (side: 'from' | 'to'): string => changes.flatMap(([name, change]) => (change[side] === null ? [] : [`${name} ${said(change[side])}`])).join('; ');
  return [new Date(row.at).toISOString(), row.actor, row.action, words('from'), words('to'), row.reason];
}

/** What became another, by name. */
function changesOf(before: string | null, after: string | null): Record<string, { readonly from: unknown; readonly to: unknown }> {
  const from = flat(before), to = flat(after), names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return Object.fromEntries(names.filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name])).map((name) => [name, { from: from[name] ?? null, to: to[name] ?? null }]));
}

function flat(json: string | null): Record<string, unknown> {
  if (json === null) return {};
  const { set, tags, attributes, confirmed, rejected, primary, address, like }: DeviceEdit = readEdit(json);
  const lock = confirmed && Object.fromEntries((['category', 'profile', 'vendor', 'model'] as const).flatMap((name) => (confirmed[name] === null ? [] : [[name, confirmed[name]]])));
  return {
    ...set, ...attributes, ...(tags.length > 0 && { tags }), ...(lock && { confirmed: lock }), ...(rejected.length > 0 && { rejected: rejected.map(({ tier, value }) => `${tier} ${value}`) }),
    ...(primary && { primary: keyText(primary.device) }), ...(address && { address: ipText(address.ip as Ipv4) }), ...(like && { like: keyText(like.device) }),
  };
}
