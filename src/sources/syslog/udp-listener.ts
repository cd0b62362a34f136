/** A UDP listener: a datagram is a message (RFC 5426). Nobody can be made to wait, so what there is no room for is dropped and counted, by us and by the system. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import type { ListenAt, SyslogDeps, SyslogOptions } from './deps.ts';
import type { Gate } from './gate.ts';
import { STRANGERS, type Ledger } from './ledger.ts';
import type { Refuse, SyslogListener } from './listener.ts';

const LOOK_MS = 1000;
const NUL = 0, LF = 10, CR = 13;

export class UdpListener implements SyslogListener {
  readonly at: ListenAt;
  readonly #gate: Gate;
  readonly #ledger: Ledger;
  readonly #options: SyslogOptions;
  readonly #deps: SyslogDeps;
  readonly #refuse: Refuse;
  #socket: Socket | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Datagrams the system dropped before we could read them, as last looked up. */
  #dropped = 0;

  constructor(at: ListenAt, gate: Gate, ledger: Ledger, options: SyslogOptions, deps: SyslogDeps, refuse: Refuse) {
    this.at = at;
    this.#gate = gate;
    this.#ledger = ledger;
    this.#options = options;
    this.#deps = deps;
    this.#refuse = refuse;
  }

  async start(host: string): Promise<number> {
    const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize: this.#options.limits.receiveBufferBytes });
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.bind(this.at.port, host, () => {
          socket.off('error', reject);
          resolve();
        });
      });
    } catch (error) {
      socket.close();
      throw error;
    }
    socket.on('error', (error) => { this.#deps.log.error('a syslog listener failed', error); });
    socket.on('message', (message: Buffer, from: RemoteInfo) => { this.#take(message, from.address); });
    this.#socket = socket;
    const { port } = socket.address();
    this.#timer = setInterval(() => { this.look().catch((error: unknown) => { this.#deps.log.error('the dropped datagrams cannot be counted', error); }); }, LOOK_MS);
    return port;
  }

  refresh(): void { return; } // a datagram is looked up when it comes

  /** Datagrams have no certificates. */
  trust(): void { return; }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const socket = this.#socket;
    if (socket === undefined) return;
    await this.look();
    this.#socket = undefined;
    await new Promise<void>((resolve) => { socket.close(() => { resolve(); }); });
  }

  /** Linux counts what it dropped for each socket; nobody can say whose they were. */
  async look(): Promise<void> {
    const port = this.#socket?.address().port;
    if (port === undefined) return;
    const dropped = await kernelDrops(port);
    if (dropped > this.#dropped) this.#ledger.account(this.at.kind, STRANGERS).count('dropped_by_system', dropped - this.#dropped);
    this.#dropped = dropped;
  }

  #take(datagram: Uint8Array, address: string): void {
    const entry = this.#gate.find(this.at.kind, 'UDP', address);
    if (entry === undefined) {
      this.#refuse(this.at, address, 'unknown_sender');
      return;
    }
    const { account, lane } = entry;
    account.heard(performance.now());
    account.count('received');
    let end = datagram.length;
    while (end > 0 && (datagram[end - 1] === LF || datagram[end - 1] === CR || datagram[end - 1] === NUL)) end--;
    if (end === 0) account.count('rejected_empty');
    else if (end > this.#options.limits.messageBytes) account.count('rejected_too_long');
    else if (lane.overflows) account.count('dropped_queue_full');
    else lane.add(datagram.subarray(0, end));
  }
}

/** The last column of /proc/net/udp and udp6, for sockets bound to the port; 0 where there is no such file. */
async function kernelDrops(port: number): Promise<number> {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  let drops = 0;
  for (const file of ['/proc/net/udp', '/proc/net/udp6']) {
    const table = await readFile(file, 'latin1').catch(() => '');
    for (const line of table.split('\n')) {
      const columns = line.trim().split(/\s+/);
      if (columns[1]?.endsWith(local) === true) drops += Number(columns[columns.length - 1]) || 0;
    }
  }
  return drops;
}
