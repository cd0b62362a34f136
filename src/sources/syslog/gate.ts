/** Who is heard: the enabled senders by address and protocol, looked up again when another process changed them, and the places for connections. */
import { canonicalAddress, type SenderKind, type SenderProtocol } from '../../model/index.ts';
import type { SyslogDeps, SyslogOptions, SyslogSender } from './deps.ts';
import { Budget, Lane } from './lane.ts';
import { STRANGERS, type Account, type Ledger } from './ledger.ts';

/** One sender as the listeners know it. Another object once anything about the entry changed. */
export interface Entry {
  /** Undefined: everybody who was not added, where that is allowed. */
  readonly sender: SyslogSender | undefined;
  readonly account: Account;
  readonly lane: Lane;
}

/** Raw addresses whose entry is remembered, for each kind and protocol; when there are more, all are forgotten. */
const REMEMBERED = 4096;

export class Gate {
  readonly budget: Budget;
  readonly #options: SyslogOptions;
  readonly #deps: SyslogDeps;
  readonly #ledger: Ledger;
  readonly #strangers = new Map<SenderKind, Entry>();
  readonly #ofAddress = new Map<string, number>();
  readonly #closing = new Set<Promise<void>>();
  readonly #known = new Map<string, Entry>();
  readonly #remembered: Readonly<Record<SenderKind, Readonly<Record<SenderProtocol, Map<string, Entry | undefined>>>>> = { 'dhcp-server': memory(), 'log-sender': memory() };
  #generation: number | undefined;
  #connections = 0;

  constructor(options: SyslogOptions, deps: SyslogDeps, ledger: Ledger) {
    this.#options = options;
    this.#deps = deps;
    this.#ledger = ledger;
    this.budget = new Budget(options.limits.bufferBytes);
    this.refresh();
  }

  get connections(): number { return this.#connections; }

  /** Undefined for who is not heard. `address` as the system writes it. */
  find(kind: SenderKind, protocol: SenderProtocol, address: string): Entry | undefined {
    const memory = this.#remembered[kind][protocol], remembered = memory.get(address);
    if (remembered !== undefined || memory.has(address)) return remembered;
    const found = this.#known.get(`${kind} ${protocol} ${canonicalAddress(address) ?? ''}`) ?? this.#stranger(kind);
    if (memory.size >= REMEMBERED) memory.clear();
    memory.set(address, found);
    return found;
  }

  /** A place for one more connection from there, or why there is none. */
  enter(address: string): 'too_many_connections' | 'too_many_connections_of_address' | undefined {
    const own = this.#ofAddress.get(address) ?? 0;
    if (this.#connections >= this.#options.limits.connections) return 'too_many_connections';
    if (own >= this.#options.limits.connectionsPerAddress) return 'too_many_connections_of_address';
    this.#connections += 1;
    this.#ofAddress.set(address, own + 1);
    return undefined;
  }
  leave(address: string): void {
    this.#connections -= 1;
    const own = (this.#ofAddress.get(address) ?? 1) - 1;
    if (own > 0) this.#ofAddress.set(address, own);
    else this.#ofAddress.delete(address);
  }

  /** True when entries changed. An entry that is as it was keeps its lane. */
  refresh(): boolean {
    const generation = this.#deps.registry.generation();
    if (generation === this.#generation) return false;
    const before = new Map(this.#known), enabled = this.#deps.registry.enabled();
    this.#known.clear();
    let changed = false;
    for (const sender of enabled) {
      const key = `${sender.kind} ${sender.protocol} ${sender.address}`, known = before.get(key);
      const same = known !== undefined && Bun.deepEquals(known.sender, sender);
      this.#known.set(key, same ? known : this.#entry(sender));
      if (same) before.delete(key);
      else changed = true;
    }
    this.#generation = generation;
    for (const { lane } of before.values()) this.#close(lane);
    if (!changed && before.size === 0) return false;
    for (const memories of Object.values(this.#remembered)) for (const memory of Object.values(memories)) memory.clear();
    return true;
  }

  exists(kind: SenderKind, id: number): boolean {
    for (const { sender } of this.#known.values()) if (sender?.kind === kind && sender.id === id) return true;
    return false;
  }

  /** What was taken is parsed and folded in before this resolves. */
  async close(): Promise<void> {
    for (const { lane } of [...this.#known.values(), ...this.#strangers.values()]) this.#close(lane);
    while (this.#closing.size > 0) await Promise.all(this.#closing);
  }

  #close(lane: Lane): void {
    const closed = lane.close().finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }

  #entry(sender: SyslogSender): Entry {
    const account = this.#ledger.account(sender.kind, sender.id);
    return { sender, account, lane: new Lane(sender.scope, sender.name, account, this.budget, this.#deps) };
  }

  #stranger(kind: SenderKind): Entry | undefined {
    if (!this.#options.acceptUnknown) return undefined;
    let entry = this.#strangers.get(kind);
    if (entry === undefined) {
      const account = this.#ledger.account(kind, STRANGERS);
      this.#strangers.set(kind, (entry = { sender: undefined, account, lane: new Lane(this.#options.strangerScope, 'unknown', account, this.budget, this.#deps) }));
    }
    return entry;
  }
}

function memory(): Record<SenderProtocol, Map<string, Entry | undefined>> { return { TCP: new Map(), UDP: new Map(), SSL: new Map() }; }
