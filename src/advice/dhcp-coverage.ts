/** Where a firewall sees DHCP, as tables: by how it is sent and where it passes (R22, R23), and since which release (R24). */
import { comparePanos, parsePanos } from '../model/index.ts';
import type { DhcpRole, Mode } from './description.ts';

export type Delivery = 'unicast' | 'broadcast';
/** `conditional`: from PAN-OS 10.0 on, when DHCP Broadcast Session is enabled and a rule allows and forwards it (R23). */
export type Coverage = 'yes' | 'no' | 'conditional';

/** R22 as it stands; of unicast it names the four modes alone. */
const TABLE: readonly (readonly [Delivery, Mode | DhcpRole, Coverage])[] = [
  ['unicast', 'vwire', 'yes'], ['unicast', 'tap', 'yes'], ['unicast', 'l2', 'yes'], ['unicast', 'l3', 'yes'],
  ['broadcast', 'vwire', 'yes'], ['broadcast', 'tap', 'no'], ['broadcast', 'l2', 'no'], ['broadcast', 'l3', 'no'], ['broadcast', 'server', 'conditional'], ['broadcast', 'relay', 'yes'],
];

export function dhcpSeen(delivery: Delivery, where: Mode | DhcpRole): Coverage | undefined {
  return TABLE.find(([how, place]) => how === delivery && place === where)?.[2];
}

/** First release of each train that has DHCP Broadcast Session (R24). */
const BROADCAST_SESSION_SINCE = ['10.1.10', '10.2.4', '11.0.1'] as const;
/** A DHCP server on an interface makes records from here on (R23). */
const SERVER_RECORDS_SINCE = '10.0.0';

/** Has this release the setting? Trains before the first have it never, later ones always. Undefined: no release that we can read. */
export function broadcastSessionIn(panos: string): boolean | undefined {
  const version = parsePanos(panos);
  if (version === undefined) return undefined;
  for (const since of BROADCAST_SESSION_SINCE) {
    const first = parsePanos(since);
    if (first !== undefined && first[0] === version[0] && first[1] === version[1]) return (comparePanos(panos, since) ?? -1) >= 0;
  }
  return (comparePanos(panos, BROADCAST_SESSION_SINCE[BROADCAST_SESSION_SINCE.length - 1] ?? '') ?? -1) > 0;
}

export function serverRecordsIn(panos: string): boolean | undefined {
  const order = comparePanos(panos, SERVER_RECORDS_SINCE);
  return order === undefined ? undefined : order >= 0;
}
