/** Every named parameter an adapter may report: where it comes from, its unit, what it says, and whether it may be evidence about a type. */

type Kind = 'name' | 'stack' | 'habit';

export interface Parameter {
  readonly name: ParameterName;
  readonly source: 'mac' | 'link' | 'arp' | 'dhcp' | 'dns' | 'mdns' | 'ssdp' | 'http' | 'tls' | 'traffic' | 'hip' | 'gtp' | 'known' | 'dhcpv6' | 'llmnr' | 'nbns' | 'lldp' | 'cdp' | 'ntp' | 'wsd' | 'snmp' | 'banner' | 'cert' | 'sip' | 'rtsp' | 'smb' | 'dicom' | 'modbus' | 'bacnet' | 'enip' | 'pndcp' | 's7comm' | 'dnp3' | 'opcua' | 'fins' | 'rdp';
  readonly unit: string;
  readonly says: string;
  /** `instance` parameters are shown and used to recognise one unit again; they never reach a feature vector. */
  readonly identifies: 'type' | 'instance';
  /**
   * What kind of evidence it is. `name`: the device or its software says in words what it is. `stack`: the shape of its software.
   * `habit`: whom it talks to and how; grows with time, so an unknown value alone says little.
   */
  readonly kind: Kind;
}

type Row = readonly [name: string, unit: string, kind: Kind, says: string, identifies?: 'instance'];

