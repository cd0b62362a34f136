/** DHCP server logs: what the server says of its clients. An acknowledged lease proves an address, and a host name is the client's own word (R29, R30). */
import * as L from '../../../assembly/layout.ts';
import type { Ipv4, Mac, ParameterName, RowReader } from '../../model/index.ts';
import type { Adapter, Observer } from '../adapter.ts';
import { address, isUnit } from '../speaker.ts';

/** Who is refused an address holds none. */
const NO_ADDRESS = 0 as Ipv4;
/** Cisco's servers put a name of their own where others put the client's (R30). */
const NAMELESS = new Set(['cisco']);
/** Windows writes a host's name with the domain it puts it in; the client sent the first label. */
const DOMAIN_ADDED = new Set(['windows']);
/** What a client sends; the rest are the server's words. */
const CLIENT_MESSAGES = new Set(['discover', 'request', 'decline', 'inform']);
/** Lines about a lease or a name, not about the client's being there now. */
const BOOKKEEPING = new Set(['expire', 'delete', 'abandon', 'dns']);

export const lease: Adapter = {
  name: 'lease',
  kind: L.KIND_LEASE,
  observe(batch, row, observer) {
    const client = batch.mac(row, L.F_DHCP_CHADDR);
    if (client === undefined || !isUnit(client)) return;
    const action = batch.text(row, L.F_LEASE_ACTION) ?? '';
    if (!BOOKKEEPING.has(action)) describe(batch, row, client, action, observer);
    bind(batch, row, client, action, observer);
  },
};

function describe(batch: RowReader, row: number, client: Mac, action: string, observer: Observer): void {
  const time = batch.timeMs(row), dialect = batch.text(row, L.F_LEASE_DIALECT) ?? '';
  const say = (parameter: ParameterName, value: string | number | undefined): void => { if (value !== undefined && value !== '') observer.fact(client, time, parameter, String(value)); };
  if (CLIENT_MESSAGES.has(action)) say('dhcp.message', action);
  const asked = batch.codes(row, L.F_DHCP_PARAMETER_REQUEST_LIST);
  if (asked.length > 0) say('dhcp.parameter_request_list', asked.join(','));
  const host = batch.text(row, L.F_DHCP_HOSTNAME);
  if (!NAMELESS.has(dialect)) say('dhcp.hostname', DOMAIN_ADDED.has(dialect) ? host?.split('.')[0] : host);
  say('dhcp.vendor_class', batch.text(row, L.F_DHCP_VENDOR_CLASS));
  for (const text of batch.texts(row, L.F_DHCP_USER_CLASS)) say('dhcp.user_class', text);
  const id = batch.hex(row, L.F_DHCP_CLIENT_ID);
  if (id !== undefined) { say('dhcp.client_id', id); say('dhcp.client_id_type', Number.parseInt(id.slice(0, 2), 16)); }
}

function bind(batch: RowReader, row: number, client: Mac, action: string, observer: Observer): void {
  const time = batch.timeMs(row), ip = address(batch, row, L.F_LEASE_IP);
  if (action === 'nak') observer.binding(client, NO_ADDRESS, time, 'dhcp-request');
  if (ip === undefined) return;
  switch (action) {
    case 'ack': case 'renew': observer.binding(client, ip, time, 'dhcp-ack'); break;
    // What the server remarks on a request is why it does not grant it.
    case 'request': if (!batch.has(row, L.F_LEASE_REMARK)) observer.binding(client, ip, time, 'dhcp-request'); break;
    case 'release': case 'expire': case 'delete': case 'decline': observer.binding(client, ip, time, 'dhcp-release'); break;
    default: // an offer proves no address, nor does what says nothing of a lease
  }
}
