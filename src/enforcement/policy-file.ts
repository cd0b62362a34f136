/** The policy file while the agent runs: followed when it changes, and never believed when it is wrong. What was last in force is kept beside the map, for a start with a file that is damaged by then. */
import { statSync } from 'node:fs';
import { loadPolicy, type Policy } from '../config/index.ts';
import { sentence } from './sentence.ts';
import { writeWhole } from './whole-file.ts';

const NONE: Policy = Object.freeze({ inside: [], rules: [] });

export class PolicyFile {
  readonly #path: string | undefined;
  readonly #keptPath: string;
  readonly #onNews: (text: string) => void;
  /** The file as it was when it was last read, and as the last look saw it. */
  #read = '';
  #seen = '';
  #asked = false;
  #kept = '';
  /** Why the file is not what is in force. */
  complaint: string | undefined;
  /** Times that it was wrong. */
  refused = 0;

  constructor(path: string | undefined, keptPath: string, onNews: (text: string) => void) {
    this.#path = path;
    this.#keptPath = keptPath;
    this.#onNews = onNews;
  }

  /** The file; if that is wrong, what was last in force. Throws when there is neither. */
  async open(): Promise<Policy> {
    if (this.#path === undefined) return NONE;
    this.#read = this.#seen = stampOf(this.#path);
    try {
      return await loadPolicy(this.#path);
    } catch (error) {
      const kept = await loadPolicy(this.#keptPath).catch(() => { throw error; });
      this.#complain(error, 'the rules of before are in force');
      return kept;
    }
  }

  /** It is to be read again whether it changed or not. */
  reload(): void { this.#asked = true; }

  /** The policy when the file says another one. A file that somebody is writing changes between two looks, and waits. */
  async changed(): Promise<Policy | undefined> {
    if (this.#path === undefined) return undefined;
    const stamp = stampOf(this.#path), isQuiet = stamp === this.#seen;
    this.#seen = stamp;
    if (!this.#asked && (stamp === this.#read || !isQuiet)) return undefined;
    this.#asked = false;
    this.#read = stamp;
    try {
      const policy = await loadPolicy(this.#path);
      this.complaint = undefined;
      return policy;
    } catch (error) {
      this.#complain(error, 'the policy before stays in force');
      return undefined;
    }
  }

  /** This one is in force now. */
  keep(policy: Policy): void {
    if (this.#path === undefined) return;
    const text = JSON.stringify({ ...policy, rules: policy.rules.map((rule) => ({ ...rule, ports: rule.ports.map(({ protocol, first, last }) => `${protocol}/${first}-${last}`) })) });
    if (text === this.#kept) return;
    this.#kept = text;
    try {
      writeWhole(this.#keptPath, text);
    } catch (error) {
      this.#onNews(sentence(error));
    }
  }

  #complain(error: unknown, so: string): void {
    this.refused += 1;
    this.complaint = sentence(error);
    this.#onNews(`${so}: ${this.complaint}`);
  }
}

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'gone' : `${found.mtimeMs} ${found.size} ${found.ino}`;
}
