// Kinds and fields of what logs say: DHCP servers, firewalls, other sensors. Constants only: asc and Bun both import this file as it is.
export const LOG_KINDS_FIRST: i32 = 9; // a record of these kinds has no frame: its MACs and addresses are those it speaks of
export const LOG_KINDS_LAST: i32 = 15;
export const KIND_LEASE: i32 = 9; // what a DHCP server writes about a client
// lease; the client's MAC, host name, id and lease time are DHCP's own fields
export const F_LEASE_IP: i32 = 200; // the address meant
export const F_LEASE_ACTION: i32 = 201; // discover, offer, request, ack, nak, decline, release, inform, expire, ...
export const F_LEASE_DIALECT: i32 = 202; // whose words: dhcpd, kea, dnsmasq, windows, ...
export const F_LEASE_VIA: i32 = 203; // interface or relay the server names
