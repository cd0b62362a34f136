/** How far a firewall is behind, in words: for the list of firewalls. */
import type { FirewallPollRow } from '../store/index.ts';

/** `row` undefined: it never polled. `running`: a node has the folder, so that its connections are real. */
export interface LagSeen { readonly row: FirewallPollRow | undefined; readonly now: number; readonly running: boolean }

export const LAG_HEADER = ['BEHIND', 'OLDEST', 'LAST POLL', 'BY', 'SENT'] as const;

export function lagCells({ row, now, running }: LagSeen): readonly string[] {
  if (row === undefined) return ['-', '-', 'never', '-', '-'];
  const { state, entries, more, versions, oldestAt, polledAt, bytes } = row;
  const behind = state === 'current' ? '0' : state === 'snapshot' ? `all ${entries}` : `${more ? 'over ' : ''}${entries} in ${versions}`;
  return [behind, oldestAt === null ? '-' : span(now - oldestAt), span(now - polledAt), wayOf(row, running), size(bytes)];
}

export function lagFacts({ row, now, running }: LagSeen): Record<string, unknown> | null {
  if (row === undefined) return null;
  const { state, versions, entries, more, oldestAt, polledAt, bytes, savedAt } = row;
  return {
    state, versions, entries, at_least: more, oldest_undelivered_seconds: oldestAt === null ? null : Math.max(0, Math.round((now - oldestAt) / 1000)), last_poll: new Date(polledAt).toISOString(), by: wayOf(row, running), bytes_sent: bytes, as_of: new Date(savedAt).toISOString(),
  };
}

function wayOf({ way }: FirewallPollRow, running: boolean): FirewallPollRow['way'] { return running ? way : 'away'; }

function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 120 ? `${seconds} s` : seconds < 7200 ? `${Math.floor(seconds / 60)} min` : seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

function size(bytes: number): string {
  return bytes < 10_000 ? `${bytes} B` : bytes < 10_000_000 ? `${Math.round(bytes / 1000)} kB` : bytes < 10_000_000_000 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e9)} GB`;
}
