/** The two gates of a licence and the gates of what a firewall is (R82, R89, R90, R194), asked before each poll and upload: arithmetic, no look at the store. */
import { EdgeError } from '../model/index.ts';
import { gateSays, type Standing } from '../rights/index.ts';
import type { FirewallRecord } from './deps.ts';

export function mayPull(record: FirewallRecord, nowMs: number): void {
  const [gate] = record.gates;
  if (gate !== undefined) throw new EdgeError('gated', 'this firewall gets no mappings', { fields: { gate }, next: gateSays(gate) });
  const standing = record.standing(nowMs);
  if (!standing.pull) throw closed(standing, 'mappings are not given out without a licence for them');
}

/** The same without words, for what goes on for long. */
export function pulls(record: FirewallRecord, nowMs: number): boolean { return record.gates.length === 0 && record.standing(nowMs).pull; }

export function mayIngest(record: FirewallRecord, nowMs: number): void {
  const standing = record.standing(nowMs);
  if (!standing.ingest) throw closed(standing, 'logs are not taken without a licence for them');
}

function closed(standing: Standing, message: string): EdgeError {
  return new EdgeError('licence_expired', message, { fields: { state: standing.state, expired: standing.expiresAt === null ? null : new Date(standing.expiresAt).toISOString() } });
}
