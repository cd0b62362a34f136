/** A set of characters (UTF-16 code units) of a pattern: a class such as [a-z], or a dot. */

const LATIN = 256;

export class CharSet {
  readonly #bits = new Uint8Array(LATIN);
  readonly #others = new Set<number>();
  /** Whether characters past Latin-1 that nobody named belong to it. */
  #beyond = false;

  has(code: number): boolean { return code < LATIN ? this.#bits[code] === 1 : this.#others.has(code) !== this.#beyond; }

  add(code: number): this {
    if (code < LATIN) this.#bits[code] = 1;
    else if (this.#beyond) this.#others.delete(code);
    else this.#others.add(code);
    return this;
  }

  addRange(from: number, to: number): this {
    for (let code = from; code <= to; code++) this.add(code);
    return this;
  }

  addAll(other: CharSet): this {
    for (let code = 0; code < LATIN; code++) if (other.has(code)) this.#bits[code] = 1;
    if (!other.#beyond) for (const code of other.#others) this.add(code);
    else {
      const left = [...other.#others].filter((code) => !this.has(code));
      this.#beyond = true;
      this.#others.clear();
      for (const code of left) this.#others.add(code);
    }
    return this;
  }

  inverted(): CharSet {
    const result = new CharSet();
    for (let code = 0; code < LATIN; code++) if (!this.has(code)) result.#bits[code] = 1;
    result.#beyond = !this.#beyond;
    for (const code of this.#others) result.#others.add(code);
    return result;
  }

  /** The set without regard to case. */
  folded(): CharSet {
    const result = new CharSet().addAll(this);
    for (const code of this.#named()) for (const twin of bothCases(code)) result.add(twin);
    return result;
  }

  /** The one letter, in lower case, that all of its members are; undefined for a set that holds more. */
  letter(): string | undefined {
    if (this.#beyond) return undefined;
    const letters = new Set(this.#named().map((code) => String.fromCharCode(code).toLowerCase()));
    const [only] = letters;
    return letters.size === 1 ? only : undefined;
  }

  #named(): number[] {
    const codes: number[] = [];
    for (let code = 0; code < LATIN; code++) if (this.#bits[code] === 1) codes.push(code);
    return this.#beyond ? codes : [...codes, ...this.#others];
  }
}

/** A character in lower and upper case, where each is one character. */
export function bothCases(code: number): number[] {
  const text = String.fromCharCode(code);
  return [text.toLowerCase(), text.toUpperCase()].filter((twin) => twin.length === 1).map((twin) => twin.charCodeAt(0));
}

export const DIGIT = new CharSet().addRange(48, 57);
export const WORD = new CharSet().addRange(48, 57).addRange(65, 90).addRange(97, 122).add(95);
export const SPACE = new CharSet().addRange(9, 13).add(32);
/** What a dot stands for: all but the newline, as in Ruby, or all. */
export const NO_NEWLINE = new CharSet().add(10).inverted();
export const ANYTHING = new CharSet().inverted();
