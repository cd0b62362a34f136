/**
 * One question about a device, and what is said to it. Log odds of independent techniques add up, each technique counts once with its surest word, and
 * answers stand against each other: two that contradict share what one alone would have had, and "something else" always has its part.
 */

/** No technique alone is surer: of devices that name themselves about this share do so rightly. */
const MOST_OF_ONE = Math.log(0.97 / 0.03), MOST = Math.log(0.99 / 0.01);
/**
 * What a further technique adds to its own log odds by agreeing: that two err alike by chance is unlikely, as there are many wrong answers to agree on.
 * Half of what it were if they were quite independent and there were twenty answers.
 */
export const AGREEING = 1;
/** From here on a narrower answer is given instead of a broader one. */
const NARROW = Math.log(0.6 / 0.4);

export interface Answer { readonly value: string; /** 0-1. */ readonly confidence: number }

interface Entry { readonly value: string; readonly techniques: string[]; readonly odds: number[]; trained: number }

export const logit = (share: number): number => Math.log(share) - Math.log(1 - share);

export class Ballot {
  readonly #entries: Entry[] = [];
  readonly #isBroader: (broad: string, narrow: string) => boolean;
  readonly #narrows: 'when likely' | 'when as sure';

  /** `isBroader`: an answer says the same as another one, only less: it stands not against it but with it. `narrows`: when the one that says more is given. */
  constructor(isBroader: (broad: string, narrow: string) => boolean = () => false, narrows: 'when likely' | 'when as sure' = 'when likely') {
    this.#isBroader = isBroader;
    this.#narrows = narrows;
  }

  /** `certainty`: share of such words that are right, 0-1, neither end included. */
  say(value: string, technique: string, certainty: number): void {
    const entry = this.#entryOf(value);
    add(entry.techniques, entry.odds, technique, Math.min(logit(certainty), MOST_OF_ONE));
  }

  /** A verdict that has weighed many kinds of evidence together already: nothing adds to it, it is taken when it is the surest. */
  judge(value: string, confidence: number): void {
    const entry = this.#entryOf(value);
    entry.trained = Math.max(entry.trained, Math.min(logit(confidence), MOST));
  }

  get isEmpty(): boolean { return this.#entries.length === 0; }

  /** The surest answer, or a narrower one of the same if that is sure enough for itself. Undefined when nobody said anything. */
  best(): Answer | undefined {
    const entries = this.#entries, only = entries[0];
    if (only === undefined) return undefined;
    if (entries.length === 1) { // as most are, thousands a tick
      const own = Math.exp(Math.min(Math.max(together(only.odds), only.trained), MOST));
      return { value: only.value, confidence: own / (own + 1) };
    }
    const scores = entries.map((entry) => this.#scoreOf(entry));
    let best = surest(scores, () => true);
    for (let narrower = best; narrower >= 0;) {
      best = narrower;
      narrower = surest(scores, (i) => scores[i]! >= NARROW && this.#isBroader(entries[best]!.value, entries[i]!.value) && (this.#narrows === 'when likely' || surestWord(entries[i]!) >= surestWord(entries[best]!)));
    }
    const chosen = entries[best];
    if (chosen === undefined) return undefined;
    let against = 1;
    for (let i = 0; i < scores.length; i++) if (i !== best && !this.#isKin(entries[i]!.value, chosen.value)) against += Math.exp(scores[i]!);
    const own = Math.exp(scores[best]!);
    return { value: chosen.value, confidence: own / (own + against) };
  }

  #isKin(one: string, other: string): boolean { return this.#isBroader(one, other) || this.#isBroader(other, one); }

  #entryOf(value: string): Entry {
    let entry = this.#entries.find((one) => one.value === value);
    if (entry === undefined) this.#entries.push(entry = { value, techniques: [], odds: [], trained: -Infinity });
    return entry;
  }

  /** The surest technique whole, each further one by what it adds. Who says less agrees, and adds no more than that; who says more says this, too. */
  #scoreOf(entry: Entry): number {
    const techniques = [...entry.techniques], odds = [...entry.odds];
    let trained = entry.trained;
    for (const other of this.#entries) {
      if (other === entry || !this.#isBroader(entry.value, other.value)) continue;
      other.techniques.forEach((technique, i) => add(techniques, odds, technique, other.odds[i]!));
      trained = Math.max(trained, other.trained);
    }
    let sum = together(odds);
    for (const other of this.#entries) {
      if (!this.#isBroader(other.value, entry.value)) continue;
      other.techniques.forEach((technique, i) => { if (!techniques.includes(technique)) { techniques.push(technique); sum += Math.max(0, Math.min(0, other.odds[i]!) + AGREEING); } });
    }
    return Math.min(Math.max(sum, trained), MOST);
  }
}

/** The surest whole, each further one by what it adds. */
function together(odds: readonly number[]): number {
  let first = 0, sum = 0;
  for (let i = 1; i < odds.length; i++) if (odds[i]! > odds[first]!) first = i;
  for (let i = 0; i < odds.length; i++) sum += i === first ? odds[i]! : Math.max(0, odds[i]! + AGREEING);
  return odds.length === 0 ? -Infinity : sum;
}

function add(techniques: string[], odds: number[], technique: string, more: number): void {
  const at = techniques.indexOf(technique);
  if (at < 0) { techniques.push(technique); odds.push(more); } else odds[at] = Math.max(odds[at]!, more);
}

function surestWord({ odds, trained }: Entry): number { return Math.max(trained, ...odds); }

/** Position of the largest of those that are wanted; the first of equals, -1 for none. */
function surest(scores: readonly number[], isWanted: (i: number) => boolean): number {
  let best = -1;
  for (let i = 0; i < scores.length; i++) if (isWanted(i) && (best < 0 || scores[i]! > scores[best]!)) best = i;
  return best;
}
