/** Field ids of the kernel ABI and their names in the EAL record (JSON): one table for rendering, for the EAL parser's key table and for the schema document. */
import * as L from '../../assembly/layout.ts';

export interface FieldSpec {
  readonly id: number;
  /** Key in the JSON record; `relay.x` stands inside the object `relay`. */
  readonly name: string;
  readonly type: 'text' | 'hex' | 'number' | 'ip' | 'ip6' | 'mac' | 'bool' | 'codes';
  /** True: an array in JSON, one field entry an element. */
  readonly list: boolean;
}

const one = (id: number, name: string, type: FieldSpec['type']): FieldSpec => ({ id, name, type, list: false });
const many = (id: number, name: string, type: FieldSpec['type']): FieldSpec => ({ id, name, type, list: true });

/** The eight Device-ID columns of a side, in the order PAN-OS writes them. */
function device(side: 'src' | 'dst', first: number): readonly FieldSpec[] {
  return ['category', 'profile', 'model', 'vendor', 'os_family', 'os_version', 'host', 'mac'].map((name, i) => one(first + i, `${side}_device_${name}`, 'text'));
}

export const FIELDS: readonly FieldSpec[] = [
  one(L.F_SRC_IP6, 'src_ip6', 'ip6'), one(L.F_DST_IP6, 'dst_ip6', 'ip6'), one(L.F_TUNNEL, 'tunnel', 'text'), one(L.F_TUNNEL_ID, 'tunnel_id', 'number'),
  one(L.F_ARP_SENDER_MAC, 'sender_mac', 'mac'), one(L.F_ARP_SENDER_IP, 'sender_ip', 'ip'),
  one(L.F_ARP_TARGET_MAC, 'target_mac', 'mac'), one(L.F_ARP_TARGET_IP, 'target_ip', 'ip'),
  one(L.F_DHCP_CHADDR, 'chaddr', 'mac'), one(L.F_DHCP_CIADDR, 'ciaddr', 'ip'), one(L.F_DHCP_YIADDR, 'yiaddr', 'ip'),
  one(L.F_DHCP_SIADDR, 'siaddr', 'ip'), one(L.F_DHCP_GIADDR, 'giaddr', 'ip'), one(L.F_DHCP_OPTIONS, 'options', 'codes'),
  one(L.F_DHCP_PARAMETER_REQUEST_LIST, 'parameter_request_list', 'codes'), one(L.F_DHCP_VENDOR_CLASS, 'vendor_class', 'text'),
  one(L.F_DHCP_HOSTNAME, 'hostname', 'text'), one(L.F_DHCP_CLIENT_FQDN, 'client_fqdn', 'text'), one(L.F_DHCP_CLIENT_ID, 'client_id', 'hex'),
  one(L.F_DHCP_REQUESTED_IP, 'requested_ip', 'ip'), one(L.F_DHCP_SERVER_ID, 'server_id', 'ip'), one(L.F_DHCP_LEASE_SECONDS, 'lease_seconds', 'number'),
  one(L.F_DHCP_CIRCUIT_ID, 'relay.circuit_id', 'hex'), one(L.F_DHCP_REMOTE_ID, 'relay.remote_id', 'hex'), one(L.F_DHCP_LINK_SELECTION, 'relay.link_selection', 'ip'),
  many(L.F_DHCP_USER_CLASS, 'user_class', 'text'), many(L.F_DHCP_CLIENT_ARCH, 'client_arch', 'number'),
  many(L.F_DHCP_VENDOR_ID, 'vendor_id', 'number'), many(L.F_DHCP_VENDOR_DATA, 'vendor_data', 'hex'),
  one(L.F_DHCP_MAX_SIZE, 'max_message_size', 'number'), many(L.F_DHCP_ROUTER, 'router', 'ip'), many(L.F_DHCP_DNS_SERVER, 'dns_server', 'ip'),
  one(L.F_DHCP_DOMAIN_NAME, 'domain_name', 'text'), one(L.F_DHCP_SUBNET_MASK, 'subnet_mask', 'ip'), one(L.F_DHCP_MUD_URL, 'mud_url', 'text'),
  one(L.F_DHCP_HTYPE, 'htype', 'number'),
  one(L.F_DNS_ID, 'id', 'number'), one(L.F_DNS_RCODE, 'rcode', 'number'), one(L.F_DNS_OPCODE, 'dns_opcode', 'number'),
  many(L.F_DNS_QUERY_NAME, 'query_name', 'text'), many(L.F_DNS_QUERY_TYPE, 'query_type', 'number'),
  many(L.F_DNS_ANSWER_NAME, 'answer_name', 'text'), many(L.F_DNS_ANSWER_TYPE, 'answer_type', 'number'),
  many(L.F_DNS_ANSWER_TTL, 'answer_ttl', 'number'), many(L.F_DNS_ANSWER_DATA, 'answer_data', 'text'),
  one(L.F_HTTP_METHOD, 'method', 'text'), one(L.F_HTTP_URI, 'uri', 'text'), one(L.F_HTTP_VERSION, 'version', 'text'), one(L.F_HTTP_STATUS, 'status', 'number'),
  one(L.F_HTTP_HOST, 'host', 'text'), one(L.F_HTTP_USER_AGENT, 'user_agent', 'text'), one(L.F_HTTP_SERVER, 'server', 'text'),
  one(L.F_HTTP_CONTENT_TYPE, 'content_type', 'text'), one(L.F_HTTP_REFERER, 'referer', 'text'),
  one(L.F_HTTP_WWW_AUTHENTICATE, 'www_authenticate', 'text'), one(L.F_HTTP_X_REQUESTED_WITH, 'x_requested_with', 'text'),
  one(L.F_SSDP_LOCATION, 'location', 'text'), one(L.F_SSDP_ST, 'st', 'text'), one(L.F_SSDP_NT, 'nt', 'text'),
  one(L.F_SSDP_NTS, 'nts', 'text'), one(L.F_SSDP_USN, 'usn', 'text'),
  one(L.F_TLS_VERSION, 'tls_version', 'number'), one(L.F_TLS_SNI, 'sni', 'text'), many(L.F_TLS_ALPN, 'alpn', 'text'),
  one(L.F_TLS_JA3, 'ja3', 'text'), one(L.F_TLS_JA3_TEXT, 'ja3_text', 'text'), one(L.F_TLS_JA4, 'ja4', 'text'),
  one(L.F_TRAFFIC_BYTES_SENT, 'bytes_sent', 'number'), one(L.F_TRAFFIC_BYTES_RECEIVED, 'bytes_received', 'number'),
  one(L.F_TRAFFIC_DURATION_MS, 'duration_ms', 'number'), one(L.F_TRAFFIC_FIRST_SENT, 'first_sent', 'hex'), one(L.F_TRAFFIC_FIRST_RECEIVED, 'first_received', 'hex'),
  many(L.F_TRAFFIC_NEXT_SENT, 'next_sent', 'hex'), many(L.F_TRAFFIC_NEXT_RECEIVED, 'next_received', 'hex'),
  one(L.F_TRAFFIC_SYN, 'syn', 'text'), one(L.F_TRAFFIC_SYN_ACK, 'syn_ack', 'text'), many(L.F_TRAFFIC_SENT_SIZES, 'sent_sizes', 'number'), many(L.F_TRAFFIC_RECEIVED_SIZES, 'received_sizes', 'number'),
  one(L.F_TRAFFIC_APP, 'app', 'text'), one(L.F_TRAFFIC_ETHERTYPE, 'ethertype', 'number'),
  one(L.F_LEASE_IP, 'ip', 'ip'), one(L.F_LEASE_ACTION, 'action', 'text'), one(L.F_LEASE_DIALECT, 'dialect', 'text'), one(L.F_LEASE_VIA, 'via', 'text'),
  one(L.F_LEASE_REMARK, 'remark', 'text'),
  one(L.F_LOG_TYPE, 'log_type', 'text'), one(L.F_LOG_SUBTYPE, 'subtype', 'text'), one(L.F_LOG_FIREWALL, 'firewall', 'text'), one(L.F_LOG_FIREWALL_NAME, 'firewall_name', 'text'),
  one(L.F_LOG_SEQUENCE, 'sequence', 'text'), one(L.F_LOG_RULE, 'rule', 'text'), one(L.F_LOG_USER, 'user', 'text'), one(L.F_LOG_VSYS, 'vsys', 'text'),
  one(L.F_LOG_FROM_ZONE, 'from_zone', 'text'), one(L.F_LOG_TO_ZONE, 'to_zone', 'text'), one(L.F_LOG_IN_INTERFACE, 'in_interface', 'text'),
  one(L.F_LOG_OUT_INTERFACE, 'out_interface', 'text'), one(L.F_LOG_SESSION, 'session_id', 'text'), one(L.F_LOG_ACTION, 'firewall_action', 'text'),
  one(L.F_LOG_CATEGORY, 'url_category', 'text'), one(L.F_LOG_END_REASON, 'end_reason', 'text'), one(L.F_LOG_SEVERITY, 'severity', 'text'),
  ...device('src', L.F_LOG_SRC_CATEGORY), ...device('dst', L.F_LOG_DST_CATEGORY),
  one(L.F_THREAT_ID, 'threat_id', 'text'), one(L.F_THREAT_CATEGORY, 'threat_category', 'text'), one(L.F_THREAT_DIRECTION, 'direction', 'text'),
  one(L.F_THREAT_FILE_HASH, 'file_hash', 'text'), one(L.F_THREAT_FILE_TYPE, 'file_type', 'text'), one(L.F_THREAT_CONTENT_VERSION, 'content_version', 'text'),
  one(L.F_HIP_NAME, 'hip_name', 'text'), one(L.F_HIP_TYPE, 'hip_type', 'text'), one(L.F_HIP_MACHINE, 'machine_name', 'text'), one(L.F_HIP_OS, 'os', 'text'),
  one(L.F_HIP_MAC, 'host_mac', 'mac'), one(L.F_HIP_SOURCE, 'identified_by', 'text'), one(L.F_HIP_IDENTIFIED_AT, 'identified_at', 'text'),
  one(L.F_SYSTEM_EVENT, 'event_id', 'text'), one(L.F_SYSTEM_OBJECT, 'object', 'text'), one(L.F_SYSTEM_MODULE, 'module', 'text'),
  one(L.F_GTP_IMSI, 'imsi', 'text'), one(L.F_GTP_IMEI, 'imei', 'text'), one(L.F_GTP_MSISDN, 'msisdn', 'text'), one(L.F_GTP_APN, 'apn', 'text'), one(L.F_GTP_RAT, 'rat', 'text'),
  one(L.F_GTP_EVENT, 'event_type', 'text'), one(L.F_GTP_MESSAGE, 'gtp_message', 'text'), one(L.F_GTP_END_USER_IP, 'end_user_ip', 'ip'), one(L.F_GTP_MCC, 'mcc', 'text'),
  one(L.F_GTP_MNC, 'mnc', 'text'), one(L.F_GTP_CELL, 'cell_id', 'text'),
  one(L.F_DHCP6_MESSAGE, 'dhcpv6_message', 'number'), one(L.F_DHCP6_TRANSACTION, 'transaction_id', 'number'), one(L.F_DHCP6_CLIENT_DUID, 'client_duid', 'hex'),
  one(L.F_DHCP6_SERVER_DUID, 'server_duid', 'hex'), many(L.F_DHCP6_OPTIONS, 'option_codes', 'number'), many(L.F_DHCP6_OPTION_REQUEST, 'option_request', 'number'),
  many(L.F_DHCP6_IAID, 'iaid', 'number'), many(L.F_DHCP6_ADDRESS, 'address6', 'text'), many(L.F_DHCP6_PREFIX, 'prefix6', 'text'), many(L.F_DHCP6_DNS_SERVER, 'dns_server6', 'text'),
  one(L.F_DHCP6_RELAY_LINK, 'relay_link_ip6', 'ip6'), one(L.F_DHCP6_RELAY_PEER, 'relay_peer_ip6', 'ip6'), one(L.F_DHCP6_RELAY_CLIENT, 'relay_client_mac', 'mac'),
  one(L.F_ID_VENDOR, 'vendor', 'text'), one(L.F_ID_VENDOR_CODE, 'vendor_code', 'number'), one(L.F_ID_PRODUCT, 'product', 'text'),
  one(L.F_ID_PRODUCT_CODE, 'product_code', 'text'), one(L.F_ID_MODEL, 'model', 'text'), one(L.F_ID_HARDWARE, 'hardware', 'text'),
  one(L.F_ID_FIRMWARE, 'firmware', 'text'), one(L.F_ID_SOFTWARE, 'software', 'text'), one(L.F_ID_SERIAL, 'serial', 'text'), one(L.F_ID_NAME, 'name', 'text'),
  one(L.F_ID_DESCRIPTION, 'description', 'text'), one(L.F_ID_LOCATION, 'location_name', 'text'), one(L.F_ID_DEVICE_TYPE, 'device_type', 'text'),
  one(L.F_ID_MANAGEMENT_IP, 'management_ip', 'ip'), one(L.F_ID_DEVICE_MAC, 'device_mac', 'mac'), many(L.F_ID_CAPABILITIES, 'capabilities', 'text'),
  one(L.F_ID_OBJECT_ID, 'object_id', 'text'), one(L.F_ID_URL, 'url', 'text'), one(L.F_ID_FUNCTION, 'function', 'text'), one(L.F_ID_PORT, 'port_id', 'text'),
  many(L.F_NB_NAME, 'netbios_name', 'text'), many(L.F_NB_SUFFIX, 'netbios_suffix', 'number'), many(L.F_NB_FLAGS, 'netbios_flags', 'number'), many(L.F_NB_IP, 'netbios_ip', 'ip'),
  one(L.F_LLDP_CHASSIS_TYPE, 'chassis_type', 'number'), one(L.F_LLDP_CHASSIS, 'chassis_id', 'text'), one(L.F_LLDP_PORT_TYPE, 'port_type', 'number'),
  one(L.F_LLDP_PORT_DESCRIPTION, 'port_description', 'text'), one(L.F_LLDP_ASSET, 'asset_id', 'text'), one(L.F_NATIVE_VLAN, 'native_vlan', 'number'),
  one(L.F_CDP_DEVICE, 'cdp_device', 'text'), many(L.F_CDP_ADDRESS, 'cdp_address', 'ip'),
  one(L.F_NTP_VERSION, 'ntp_version', 'number'), one(L.F_NTP_MODE, 'ntp_mode', 'number'), one(L.F_NTP_STRATUM, 'ntp_stratum', 'number'), one(L.F_NTP_POLL, 'ntp_poll', 'number'),
  one(L.F_NTP_PRECISION, 'ntp_precision', 'number'), one(L.F_NTP_REFERENCE, 'ntp_reference', 'text'), one(L.F_NTP_BARE, 'ntp_bare', 'bool'),
  many(L.F_WSD_TYPE, 'wsd_type', 'text'), many(L.F_WSD_SCOPE, 'wsd_scope', 'text'), many(L.F_WSD_ADDRESS, 'wsd_address', 'text'), one(L.F_WSD_ENDPOINT, 'wsd_endpoint', 'text'),
  one(L.F_SNMP_VERSION, 'snmp_version', 'number'), one(L.F_SNMP_ENGINE, 'snmp_engine', 'hex'), one(L.F_SNMP_TRAP, 'snmp_trap', 'text'),
  one(L.F_BANNER_SERVICE, 'banner_service', 'text'), one(L.F_BANNER_TEXT, 'banner', 'text'),
  one(L.F_CERT_SUBJECT, 'cert_subject', 'text'), one(L.F_CERT_SUBJECT_ORG, 'cert_subject_org', 'text'), one(L.F_CERT_SUBJECT_UNIT, 'cert_subject_unit', 'text'),
  one(L.F_CERT_ISSUER, 'cert_issuer', 'text'), one(L.F_CERT_ISSUER_ORG, 'cert_issuer_org', 'text'), many(L.F_CERT_NAME, 'cert_name', 'text'),
  one(L.F_CERT_SELF_SIGNED, 'cert_self_signed', 'bool'), one(L.F_CERT_DAYS, 'cert_days', 'number'), one(L.F_CERT_SERIAL_BYTES, 'cert_serial_bytes', 'number'),
  one(L.F_SMB_DIALECT, 'smb_dialect', 'text'), many(L.F_SMB_OFFERED, 'smb_offered', 'text'), one(L.F_SMB_NATIVE_OS, 'native_os', 'text'), one(L.F_SMB_NATIVE_LM, 'native_lan_manager', 'text'),
  one(L.F_SMB_OS_VERSION, 'os_version', 'text'), one(L.F_SMB_DOMAIN, 'netbios_domain', 'text'), one(L.F_SMB_DNS_NAME, 'dns_name', 'text'), one(L.F_SMB_DNS_DOMAIN, 'dns_domain', 'text'),
  one(L.F_SMB_SERVER_TYPE, 'server_type', 'number'),
  one(L.F_DICOM_CALLED, 'called_ae', 'text'), one(L.F_DICOM_CALLING, 'calling_ae', 'text'), one(L.F_DICOM_IMPLEMENTATION, 'implementation_uid', 'text'),
  one(L.F_DICOM_VERSION, 'implementation_version', 'text'), many(L.F_DICOM_SYNTAX, 'abstract_syntax', 'text'),
  one(L.F_PLANT_UNIT, 'unit_id', 'number'), one(L.F_PLANT_EXCEPTION, 'exception_code', 'number'),
  one(L.F_BACNET_MAX_APDU, 'max_apdu', 'number'), one(L.F_BACNET_SEGMENTATION, 'segmentation', 'number'), one(L.F_BACNET_ORIGIN_IP, 'origin_ip', 'ip'),
  one(L.F_BACNET_ORIGIN_PORT, 'origin_port', 'number'), one(L.F_BACNET_NETWORK, 'source_network', 'number'), one(L.F_BACNET_ADDRESS, 'source_address', 'hex'),
  one(L.F_ENIP_STATUS, 'device_status', 'number'), one(L.F_ENIP_STATE, 'device_state', 'number'),
  one(L.F_DCP_ROLE, 'device_role', 'number'), one(L.F_DCP_IP, 'station_ip', 'ip'), one(L.F_DCP_NETMASK, 'station_netmask', 'ip'), one(L.F_DCP_GATEWAY, 'station_gateway', 'ip'),
  one(L.F_DCP_IP_STATE, 'ip_state', 'number'), one(L.F_DCP_ALIAS, 'station_alias', 'text'), one(L.F_DCP_OEM, 'oem_id', 'text'),
  one(L.F_S7_MODULE_NAME, 'module_name', 'text'), one(L.F_S7_PLANT, 'plant_designation', 'text'), one(L.F_S7_COPYRIGHT, 'copyright', 'text'),
  one(L.F_S7_CARD_SERIAL, 'memory_card_serial', 'text'), one(L.F_S7_CALLED, 'called_selector', 'hex'),
  one(L.F_DNP3_SOURCE, 'link_source', 'number'), one(L.F_DNP3_DESTINATION, 'link_destination', 'number'), one(L.F_DNP3_USER_ID, 'user_id_code', 'text'),
  one(L.F_OPC_APPLICATION_URI, 'application_uri', 'text'), one(L.F_OPC_PRODUCT_URI, 'product_uri', 'text'), many(L.F_OPC_POLICY, 'security_policy', 'text'), one(L.F_OPC_BUILD, 'build_number', 'text'),
  one(L.F_KNOWN_ROLE, 'known_role', 'text'), many(L.F_KNOWN_SERVICES, 'known_services', 'text'), one(L.F_KNOWN_SOFTWARE_TYPE, 'software_type', 'text'),
  one(L.F_KNOWN_SUBJECT, 'shown_subject', 'text'), one(L.F_KNOWN_ISSUER, 'shown_issuer', 'text'), one(L.F_KNOWN_DOMAIN, 'windows_domain', 'text'),
];

