/** When ticks run by themselves: once in `tickMs`, and sooner when uploaders could send no more until they are answered. */

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

export class Pace {
  /** Somebody asked for an early tick and has not been served. Who serves it clears it. */
  haste = false;
  readonly #options: PaceOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #ticking = false;
  #hurried = false;
  #ended = 0;
  #took = 0;
  #due = 0;

  constructor(options: PaceOptions) { this.#options = options; }

  start(): void { this.#set(performance.now() + this.#options.tickMs); }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** The next tick begins early. During a tick this only sets `haste`: ask again after it. */
  hurry(): void {
    this.haste = true;
    if (this.#timer === null || this.#ticking || this.#hurried) return;
    this.#hurried = true;
    clearTimeout(this.#timer);
    this.#set(Math.min(this.#due, this.#ended + Math.max(this.#options.earliestMs, REST * this.#took)));
  }

  #set(due: number): void {
    this.#due = due;
    this.#timer = setTimeout(this.#run, Math.max(0, due - performance.now()));
  }

  readonly #run = (): void => {
    const begun = performance.now();
    this.#ticking = true;
    this.#hurried = false;
    void this.#options.tick().then(() => {
      this.#ticking = false;
      this.#ended = performance.now();
      this.#took = this.#ended - begun;
      if (this.#timer === null) return;
      if (this.#took > this.#options.tickMs) this.#options.onLate();
      this.#set(begun + this.#options.tickMs);
      this.#options.onRest();
    });
  };
}
