/** Words for IP protocol numbers and EtherTypes (IANA); others are told by their number. */
const ETHERTYPES: ReadonlyMap<number, string> = new Map([
  [0x888e, 'eapol'], [0x88cc, 'lldp'], [0x8892, 'profinet'], [0x88a4, 'ethercat'], [0x88e1, 'homeplug'], [0x88f7, 'ptp'], [0x8863, 'pppoe'], [0x8864, 'pppoe'],
  [0x893a, 'ieee1905'], [0x9000, 'loopback'], [0x88b8, 'goose'], [0x88ba, 'sampled-values'], [0x8137, 'ipx'], [0x809b, 'appletalk'], [0x19, 'wlan'],
]);
const IP_PROTOCOLS: ReadonlyMap<number, string> = new Map([[1, 'icmp'], [2, 'igmp'], [41, 'ipv6-in-ipv4'], [47, 'gre'], [50, 'esp'], [51, 'ah'], [58, 'icmpv6'], [89, 'ospf'], [103, 'pim'], [112, 'vrrp'], [132, 'sctp']]);

export function protocolName(value: number, ethertype: boolean): string {
  if (!ethertype) return IP_PROTOCOLS.get(value) ?? `ip-${value}`;
  return ETHERTYPES.get(value) ?? (value < 0x600 ? 'llc' : `ether-${value.toString(16)}`);
}
