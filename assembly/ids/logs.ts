// Kinds and fields of what logs say: DHCP servers, firewalls, other sensors. Constants only: asc and Bun both import this file as it is.
export const LOG_KINDS_FIRST: i32 = 9; // a record of these kinds has no frame: its MACs and addresses are those it speaks of
export const LOG_KINDS_LAST: i32 = 15;
export const KIND_LEASE: i32 = 9; // what a DHCP server writes about a client
export const KIND_THREAT: i32 = 10; // threat: a firewall or sensor saw an attack, a file, a signature
export const KIND_HIP: i32 = 11; // hip: HIP-MATCH, which device or host profile a firewall matched (R77)
export const KIND_SYSTEM: i32 = 12; // system: what a firewall says of itself
export const KIND_GTP: i32 = 13; // gtp: a cellular device's session
export const KIND_UNUSED: i32 = 14; // unused: a log type that is known and not used (R13 to R19): counted, then dropped
// lease; the client's MAC, host name, id and lease time are DHCP's own fields
export const F_LEASE_IP: i32 = 200; // the address meant
export const F_LEASE_ACTION: i32 = 201; // discover, offer, request, ack, nak, decline, release, inform, expire, ...
export const F_LEASE_DIALECT: i32 = 202; // whose words: dhcpd, kea, dnsmasq, windows, ...
export const F_LEASE_VIA: i32 = 203; // interface or relay the server names
export const F_LEASE_REMARK: i32 = 281; // why the server did otherwise: "unknown network segment", "wrong network."
// what every firewall log has; a session's addresses, ports and counts are the row's and traffic's own
export const F_LOG_TYPE: i32 = 204; // as the log names it: TRAFFIC, THREAT, ...
export const F_LOG_SUBTYPE: i32 = 205;
export const F_LOG_FIREWALL: i32 = 206; // serial number of the firewall that wrote the log
export const F_LOG_FIREWALL_NAME: i32 = 207;
export const F_LOG_SEQUENCE: i32 = 208; // its number in the firewall's own count, as text
export const F_LOG_RULE: i32 = 209;
export const F_LOG_USER: i32 = 210;
export const F_LOG_VSYS: i32 = 211;
export const F_LOG_FROM_ZONE: i32 = 212;
export const F_LOG_TO_ZONE: i32 = 213;
export const F_LOG_IN_INTERFACE: i32 = 214;
export const F_LOG_OUT_INTERFACE: i32 = 215;
export const F_LOG_SESSION: i32 = 216;
export const F_LOG_ACTION: i32 = 217; // what the firewall did: allow, deny, drop, alert, ...
export const F_LOG_CATEGORY: i32 = 218; // URL category
export const F_LOG_END_REASON: i32 = 219;
// the mapping the firewall held for a side when it wrote the log (R77): category, profile, model, vendor, OS family, OS version, host, MAC
export const F_LOG_SRC_CATEGORY: i32 = 220;
export const F_LOG_SRC_PROFILE: i32 = 221;
export const F_LOG_SRC_MODEL: i32 = 222;
export const F_LOG_SRC_VENDOR: i32 = 223;
export const F_LOG_SRC_OS_FAMILY: i32 = 224;
export const F_LOG_SRC_OS_VERSION: i32 = 225;
export const F_LOG_SRC_HOST: i32 = 226;
export const F_LOG_SRC_MAC: i32 = 227;
export const F_LOG_DST_CATEGORY: i32 = 228;
export const F_LOG_DST_PROFILE: i32 = 229;
export const F_LOG_DST_MODEL: i32 = 230;
export const F_LOG_DST_VENDOR: i32 = 231;
export const F_LOG_DST_OS_FAMILY: i32 = 232;
export const F_LOG_DST_OS_VERSION: i32 = 233;
export const F_LOG_DST_HOST: i32 = 234;
export const F_LOG_DST_MAC: i32 = 235;
export const F_LOG_SEVERITY: i32 = 236;
// threat
export const F_THREAT_ID: i32 = 240; // signature, with its name where the log has it
export const F_THREAT_CATEGORY: i32 = 241;
export const F_THREAT_DIRECTION: i32 = 242;
export const F_THREAT_FILE_HASH: i32 = 243;
export const F_THREAT_FILE_TYPE: i32 = 244;
export const F_THREAT_CONTENT_VERSION: i32 = 245;
// hip
export const F_HIP_NAME: i32 = 250; // object or profile matched
export const F_HIP_TYPE: i32 = 251;
export const F_HIP_MACHINE: i32 = 252;
export const F_HIP_OS: i32 = 253;
export const F_HIP_MAC: i32 = 254; // the host's, by its own agent
export const F_HIP_SOURCE: i32 = 255; // who identified the device
export const F_HIP_IDENTIFIED_AT: i32 = 256;
// system
export const F_SYSTEM_EVENT: i32 = 260;
export const F_SYSTEM_OBJECT: i32 = 261;
export const F_SYSTEM_MODULE: i32 = 262;
// gtp
export const F_GTP_IMSI: i32 = 270;
export const F_GTP_IMEI: i32 = 271;
export const F_GTP_MSISDN: i32 = 272;
export const F_GTP_APN: i32 = 273;
export const F_GTP_RAT: i32 = 274; // radio access technology
export const F_GTP_EVENT: i32 = 275;
export const F_GTP_MESSAGE: i32 = 276;
export const F_GTP_END_USER_IP: i32 = 277;
export const F_GTP_MCC: i32 = 278;
export const F_GTP_MNC: i32 = 279;
export const F_GTP_CELL: i32 = 280;
