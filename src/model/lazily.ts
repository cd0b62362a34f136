/** Tables that are made when somebody first asks: a node on which no device has spoken, and most commands, do without them. */

export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
