/** Connections that have not finished their handshake: strangers until then, so they have places of their own and take none from those who are in. */
export interface HandshakeLimits {
  readonly most: number;
  readonly mostOfAddress: number;
  /** A handshake that took so long may be ended for a newcomer; a younger one is not, or a crowd that comes back at once would never get in. */
  readonly patienceMs: number;
}

export type HandshakeRefusal = 'too_many_handshakes' | 'too_many_handshakes_of_address';
/** What is needed of a socket. */
interface Arrival { readonly remoteAddress?: string | undefined; destroy(): unknown }

export class Handshakes<T extends Arrival> {
  readonly #limits: HandshakeLimits;
  readonly #refused: (reason: HandshakeRefusal, address: string | undefined) => void;
  readonly #now: () => number;
  /** In order of arrival, as are the sets of each address. */
  readonly #since = new Map<T, { readonly atMs: number; readonly address: string }>();
  readonly #ofAddress = new Map<string, Set<T>>();

  constructor(limits: HandshakeLimits, refused: (reason: HandshakeRefusal, address: string | undefined) => void, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#refused = refused;
    this.#now = now;
  }

  get size(): number { return this.#since.size; }
  has(socket: T): boolean { return this.#since.has(socket); }

  /** False when there was no place for it and none could be made: it has been ended. */
  enter(socket: T): boolean {
    const address = socket.remoteAddress ?? '';
    const others = this.#ofAddress.get(address);
    if (others !== undefined && others.size >= this.#limits.mostOfAddress && !this.#makeRoom(others.values(), 'too_many_handshakes_of_address', socket)) return false;
    if (this.#since.size >= this.#limits.most && !this.#makeRoom(this.#since.keys(), 'too_many_handshakes', socket)) return false;
    this.#since.set(socket, { atMs: this.#now(), address });
    const own = this.#ofAddress.get(address);
    if (own === undefined) this.#ofAddress.set(address, new Set([socket]));
    else own.add(socket);
    return true;
  }

  /** It has finished, or is gone. */
  leave(socket: T): void {
    const arrival = this.#since.get(socket);
    if (arrival === undefined) return;
    this.#since.delete(socket);
    const own = this.#ofAddress.get(arrival.address);
    own?.delete(socket);
    if (own?.size === 0) this.#ofAddress.delete(arrival.address);
  }

  endAll(): void { for (const socket of [...this.#since.keys()]) this.#end(socket); }

  /** The oldest goes when it had its time, else the newcomer. */
  #makeRoom(inOrder: Iterator<T>, reason: HandshakeRefusal, newcomer: T): boolean {
    const oldest = inOrder.next().value as T | undefined; // a map that is full has a first
    const since = oldest === undefined ? undefined : this.#since.get(oldest);
    if (oldest !== undefined && since !== undefined && this.#now() - since.atMs >= this.#limits.patienceMs) {
      this.#refused(reason, oldest.remoteAddress);
      this.#end(oldest);
      return true;
    }
    this.#refused(reason, newcomer.remoteAddress);
    newcomer.destroy();
    return false;
  }

  #end(socket: T): void {
    this.leave(socket);
    socket.destroy();
  }
}
