/** DHCPv4: what a client says about itself (RFC 2131, 2132), and the lease that proves its address. */
import * as L from '../../../assembly/layout.ts';
import { ipText, type Ipv4, type Mac, type ParameterName, type RowReader } from '../../model/index.ts';
import type { Adapter, Observer } from '../adapter.ts';
import { address, isUnit, speaker } from '../speaker.ts';

const DISCOVER = 1, REQUEST = 3, DECLINE = 4, ACK = 5, NAK = 6, RELEASE = 7, INFORM = 8;
/** What a refused client asked for (RFC 2131 table 3: a NAK has no yiaddr). */
const NO_ADDRESS = 0 as Ipv4;
const MESSAGES: ReadonlyMap<number, string> = new Map([[DISCOVER, 'discover'], [REQUEST, 'request'], [DECLINE, 'decline'], [RELEASE, 'release'], [INFORM, 'inform']]);

export const dhcp: Adapter = {
  name: 'dhcp',
  kind: L.KIND_DHCP,
  observe(batch, row, observer) {
    // Behind a relay the frame's sender is the relay: chaddr is the client (RFC 2131 section 2).
    const client = batch.mac(row, L.F_DHCP_CHADDR);
    if (client === undefined || !isUnit(client) || batch.has(row, L.F_DHCP_HTYPE)) return;
    const message = MESSAGES.get(batch.b(row));
    if (message === undefined) observeServer(batch, row, client, observer);
    else observeClient(batch, row, client, message, observer);
  },
};

function observeServer(batch: RowReader, row: number, client: Mac, observer: Observer): void {
  const time = batch.timeMs(row), server = speaker(batch, row);
  if (server !== undefined && server !== client) observer.fact(server, time, 'dhcp.serves', 'yes');
  if (batch.b(row) === NAK) observer.binding(client, NO_ADDRESS, time, 'dhcp-request');
  if (batch.b(row) !== ACK) return;
  // The answer to an INFORM has no yiaddr: the client already had its address, in ciaddr (RFC 2131 section 4.3.5).
  const ip = address(batch, row, L.F_DHCP_YIADDR) ?? address(batch, row, L.F_DHCP_CIADDR);
  if (ip === undefined) return;
  observer.binding(client, ip, time, 'dhcp-ack');
  const subnet = subnetOf(ip, batch.ip(row, L.F_DHCP_SUBNET_MASK));
  if (subnet !== undefined) observer.fact(client, time, 'dhcp.subnet', subnet);
}

/** Undefined where there is no mask, or one with holes in it. */
function subnetOf(ip: Ipv4, mask: Ipv4 | undefined): string | undefined {
  if (mask === undefined || mask === 0) return undefined;
  const bits = Math.clz32(~mask);
  return bits < 8 || (bits < 32 && mask << bits !== 0) ? undefined : `${ipText(((ip & mask) >>> 0) as Ipv4)}/${bits}`;
}

function observeClient(batch: RowReader, row: number, client: Mac, message: string, observer: Observer): void {
  const time = batch.timeMs(row);
  observer.fact(client, time, 'dhcp.message', message);
  const options = batch.codes(row, L.F_DHCP_OPTIONS);
  if (options.length > 0) observer.fact(client, time, 'dhcp.options', `${message} ${options.join(',')}`);
  const asked = batch.codes(row, L.F_DHCP_PARAMETER_REQUEST_LIST);
  if (asked.length > 0) observer.fact(client, time, 'dhcp.parameter_request_list', asked.join(','));
  const say = (parameter: ParameterName, value: string | number | undefined): void => {
    if (value !== undefined && value !== '') observer.fact(client, time, parameter, String(value));
  };
  say('dhcp.vendor_class', batch.text(row, L.F_DHCP_VENDOR_CLASS));
  say('dhcp.hostname', batch.text(row, L.F_DHCP_HOSTNAME));
  say('dhcp.client_fqdn', batch.text(row, L.F_DHCP_CLIENT_FQDN));
  say('dhcp.max_message_size', batch.number(row, L.F_DHCP_MAX_SIZE));
  say('dhcp.asked_lease', batch.number(row, L.F_DHCP_LEASE_SECONDS));
  say('dhcp.mud_url', batch.text(row, L.F_DHCP_MUD_URL));
  for (const text of batch.texts(row, L.F_DHCP_USER_CLASS)) say('dhcp.user_class', text);
  for (const arch of batch.numbers(row, L.F_DHCP_CLIENT_ARCH)) say('dhcp.client_arch', arch);
  for (const enterprise of batch.numbers(row, L.F_DHCP_VENDOR_ID)) say('dhcp.vendor_id', enterprise);
  const id = batch.hex(row, L.F_DHCP_CLIENT_ID);
  if (id !== undefined) { say('dhcp.client_id', id); say('dhcp.client_id_type', Number.parseInt(id.slice(0, 2), 16)); }
  // The length and TTL of a relayed message are the relay's.
  if (address(batch, row, L.F_DHCP_GIADDR) === undefined) {
    if (batch.length(row) > 0) say('dhcp.length', batch.length(row));
    if (batch.ttl(row) > 0) say('dhcp.ttl', batch.ttl(row));
  }
  const wanted = address(batch, row, L.F_DHCP_REQUESTED_IP), held = address(batch, row, L.F_DHCP_CIADDR);
  if (wanted !== undefined) say('dhcp.requested_ip', ipText(wanted));
  if (message !== 'request') return;
  // A renewal comes from the address it renews, which is in use; any other request only hopes for one (RFC 2131 section 4.3.2).
  if (held !== undefined) {
    observer.binding(client, held, time, 'dhcp-request');
    observer.binding(client, held, time, 'traffic');
  } else if (wanted !== undefined) observer.binding(client, wanted, time, 'dhcp-request');
}
