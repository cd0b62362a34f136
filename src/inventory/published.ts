/** The names of the published export of devices, each with our attribute, or why there is none (R60). */

const INTEGRATION = 'comes of an integration with a wireless controller, switch or NAC that is not connected';
const LIFECYCLE = 'needs a vendor\'s calendar of supported versions, which is not kept';

export const PUBLISHED: Readonly<Record<string, { readonly attribute: string } | { readonly missing: string }>> = {
  ...Object.fromEntries([
    'ip_address', 'mac_address', 'hostname', 'profile', 'category', 'profile_type', 'vendor', 'model', 'vlan', 'site_name', 'risk_score', 'risk_level', 'subnet', 'number_of_critical_alerts', 'number_of_warning_alerts',
    'number_of_caution_alerts', 'number_of_info_alerts', 'first_seen_date', 'confidence_score', 'os_group', 'os/firmware_version', 'Serial_Number', 'AET', 'DHCP', 'wire_or_wireless', 'SMB', 'services', 'is_server', 'AD_Domain',
    'Applications', 'Tags', 'os_combined',
  ].map((name) => [name, { attribute: name }])),
  NetworkLocation: { attribute: 'network_segment' },
  OS_Support: { missing: LIFECYCLE }, OS_End_of_Support: { missing: LIFECYCLE },
  endpoint_protection: { missing: 'comes of an integration with an endpoint protection product that is not connected' },
  Switch_Port: { missing: INTEGRATION }, Switch_Name: { missing: INTEGRATION }, Switch_IP: { missing: INTEGRATION },
  NAC_profile: { missing: INTEGRATION }, NAC_profile_source: { missing: INTEGRATION },
  Access_Point_IP: { missing: INTEGRATION }, Access_Point_Name: { missing: INTEGRATION }, SSID: { missing: INTEGRATION }, Authentication_Method: { missing: INTEGRATION }, Encryption_Cipher: { missing: INTEGRATION },
  AD_Username: { missing: 'who is logged in says nothing of a device, and is personal: it is not read from traffic' },
};
