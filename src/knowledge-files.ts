/** The compiled books of src/knowledge that the binary carries, by name: a row a book. */
import { readFileSync } from 'node:fs';
import agents from '../build/out/agents.book' with { type: 'file' };

const FILES: Readonly<Record<string, string>> = { agents };

/** Bytes of a compiled book, as `openBooks` asks for them. */
export function knowledgeFile(name: string): Uint8Array {
  const path = FILES[name];
  if (path === undefined) throw new RangeError(`there is no compiled book ${name}`);
  return readFileSync(path);
}
