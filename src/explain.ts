/** `nameplate explain`: why a stored device is named so, beside its running node or after it. */
import { surerFor } from './advice/index.ts';
import type { ExplainQuery, Explanation } from './cli/index.ts';
import { judgedBeside } from './device-desk.ts';
import { deviceReport } from './device-report.ts';
import { createDeviceFeatures, Words, type DeviceState } from './features/index.ts';
import { judgeParts, type JudgeParts } from './judge.ts';
import { EdgeError, keyKind, parameterIndex, parseIp, parseKey, type Evidence, type HeardClaim, type Identity, type Scope } from './model/index.ts';
import { Origins } from './origins.ts';
import { applyEdit, NO_EDIT, readEdit, type DeviceEdit } from './people/index.ts';
import { openStore, type DeviceRow, type Store } from './store/index.ts';

/** Devices explained at once: a name such as "android" may be that of hundreds. */
const MOST = 100;
/** A weaker claim that says otherwise is none: log odds. */
const LEAST_AGAINST = 0.3;

export async function explainDevice(query: ExplainQuery): Promise<readonly Explanation[]> {
  const store = openStore(query.dataDir, { role: 'tool', now: Date.now(), mustExist: true });
  try {
    const rows = findRows(store, query);
    if (rows.length === 0) throw new EdgeError('not_found', 'no such device is known here', { fields: { device: query.device.slice(0, 255), tenant: query.tenant }, next: 'give a MAC, an IP address that a device has now, or a host name; what was heard within the last minute may not be written yet' });
    const parts = judgeParts(), origins = new Origins(store.evidenceSources.list(), parts.kindName), fold = createDeviceFeatures({ words: new Words(parts.worth) });
    return rows.flatMap((row) => {
      if (!fold.restore(row.mac, store.devices.evidence(row.id) ?? new Uint8Array())) return [];
      const state = fold.get(row.mac), edit = store.edits.find({ scope: row.scope, device: row.mac });
      return state === undefined ? [] : [explanationOf(parts, { row, state, scope: store.scopes.scopeOf(row.scope), recordOf: (source) => origins.textOf(source), edit: edit === undefined ? NO_EDIT : readEdit(edit.edit), shared: judgedBeside(store, parts, { scope: row.scope, device: row.mac }).identity })];
    });
  } finally {
    store.close();
  }
}

/** By what the text is: a MAC or another device's id, an address, a name. */
function findRows(store: Store, { device, tenant, site, segment }: ExplainQuery): readonly DeviceRow[] {
  const scopes = new Set(store.scopes.list().filter(({ scope }) => scope.tenant === tenant && (site ?? scope.site) === scope.site && (segment ?? scope.segment) === scope.segment).map(({ id }) => id));
  const key = parseKey(device), ip = parseIp(device), byKey = key === undefined ? [] : [...scopes].flatMap((scope) => store.devices.find(scope, key) ?? []);
  const others = ip !== undefined ? store.devices.search(tenant, { ip }, MOST) : key === undefined ? store.devices.search(tenant, { hostname: device }, MOST) : [];
  return [...byKey, ...others.filter((row) => scopes.has(row.scope) && keyKind(row.mac) !== 'address')].slice(0, MOST);
}

export interface Explained {
  readonly row: DeviceRow;
  readonly state: DeviceState;
  readonly scope: Scope;
  readonly recordOf: (source: number) => string | null;
  readonly edit: DeviceEdit;
  /** The verdict that its interfaces share. */
  readonly shared?: Identity;
}

export function explanationOf(parts: JudgeParts, { row, state, scope, recordOf, edit, shared }: Explained): Explanation {
  const [machine] = parts.identify([state], recordOf, () => edit.rejected);
  if (machine === undefined) throw new Error('a device was not judged');
  const identity = shared ?? applyEdit(machine, edit), hostname = edit.set.hostname ?? state.hostname, weighing = parts.weigh(state, recordOf);
  return {
    ...scope, ...deviceReport({ ...row, hostname: hostname ?? row.hostname }, identity),
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
