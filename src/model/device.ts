/** A device as the outside sees it (design section 5): one JSON object of fixed names. Unknown is null, never an empty string. */
import type { ConfidenceLevel, Identity } from './identity.ts';

export interface DeviceReport extends Identity {
  readonly deviceid: string;
  /** Null for a device that is known by its address or its cellular identity alone. */
  readonly mac_address: string | null;
  readonly ip_address: string | null;
  readonly hostname: string | null;
  readonly confidence_level: ConfidenceLevel;
  readonly risk_score: number | null;
  readonly risk_level: string | null;
  readonly first_seen: string; // RFC 3339 UTC
  readonly last_activity: string; // RFC 3339 UTC
}