/** Keys that live in the row itself, in the order they are printed. Which of them a kind demands is in the EAL schema. */
export const ROW_FIELDS = ['record', 'time', 'src_mac', 'dst_mac', 'vlan', 'inner_vlan', 'src_ip', 'dst_ip', 'src_port', 'dst_port', 'proto', 'ttl', 'length',
  'response', 'truncated', 'opcode', 'xid', 'message_type', 'packets_sent', 'packets_received'] as const;

const RECORDS: ReadonlyMap<number, string> = new Map([
  [L.KIND_REJECT, 'reject'], [L.KIND_ARP, 'arp'], [L.KIND_DHCP, 'dhcp'], [L.KIND_DNS, 'dns'], [L.KIND_MDNS, 'mdns'], [L.KIND_SSDP, 'ssdp'], [L.KIND_HTTP, 'http'],
  [L.KIND_TLS, 'tls'], [L.KIND_TRAFFIC, 'traffic'], [L.KIND_LEASE, 'lease'],
  [L.KIND_THREAT, 'threat'], [L.KIND_HIP, 'hip'], [L.KIND_SYSTEM, 'system'], [L.KIND_GTP, 'gtp'], [L.KIND_UNUSED, 'unused'],
  [L.KIND_DHCPV6, 'dhcpv6'],
  [L.KIND_LLMNR, 'llmnr'], [L.KIND_NBNS, 'nbns'], [L.KIND_LLDP, 'lldp'], [L.KIND_CDP, 'cdp'], [L.KIND_NTP, 'ntp'], [L.KIND_WSD, 'wsd'], [L.KIND_SNMP, 'snmp'], [L.KIND_BANNER, 'banner'], [L.KIND_CERT, 'cert'], [L.KIND_SIP, 'sip'], [L.KIND_RTSP, 'rtsp'], [L.KIND_SMB, 'smb'], [L.KIND_DICOM, 'dicom'],
  [L.KIND_MODBUS, 'modbus'], [L.KIND_BACNET, 'bacnet'], [L.KIND_ENIP, 'enip'], [L.KIND_PNDCP, 'pndcp'], [L.KIND_S7COMM, 's7comm'], [L.KIND_DNP3, 'dnp3'], [L.KIND_OPCUA, 'opcua'], [L.KIND_FINS, 'fins'],
  [L.KIND_KNOWN, 'known'],
]);

/** The record name of each kind; empty where the number is free. */
export const RECORD_NAMES: readonly string[] = Array.from({ length: L.KIND_COUNT }, (_, kind) => RECORDS.get(kind) ?? '');