const ROWS = [
  // The MAC itself
  ['mac.vendor', 'company', 'stack', 'company the IEEE assigned the MAC prefix to'],
  ['mac.local', 'yes', 'stack', 'the MAC is locally administered, often randomised'],
  // The link
  ['link.vlan', 'VLAN id', 'name', 'VLAN of its frames; of stacked tags the outer, a dot, the inner', 'instance'],
  // ARP
  ['arp.kind', 'probe, announcement, request, reply', 'habit', 'which ARP messages it sends (RFC 5227)'],
  // DHCP, from what the client says
  ['dhcp.message', 'message type', 'habit', 'which DHCP messages it sends'],
  ['dhcp.options', 'codes in wire order', 'stack', 'option codes of a message, after its type'],
  ['dhcp.parameter_request_list', 'codes in wire order', 'stack', 'option 55'],
  ['dhcp.vendor_class', 'text', 'stack', 'option 60'],
  ['dhcp.hostname', 'text', 'name', 'option 12, unit part masked'],
  ['dhcp.client_fqdn', 'text', 'name', 'option 81, unit part masked'],
  ['dhcp.user_class', 'text', 'stack', 'option 77'],
  ['dhcp.client_arch', 'number', 'stack', 'option 93, boot architecture'],
  ['dhcp.vendor_id', 'enterprise number', 'stack', 'options 124 and 125'],
  ['dhcp.max_message_size', 'bytes', 'stack', 'option 57'],
  ['dhcp.asked_lease', 'seconds', 'stack', 'option 51 in a client message'],
  ['dhcp.client_id_type', 'number', 'stack', 'first byte of option 61: 1 Ethernet, 255 DUID'],
  ['dhcp.mud_url', 'URL', 'name', 'option 161 (RFC 8520)'],
  ['dhcp.length', 'bytes', 'stack', 'wire length of the message: clients pad differently'],
  ['dhcp.ttl', 'hops', 'stack', 'IP TTL of the message'],
  ['dhcp.serves', 'yes', 'habit', 'it answers as a DHCP server'],
  ['dhcp.client_id', 'hex', 'name', 'option 61', 'instance'],
  ['dhcp.subnet', 'network/bits', 'name', 'subnet in which a server gave it an address', 'instance'],
  ['dhcp.requested_ip', 'address', 'name', 'option 50', 'instance'],
  // DNS
  ['dns.query', 'name', 'habit', 'name asked for'],
  ['dns.domain', 'name', 'habit', 'registered domain of the name asked for'],
  ['dns.query_type', 'type', 'stack', 'record types asked for'],
  ['dns.serves', 'yes', 'habit', 'it answers as a DNS server'],
  // mDNS
  ['mdns.question', 'name', 'habit', 'service or host asked for'],
  ['mdns.service', 'service type', 'name', 'service it announces'],
  ['mdns.instance', 'name', 'name', 'service instance it announces, unit part masked'],
  ['mdns.host', 'name', 'name', 'host name it announces, unit part masked'],
  ['mdns.text_key', 'key', 'stack', 'keys of its TXT records'],
  ['mdns.model', 'text', 'name', 'TXT value that names the model'],
  ['mdns.text', 'key=value', 'name', 'other TXT pairs that describe a product'],
  ['mdns.port', 'port', 'stack', 'port of a service it announces'],
  ['mdns.system', 'text', 'name', 'HINFO: processor and system'],
  // SSDP
  ['ssdp.server', 'text', 'name', 'SERVER header'],
  ['ssdp.user_agent', 'text', 'stack', 'USER-AGENT header of a search'],
  ['ssdp.search', 'target', 'habit', 'ST of a search it sends'],
  ['ssdp.device', 'urn', 'name', 'UPnP device type it announces'],
  ['ssdp.announces', 'target', 'name', 'services and other targets it announces'],
  ['ssdp.usn', 'text', 'name', 'USN, unit part masked'],
  ['ssdp.location', 'URL', 'name', 'where its description stands, address masked'],
  // HTTP
  ['http.user_agent', 'text', 'name', 'User-Agent it sends'],
  ['http.agent_product', 'text', 'name', 'first product of its User-Agent, no version'],
  ['http.host', 'name', 'habit', 'host it talks to'],
  ['http.domain', 'name', 'habit', 'registered domain it talks to'],
  ['http.path', 'path', 'name', 'path it asks for, values masked but those that name a product'],
  ['http.method', 'method', 'habit', 'method it uses'],
  ['http.server', 'text', 'name', 'Server header of its answers'],
  ['http.realm', 'text', 'name', 'WWW-Authenticate of its answers'],
  ['http.content_type', 'type', 'stack', 'content type it sends'],
  ['http.app', 'package', 'habit', 'X-Requested-With'],
  // TLS
  ['tls.server_name', 'name', 'habit', 'SNI'],
  ['tls.domain', 'name', 'habit', 'registered domain of the SNI'],
  ['tls.ja3', 'md5', 'stack', 'JA3 of its ClientHello'],
  ['tls.ja4', 'text', 'stack', 'JA4 of its ClientHello'],
  ['tls.alpn', 'protocol', 'stack', 'ALPN it offers'],
  ['tls.version', 'number', 'stack', 'version of its ClientHello'],
  // Flows
  ['traffic.protocol', 'name', 'habit', 'IP protocol or EtherType it sends'],
  ['traffic.asks', 'protocol/port', 'habit', 'service it connects to'],
  ['traffic.serves', 'protocol/port', 'habit', 'service it offers'],
  ['traffic.announces', 'protocol/port', 'habit', 'port it broadcasts or multicasts to'],
  ['traffic.syn', 'window:ttl:mss:wscale:options', 'stack', 'shape of its SYN'],
  ['traffic.syn_ack', 'window:ttl:mss:wscale:options', 'stack', 'shape of its SYN-ACK, as a server'],
  ['traffic.ttl', 'hops', 'stack', 'initial TTL: 32, 64, 128 or 255'],
  ['traffic.sent_sizes', 'protocol/port sizes', 'habit', 'first payload lengths it sends to a service'],
  ['traffic.received_sizes', 'protocol/port sizes', 'habit', 'first payload lengths it gets from a service'],
  ['traffic.head', 'protocol/port hex', 'stack', 'first two payload bytes it sends'],
  ['traffic.text', 'text', 'stack', 'readable words in the payload it sends, unit part masked: of its libraries as often as of itself'],
  ['traffic.model', 'text', 'name', 'model its own protocol names (Edimax, TP-Link)'],
  ['traffic.product', 'text', 'name', 'kind of product its own protocol names'],
  ['traffic.file', 'name', 'name', 'file it asks for or sends by TFTP, unit part masked'],
  ['traffic.forwards', 'router, nat, proxy-arp', 'habit', 'it passes on what others send, under its own MAC'],
  ['traffic.app', 'application', 'habit', 'application as the firewall names it'],
  // Firewall logs
  ['hip.machine', 'name', 'name', 'host name that its own agent told the firewall', 'instance'],
  ['hip.os', 'text', 'name', 'operating system that its own agent told the firewall'],
  ['gtp.type_code', 'eight digits', 'name', 'type allocation code of its IMEI'],
  ['gtp.radio', 'technology', 'habit', 'radio access it uses'],
  // DHCPv6, from what the client says
  ['dhcpv6.message', 'message type', 'habit', 'which DHCPv6 messages it sends'],
  ['dhcpv6.options', 'codes in wire order', 'stack', 'option codes of a message, after its type'],
  ['dhcpv6.option_request', 'codes in wire order', 'stack', 'option 6'],
  ['dhcpv6.vendor_class', 'text', 'stack', 'option 16, its first text'],
  ['dhcpv6.vendor_id', 'enterprise number', 'stack', 'options 16 and 17'],
  ['dhcpv6.user_class', 'text', 'stack', 'option 15'],
  ['dhcpv6.client_arch', 'number', 'stack', 'option 61, boot architecture'],
  ['dhcpv6.client_fqdn', 'text', 'name', 'option 39, unit part masked'],
  ['dhcpv6.mud_url', 'URL', 'name', 'option 112 (RFC 8520)'],
  ['dhcpv6.duid_type', 'number', 'stack', 'how it made its DUID: 1 link-layer and time, 2 enterprise, 3 link-layer, 4 UUID'],
  ['dhcpv6.serves', 'yes', 'habit', 'it answers as a DHCPv6 server'],
  ['dhcpv6.client_duid', 'hex', 'name', 'option 1', 'instance'],
  // LLMNR and the NetBIOS name service
  ['llmnr.query', 'name', 'habit', 'name asked for on the link'],
  ['llmnr.host', 'name', 'name', 'name it answers to', 'instance'],
  ['nbns.name', 'name', 'name', 'NetBIOS name it claims or holds', 'instance'],
  ['nbns.group', 'name', 'name', 'workgroup or domain it belongs to', 'instance'],
  ['nbns.services', 'suffixes in hex', 'stack', 'services of the names it claims or holds: 00 workstation, 20 files, 1d browser, 1b domain'],
  ['nbns.query', 'suffix in hex', 'habit', 'services it looks for by NetBIOS'],
  // LLDP, LLDP-MED, CDP
  ['lldp.system', 'text', 'name', 'system description'],
  ['lldp.capabilities', 'words', 'name', 'what it does: bridge, router, telephone, access-point, station, ...'],
  ['lldp.class', 'text', 'name', 'LLDP-MED device class'],
  ['lldp.vendor', 'text', 'name', 'LLDP-MED manufacturer'],
  ['lldp.model', 'text', 'name', 'LLDP-MED model'],
  ['lldp.hardware', 'text', 'stack', 'LLDP-MED hardware revision'],
  ['lldp.firmware', 'text', 'stack', 'LLDP-MED firmware revision'],
  ['lldp.software', 'text', 'stack', 'LLDP-MED software revision'],
  ['lldp.mud_url', 'URL', 'name', 'MUD URL (RFC 8520)'],
  ['lldp.port', 'text', 'stack', 'description of the port it speaks on'],
  ['lldp.name', 'name', 'name', 'system name', 'instance'],
  ['lldp.serial', 'text', 'name', 'LLDP-MED serial number', 'instance'],
  ['lldp.asset', 'text', 'name', 'LLDP-MED asset id', 'instance'],
  ['lldp.chassis', 'text', 'name', 'chassis id', 'instance'],
  ['cdp.platform', 'text', 'name', 'platform'],
  ['cdp.software', 'text', 'name', 'software and its version'],
  ['cdp.capabilities', 'words', 'name', 'what it does: router, switch, telephone, host, ...'],
  ['cdp.port', 'text', 'stack', 'name of the port it speaks on'],
  ['cdp.device', 'text', 'name', 'device id: a name, a MAC or a serial number', 'instance'],
  ['cdp.location', 'text', 'name', 'where somebody said it stands', 'instance'],
  // NTP
  ['ntp.request', 'version, stratum, poll and precision', 'stack', 'how it asks for the time: "bare" when nothing else is filled in'],
  ['ntp.serves', 'reference clock', 'habit', 'it gives the time, and the clock it names'],
  // WS-Discovery
  ['wsd.type', 'types', 'name', 'what it announces itself to be: Device, NetworkVideoTransmitter, Computer, PrintDeviceType, ...'],
  ['wsd.probe', 'types', 'habit', 'what it looks for'],
  ['wsd.hardware', 'text', 'name', 'ONVIF scope hardware: the model'],
  ['wsd.scope', 'URI', 'name', 'ONVIF scopes but hardware, name and location: profiles and kinds'],
  ['wsd.path', 'path', 'stack', 'where its services are, address masked'],
  ['wsd.name', 'text', 'name', 'ONVIF scope name', 'instance'],
  ['wsd.location', 'text', 'name', 'ONVIF scope location', 'instance'],
  ['wsd.endpoint', 'URN', 'name', 'endpoint reference', 'instance'],
  // SNMP: what an agent says; communities and users are secrets
  ['snmp.system', 'text', 'name', 'sysDescr'],
  ['snmp.object_id', 'object identifier', 'name', 'sysObjectID, or the enterprise of a trap'],
  ['snmp.version', '1, 2 or 3', 'stack', 'version it answers or traps in; 1 and 2 send their password in clear'],
  ['snmp.enterprise', 'enterprise number', 'stack', 'enterprise of its engine'],
  ['snmp.vendor', 'text', 'name', 'ENTITY-MIB manufacturer'],
  ['snmp.model', 'text', 'name', 'ENTITY-MIB model'],
  ['snmp.product', 'text', 'name', 'hrDeviceDescr'],
  ['snmp.hardware', 'text', 'stack', 'ENTITY-MIB hardware revision'],
  ['snmp.firmware', 'text', 'stack', 'ENTITY-MIB firmware revision'],
  ['snmp.software', 'text', 'stack', 'ENTITY-MIB software revision'],
  ['snmp.trap', 'object identifier', 'habit', 'traps it sends'],
  ['snmp.manages', 'function', 'habit', 'it asks agents: get, set, ...'],
  ['snmp.name', 'text', 'name', 'sysName', 'instance'],
  ['snmp.location', 'text', 'name', 'sysLocation', 'instance'],
  ['snmp.serial', 'text', 'name', 'serial number', 'instance'],
  ['snmp.engine', 'hex', 'name', 'engine id', 'instance'],
  // Greetings
  ['banner.ssh', 'text', 'stack', 'version its SSH server says'],
  ['banner.ssh_client', 'text', 'stack', 'version its SSH client says'],
  ['banner.text', 'service: text', 'name', 'how another of its services greets'],
  // Certificates of its TLS servers
  ['cert.subject', 'text', 'name', 'common name, unit part masked'],
  ['cert.organisation', 'text', 'name', 'organisation and unit of the subject'],
  ['cert.name', 'name', 'name', 'alternative names, addresses masked'],
  ['cert.issuer', 'text', 'name', 'common name of the issuer'],
  ['cert.issuer_organisation', 'text', 'name', 'organisation of the issuer'],
  ['cert.shape', 'text', 'stack', 'self-signed or not, days of validity, bytes of the serial number'],
  // SIP and RTSP
  ['sip.user_agent', 'text', 'name', 'User-Agent'],
  ['sip.server', 'text', 'name', 'Server'],
  ['rtsp.user_agent', 'text', 'stack', 'User-Agent'],
  ['rtsp.server', 'text', 'name', 'Server'],
  ['rtsp.realm', 'text', 'name', 'WWW-Authenticate of its answers'],
  // SMB
  ['smb.native_os', 'text', 'name', 'operating system an SMB 1 session names'],
  ['smb.native_lan_manager', 'text', 'stack', 'LAN manager an SMB 1 session names'],
  ['smb.os_version', 'version', 'stack', 'system version of NTLMSSP or of an announcement'],
  ['smb.dialect', 'dialect', 'stack', 'dialect its server chooses'],
  ['smb.offers', 'dialects', 'stack', 'dialects its client offers'],
  ['smb.server_type', 'bits in hex', 'habit', 'what it announces: workstation, server, print server, ... (MS-BRWS section 2.2.6)'],
  ['smb.name', 'name', 'name', 'NetBIOS or DNS name', 'instance'],
  ['smb.domain', 'name', 'name', 'workgroup or domain', 'instance'],
  ['smb.comment', 'text', 'name', 'comment of its announcement', 'instance'],
  // DICOM
  ['dicom.implementation', 'UID', 'name', 'implementation class'],
  ['dicom.version', 'text', 'name', 'implementation version name'],
  ['dicom.syntax', 'UID', 'habit', 'kinds of objects it offers to send or ask for'],
  ['dicom.role', 'requester, acceptor', 'habit', 'whether it opens associations or takes them'],
  ['dicom.title', 'AE title', 'name', 'its application entity', 'instance'],
  // Modbus
  ['modbus.role', 'client, server', 'habit', 'which side of the protocol it is'],
  ['modbus.serves', 'function', 'habit', 'functions it answers'],
  ['modbus.asks', 'function', 'habit', 'functions it asks for'],
  ['modbus.vendor', 'text', 'name', 'VendorName of its device identification'],
  ['modbus.product_code', 'text', 'name', 'ProductCode'],
  ['modbus.revision', 'text', 'stack', 'MajorMinorRevision'],
  ['modbus.url', 'URL', 'name', 'VendorUrl'],
  ['modbus.product', 'text', 'name', 'ProductName'],
  ['modbus.model', 'text', 'name', 'ModelName'],
  ['modbus.application', 'text', 'name', 'UserApplicationName: of the program in it', 'instance'],
  ['modbus.server_id', 'text', 'name', 'readable part of its server id'],
  ['modbus.unit', 'number', 'habit', 'unit identifiers it answers for', 'instance'],
  // BACnet/IP
  ['bacnet.role', 'device, router, broadcast_management', 'habit', 'what it does on the network'],
  ['bacnet.serves', 'service', 'habit', 'services it answers, and what it announces'],
  ['bacnet.asks', 'service', 'habit', 'services it asks for'],
  ['bacnet.vendor_id', 'number', 'name', 'vendor id of the device (ASHRAE)'],
  ['bacnet.vendor', 'text', 'name', 'vendor-name of its device object'],
  ['bacnet.model', 'text', 'name', 'model-name'],
  ['bacnet.firmware', 'text', 'stack', 'firmware-revision'],
  ['bacnet.application', 'text', 'stack', 'application-software-version'],
  ['bacnet.max_apdu', 'bytes', 'stack', 'longest message it takes'],
  ['bacnet.segmentation', 'number', 'stack', 'whether it cuts messages: 0 both ways, 1 sends, 2 takes, 3 not'],
  ['bacnet.description', 'text', 'name', 'description, written by whoever set it up', 'instance'],
  ['bacnet.location', 'text', 'name', 'location', 'instance'],
  ['bacnet.name', 'text', 'name', 'object-name of its device object', 'instance'],
  ['bacnet.serial', 'text', 'name', 'serial-number', 'instance'],
  ['bacnet.instance', 'number', 'name', 'instance of its device object', 'instance'],
  // EtherNet/IP
  ['enip.role', 'client, server', 'habit', 'which side of the protocol it is'],
  ['enip.serves', 'service', 'habit', 'commands and CIP services it answers'],
  ['enip.asks', 'service', 'habit', 'commands and CIP services it asks for'],
  ['enip.vendor', 'text', 'name', 'company of its vendor id, where a sensor names it'],
  ['enip.vendor_id', 'number', 'name', 'vendor id of its identity object (ODVA)'],
  ['enip.device_type', 'profile', 'name', 'device profile of its identity object'],
  ['enip.product_code', 'number', 'name', "the vendor's own number of the product"],
  ['enip.product', 'text', 'name', 'product name'],
  ['enip.revision', 'major.minor', 'stack', 'revision'],
  ['enip.serial', 'hex', 'name', 'serial number', 'instance'],
  // PROFINET DCP
  ['pndcp.role', 'device, controller, multidevice, supervisor', 'name', 'roles it says it has'],
  ['pndcp.serves', 'service', 'habit', 'services it answers'],
  ['pndcp.asks', 'service', 'habit', 'services it asks for'],
  ['pndcp.vendor_id', 'number', 'name', 'vendor id (PI)'],
  ['pndcp.device_id', 'hex', 'name', "the vendor's own number of the product"],
  ['pndcp.oem_id', 'hex:hex', 'name', 'vendor and device id of the maker behind'],
  ['pndcp.station_type', 'text', 'name', 'type of station, in its maker\'s words'],
  ['pndcp.name', 'text', 'name', 'name of station', 'instance'],
  // Siemens S7
  ['s7comm.role', 'client, server', 'habit', 'which side of the protocol it is'],
  ['s7comm.serves', 'function', 'habit', 'functions it answers'],
  ['s7comm.asks', 'function', 'habit', 'functions it asks for: reading values, programming, stopping'],
  ['s7comm.order_number', 'text', 'name', 'order number of the module'],
  ['s7comm.module', 'text', 'name', 'module type name'],
  ['s7comm.hardware', 'number', 'stack', 'hardware state'],
  ['s7comm.firmware', 'text', 'stack', 'version of its firmware'],
  ['s7comm.copyright', 'text', 'name', 'copyright entry'],
  ['s7comm.vendor_id', 'number', 'name', 'manufacturer id (PI)'],
  ['s7comm.name', 'text', 'name', 'name of the automation system', 'instance'],
  ['s7comm.module_name', 'text', 'name', 'name given to the module', 'instance'],
  ['s7comm.plant', 'text', 'name', 'plant designation', 'instance'],
  ['s7comm.location', 'text', 'name', 'location designation', 'instance'],
  ['s7comm.serial', 'text', 'name', 'serial number of the module', 'instance'],
  ['s7comm.card_serial', 'text', 'name', 'serial number of its memory card', 'instance'],
  // DNP3
  ['dnp3.role', 'master, outstation', 'habit', 'which side of the protocol it is'],
  ['dnp3.serves', 'function', 'habit', 'functions an outstation sends'],
  ['dnp3.asks', 'function', 'habit', 'functions a master sends'],
  ['dnp3.vendor', 'text', 'name', 'manufacturer (attribute 252)'],
  ['dnp3.product', 'text', 'name', 'product name and model (250)'],
  ['dnp3.firmware', 'text', 'stack', 'software version (242)'],
  ['dnp3.hardware', 'text', 'stack', 'hardware version (243)'],
  ['dnp3.serial', 'text', 'name', 'serial number (248)', 'instance'],
  ['dnp3.name', 'text', 'name', 'device name, given by the user (247)', 'instance'],
  ['dnp3.location', 'text', 'name', 'location, given by the user (245)', 'instance'],
  ['dnp3.user_id_code', 'text', 'name', 'id code, given by the user (246)', 'instance'],
  ['dnp3.address', 'number', 'name', 'link address', 'instance'],
  // OPC UA
  ['opcua.role', 'client, server', 'habit', 'which side of the protocol it is'],
  ['opcua.serves', 'service', 'habit', 'services it answers'],
  ['opcua.asks', 'service', 'habit', 'services it asks for'],
  ['opcua.policy', 'name', 'stack', 'security policies it offers or uses'],
  ['opcua.application', 'text', 'name', 'application name, without the host behind an @'],
  ['opcua.application_type', 'server, client, client_and_server, discovery_server', 'stack', 'type of application'],
  ['opcua.product_uri', 'URI', 'name', 'product URI'],
  ['opcua.vendor', 'text', 'name', 'manufacturer name of its build information'],
  ['opcua.product', 'text', 'name', 'product name'],
  ['opcua.software', 'text', 'stack', 'software version'],
  ['opcua.build', 'text', 'stack', 'build number'],
  ['opcua.application_uri', 'URI', 'name', 'application URI, one of each installation', 'instance'],
  ['opcua.endpoint', 'URL', 'name', 'URL of its endpoint', 'instance'],
  // Omron FINS
  ['fins.role', 'client, server', 'habit', 'which side of the protocol it is'],
  ['fins.serves', 'command', 'habit', 'commands it answers'],
  ['fins.asks', 'command', 'habit', 'commands it asks for'],
  ['fins.model', 'text', 'name', 'model of the controller'],
  ['fins.version', 'text', 'stack', 'version of the controller'],
  // RDP
  ['rdp.client', 'text', 'stack', 'version of its remote desktop client'],
  ['rdp.client_name', 'name', 'name', 'name it gives as a remote desktop client', 'instance'],
  // What sensors (Zeek, Suricata) say and no protocol above has a parameter for
  ['known.role', 'log and side', 'habit', 'protocol it speaks, and as client or server'],
  ['known.software', 'text', 'name', 'software that a sensor worked out'],
] as const satisfies readonly Row[];

