/** The door between the pipeline, which publishes, and the server, which answers polls. */
import type { SnapshotReason } from './frames.ts';
import type { WireFormat } from './encoding.ts';

/** What one firewall may see: its tenant's mappings, or those of some sites. `sites` undefined is all of the tenant. */
export interface View {
  readonly tenant: string;
  readonly sites?: readonly string[];
  /** Most mappings that it takes (R80); undefined is all. */
  readonly cap?: number;
}

export interface PollWants {
  readonly format: WireFormat;
  /** The client's own error text (a digest that does not match, a frame it could not apply): the NACK; answered with a snapshot. */
  readonly error?: string;
}

/** Bytes ready to send, and what they are, for counters and headers. The bytes are shared between callers: never write to them. */
export interface PollAnswer {
  readonly kind: 'snapshot' | 'delta' | 'idle';
  readonly bytes: Uint8Array;
  readonly revision: number;
  readonly more: boolean;
  /** Where a client stands that applied it: the one inside the bytes. */
  readonly cursor: string;
  readonly reason?: SnapshotReason;
}

/** Only committed state is ever visible here (design law 2). */
export interface MappingFeed {
  /** Answers at once. `cursor` undefined or unreadable means no position, never an error. */
  poll(view: View, cursor: string | undefined, wants: PollWants): PollAnswer;
  /** Resolves true as soon as poll would answer other than idle, false after `ms` or when `signal` aborts. Never rejects. */
  waitForChange(view: View, cursor: string | undefined, ms: number, signal?: AbortSignal): Promise<boolean>;
  /** Where this cursor stands, for the portal: undefined when it is unreadable. */
  position(cursor: string): { readonly epoch: string; readonly revision: number } | undefined;
}
