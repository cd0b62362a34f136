/** A stored device as the outside sees it (design section 5). */
import { confidenceLevel, ipText, keyText, macField, type DeviceReport, type Identity } from '../model/index.ts';
import type { DeviceRow } from '../store/index.ts';

export function deviceReport(row: DeviceRow, identity: Identity): DeviceReport {
  const { evidence, tiers, confidence_score, ...names } = identity;
  return {
    deviceid: keyText(row.mac), mac_address: macField(row.mac), ip_address: row.ip === 0 ? null : ipText(row.ip), hostname: row.hostname,
    ...names, confidence_score, confidence_level: confidenceLevel(confidence_score), risk_score: null, risk_level: null,
    first_seen: new Date(row.firstSeen).toISOString(), last_activity: new Date(row.lastActivity).toISOString(), evidence, tiers,
  };
}
