/** A handful of different numbers, for counting up to a small bound: what comes after it is only known to be more. */
export class Few {
  readonly #numbers: number[] = [];
  readonly #most: number;
  constructor(most: number) { this.#most = most; }

  get size(): number { return this.#numbers.length; }
  has(number: number): boolean { return this.#numbers.includes(number); }
  /** How many there are with this one. */
  add(number: number): number {
    if (this.#numbers.length < this.#most && !this.#numbers.includes(number)) this.#numbers.push(number);
    return this.#numbers.length;
  }
  clear(): void { this.#numbers.length = 0; }
}
