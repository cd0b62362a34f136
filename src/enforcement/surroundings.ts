/** What the agent follows beside the node: the policy file, and which IPv6 addresses its neighbours have. Once a second, one look at a time. */
import type { Policy } from '../config/index.ts';
import type { Applied, Enforcer } from './enforcer.ts';
import type { ReadNeighbours } from './neighbours.ts';
import { setsNamed } from './ruleset.ts';
import { sentence } from './sentence.ts';
import type { SetBook } from './set-book.ts';
import type { SixBook } from './six-book.ts';

export interface SurroundingsParts {
  readonly book: SetBook;
  readonly six: SixBook;
  readonly enforcer: Enforcer;
  /** Another policy, when there is one and it is valid. */
  readonly policy: () => Promise<Policy | undefined>;
  /** Undefined where the neighbour table cannot be read. */
  readonly neighbours: ReadNeighbours | undefined;
  readonly onApplied: (applied: Applied, why: string) => void;
  readonly onNews: (text: string) => void;
}

export class Surroundings {
  readonly #parts: SurroundingsParts;
  #isLooking = false;
  readonly counts = { policies: 0, policies_refused: 0, neighbour_failures: 0 };

  constructor(parts: SurroundingsParts) { this.#parts = parts; }

  /** `onNeighbours` when somebody has an address that nobody had. */
  async look(onNeighbours: () => Promise<void>): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const policy = await this.#parts.policy();
      if (policy !== undefined) await this.#follow(policy);
      if (await this.#seeNeighbours()) await onNeighbours();
    } finally {
      this.#isLooking = false;
    }
  }

  async #follow(policy: Policy): Promise<void> {
    const { book, six, enforcer, onApplied, onNews } = this.#parts;
    try {
      const applied = await enforcer.follow(policy, (to) => { for (const one of [book, six]) one.pin(setsNamed(to)); });
      this.counts.policies += 1;
      if (applied.how === 'nothing') onNews('another policy waits for the map: until then the table of an earlier run stays');
      else onApplied(applied, 'another policy');
    } catch (error) {
      this.counts.policies_refused += 1;
      onNews(`the policy before stays in force: ${sentence(error)}`);
    }
  }

  async #seeNeighbours(): Promise<boolean> {
    const { neighbours, six, onNews } = this.#parts;
    if (neighbours === undefined) return false;
    try {
      return six.see(await neighbours());
    } catch (error) {
      this.counts.neighbour_failures += 1;
      if (this.counts.neighbour_failures === 1) onNews(sentence(error));
      return false;
    }
  }
}
