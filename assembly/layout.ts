// The kernel ABI: region sizes, row and field widths, record kinds, field ids, reject reasons.
// Constants only: asc and Bun both import this file as it is. Values are wire-stable within one build.

// ---- regions -------------------------------------------------------------------------------------------------------
/** Largest batch a kernel takes, bytes. A longer record is rejected by the splitter (REASON_TOO_LONG). */
export const INPUT_CAPACITY: i32 = 2097152;
/** Spare bytes behind the input so that a v128 load at the last byte is legal. */
export const INPUT_SPARE: i32 = 64;

// ---- row: 64 bytes, little endian ------------------------------------------------------------------------------------
//  0 u8  kind            KIND_*
//  1 u8  flags           FLAG_*
//  2 u8  ip protocol     6 TCP, 17 UDP, 0 unknown
//  3 u8  ip ttl          0 unknown
//  4 u32 offset          where the record starts in the batch
//  8 u32 time seconds    since 1970 UTC; 0 with nanos 0 = unknown
// 12 u32 time nanos
// 16 u8[6] src mac       wire order; all zero = unknown
// 22 u16 vlan            outer 802.1Q id, 0 = none
// 24 u8[6] dst mac
// 30 u16 inner vlan      QinQ inner id, 0 = none
// 32 u32 src ip          a.b.c.d as a<<24|b<<16|c<<8|d; 0 = unknown or IPv6
// 36 u32 dst ip
// 40 u16 src port
// 42 u16 dst port
// 44 u32 bytes           wire length (a packet) or total bytes (traffic)
// 48 u32 first field     index into the field table
// 52 u32 field count
// 56 u32 a               per kind: reject = REASON_*; traffic = packets src->dst; arp = opcode; dhcp = xid
// 60 u32 b               per kind: traffic = packets dst->src; dhcp = message type (option 53)
export const ROW_BYTES: i32 = 64;
export const ROW_CAPACITY: i32 = 65536;
export const ROW_KIND: i32 = 0;
export const ROW_FLAGS: i32 = 1;
export const ROW_PROTO: i32 = 2;
export const ROW_TTL: i32 = 3;
export const ROW_OFFSET: i32 = 4;
export const ROW_SECONDS: i32 = 8;
export const ROW_NANOS: i32 = 12;
export const ROW_SRC_MAC: i32 = 16;
export const ROW_VLAN: i32 = 22;
export const ROW_DST_MAC: i32 = 24;
export const ROW_INNER_VLAN: i32 = 30;
export const ROW_SRC_IP: i32 = 32;
export const ROW_DST_IP: i32 = 36;
export const ROW_SRC_PORT: i32 = 40;
export const ROW_DST_PORT: i32 = 42;
export const ROW_LENGTH: i32 = 44;
export const ROW_FIRST_FIELD: i32 = 48;
export const ROW_FIELD_COUNT: i32 = 52;
export const ROW_A: i32 = 56;
export const ROW_B: i32 = 60;

// ---- digest: 8 bytes a row, what it says (digest/row.ts) -------------------------------------------------------------------
export const DIGEST_BYTES: i32 = 8;

// ---- field: 16 bytes ---------------------------------------------------------------------------------------------------
//  0 u16 id              F_*
//  2 u8  type            T_*
//  3 u8  region          REGION_* for T_TEXT and T_BYTES
//  4 u32 offset          in the region; or the value itself (T_U32, T_IP4, T_BOOL), low half of T_U64
//  8 u32 length          bytes; or the high half of T_U64
// 12 u32 spare           0
// A field that repeats is a list, in the order the entries stand.
export const FIELD_BYTES: i32 = 16;
export const FIELD_CAPACITY: i32 = 524288;
export const REGION_INPUT: i32 = 0;
export const REGION_ARENA: i32 = 1;
/** Decoded text and bytes that do not stand in the input as they are (names, hashes, unescaped strings, joined options). */
export const ARENA_CAPACITY: i32 = 4194304;

