// What office networks say beyond the first protocols: record kinds 17-29 and field ids 360-419. Fields that name a device are in identity.ts.
// Constants only: asc and Bun both import this file as it is.
export const KIND_LLMNR: i32 = 17; // llmnr, with the fields of dns
export const KIND_NBNS: i32 = 18; // nbns
export const KIND_LLDP: i32 = 20; // lldp
export const KIND_CDP: i32 = 21; // cdp
export const KIND_NTP: i32 = 23; // ntp

// nbns
export const F_NB_NAME: i32 = 360; // names asked for, registered, or held (node status): a list
export const F_NB_SUFFIX: i32 = 361; // beside it: the 16th byte, the kind of service
export const F_NB_FLAGS: i32 = 362; // NB_FLAGS of each record; bit 15: a group's name
export const F_NB_IP: i32 = 363; // addresses of the NB records, a list
// lldp and cdp
export const F_LLDP_CHASSIS_TYPE: i32 = 368; // subtype: 4 a MAC, 5 an address, 7 local
export const F_LLDP_CHASSIS: i32 = 369;
export const F_LLDP_PORT_TYPE: i32 = 370; // subtype of port_id
export const F_LLDP_PORT_DESCRIPTION: i32 = 371;
export const F_LLDP_ASSET: i32 = 372; // LLDP-MED asset id
export const F_NATIVE_VLAN: i32 = 373; // VLAN of untagged frames of the port
export const F_CDP_DEVICE: i32 = 374;
export const F_CDP_ADDRESS: i32 = 375; // a list
// ntp
export const F_NTP_VERSION: i32 = 380;
export const F_NTP_MODE: i32 = 381; // 1 symmetric active, 2 passive, 3 client, 4 server, 5 broadcast
export const F_NTP_STRATUM: i32 = 382;
export const F_NTP_POLL: i32 = 383; // as sent: log2 of seconds
export const F_NTP_PRECISION: i32 = 384; // as sent: log2 of seconds, an i8 as 0-255
export const F_NTP_REFERENCE: i32 = 385; // reference clock of a stratum 1 server, or a kiss code: four letters
export const F_NTP_BARE: i32 = 386; // bytes 1 to 39 are zero: a small SNTP client
