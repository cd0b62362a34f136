/** DHCPv6: what a client says about itself (RFC 8415), credited to the MAC that proves to be its own. No address of it is ever bound (R72). */
import * as L from '../../../assembly/layout.ts';
import type { DeviceKey, ParameterName, RowReader } from '../../model/index.ts';
import type { Adapter, Observer } from '../adapter.ts';
import { isUnit, speaker } from '../speaker.ts';

const MESSAGES: ReadonlyMap<number, string> = new Map([[1, 'solicit'], [3, 'request'], [4, 'confirm'], [5, 'renew'], [6, 'rebind'], [8, 'release'], [9, 'decline'], [11, 'information-request']]);
/** DUID types that hold a MAC, and where: link-layer with a time, link-layer alone (RFC 8415 section 11). */
const MAC_AT: ReadonlyMap<string, number> = new Map([['0001', 8], ['0003', 4]]);
const ETHERNET = '0001';

export const dhcpv6: Adapter = {
  name: 'dhcpv6',
  kind: L.KIND_DHCPV6,
  observe(batch, row, observer) {
    const message = MESSAGES.get(batch.number(row, L.F_DHCP6_MESSAGE) ?? 0);
    if (message === undefined) {
      const server = speaker(batch, row);
      if (server !== undefined && (batch.flags(row) & L.FLAG_RESPONSE) !== 0 && !batch.has(row, L.F_DHCP6_RELAY_PEER)) observer.fact(server, batch.timeMs(row), 'dhcpv6.serves', 'yes');
      return;
    }
    const client = clientOf(batch, row);
    if (client !== undefined) observeClient(batch, row, client, message, observer);
  },
};

/** On its own wire the frame's sender; behind a relay what the relay saw, then what the client's address or its DUID were made of. */
function clientOf(batch: RowReader, row: number): DeviceKey | undefined {
  const peer = batch.hex(row, L.F_DHCP6_RELAY_PEER);
  const mac = peer === undefined ? batch.srcMac(row) : (batch.mac(row, L.F_DHCP6_RELAY_CLIENT) ?? macOfAddress(peer) ?? macOfDuid(batch.hex(row, L.F_DHCP6_CLIENT_DUID) ?? ''));
  return mac !== undefined && isUnit(mac) ? mac : undefined;
}

/** A link-local address made of the MAC (RFC 4291 appendix A): ff:fe in its middle, and one bit turned. */
function macOfAddress(hex: string): DeviceKey | undefined {
  if (!/^fe80000000000000.{6}fffe.{6}$/.test(hex)) return undefined;
  const first = Number.parseInt(hex.slice(16, 18), 16) ^ 2;
  return (first * 0x10000000000 + Number.parseInt(hex.slice(18, 22) + hex.slice(26), 16)) as DeviceKey; // 48 bits, by the pattern
}

function macOfDuid(hex: string): DeviceKey | undefined {
  const at = (MAC_AT.get(hex.slice(0, 4)) ?? 0) * 2;
  return at === 0 || hex.slice(4, 8) !== ETHERNET || hex.length !== at + 12 ? undefined : (Number.parseInt(hex.slice(at), 16) as DeviceKey); // 48 bits, by its length
}

function observeClient(batch: RowReader, row: number, client: DeviceKey, message: string, observer: Observer): void {
  const time = batch.timeMs(row);
  const say = (parameter: ParameterName, value: string | number | undefined): void => {
    if (value !== undefined && value !== '') observer.fact(client, time, parameter, String(value));
  };
  say('dhcpv6.message', message);
  const options = batch.numbers(row, L.F_DHCP6_OPTIONS), asked = batch.numbers(row, L.F_DHCP6_OPTION_REQUEST);
  if (options.length > 0) say('dhcpv6.options', `${message} ${options.join(',')}`);
  say('dhcpv6.option_request', asked.join(','));
  say('dhcpv6.vendor_class', batch.text(row, L.F_DHCP_VENDOR_CLASS));
  say('dhcpv6.client_fqdn', batch.text(row, L.F_DHCP_CLIENT_FQDN));
  say('dhcpv6.mud_url', batch.text(row, L.F_DHCP_MUD_URL));
  for (const text of batch.texts(row, L.F_DHCP_USER_CLASS)) say('dhcpv6.user_class', text);
  for (const arch of batch.numbers(row, L.F_DHCP_CLIENT_ARCH)) say('dhcpv6.client_arch', arch);
  for (const enterprise of batch.numbers(row, L.F_DHCP_VENDOR_ID)) say('dhcpv6.vendor_id', enterprise);
  const duid = batch.hex(row, L.F_DHCP6_CLIENT_DUID);
  if (duid === undefined) return;
  say('dhcpv6.client_duid', duid);
  say('dhcpv6.duid_type', Number.parseInt(duid.slice(0, 4), 16));
}