export const T_TEXT: i32 = 1; // bytes meant as UTF-8; a byte that is not is shown as U+FFFD
export const T_BYTES: i32 = 2; // raw bytes, hex in JSON
export const T_U32: i32 = 3;
export const T_IP4: i32 = 4;
export const T_U64: i32 = 5;
export const T_BOOL: i32 = 6;
export const T_CODES: i32 = 7; // bytes, each a number: a JSON array of numbers
export const T_IP6: i32 = 8; // 16 bytes in a region

// ---- row kinds (the JSON "record" name in brackets) -----------------------------------------------------------------------
export const KIND_REJECT: i32 = 0; // reject
export const KIND_ARP: i32 = 1; // arp
export const KIND_DHCP: i32 = 2; // dhcp
export const KIND_DNS: i32 = 3; // dns
export const KIND_MDNS: i32 = 4; // mdns
export const KIND_SSDP: i32 = 5; // ssdp
export const KIND_HTTP: i32 = 6; // http
export const KIND_TLS: i32 = 7; // tls
export const KIND_TRAFFIC: i32 = 8; // traffic: one flow as seen in one batch
// 9-15 what logs say, 16-31 office protocols of captures, 32-47 industrial ones: ids/
export const KIND_COUNT: i32 = 48; // a bound: numbers below it may be free

// ---- row flags -----------------------------------------------------------------------------------------------------------
export const FLAG_IPV6: i32 = 1; // addresses are in F_SRC_IP6 / F_DST_IP6; counted, never a mapping (R72)
export const FLAG_TRUNCATED: i32 = 2; // the capture cut the packet; fields are what was there
export const FLAG_RESPONSE: i32 = 4; // dns/mdns answer, ssdp/http response
export const FLAG_FRAGMENT: i32 = 8;
export const FLAG_GRATUITOUS: i32 = 16; // arp announcement
export const FLAG_NANOS: i32 = 32; // the source's clock is finer than a microsecond: time is printed with 9 digits, else 6

// ---- reject reasons (row.a); their text is in src/kernels/reasons.ts ------------------------------------------------------
export const REASON_TRUNCATED: i32 = 1; // the record ends before its own length
export const REASON_BAD_MAGIC: i32 = 2;
export const REASON_BAD_LENGTH: i32 = 3; // a length field contradicts its surroundings
export const REASON_BAD_JSON: i32 = 4;
export const REASON_BAD_UTF8: i32 = 5;
export const REASON_BAD_ESCAPE: i32 = 6;
export const REASON_BAD_VALUE: i32 = 7; // a known field has a value of the wrong type or range
export const REASON_MISSING_FIELD: i32 = 8; // no "record", or a field its kind demands
export const REASON_UNKNOWN_RECORD: i32 = 9;
export const REASON_TOO_LONG: i32 = 10;
export const REASON_TOO_MANY_FIELDS: i32 = 11;
export const REASON_BAD_OPTION: i32 = 12; // DHCP option runs past the packet
export const REASON_BAD_NAME: i32 = 13; // DNS name: loop, label or length out of bounds
export const REASON_BAD_BLOCK: i32 = 14; // pcapng block
export const REASON_UNSUPPORTED_LINK: i32 = 15;
export const REASON_TOO_DEEP: i32 = 16;
export const REASON_DUPLICATE_KEY: i32 = 17;
export const REASON_NOT_UTF8_TEXT: i32 = 18;
export const REASON_ARENA_FULL: i32 = 19;
export const REASON_UNKNOWN_LOG: i32 = 20; // a line that no log format here claims
export const REASON_BAD_FRAGMENT: i32 = 21; // a fragment overlaps another one, or leads beyond its packet

// ---- return codes: >= 0 is a count --------------------------------------------------------------------------------------
export const ERR_ROWS_FULL: i32 = -1;
export const ERR_BAD_CALL: i32 = -2;

