/** Readable words in a payload whose protocol we do not parse. */
import { ascii } from './ascii.ts';

const MOST_WORDS = 8, LONGEST = 40;
const BREAK = /[\s<>"'=&;:,{}()[\]|/\\?#*!~^$@]+/;

/** Text where nine of ten bytes can be printed; in binary data only long runs count. */
export function words(bytes: Uint8Array): string[] {
  let printable = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if ((byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9) printable++;
  }
  const isText = printable >= bytes.length * 0.9, least = isText ? 3 : 5;
  const found: string[] = [];
  if (printable < least) return found;
  let start = 0;
  for (let i = 0; i <= bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 32 && byte < 127) continue;
    if (i - start >= least && !addWords(ascii(bytes, start, i), isText, found)) return found;
    start = i + 1;
  }
  return found;
}

/** Puts the words of a run of printable characters into `found`; false when that is full. */
function addWords(run: string, isText: boolean, found: string[]): boolean {
  for (const word of run.split(BREAK)) {
    if (!isWord(word, isText) || found.includes(word)) continue;
    found.push(word.slice(0, LONGEST));
    if (found.length === MOST_WORDS) return false;
  }
  return true;
}

/** A word has letters that stand together; keys, hashes and base64 change between letters, cases and digits all the time. */
function isWord(word: string, isText: boolean): boolean {
  if (word.length < (isText ? 3 : 5) || !/^[A-Za-z0-9][A-Za-z0-9 ._+()-]*$/.test(word) || !/[A-Za-z]{2}/.test(word)) return false;
  if (/(.)\1{4}/.test(word)) return false;
  const changes = word.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0;
  return changes <= Math.max(2, word.length / 6);
}
