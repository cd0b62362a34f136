/** What a device does for others, as bits that its device keeps: then not all that comes from its MAC is its own word. */
import { hash32, type DeviceState } from '../features/index.ts';

/** Passes on packets of other addresses. */
export const ROUTER = 1;
/** Packets of several devices leave it under its own address. */
export const NAT = 2;
/** Says of many addresses that they are its own: proxy ARP, or an interface of many networks. */
export const MANY = 4;

/** Said of a device as `traffic.forwards`, and known again by the id of that. */
const ROLES = [[ROUTER, 'router'], [NAT, 'nat'], [MANY, 'proxy-arp']] as const;
const IDS: readonly (readonly [bit: number, id: number])[] = ROLES.map(([bit, name]) => [bit, hash32('traffic.forwards', name)]);

export function roleName(role: number): string { return ROLES.find(([bit]) => bit === role)?.[1] ?? ''; }
export function rolesIn(state: DeviceState | undefined): number {
  let roles = 0;
  if (state !== undefined) for (const [bit, id] of IDS) if (state.ids.has(id)) roles |= bit;
  return roles;
}
