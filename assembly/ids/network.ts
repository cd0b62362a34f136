// What office networks say beyond the first protocols: record kinds 17-29 and field ids 360-419. Fields that name a device are in identity.ts.
// Constants only: asc and Bun both import this file as it is.
export const KIND_LLMNR: i32 = 17; // llmnr, with the fields of dns
export const KIND_NBNS: i32 = 18; // nbns
export const KIND_WSD: i32 = 19; // wsd
export const KIND_LLDP: i32 = 20; // lldp
export const KIND_CDP: i32 = 21; // cdp
export const KIND_SNMP: i32 = 22; // snmp
export const KIND_NTP: i32 = 23; // ntp
export const KIND_BANNER: i32 = 24; // banner
export const KIND_CERT: i32 = 25; // cert
export const KIND_SIP: i32 = 26; // sip, with header fields of http
export const KIND_RTSP: i32 = 27; // rtsp, the same
export const KIND_SMB: i32 = 28; // smb
export const KIND_DICOM: i32 = 29; // dicom

// nbns
export const F_NB_NAME: i32 = 360; // names asked for, registered, or held (node status): a list
export const F_NB_SUFFIX: i32 = 361; // beside it: the 16th byte, the kind of service
export const F_NB_FLAGS: i32 = 362; // NB_FLAGS of each record; bit 15: a group's name
export const F_NB_IP: i32 = 363; // addresses of the NB records, a list
// wsd
export const F_WSD_TYPE: i32 = 364; // a list, without prefixes
export const F_WSD_SCOPE: i32 = 365; // a list of URIs
export const F_WSD_ADDRESS: i32 = 366; // where its services are (XAddrs), a list
export const F_WSD_ENDPOINT: i32 = 367;
// lldp and cdp
export const F_LLDP_CHASSIS_TYPE: i32 = 368; // subtype: 4 a MAC, 5 an address, 7 local
export const F_LLDP_CHASSIS: i32 = 369;
export const F_LLDP_PORT_TYPE: i32 = 370; // subtype of port_id
export const F_LLDP_PORT_DESCRIPTION: i32 = 371;
export const F_LLDP_ASSET: i32 = 372; // LLDP-MED asset id
export const F_NATIVE_VLAN: i32 = 373; // VLAN of untagged frames of the port
export const F_CDP_DEVICE: i32 = 374;
export const F_CDP_ADDRESS: i32 = 375; // a list
// snmp
export const F_SNMP_VERSION: i32 = 376; // 1, 2 (2c) or 3
export const F_SNMP_ENGINE: i32 = 377; // of one agent, hex
export const F_SNMP_TRAP: i32 = 378; // snmpTrapOID
// ntp
export const F_NTP_VERSION: i32 = 380;
export const F_NTP_MODE: i32 = 381; // 1 symmetric active, 2 passive, 3 client, 4 server, 5 broadcast
export const F_NTP_STRATUM: i32 = 382;
export const F_NTP_POLL: i32 = 383; // as sent: log2 of seconds
export const F_NTP_PRECISION: i32 = 384; // as sent: log2 of seconds, an i8 as 0-255
export const F_NTP_REFERENCE: i32 = 385; // reference clock of a stratum 1 server, or a kiss code: four letters
export const F_NTP_BARE: i32 = 386; // bytes 1 to 39 are zero: a small SNTP client
// banner
export const F_BANNER_SERVICE: i32 = 390; // ssh, ftp, smtp, pop3, imap, vnc, telnet, mysql
export const F_BANNER_TEXT: i32 = 391;
// cert: a TLS server's own
export const F_CERT_SUBJECT: i32 = 395; // common name
export const F_CERT_SUBJECT_ORG: i32 = 396;
export const F_CERT_SUBJECT_UNIT: i32 = 397;
export const F_CERT_ISSUER: i32 = 398;
export const F_CERT_ISSUER_ORG: i32 = 399;
export const F_CERT_NAME: i32 = 400; // alternative names: hosts and addresses, a list
export const F_CERT_SELF_SIGNED: i32 = 401; // issuer and subject are the same
export const F_CERT_DAYS: i32 = 402; // how long it is valid
export const F_CERT_SERIAL_BYTES: i32 = 403; // length of the serial number: makers of certificates differ in it
// smb
export const F_SMB_DIALECT: i32 = 406; // the one the server chose
export const F_SMB_OFFERED: i32 = 407; // those the client offers, a list
export const F_SMB_NATIVE_OS: i32 = 408;
export const F_SMB_NATIVE_LM: i32 = 409;
export const F_SMB_OS_VERSION: i32 = 410; // major.minor.build of NTLMSSP, major.minor of an announcement
export const F_SMB_DOMAIN: i32 = 411; // workgroup or domain
export const F_SMB_DNS_NAME: i32 = 412;
export const F_SMB_DNS_DOMAIN: i32 = 413;
export const F_SMB_SERVER_TYPE: i32 = 414; // bits of MS-BRWS section 2.2.6
// dicom
export const F_DICOM_CALLED: i32 = 415; // titles of application entities
export const F_DICOM_CALLING: i32 = 416;
export const F_DICOM_IMPLEMENTATION: i32 = 417; // class UID
export const F_DICOM_VERSION: i32 = 418; // implementation version name
export const F_DICOM_SYNTAX: i32 = 419; // abstract syntaxes, a list
