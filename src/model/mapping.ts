/** One IP-address-to-device mapping as a firewall receives it: the twelve fields of R73 and three of provenance. */

export interface Mapping {
  readonly ip_address: string;
  readonly mac_address: string | null; // null: known by its address or its cellular identity alone
  readonly hostname: string | null;
  readonly device_type: string | null; // IoT, IT or OT
  readonly category: string | null;
  readonly profile: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly os_family: string | null;
  readonly os_version: string | null;
  readonly risk_score: number | null;
  readonly risk_level: string | null;
  readonly confidence: number; // 0-100
  readonly source: string; // how the address was bound: dhcp-ack, arp, ...
  readonly identified_at: string; // RFC 3339 UTC: when this verdict was first reached
}
