/** What people said of a device, as the outside sees it: names of the published API where it has one. */
import { ipText, type Ipv4 } from '../model/index.ts';
import type { DeviceEdit } from './edit.ts';
import { stateOf, type EditState } from './revise.ts';

export interface PeopleReport {
  readonly state: EditState | null;
  readonly by: string | null;
  readonly at: string | null; // RFC 3339 UTC
  /** Fields of the verdict that people set. */
  readonly set: readonly string[];
  /** `profile X`, `model Y`: what is not said again. */
  readonly rejected: readonly string[];
  readonly serial_number: string | null;
  readonly location: string | null;
  readonly department: string | null;
  readonly asset_tag: string | null;
  readonly description: string | null;
  readonly notes: string | null;
  readonly purdue_level: number | null;
  readonly tags: readonly string[];
  readonly customAttributes: Readonly<Record<string, string>>;
  /** The address it was given. */
  readonly static_ip_address: string | null;
  /** Null for a device that is nobody's interface. */
  readonly primaryDevice: string | null;
  readonly multiInterfaces: readonly string[];
  readonly secondaryDevicesList: readonly string[];
  /** The device whose label it took over. */
  readonly likeDevice: string | null;
}

/** `interfaces`: ids of the device's interfaces, the primary first; empty when it has but one. */
export function peopleReport(edit: DeviceEdit, id: string, interfaces: readonly string[], like: string | null): PeopleReport {
  const { set, confirmed, rejected, edited, primary, address } = edit, [first = null, ...others] = interfaces;
  const last = [edited, confirmed, ...rejected, primary, address].reduce((latest, one) => (one !== null && (latest === null || one.at >= latest.at) ? one : latest), null);
  return {
    state: stateOf(edit), by: last?.by ?? null, at: last === null ? null : new Date(last.at).toISOString(),
    set: (['category', 'profile', 'vendor', 'model', 'os_family', 'os_version', 'hostname'] as const).filter((field) => set[field] !== undefined),
    rejected: rejected.map(({ tier, value }) => `${tier} ${value}`),
    serial_number: set.serial_number ?? null, location: set.location ?? null, department: set.department ?? null, asset_tag: set.asset_tag ?? null, description: set.description ?? null, notes: set.notes ?? null,
    purdue_level: set.purdue_level === undefined ? null : Number(set.purdue_level), tags: edit.tags, customAttributes: edit.attributes,
    static_ip_address: address === null ? null : ipText(address.ip as Ipv4), // as it was given
    primaryDevice: first === id ? null : first, multiInterfaces: interfaces, secondaryDevicesList: first === id ? others : [], likeDevice: like,
  };
}
