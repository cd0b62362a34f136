/** One TCP or TLS connection of a sender: framing, its lane, and the times after which it is cut off. */
import type { Socket } from 'node:net';
import type { SyslogLimits } from './deps.ts';
import { Framing, type FrameSink } from './framing.ts';
import type { Entry } from './gate.ts';

/** Why the node ended a connection; each is a counter. */
export type Ending =
  | 'handshake_timeout' | 'slow_message' | 'idle' | 'sender_changed' | 'certificate_ended' | 'stopped' | 'mixed_framing' | 'bad_count' | 'too_long' | 'endless' | 'empty' | 'truncated';

export class Connection {
  readonly entry: Entry;
  readonly #socket: Socket;
  readonly #limits: SyslogLimits;
  readonly #framing: Framing;
  readonly #sink: FrameSink;
  readonly #tls: boolean;
  /** By a clock that never goes back. */
  #heardAt: number;
  #partialSince: number | undefined;
  #paused = false;
  /** Of the present chunk. */
  #received = 0;
  #ended = false;
  /** Its framing is known and counted. */
  #told = false;
  readonly #wake = (): void => { this.#resume(); };

  constructor(socket: Socket, entry: Entry, limits: SyslogLimits, tls: boolean) {
    this.#socket = socket;
    this.entry = entry;
    this.#limits = limits;
    this.#tls = tls;
    this.#framing = new Framing(limits.messageBytes);
    this.#heardAt = performance.now();
    const { account, lane } = entry;
    this.#sink = {
      message: (bytes) => {
        this.#received += 1;
        lane.add(bytes);
        this.#partialSince = undefined;
      },
      rejected: (fault) => {
        this.#received += 1;
        account.count(`rejected_${fault}`);
        this.#partialSince = undefined;
      },
    };
    account.connected(1);
    socket.on('data', (chunk: Uint8Array) => { this.#take(chunk); });
    socket.on('end', () => {
      if (this.#ended) return;
      this.#framing.end(this.#sink);
      this.#countReceived();
    });
    socket.once('close', () => {
      this.#ended = true;
      lane.forget(this.#wake);
      account.connected(-1);
    });
  }

  /** Called now and then; while we do not read, silence is ours. */
  sweep(nowMs: number): void {
    if (this.#paused || this.#ended) return;
    if (this.#partialSince !== undefined && nowMs - this.#partialSince > this.#limits.messageMs) this.end('slow_message');
    else if (nowMs - this.#heardAt > this.#limits.idleMs) this.end('idle');
  }

  end(why: Ending): void {
    if (this.#ended) return;
    this.#ended = true;
    this.entry.account.count(`closed_${why}`);
    this.#socket.destroy();
  }

  #take(chunk: Uint8Array): void {
    if (this.#ended) return;
    const { account, lane } = this.entry;
    this.#heardAt = performance.now();
    account.heard(this.#heardAt);
    const fault = this.#framing.push(chunk, this.#sink);
    if (fault !== undefined) this.#received += 1;
    this.#countReceived();
    if (!this.#told && this.#framing.mode !== 'unknown') {
      this.#told = true;
      // RFC 5425 section 4.3 knows octet counting only; lines over TLS are common and taken, and counted.
      if (this.#tls && this.#framing.mode === 'lines') account.count('lines_on_tls');
    }
    if (fault !== undefined) {
      account.count(`rejected_${fault}`);
      this.end(fault);
      return;
    }
    this.#partialSince = this.#framing.partial ? this.#partialSince ?? this.#heardAt : undefined;
    if (!lane.full) return;
    this.#paused = true;
    account.count('pauses');
    this.#socket.pause();
    lane.whenRoom(this.#wake);
  }

  #countReceived(): void {
    this.entry.account.count('received', this.#received);
    this.#received = 0;
  }

  #resume(): void {
    if (this.#ended) return;
    this.#paused = false;
    this.#heardAt = performance.now();
    if (this.#partialSince !== undefined) this.#partialSince = this.#heardAt;
    this.#socket.resume();
  }
}
