/** Syslog listeners: for DHCP servers on 10514 and 16514 (R32), and for firewalls and sensors where the config says. */
import type { ListenerState } from '../../store/index.ts';
import type { ListenAt, SyslogDeps, SyslogOptions } from './deps.ts';
import { Gate, type Entry } from './gate.ts';
import { Ledger } from './ledger.ts';
import type { SyslogListener } from './listener.ts';
import { StreamListener } from './stream-listener.ts';
import { UdpListener } from './udp-listener.ts';

export type { ListenAt, SenderBooks, SenderRegistry, SyslogDeps, SyslogLimits, SyslogOptions, SyslogSender } from './deps.ts';

export interface Syslog {
  /** Those that have their port. */
  listening(): readonly ListenAt[];
  /** The certificates have changed. */
  trust(): void;
  /** Takes nothing more; what was taken is folded in and counted in the books before this resolves. */
  stop(): Promise<void>;
}

/** How often the registry is asked whether it changed: what a removed sender has left, in milliseconds. */
const SWEEP_MS = 200;
/** Time between two tries to get a port that somebody else has. */
const AGAIN_MS = 5000;
const LOG_EVERY_MS = 1000;
/** Trouble of ours is said when it begins and once a minute while it lasts. */
const TROUBLE_EVERY_MS = 60_000;

export async function startSyslog(options: SyslogOptions, deps: SyslogDeps): Promise<Syslog> {
  const ledger = new Ledger(deps), gate = new Gate(options, deps, ledger), sample = sampler();
  const refuse = (at: ListenAt, address: string, reason: string, entry?: Entry): void => {
    if (entry?.sender === undefined) ledger.refused(at.kind, address, at.protocol, reason);
    else entry.account.count(`refused_${reason}`);
    const next = reason === 'unknown_sender' ? { add: `nameplate ${at.kind} add NAME --address ${address} --protocol ${at.protocol}` } : {};
    sample(reason, LOG_EVERY_MS, () => { deps.log.warn('refused a sender', { reason, address, protocol: at.protocol, kind: at.kind, ...next }); });
  };
  const ports = new Ports(options, deps, (at) => (at.protocol === 'UDP' ? new UdpListener(at, gate, ledger, options, deps, refuse) : new StreamListener(at, gate, options, deps, refuse)));
  await ports.open();

  const sweep = (): void => {
    try {
      if (gate.refresh()) for (const listener of ports.listeners()) listener.refresh();
    } catch (error) {
      // Who is heard is heard: a disk that fails must not silence the network.
      sample('registry', TROUBLE_EVERY_MS, () => { deps.log.error('the senders cannot be read', error); });
    }
  };
  const save = (all = false): void => {
    try {
      ledger.save(all);
      ledger.keep((kind, id) => gate.exists(kind, id));
    } catch (error) {
      sample('books', TROUBLE_EVERY_MS, () => { deps.log.error('what is counted of senders cannot be saved; it is tried again', error); });
    }
  };
  const timers = [setInterval(sweep, SWEEP_MS), setInterval(() => { save(); }, options.saveMs)];
  deps.metrics.onCollect(() => {
    deps.metrics.gauge('nameplate_syslog_connections').set(gate.connections);
    deps.metrics.gauge('nameplate_syslog_buffered_bytes').set(gate.budget.bytes);
  });
  return {
    listening: () => ports.listening(),
    trust() { for (const listener of ports.listeners()) listener.trust(); },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await ports.close();
      await gate.close();
      save(true);
    },
  };
}

/** Strangers decide how often something happens: they must not decide how much is logged. As many as there are reasons. */
function sampler(): (what: string, everyMs: number, write: () => void) => void {
  const at = new Map<string, number>();
  return (what, everyMs, write) => {
    const now = performance.now();
    if (now - (at.get(what) ?? -Infinity) < everyMs) return;
    at.set(what, now);
    write();
  };
}

/** The listeners with their ports. One that cannot have its port costs the node nothing else: it is said, counted, and tried again. */
class Ports {
  readonly #options: SyslogOptions;
  readonly #deps: SyslogDeps;
  readonly #make: (at: ListenAt) => SyslogListener;
  readonly #states = new Map<ListenAt, ListenerState>();
  readonly #listeners = new Map<ListenAt, SyslogListener>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: SyslogOptions, deps: SyslogDeps, make: (at: ListenAt) => SyslogListener) {
    this.#options = options;
    this.#deps = deps;
    this.#make = make;
  }

  listeners(): Iterable<SyslogListener> { return this.#listeners.values(); }
  listening(): ListenAt[] { return [...this.#states.values()].filter(({ problem }) => problem === null).map(({ kind, protocol, port }) => ({ kind, protocol, port })); }

  async open(): Promise<void> {
    for (const at of this.#options.listen) if (!this.#listeners.has(at) && !this.#closed) await this.#try(at);
    this.#deps.books.setListeners([...this.#states.values()]);
    if (this.#listeners.size < this.#options.listen.length && !this.#closed) {
      this.#timer = setTimeout(() => { this.open().catch((error: unknown) => { this.#deps.log.error('the syslog listeners cannot be looked after', error); }); }, AGAIN_MS);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await Promise.all([...this.#listeners.values()].map((listener) => listener.stop()));
  }

  async #try(at: ListenAt): Promise<void> {
    const { kind, protocol } = at, before = this.#states.get(at);
    const listener = this.#make(at), gauge = this.#deps.metrics.gauge('nameplate_syslog_listening', { listener: `${kind} ${protocol} ${at.port}` });
    try {
      const port = await this.#start(listener);
      this.#listeners.set(at, listener);
      this.#states.set(at, { kind, protocol, port, problem: null });
      gauge.set(1);
      if (before !== undefined) this.#deps.log.info('a syslog listener has its port now', { kind, protocol, port });
    } catch (error) {
      await listener.stop();
      const problem = reasonOf(error);
      gauge.set(0);
      this.#states.set(at, { kind, protocol, port: at.port, problem });
      if (before?.problem !== problem) this.#deps.log.error('a syslog listener cannot have its port; it is tried again', error, { kind, protocol, port: at.port });
    }
  }

  /** Where the system has no IPv6, `::` is IPv4 alone. */
  async #start(listener: SyslogListener): Promise<number> {
    const { host } = this.#options;
    try {
      return await listener.start(host);
    } catch (error) {
      if (host !== '::' || !['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(codeOf(error))) throw error;
      return await listener.start('0.0.0.0');
    }
  }
}

function codeOf(error: unknown): string { return error instanceof Error && 'code' in error ? String(error.code) : ''; }
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return code === 'EADDRINUSE' ? 'port in use' : code === 'EACCES' ? 'this user may not listen there' : error instanceof Error ? error.message : String(error);
}
