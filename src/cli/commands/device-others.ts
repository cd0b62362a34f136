/** `nameplate device others`: devices like one that people named, and its label for them when that is asked for (R62). */
import { EdgeError, ipText, keyText } from '../../model/index.ts';
import { labelled, readEdit, stateOf, unlabelled, type DeviceEdit, type Names } from '../../people/index.ts';
import type { DeviceRef } from '../../store/index.ts';
import type { CommandBody, ExitCode, Invocation } from '../command.ts';
import { atDesk, deviceOf, editOf, revise, rowOf, type Desk } from '../device-desk.ts';
import type { LikeDevice } from '../deps.ts';
import { textTable } from '../text-table.ts';

/** Lowest score of what is listed, and of what takes the label over. */
const LISTED = 50, LABELLED = 90;

export const deviceOthers: CommandBody = async (call) => atDesk(call, async (desk): Promise<ExitCode> => {
  const ref = deviceOf(desk, call.args[0] ?? '');
  if (call.flag('revoke')) return revoke(call, desk, ref);
  const apply = call.flag('apply'), names = apply ? labelOf(desk, ref) : undefined;
  const found = await (await call.deps()).likeDevices(desk.store, { tenant: desk.tenant, device: ref, least: (call.number('least') ?? (apply ? LABELLED : LISTED)) / 100, limit: call.number('limit') ?? (apply ? 1000 : 20) });
  if (names === undefined) return list(call, desk, found);
  const free = found.filter((one) => isFree(editOf(desk, one.ref), ref)), refs = free.map((one) => one.ref);
  const changed = revise(desk, refs, 'labelled', (before) => (isFree(before, ref) ? labelled(before, names, ref, desk.who) : undefined));
  if (call.flag('json')) call.io.line(JSON.stringify({ like: keyText(ref.device), ...names, labelled: refs.map(({ device }) => keyText(device)), changed, skipped: found.length - free.length }));
  else {
    for (const { device } of refs) call.io.line(`${keyText(device)} is ${names.profile ?? names.category} from now on`);
    call.io.note(`${refs.length} devices have the label of ${keyText(ref.device)}; ${found.length - free.length} have one of their own. nameplate device others ${keyText(ref.device)} --revoke takes it back`);
  }
  return 0;
});

/** Only what people said is handed on: a guess of the node's would come back as their word. A sister product may be another model. */
function labelOf(desk: Desk, ref: DeviceRef): Names {
  const edit = editOf(desk, ref), said = edit.confirmed !== null || edit.set.profile !== undefined || edit.set.category !== undefined, verdict = rowOf(desk, ref)?.verdict;
  if (!said || verdict === undefined || verdict === null) throw new EdgeError('conflict', 'nobody said what this device is', { fields: { device: keyText(ref.device) }, next: 'confirm or reclassify it first' });
  return { category: edit.set.category ?? edit.confirmed?.category ?? verdict.category, profile: edit.set.profile ?? edit.confirmed?.profile ?? null, vendor: verdict.vendor, model: null };
}

function isFree(edit: DeviceEdit, ref: DeviceRef): boolean {
  const ours = edit.like !== null && edit.like.scope === ref.scope && edit.like.device === ref.device;
  return ours || (edit.confirmed === null && edit.set.profile === undefined && edit.set.category === undefined && edit.primary === null);
}

function list(call: Invocation, desk: Desk, found: readonly LikeDevice[]): ExitCode {
  if (call.flag('json')) for (const one of found) call.io.line(JSON.stringify(factsOf(desk, one)));
  else if (found.length === 0) call.io.note('no device is like it; --least shows what is less alike');
  else {
    const cells = found.map(({ row, score, why }) => [keyText(row.mac), row.ip === 0 ? '' : ipText(row.ip), row.hostname ?? '', String(score), row.verdict?.profile ?? row.verdict?.category ?? 'unknown', why]);
    for (const line of textTable(['DEVICE', 'IP', 'HOSTNAME', 'ALIKE', 'PROFILE', 'WHY'], cells, call.io.width)) call.io.line(line);
  }
  return 0;
}

function factsOf(desk: Desk, { ref, row, score, why }: LikeDevice): Record<string, unknown> {
  const { site, segment } = desk.store.scopes.scopeOf(ref.scope);
  return { deviceid: keyText(row.mac), site, segment, ip_address: row.ip === 0 ? null : ipText(row.ip), hostname: row.hostname, profile: row.verdict?.profile ?? null, category: row.verdict?.category ?? null, confidence_score: row.confidence, state: stateOf(editOf(desk, ref)), score, why };
}

/** Every label that was taken over from this device. */
function revoke(call: Invocation, desk: Desk, ref: DeviceRef): ExitCode {
  const refs: DeviceRef[] = [], vendor = rowOf(desk, ref)?.verdict?.vendor ?? null;
  for (const { scope, device, edit } of desk.store.edits.all()) {
    const { like } = readEdit(edit);
    if (like !== null && like.scope === ref.scope && like.device === ref.device) refs.push({ scope, device });
  }
  revise(desk, refs, 'reset', (before) => (before.like === null ? undefined : unlabelled(before, vendor)));
  if (call.flag('json')) call.io.line(JSON.stringify({ like: keyText(ref.device), reset: refs.map(({ device }) => keyText(device)) }));
  else call.io.line(`${refs.length} devices are named by the node again`);
  return 0;
}
