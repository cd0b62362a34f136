/** What the syslog listeners need from the rest of the node, and every bound they keep. The composition root gives it; nothing here imports another room of this level. */
import type { X509Certificate } from 'node:crypto';
import { PARSERS, type KernelPool, type LogClock } from '../../kernels/index.ts';
import type { RowReader, Scope, SenderKind, SenderProtocol } from '../../model/index.ts';
import type { ListenerState, SenderState, Stranger } from '../../store/index.ts';
import type { Log, Metrics } from '../../telemetry/index.ts';

/** What the messages are. The kernel strips the syslog header itself; a batch is messages, each with a newline behind it. */
export const MESSAGE_PARSER = PARSERS.log;

export interface SyslogSender {
  readonly id: number;
  readonly kind: SenderKind;
  readonly name: string;
  /** Canonical. */
  readonly address: string;
  readonly protocol: SenderProtocol;
  readonly scope: Scope;
  /** SHA-256 of the certificates it may show: its own, and that of the firewall it belongs to while that is good. */
  readonly certificates: readonly string[];
  /** It was given a certificate of its own: it must show one. */
  readonly mustShow: boolean;
}

/** The enabled senders. Another process may change them at any time. */
export interface SenderRegistry {
  enabled(): readonly SyslogSender[];
  /** A number that differs after any change, whoever made it. Cheap: asked several times a second. */
  generation(): number;
}

/** Where states and counters outlive the process. */
export interface SenderBooks {
  load(): readonly SenderState[];
  /** Whole states, and all strangers unless they are as they were. */
  save(states: readonly SenderState[], strangers: readonly Stranger[] | undefined): void;
  setListeners(listeners: readonly ListenerState[]): void;
}

export interface ListenAt { readonly kind: SenderKind; readonly protocol: SenderProtocol; readonly port: number }

export interface SyslogLimits {
  /** Longest message, bytes. */
  readonly messageBytes: number;
  /** Open TCP and TLS connections, handshakes included. */
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly handshakeMs: number;
  /** A message that has begun is complete within this time. */
  readonly messageMs: number;
  /** A connection without a byte for so long is closed. */
  readonly idleMs: number;
  /** Bytes of all senders that wait to be parsed. */
  readonly bufferBytes: number;
  /** Asked of the system for each UDP socket. */
  readonly receiveBufferBytes: number;
}

export interface SyslogOptions {
  readonly host: string;
  readonly listen: readonly ListenAt[];
  /** Senders that nobody added are heard, into `strangerScope`. */
  readonly acceptUnknown: boolean;
  readonly strangerScope: Scope;
  /** Every TLS sender must show a certificate. */
  readonly certificateRequired: boolean;
  readonly limits: SyslogLimits;
  /** Time between two writes of what changed in the books. */
  readonly saveMs: number;
}

export interface SyslogDeps {
  readonly pool: Pick<KernelPool, 'parse'>;
  readonly absorb: (scope: Scope, sender: string, rows: RowReader) => Promise<{ readonly records: number; readonly rejects: number; readonly bindings: number }>;
  /** False while what is folded in cannot be committed: then nothing more is read (TCP) or it is dropped and counted (UDP). */
  readonly ready: () => boolean;
  readonly registry: SenderRegistry;
  readonly books: SenderBooks;
  readonly tls: () => { readonly key: string; readonly certificate: string; readonly ca: string };
  /** The fingerprint of a certificate of ours that a sender may show, or why it is refused. */
  readonly checkCertificate: (certificate: X509Certificate) => { readonly fingerprint: string } | string;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How times without a year or a zone are read: asked for each batch, a zone has its summer time. */
  readonly clock: () => LogClock;
}
