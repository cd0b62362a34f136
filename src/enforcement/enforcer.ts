/** Keeps the kernel's table what the book says: one change at a time, differences where they fit, the whole table where anything is in doubt. */
import type { Policy } from '../config/index.ts';
import type { Nft } from './nft.ts';
import { changedSets, CHAIN, removedTable, wholeTable } from './ruleset.ts';
import { together, type SetBook } from './set-book.ts';

/** What one transaction did. */
export interface Applied { readonly how: 'replaced' | 'changed' | 'nothing'; readonly added: number; readonly removed: number; readonly ms: number }

const NOTHING: Applied = { how: 'nothing', added: 0, removed: 0, ms: 0 };

export interface EnforcerOptions { readonly nft: Nft; readonly table: string; readonly policy: Policy; /** Of each family one. */ readonly books: readonly SetBook[] }

export class Enforcer {
  readonly #options: EnforcerOptions;
  #turn: Promise<unknown> = Promise.resolve();
  /** The chain as the kernel showed it after we had written it; undefined until then. */
  #written: string | undefined;
  /** The kernel may hold something else than the book. */
  #doubt = true;
  #left = false;
  #policy: Policy;
  /** Transactions, those that failed, and tables that somebody else had changed or removed. */
  applied = 0;
  failures = 0;
  repairs = 0;

  constructor(options: EnforcerOptions) {
    this.#options = options;
    this.#policy = options.policy;
  }

  /** Other rules in place of those before, in one transaction. When nft wants nothing of them those before stay; beside a table that was left standing they wait for the whole of another. */
  async follow(policy: Policy, pin: (policy: Policy) => void): Promise<Applied> {
    return await this.#inTurn(async () => {
      const before = this.#policy;
      this.#policy = policy;
      pin(policy);
      // Of the table of an earlier run nobody knows who is in its sets: another with empty ones would let them all through.
      if (this.#left) return NOTHING;
      try {
        return await this.#write(true);
      } catch (error) {
        this.#policy = before;
        pin(before);
        throw error;
      }
    });
  }

  get policy(): Policy { return this.#policy; }

  /** Whether the table stands as we wrote it, as far as we know. */
  get inForce(): boolean { return this.#left || (!this.#doubt && this.#written !== undefined); }

  /** True when there is a table already, of an earlier run: it is left alone until the whole of another is asked for. */
  async leaveStanding(): Promise<boolean> {
    this.#left = await this.#inTurn(() => this.#options.nft.chain(this.#options.table, CHAIN)) !== undefined;
    return this.#left;
  }

  /** `whole` replaces the table; otherwise only what changed in the book goes in. After a failure the table is what it was, and the next call writes all of it. */
  async apply(whole: boolean): Promise<Applied> { return await this.#inTurn(() => this.#write(whole)); }

  /** Writes the table anew if somebody else touched it (`nft flush ruleset` is all it takes), or if the last transaction failed. Undefined when all is well. */
  async check(): Promise<Applied | undefined> {
    return await this.#inTurn(async () => {
      if (this.#left || (this.#written === undefined && !this.#doubt)) return undefined;
      if (!this.#doubt && await this.#options.nft.chain(this.#options.table, CHAIN) === this.#written) return undefined;
      if (!this.#doubt) this.repairs += 1;
      return await this.#write(true);
    });
  }

  async remove(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#options.nft.apply(removedTable(this.#options.table));
      this.#written = undefined;
      this.#doubt = this.#left = false;
    });
  }

  async #write(whole: boolean): Promise<Applied> {
    const { nft, table, books } = this.#options, begun = performance.now();
    if (this.#left && !whole) return NOTHING;
    this.#left = false;
    const changes = together(books.map((book) => book.changes())), count = (sets: ReadonlyMap<string, readonly string[]>): number => sets.values().reduce((sum, ips) => sum + ips.length, 0);
    const figures = { added: count(changes.added), removed: count(changes.removed) };
    if (!whole && !this.#doubt && changes.empty) return { how: 'nothing', ...figures, ms: 0 };
    if (!whole && !this.#doubt) {
      try {
        await nft.apply(changedSets(table, changes));
        this.applied += 1;
        return { how: 'changed', ...figures, ms: performance.now() - begun };
      } catch {
        this.failures += 1; // the table is not what we wrote: all of it goes in below
      }
    }
    this.#doubt = true;
    try {
      await nft.apply(wholeTable(table, this.#policy, new Map(books.flatMap((book) => [...book.sets]))));
      this.#written = await nft.chain(table, CHAIN);
    } catch (error) {
      this.failures += 1;
      throw error;
    }
    this.#doubt = false;
    this.applied += 1;
    return { how: 'replaced', ...figures, ms: performance.now() - begun };
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => undefined);
    return await mine;
  }
}
