/** When ticks run by themselves: once in `tickMs`, sooner when something changed that firewalls wait for, and sooner when uploaders could send no more until they are answered. */

export interface PaceOptions {
  readonly tickMs: number;
  /** A hurried tick begins so long after the last one ended at the earliest. */
  readonly earliestMs: number;
  /** Never rejects. */
  readonly tick: () => Promise<void>;
  /** After each tick, with the next one set: the place to ask again for haste. */
  readonly onRest: () => void;
  /** A tick took longer than its time: the next one begins late. */
  readonly onLate: () => void;
}

/** A hurried tick begins at the earliest when so many times as long has passed as the last tick took: hurrying never takes more than a fifth of the thread. */
const REST = 4;
/** What changed is gathered for this share of a tick: a device that comes up says several things. */
const GATHER = 1 / 10;
/** Ticks for the sake of changes are so far apart, and take no more than a tenth of the thread: then one does the work of several. */
const APART = 1 / 4, CHANGE_REST = 9;

export class Pace {
  /** Somebody asked for an early tick and has not been served. Who serves it clears it. */
  haste = false;
  readonly #options: PaceOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #ticking = false;
  #ended = 0;
  #took = 0;
  #due = 0;
  /** When the tick comes that comes anyway. */
  #regular = 0;

  constructor(options: PaceOptions) { this.#options = options; }

  start(): void { this.#set((this.#regular = performance.now() + this.#options.tickMs)); }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** The next tick begins early. During a tick this only sets `haste`: ask again after it. */
  hurry(): void {
    this.haste = true;
    this.#early(this.#ended + Math.max(this.#options.earliestMs, REST * this.#took));
  }

  /** Something changed that firewalls should have. Commits of evidence keep their own time, and so do acknowledgements. */
  soon(): void {
    const { tickMs } = this.#options;
    this.#early(Math.max(performance.now() + tickMs * GATHER, this.#ended + Math.max(tickMs * APART, CHANGE_REST * this.#took)));
  }

  #early(due: number): void {
    if (this.#timer === null || this.#ticking || due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#set(due);
  }

  #set(due: number): void {
    this.#due = due;
    this.#timer = setTimeout(this.#run, Math.max(0, due - performance.now()));
  }

  readonly #run = (): void => {
    const begun = performance.now(), { tickMs } = this.#options;
    this.#ticking = true;
    // One for the sake of changes alone does not put off what waits for its second. A timer may ring early.
    if (this.haste || begun + 1 >= this.#regular) this.#regular = begun + tickMs;
    void this.#options.tick().then(() => {
      this.#ticking = false;
      this.#ended = performance.now();
      this.#took = this.#ended - begun;
      if (this.#timer === null) return;
      if (this.#took > tickMs) this.#options.onLate();
      this.#set(this.#regular);
      this.#options.onRest();
    });
  };
}
