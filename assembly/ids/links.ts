// The lower layers: how a packet was wrapped, the server's side of a TCP opening, and DHCPv6. Constants only: asc and Bun both import this file as it is.
export const KIND_DHCPV6: i32 = 16; // dhcpv6

export const F_TUNNEL: i32 = 340; // innermost encapsulation the packet was taken out of: erspan2, vxlan, gre, ...
export const F_TUNNEL_ID: i32 = 341; // its number: ERSPAN session, VNI, GRE key, TEID, PPPoE session, bottom label
export const F_TRAFFIC_SYN_ACK: i32 = 342; // as F_TRAFFIC_SYN, of the side that answered
// dhcpv6 (RFC 8415); what means the same as in DHCPv4 has its field: vendor class and enterprise, user class, FQDN, architecture, MUD URL
export const F_DHCP6_MESSAGE: i32 = 343; // message type; of a relayed message the one inside
export const F_DHCP6_TRANSACTION: i32 = 344;
export const F_DHCP6_CLIENT_DUID: i32 = 345; // option 1, hex
export const F_DHCP6_SERVER_DUID: i32 = 346; // option 2, hex
export const F_DHCP6_OPTIONS: i32 = 347; // option codes in wire order, a list of 16-bit numbers
export const F_DHCP6_OPTION_REQUEST: i32 = 348; // option 6, a list
export const F_DHCP6_IAID: i32 = 349; // of options 3, 4 and 25, a list
export const F_DHCP6_ADDRESS: i32 = 350; // option 5 in them, a list; text
export const F_DHCP6_PREFIX: i32 = 351; // option 26 in them, a list; text, with its length
export const F_DHCP6_DNS_SERVER: i32 = 352; // option 23, a list; text
export const F_DHCP6_RELAY_LINK: i32 = 353; // link address of the relay next to the client
export const F_DHCP6_RELAY_PEER: i32 = 354; // its peer: the client
export const F_DHCP6_RELAY_CLIENT: i32 = 355; // option 79 (RFC 6939): the client's MAC as the relay saw it
