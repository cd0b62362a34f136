/** DHCP server logs: what the server says of its clients. An acknowledged lease proves an address, a host name is the client's own word (R29, R30). */
import * as L from '../../../assembly/layout.ts';
import type { Ipv4, ParameterName } from '../../model/index.ts';
import type { Adapter } from '../adapter.ts';
import { address, isUnit } from '../speaker.ts';

/** Who lets go of an address, or never had it, holds none. */
const NO_ADDRESS = 0 as Ipv4;
/** Cisco's servers put a name of their own where others put the client's (R30). */
const NAMELESS = new Set(['cisco']);

export const lease: Adapter = {
  name: 'lease',
  kind: L.KIND_LEASE,
  observe(batch, row, observer) {
    const client = batch.mac(row, L.F_DHCP_CHADDR);
    if (client === undefined || !isUnit(client)) return;
    const time = batch.timeMs(row), ip = address(batch, row, L.F_LEASE_IP);
    const say = (parameter: ParameterName, value: string | undefined): void => { if (value !== undefined && value !== '') observer.fact(client, time, parameter, value); };
    if (!NAMELESS.has(batch.text(row, L.F_LEASE_DIALECT) ?? '')) say('dhcp.hostname', batch.text(row, L.F_DHCP_HOSTNAME));
    say('dhcp.vendor_class', batch.text(row, L.F_DHCP_VENDOR_CLASS));
    say('dhcp.client_id', batch.hex(row, L.F_DHCP_CLIENT_ID));
    switch (batch.text(row, L.F_LEASE_ACTION)) {
      case 'ack': if (ip !== undefined) observer.binding(client, ip, time, 'dhcp-ack'); break;
      case 'request': if (ip !== undefined) observer.binding(client, ip, time, 'dhcp-request'); break;
      case 'nak': observer.binding(client, NO_ADDRESS, time, 'dhcp-request'); break;
      default: // an offer, a release or an expiry proves no address
    }
  },
};
