/** One device as a command beside a running node sees it: its stored evidence judged anew, people's word over it, and who stands at its address. */
import type { DeviceAccount } from '../cli/index.ts';
import { deviceReport } from './device-report.ts';
import { createDeviceFeatures, Words, type DeviceState } from '../features/index.ts';
import { type JudgeParts, judgeParts, Origins, storedSurroundings, withInstance } from '../pipeline/index.ts';
import { keyText, type Identity, type Ipv4 } from '../model/index.ts';
import { applyEdit, leaderOf, NO_EDIT, peopleReport, readEdit, sharedWith, type DeviceEdit } from '../people/index.ts';
import type { DeviceRef, DeviceRow, Store } from '../store/index.ts';

interface Interface { readonly ref: DeviceRef; readonly row: DeviceRow | undefined; readonly identity: Identity; readonly edit: DeviceEdit | undefined }

export function describeDevice(store: Store, ref: DeviceRef): DeviceAccount {
  const { own, group, identity } = judgedBeside(store, judgeParts(), ref);
  const edit = own.edit ?? NO_EDIT, scope = store.scopes.scopeOf(ref.scope), like = edit.like && keyText(edit.like.device);
  const people = peopleReport(edit, keyText(ref.device), group.length > 1 ? group.map(({ device }) => keyText(device)) : [], like);
  return { deviceid: keyText(ref.device), scope, report: own.row === undefined ? null : deviceReport(own.row, identity), identity, people, conflict: conflictOf(store, ref, edit) };
}

export interface Beside { readonly own: Interface; readonly group: readonly DeviceRef[]; readonly identity: Identity }

/** What the node says of a device, or will with its next tick, with whose verdict its interfaces share. */
export function judgedBeside(store: Store, parts: JudgeParts, ref: DeviceRef): Beside {
  const group = groupOf(store, ref), known = interfacesOf(store, parts, group), own = known.find((one) => same(one.ref, ref));
  if (own === undefined) throw new Error('a device is one of its own interfaces');
  const leader = (group.length > 1 ? leaderOf(known) : undefined) ?? own;
  const identity = sharedWith(own, leader, keyText(leader.ref.device));
  return { own, group, identity: own.row === undefined ? identity : withInstance(identity, own.row.id, storedSurroundings(store, parts.vendorOf)) };
}

function groupOf(store: Store, ref: DeviceRef): readonly DeviceRef[] {
  const primary = store.edits.find(ref)?.primary ?? ref;
  return [primary, ...store.edits.secondaries(primary).map(({ scope, device }) => ({ scope, device }))];
}

function interfacesOf(store: Store, { identify, vendorOf, worth, kindName }: JudgeParts, refs: readonly DeviceRef[]): readonly Interface[] {
  const words = new Words(worth), origins = new Origins(store.evidenceSources.list(), kindName);
  const rows = refs.map((ref) => store.devices.find(ref.scope, ref.device));
  const states = refs.map((ref, i): DeviceState => {
    const fold = createDeviceFeatures({ vendorOf, words, capacity: 1 }), row = rows[i], bytes = row && store.devices.evidence(row.id);
    if (bytes !== undefined && fold.restore(ref.device, bytes)) { const state = fold.get(ref.device); if (state) return state; }
    const state = fold.binding(ref.device, 0 as Ipv4, row?.firstSeen ?? 0, 'static'); // it makes a device of which nothing is known
    if (state === undefined) throw new Error('a group address is no device');
    return state;
  });
  const edits = refs.map((ref) => { const saved = store.edits.find(ref); return saved && readEdit(saved.edit); });
  const identities = identify(states, (source) => origins.textOf(source), (device) => edits[device]?.rejected ?? []);
  return refs.flatMap((ref, i): Interface[] => {
    const machine = identities[i], edit = edits[i];
    return machine === undefined ? [] : [{ ref, row: rows[i], edit, identity: edit === undefined ? machine : applyEdit(machine, edit) }];
  });
}

/** Somebody else at the address it was given. */
export function conflictOf(store: Store, ref: DeviceRef, { address }: DeviceEdit): DeviceAccount['conflict'] {
  if (address === null) return null;
  const holder = store.devices.atAddress(ref.scope, address.ip as Ipv4).flatMap((id) => store.devices.byId(id) ?? []).find((row) => row.mac !== ref.device && row.ipProof !== 'static' && row.ipProof !== 'traffic');
  return holder === undefined ? null : { deviceid: keyText(holder.mac), source: holder.ipProof, at: new Date(holder.ipTime).toISOString() };
}

function same(a: DeviceRef, b: DeviceRef): boolean { return a.scope === b.scope && a.device === b.device; }