// ---- capture state: what a pcap or pcapng reader must remember from one batch to the next, little endian -----------------
//  0 u32 format           CAPTURE_*
//  4 u8  big endian       1 = the section's numbers are big endian
//  5 u8  nanoseconds      pcap only
//  6 u8  reported         1 = pcap's unsupported link type has had its reject
//  7 u8  sealed           1 = ERSPAN is not opened (R152)
//  8 u32 link type        pcap only
// 12 u32 interfaces       pcapng: how many of the entries below are in use
// 16 interface entries, 16 bytes each: u16 link type, u8 if_tsresol, u8 reported, u32 snap length, i64 if_tsoffset seconds
export const STATE_FORMAT: i32 = 0;
export const STATE_BIG_ENDIAN: i32 = 4;
export const STATE_NANOS: i32 = 5;
export const STATE_REPORTED: i32 = 6;
export const STATE_SEALED: i32 = 7;
export const STATE_LINK: i32 = 8;
export const STATE_INTERFACES: i32 = 12;
export const STATE_HEAD_BYTES: i32 = 16;
export const INTERFACE_BYTES: i32 = 16;
/** Interfaces of one section that are remembered; packets of later ones are rejected (REASON_BAD_BLOCK). */
export const INTERFACE_CAPACITY: i32 = 255;
export const STATE_CAPACITY: i32 = 4096;
export const CAPTURE_UNKNOWN: i32 = 0; // nothing read yet
export const CAPTURE_PCAP: i32 = 1;
export const CAPTURE_PCAPNG: i32 = 2;
export const CAPTURE_BROKEN: i32 = 3; // a block length made the rest unreadable; it has had its reject

// ---- log state: what a reader of log lines must know, in the same region, little endian ----------------------------------------
//  0 u32 reference        seconds since 1970 UTC, about when the lines were written: gives a date without a year its year; 0 = such dates are unknown
//  4 i32 zone             minutes east of UTC of times that name no zone
//  8 u8  array            LOG_ARRAY when the lines are elements of one JSON array, LOG_RESYNC when one of them was broken, LOG_BEGUN when no array can begin: it does so at the start of its input only; LOG_MESSAGES when each line is a message of its own, and no table's row either
//  9 u8  separator        of a table's columns (Zeek), 0 = no table
// 10 u8  set separator    between the members of one value
// 11 u8  path length      bytes of the table's name
// 12 u16 columns
// 14 u8  reading          what the table is read as
// 15 u8  bound           1 = a line of this batch cannot be read alone: a row of a table, an element of an array, a line of several rows
// 16 u8 length and 15 bytes: text that stands for no value; 32 the same: for an empty one
// 48 u8[48] path
// 96 columns: u16 slot of each, LOG_LIST set where a value has members
export const LOG_REFERENCE: i32 = 0;
export const LOG_ZONE: i32 = 4;
export const LOG_MODE: i32 = 8;
export const LOG_SEPARATOR: i32 = 9;
export const LOG_SET_SEPARATOR: i32 = 10;
export const LOG_PATH_LENGTH: i32 = 11;
export const LOG_COLUMNS: i32 = 12;
export const LOG_READING: i32 = 14;
export const LOG_BOUND: i32 = 15;
export const LOG_UNSET: i32 = 16;
export const LOG_EMPTY: i32 = 32;
export const LOG_PATH: i32 = 48;
export const LOG_PATH_CAPACITY: i32 = 48;
export const LOG_COLUMN_SLOTS: i32 = 96;
/** Columns of a table that are looked at; those behind them are passed over. */
export const LOG_COLUMN_CAPACITY: i32 = 288;
export const LOG_STATE_BYTES: i32 = 672;
export const LOG_LIST: i32 = 32768;
export const LOG_ARRAY: i32 = 1;
export const LOG_RESYNC: i32 = 2;
export const LOG_BEGUN: i32 = 4;
export const LOG_MESSAGES: i32 = 8;

