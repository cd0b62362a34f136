/** What the listeners have in common, whatever they listen with. */
import type { ListenAt } from './deps.ts';
import type { Entry } from './gate.ts';

export interface SyslogListener {
  readonly at: ListenAt;
  /** Resolves with the port it has; rejects with the system's reason. */
  start(host: string): Promise<number>;
  /** Entries have changed. */
  refresh(): void;
  /** The certificates have changed: for the next connections. */
  trust(): void;
  stop(): Promise<void>;
}

/** Counts and sometimes logs who was not heard. With an entry it is a known sender that did something wrong. */
export type Refuse = (at: ListenAt, address: string, reason: string, entry?: Entry) => void;
