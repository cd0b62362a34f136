/** One object for all devices of one verdict: a hundred thousand cameras are one camera in memory. */
import type { Verdict } from '../mapping/index.ts';

/** Beyond it all are forgotten: only sharing is lost, verdicts are compared by value. */
const MOST = 65_536;

export class SharedVerdicts {
  readonly #verdicts = new Map<string, Verdict>();
  /** The same by the objects the store shares, to spare the text. */
  readonly #known = new WeakMap<Verdict, Verdict>();

  shared(verdict: Verdict): Verdict {
    const same = this.#known.get(verdict);
    if (same) return same;
    const key = JSON.stringify([verdict.device_type, verdict.category, verdict.profile, verdict.vendor, verdict.model, verdict.os_family, verdict.os_version,
      verdict.risk_score, verdict.risk_level]);
    const known = this.#verdicts.get(key) ?? verdict;
    if (this.#verdicts.size >= MOST) this.#verdicts.clear();
    this.#verdicts.set(key, known);
    this.#known.set(verdict, known);
    return known;
  }
}