// ---- capture working memory -----------------------------------------------------------------------------------------------
/** Flows of one batch; when the table is full it is written out and begun again. */
export const FLOW_CAPACITY: i32 = 4096;
export const FLOW_BYTES: i32 = 384;
/** Twice the flows, a power of two: the index of the flow table. */
export const FLOW_SLOTS: i32 = 8192;
/** TCP streams being put together at the same time, and how much of each. */
export const STREAM_CAPACITY: i32 = 64;
export const STREAM_BYTES: i32 = 16384;
/** Datagrams being put together from fragments at the same time, and what each takes: 64 bytes and 64 pieces of 8. */
export const FRAGMENT_CAPACITY: i32 = 256;
export const FRAGMENT_BYTES: i32 = 576;
/** Datagrams put together from fragments, in one batch: no more than its own bytes, but where fragments stand inside fragments. */
export const WHOLE_CAPACITY: i32 = 2228224;

// ---- parser ids (parsers.ts) ----------------------------------------------------------------------------------------------
export const PARSER_CAPTURE: i32 = 1; // pcap records or pcapng blocks; the container state is passed in (see capture/)
export const PARSER_EAL: i32 = 2; // newline-delimited JSON EAL records
export const PARSER_LOG: i32 = 3; // lines of other people's logs, with or without a syslog header, each told by itself (see log/)

