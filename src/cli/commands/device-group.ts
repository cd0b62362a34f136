/** `nameplate device merge | split`: several addresses are one device, and are not any more (R62). */
import { EdgeError, keyText } from '../../model/index.ts';
import { INTERFACES_MAX, merged, split } from '../../people/index.ts';
import type { DeviceRef } from '../../store/index.ts';
import type { CommandBody } from '../command.ts';
import { atDesk, deviceOf, devicesOf, editOf, revise, type Desk } from '../device-desk.ts';

export const deviceMerge: CommandBody = async (call) => atDesk(call, (desk) => {
  const named = devicesOf(desk, call.args), chosen = call.text('primary'), first = named[0];
  const wanted = chosen === undefined ? first : deviceOf(desk, chosen);
  if (wanted === undefined || !named.some((one) => same(one, wanted)) || named.length < 2) throw new EdgeError('usage', 'a merge needs two devices at least, the primary among them', { next: 'name all of them: nameplate device merge A B --primary A' });
  // Whoever is in a group already brings it along: groups of groups are one group.
  const all = unique(named.flatMap((ref) => groupOf(desk, ref)));
  if (all.length > INTERFACES_MAX) throw new EdgeError('too_large', 'one device has at most so many interfaces', { fields: { interfaces: all.length, most: INTERFACES_MAX }, next: 'split some off first' });
  revise(desk, all, 'merged', (before, ref) => {
    if (same(ref, wanted)) return before.primary === null ? undefined : split(before);
    return before.primary !== null && same(before.primary, wanted) ? undefined : merged(before, wanted.scope, wanted.device, desk.who);
  });
  const others = all.filter((ref) => !same(ref, wanted)).map(({ device }) => keyText(device));
  call.io.line(call.flag('json') ? JSON.stringify({ primaryDevice: keyText(wanted.device), secondaryDevicesList: others }) : `${keyText(wanted.device)} is one device with ${others.join(', ')}`);
  return 0;
});

export const deviceSplit: CommandBody = async (call) => atDesk(call, (desk) => {
  const named = devicesOf(desk, call.args);
  const freed = unique(named.flatMap((ref) => (editOf(desk, ref).primary === null ? groupOf(desk, ref).filter((one) => !same(one, ref)) : [ref])));
  if (freed.length === 0) throw new EdgeError('conflict', 'the device has one interface only', { fields: { device: named.map(({ device }) => keyText(device)).join(', ') }, next: 'nameplate device show lists what it was merged with' });
  revise(desk, freed, 'split', split);
  for (const { device } of freed) call.io.line(call.flag('json') ? JSON.stringify({ deviceid: keyText(device), primaryDevice: null }) : `${keyText(device)} is a device of its own`);
  return 0;
});

function groupOf(desk: Desk, ref: DeviceRef): readonly DeviceRef[] {
  const primary = editOf(desk, ref).primary ?? ref;
  return [{ scope: primary.scope, device: primary.device }, ...desk.store.edits.secondaries(primary).map(({ scope, device }) => ({ scope, device }))];
}
function same(a: DeviceRef, b: DeviceRef): boolean { return a.scope === b.scope && a.device === b.device; }
function unique(refs: readonly DeviceRef[]): readonly DeviceRef[] { return refs.filter((ref, i) => refs.findIndex((other) => same(ref, other)) === i); }
