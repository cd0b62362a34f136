/** `nameplate explain`: why a stored device is named so, beside its running node or after it. */
import { surerFor } from '../advice/index.ts';
import type { Explanation } from '../cli/index.ts';
import { conflictOf, judgedBeside } from './device-desk.ts';
import { deviceReport } from './device-report.ts';
import { createDeviceFeatures, Words, type DeviceState } from '../features/index.ts';
import { type JudgeParts, judgeParts, Origins } from '../pipeline/index.ts';
import { ipText, parameterIndex, type Evidence, type HeardClaim, type Identity, type Ipv4, type Scope } from '../model/index.ts';
import { endsAt, NOT_CONTROLLED, stageOf } from '../onboarding/index.ts';
import { applyEdit, NO_EDIT, readEdit, type DeviceEdit } from '../people/index.ts';
import { gateOf, type DeviceRef, type DeviceRow, type Store } from '../store/index.ts';

/** A weaker claim that says otherwise is none: log odds. */
const LEAST_AGAINST = 0.3;

/** Those of whom anything was heard; of the others there is nothing to explain. */
export async function explainDevices(store: Store, refs: readonly DeviceRef[]): Promise<readonly Explanation[]> {
  const parts = judgeParts(), origins = new Origins(store.evidenceSources.list(), parts.kindName), fold = createDeviceFeatures({ words: new Words(parts.worth) });
  return refs.flatMap((ref) => {
    const row = store.devices.find(ref.scope, ref.device);
    if (row === undefined || !fold.restore(row.mac, store.devices.evidence(row.id) ?? new Uint8Array())) return [];
    const state = fold.get(row.mac), saved = store.edits.find(ref), edit = saved === undefined ? NO_EDIT : readEdit(saved.edit), scope = store.scopes.scopeOf(row.scope);
    return state === undefined ? [] : [explanationOf(parts, { row, state, scope, recordOf: (source) => origins.textOf(source), edit, shared: judgedBeside(store, parts, ref).identity, standing: standingOf(store, row, scope, edit) })];
  });
}

/** What decides, beside its name, what firewalls hear of a device. */
type Standing = Pick<Explanation, 'onboarding' | 'given_address'>;

function standingOf(store: Store, { id, mac, scope: scopeId, metAt, confidence }: DeviceRow, { tenant }: Scope, edit: DeviceEdit): Standing {
  const policy = store.onboarding.find(tenant) ?? NOT_CONTROLLED, ends = endsAt(metAt, policy), { address } = edit;
  return {
    onboarding: { stage: stageOf({ metAt, confidence, named: store.onboarding.namedAt(id) !== undefined }, policy, gateOf(store), Date.now()), ends: ends === null ? null : new Date(ends).toISOString() },
    given_address: address === null ? null : { ip_address: ipText(address.ip as Ipv4), by: address.by, at: new Date(address.at).toISOString(), conflict: conflictOf(store, { scope: scopeId, device: mac }, edit) }, // an address, as it was given
  };
}

export interface Explained {
  readonly row: DeviceRow;
  readonly state: DeviceState;
  readonly scope: Scope;
  readonly recordOf: (source: number) => string | null;
  readonly edit: DeviceEdit;
  /** The verdict that its interfaces share. */
  readonly shared?: Identity;
  /** Of one in a store; a device read from files has none. */
  readonly standing?: Standing;
}

export function explanationOf(parts: JudgeParts, { row, state, scope, recordOf, edit, shared, standing = { onboarding: null, given_address: null } }: Explained): Explanation {
  const [machine] = parts.identify([state], recordOf, () => edit.rejected);
  if (machine === undefined) throw new Error('a device was not judged');
  const identity = shared ?? applyEdit(machine, edit), hostname = edit.set.hostname ?? state.hostname, weighing = parts.weigh(state, recordOf);
  return {
    ...scope, ...deviceReport({ ...row, hostname: hostname ?? row.hostname }, identity), ...standing,
    against: [...weighing.against, ...disagreeing(identity, state.claims(), recordOf)].sort((a, b) => a.weight - b.weight),
    says: [...state.sayings()].sort((a, b) => parameterIndex(a.parameter) - parameterIndex(b.parameter)).map(({ parameter, value, time, source, claims }) => ({ parameter, value, time: timeOf(time), record: recordOf(source), rules: [...new Set(claims.map(({ rule }) => rule))] })),
    surer: surerFor({ identity, weighing, heard: state.sources(), readable: parts.readable() }),
  };
}

/** Claims of books that name something else, with the log odds of their certainty; of each rule the surest. */
function disagreeing(identity: Identity, claims: readonly HeardClaim[], recordOf: Explained['recordOf']): readonly Evidence[] {
  const differs = (said: string | undefined, is: string | null): boolean => said !== undefined && is !== null && said.toLowerCase() !== is.toLowerCase();
  const against = new Map<string, Evidence>();
  for (const { parameter, value, claim, time, source } of claims) {
    const { category, profile, vendor, model, certainty, rule } = claim, weight = Math.round(100 * Math.log((1 - certainty) / certainty)) / 100;
    if (!(differs(category, identity.category) || differs(vendor, identity.vendor) || differs(profile, identity.profile)) || weight > -LEAST_AGAINST || (against.get(rule)?.weight ?? 0) <= weight) continue;
    against.set(rule, { source: parameter, value: `${value}: ${[vendor, profile ?? category, model].filter((part) => part !== undefined).join(', ')}, says ${rule}`, weight, time: timeOf(time), record: recordOf(source) });
  }
  return [...against.values()];
}

function timeOf(time: number): string | null { return time === 0 ? null : new Date(time).toISOString(); }