export type ParameterName = (typeof ROWS)[number][0];

/** In the order of the table. */
export const PARAMETER_SOURCES: readonly string[] = ['mac', 'link', 'arp', 'dhcp', 'dns', 'mdns', 'ssdp', 'http', 'tls', 'traffic', 'hip', 'gtp', 'known', 'dhcpv6', 'llmnr', 'nbns', 'lldp', 'cdp', 'ntp', 'wsd', 'snmp', 'banner', 'cert', 'sip', 'rtsp', 'smb', 'dicom', 'modbus', 'bacnet', 'enip', 'pndcp', 's7comm', 'dnp3', 'opcua', 'fins', 'rdp'] satisfies readonly Parameter['source'][];
const isSource = (text: string): text is Parameter['source'] => PARAMETER_SOURCES.includes(text);

export const PARAMETERS: readonly Parameter[] = ROWS.map((row) => {
  const source = row[0].slice(0, row[0].indexOf('.'));
  if (!isSource(source)) throw new Error(`parameter ${row[0]} has no source`);
  return { name: row[0], source, unit: row[1], kind: row[2], says: row[3], identifies: row.length === 5 ? 'instance' : 'type' };
});

/** Position of a parameter in PARAMETERS; -1 for a name that is not in the table. */
export function parameterIndex(name: string): number { return INDEX.get(name) ?? -1; }
const INDEX: ReadonlyMap<string, number> = new Map(PARAMETERS.map((p, i) => [p.name, i]));
