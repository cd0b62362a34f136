/** Tables sender_states, sender_counts, syslog_strangers and syslog_listeners: what a running node heard and from whom, so that a command in another process can show it (R36, R38, R39). */
import type { Database } from 'bun:sqlite';
import type { SenderKind, SenderProtocol } from '../model/index.ts';

export interface SenderState {
  readonly kind: SenderKind;
  /** Id of the entry; 0 is everybody who was not added. */
  readonly sender: number;
  readonly connections: number;
  readonly lastSeen: number | null;
  /** By name: received, parsed, bindings, rejected.<reason>, refused.<reason> ... */
  readonly counts: ReadonlyMap<string, number>;
}
export interface Stranger { readonly kind: SenderKind; readonly address: string; readonly protocol: SenderProtocol; readonly attempts: number; readonly lastAt: number }
export interface ListenerState { readonly kind: SenderKind; readonly protocol: SenderProtocol; readonly port: number; readonly problem: string | null }

export interface SenderStatesTable {
  /** Whole states of entries that still exist, and all strangers unless they are as they were, in one transaction. */
  save(states: readonly SenderState[], strangers: readonly Stranger[] | undefined): void;
  list(): readonly SenderState[];
  strangers(): readonly Stranger[];
  setListeners(listeners: readonly ListenerState[]): void;
  listeners(): readonly ListenerState[];
  /** A node that starts has no connections yet. */
  begin(): void;
}

type StateRow = Omit<SenderState, 'counts'>;
type CountRow = { kind: SenderKind; sender: number; what: string; value: number };

export function senderStatesTable(db: Database): SenderStatesTable {
  const exists = db.prepare<{ one: number }, [number]>('SELECT 1 AS one FROM senders WHERE id = ?');
  const putState = db.prepare<never, [string, number, number, number | null]>('INSERT OR REPLACE INTO sender_states VALUES (?, ?, ?, ?)');
  const putCount = db.prepare<never, [string, number, string, number]>('INSERT OR REPLACE INTO sender_counts VALUES (?, ?, ?, ?)');
  const putStranger = db.prepare<never, [string, string, string, number, number]>('INSERT INTO syslog_strangers VALUES (?, ?, ?, ?, ?)');
  const putListener = db.prepare<never, [string, string, number, string | null]>('INSERT OR REPLACE INTO syslog_listeners VALUES (?, ?, ?, ?)');
  const states = db.prepare<StateRow, []>('SELECT kind, sender, connections, last_seen AS lastSeen FROM sender_states');
  const counts = db.prepare<CountRow, []>('SELECT kind, sender, what, value FROM sender_counts ORDER BY what');
  const strangers = db.prepare<Stranger, []>('SELECT kind, address, protocol, attempts, last_at AS lastAt FROM syslog_strangers ORDER BY last_at DESC');
  const listeners = db.prepare<ListenerState, []>('SELECT kind, protocol, port, problem FROM syslog_listeners ORDER BY kind, protocol, port');
  return {
    save(heard, refused) {
      db.transaction(() => {
        for (const { kind, sender, connections, lastSeen, counts: counted } of heard) {
          if (sender !== 0 && exists.get(sender) === null) continue; // removed meanwhile
          putState.run(kind, sender, connections, lastSeen);
          for (const [what, value] of counted) putCount.run(kind, sender, what, value);
        }
        if (refused === undefined) return;
        db.run('DELETE FROM syslog_strangers');
        for (const { kind, address, protocol, attempts, lastAt } of refused) putStranger.run(kind, address, protocol, attempts, lastAt);
      }).immediate();
    },
    list() {
      const counted = Map.groupBy(counts.all(), ({ kind, sender }) => `${kind} ${sender}`);
      return states.all().map((row) => ({ ...row, counts: new Map(counted.get(`${row.kind} ${row.sender}`)?.map(({ what, value }) => [what, value])) }));
    },
    strangers: () => strangers.all(),
    setListeners(rows) {
      db.transaction(() => {
        db.run('DELETE FROM syslog_listeners');
        for (const { kind, protocol, port, problem } of rows) putListener.run(kind, protocol, port, problem);
      }).immediate();
    },
    listeners: () => listeners.all(),
    begin() {
      db.transaction(() => {
        db.run('UPDATE sender_states SET connections = 0');
        db.run('DELETE FROM syslog_listeners');
      }).immediate();
    },
  };
}
