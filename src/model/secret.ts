/** A value that must never be printed: every way of turning it into text gives `***`. */

const MASK = '***';

export class Secret {
  readonly #value: string;
  constructor(value: string) { this.#value = value; }
  /** The only way to the value; call it where it is used, never to store or log it. */
  reveal(): string { return this.#value; }
  get isSet(): boolean { return this.#value !== ''; }
  toString(): string { return this.isSet ? MASK : ''; }
  toJSON(): string { return this.toString(); }
  [Symbol.toPrimitive](): string { return this.toString(); }
  [Symbol.for('nodejs.util.inspect.custom')](): string { return this.toString(); }
}
