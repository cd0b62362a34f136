/** What was met lately, in order: the one met least recently goes first, and what came once pushes out only its like before it touches what came again. */
export class Recency<Key, Value> {
  readonly #once = new Map<Key, Value>();
  readonly #again = new Map<Key, Value>();

  get size(): number { return this.#once.size + this.#again.size; }

  /** Met again, when it is known. */
  meet(key: Key): Value | undefined {
    const known = this.#again.get(key) ?? this.#once.get(key);
    if (known === undefined) return undefined;
    if (!this.#again.delete(key)) this.#once.delete(key);
    this.#again.set(key, known);
    return known;
  }

  /** A new one. */
  add(key: Key, value: Value): void { this.#once.set(key, value); }

  /** Takes out the one to go. An eighth is for those met once, so that new ones get a chance to be met again. */
  drop(): Value | undefined {
    const from = this.#once.size * 8 > this.size || this.#again.size === 0 ? this.#once : this.#again;
    for (const [key, value] of from) {
      from.delete(key);
      return value;
    }
    return undefined;
  }
}

/** Of several owners the one with most: it is the one to give something up when all together have too much. */
export function largest<Owner extends { readonly size: number }>(owners: Iterable<Owner>): Owner | undefined {
  let found: Owner | undefined;
  for (const owner of owners) if (found === undefined || owner.size > found.size) found = owner;
  return found;
}
