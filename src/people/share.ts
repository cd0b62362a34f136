/** One device with several addresses (R62): its interfaces share a verdict, people's or the best of them. Law 3: each keeps its own evidence. */
import type { Identity } from '../model/index.ts';
import { applyEdit } from './apply.ts';
import { NO_EDIT, type DeviceEdit } from './edit.ts';

/** An interface with its own identity, people's word of it included. The first of a group is the primary. */
export interface Interface { readonly identity: Identity; readonly edit: DeviceEdit | undefined }

/** Most interfaces of one device. */
export const INTERFACES_MAX = 64;

/** Whose verdict all of them have: of those that people named, the primary, unless another was named since it became an interface; otherwise the surest. */
export function leaderOf<I extends Interface>(group: readonly I[]): I | undefined {
  let named: I | undefined, latest = -1;
  for (const one of group) {
    const at = namedAt(one.edit), counts = at === undefined ? -1 : at > (one.edit?.primary?.at ?? -1) ? at : 0; // before the merge: better than nobody's word
    if (counts > latest) { named = one; latest = counts; }
  }
  return named ?? group.reduce<I | undefined>((best, one) => (best === undefined || one.identity.confidence_score > best.identity.confidence_score ? one : best), undefined);
}

/** When people said what it is; undefined never. */
function namedAt(edit: DeviceEdit | undefined): number | undefined {
  if (edit === undefined || (edit.confirmed === null && edit.set.profile === undefined && edit.set.category === undefined)) return undefined;
  return Math.max(edit.confirmed?.at ?? 0, edit.named?.at ?? edit.edited?.at ?? 0);
}

/** The leader's verdict for one of the others; what was refused to that one stays refused. */
export function sharedWith(own: Interface, leader: Interface, name: string): Identity {
  if (own === leader) return own.identity;
  const shared = applyEdit(leader.identity, { ...NO_EDIT, rejected: own.edit?.rejected ?? [] });
  const { category, profile, profile_type, profile_vertical, vendor, model, os_family, os_version, confidence_score, tiers } = shared;
  return {
    category, profile, profile_type, profile_vertical, vendor, model, os_family, os_version, confidence_score, tiers,
    get evidence() { return [{ source: 'people', value: `one device with ${name}`, weight: 100, time: null, record: null }, ...shared.evidence].slice(0, 12); },
  };
}