// ---- field ids: the number is the ABI, the JSON name is in src/kernels/fields.ts; those beyond the first protocols are in ids/ ----------------------------------------------
export const F_SRC_IP6: i32 = 1;
export const F_DST_IP6: i32 = 2;
// arp
export const F_ARP_SENDER_MAC: i32 = 10;
export const F_ARP_SENDER_IP: i32 = 11;
export const F_ARP_TARGET_MAC: i32 = 12;
export const F_ARP_TARGET_IP: i32 = 13;
// dhcp
export const F_DHCP_CHADDR: i32 = 20;
export const F_DHCP_CIADDR: i32 = 21;
export const F_DHCP_YIADDR: i32 = 22;
export const F_DHCP_SIADDR: i32 = 23;
export const F_DHCP_GIADDR: i32 = 24;
export const F_DHCP_OPTIONS: i32 = 25; // T_CODES, option codes in wire order
export const F_DHCP_PARAMETER_REQUEST_LIST: i32 = 26; // T_CODES, option 55
export const F_DHCP_VENDOR_CLASS: i32 = 27; // 60
export const F_DHCP_HOSTNAME: i32 = 28; // 12
export const F_DHCP_CLIENT_FQDN: i32 = 29; // 81 (RFC 4702), the name decoded
export const F_DHCP_CLIENT_ID: i32 = 30; // 61, hex
export const F_DHCP_REQUESTED_IP: i32 = 31; // 50
export const F_DHCP_SERVER_ID: i32 = 32; // 54
export const F_DHCP_LEASE_SECONDS: i32 = 33; // 51
export const F_DHCP_CIRCUIT_ID: i32 = 34; // 82.1, hex
export const F_DHCP_REMOTE_ID: i32 = 35; // 82.2, hex
export const F_DHCP_USER_CLASS: i32 = 36; // 77, a list
export const F_DHCP_CLIENT_ARCH: i32 = 37; // 93, a list of numbers
export const F_DHCP_VENDOR_ID: i32 = 38; // 124 and 125: enterprise numbers, a list
export const F_DHCP_VENDOR_DATA: i32 = 39; // 124 and 125: data of each enterprise, hex, a list beside vendor_id
export const F_DHCP_MAX_SIZE: i32 = 40; // 57
export const F_DHCP_ROUTER: i32 = 41; // 3, a list
export const F_DHCP_DNS_SERVER: i32 = 42; // 6, a list
export const F_DHCP_DOMAIN_NAME: i32 = 43; // 15
export const F_DHCP_SUBNET_MASK: i32 = 44; // 1
export const F_DHCP_MUD_URL: i32 = 45; // 161
export const F_DHCP_LINK_SELECTION: i32 = 46; // 82.5
export const F_DHCP_HTYPE: i32 = 47; // hardware type when it is not 1
// dns and mdns: questions and answers as parallel lists
export const F_DNS_ID: i32 = 60;
export const F_DNS_RCODE: i32 = 61;
export const F_DNS_QUERY_NAME: i32 = 62;
export const F_DNS_QUERY_TYPE: i32 = 63;
export const F_DNS_ANSWER_NAME: i32 = 64; // answer, authority and additional sections in order
export const F_DNS_ANSWER_TYPE: i32 = 65;
export const F_DNS_ANSWER_TTL: i32 = 66;
export const F_DNS_ANSWER_DATA: i32 = 67; // text: addresses, names, "prio weight port target" for SRV, joined strings for TXT
export const F_DNS_OPCODE: i32 = 68; // when it is not 0 (QUERY)
// ssdp and http
export const F_HTTP_METHOD: i32 = 80; // also M-SEARCH, NOTIFY
export const F_HTTP_URI: i32 = 81;
export const F_HTTP_VERSION: i32 = 82;
export const F_HTTP_STATUS: i32 = 83;
export const F_HTTP_HOST: i32 = 84;
export const F_HTTP_USER_AGENT: i32 = 85;
export const F_HTTP_SERVER: i32 = 86;
export const F_HTTP_CONTENT_TYPE: i32 = 87;
export const F_SSDP_LOCATION: i32 = 90;
export const F_SSDP_ST: i32 = 91;
export const F_SSDP_NT: i32 = 92;
export const F_SSDP_NTS: i32 = 93;
export const F_SSDP_USN: i32 = 94;
export const F_HTTP_REFERER: i32 = 95;
export const F_HTTP_WWW_AUTHENTICATE: i32 = 96;
export const F_HTTP_X_REQUESTED_WITH: i32 = 97;
// tls client hello
export const F_TLS_VERSION: i32 = 100; // record's ClientHello.legacy_version as a number
export const F_TLS_SNI: i32 = 101;
export const F_TLS_ALPN: i32 = 102; // a list
export const F_TLS_JA3: i32 = 103; // md5 hex text
export const F_TLS_JA3_TEXT: i32 = 104; // the string JA3 hashes
export const F_TLS_JA4: i32 = 105;
// traffic
export const F_TRAFFIC_BYTES_SENT: i32 = 120; // src -> dst, T_U64
export const F_TRAFFIC_BYTES_RECEIVED: i32 = 121;
export const F_TRAFFIC_DURATION_MS: i32 = 122;
export const F_TRAFFIC_FIRST_SENT: i32 = 123; // first payload src -> dst, at most 128 bytes, hex
export const F_TRAFFIC_FIRST_RECEIVED: i32 = 124;
export const F_TRAFFIC_SYN: i32 = 125; // "window:ttl:mss:wscale:options" text of the client's SYN
export const F_TRAFFIC_SENT_SIZES: i32 = 126; // first 8 payload sizes src -> dst, a list
export const F_TRAFFIC_RECEIVED_SIZES: i32 = 127;
export const F_TRAFFIC_APP: i32 = 128; // application name, where the firewall knows it
export const F_TRAFFIC_ETHERTYPE: i32 = 129; // for frames that are not IP (LLC, EAPOL, ...)
// Asked for by features (model names often stand in a later datagram of the flow): further payloads after the first one whose length differs from
// every payload kept before, at most 3 each way, each at most 128 bytes, hex, a list.
export const F_TRAFFIC_NEXT_SENT: i32 = 130;
export const F_TRAFFIC_NEXT_RECEIVED: i32 = 131;

export * from "./ids/identity";
export * from "./ids/logs";
export * from "./ids/links";
export * from "./ids/network";
export * from "./ids/plant";
export * from "./ids/sensors";
