/** Our own books before hostile text: no throw, and no claim that is not one (seeded). */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { categoryOf } from '../taxonomy/index.ts';
import { care } from './care/index.ts';
import { discovery } from './discovery/index.ts';
import { domainsBook } from './domains/index.ts';
import rules from './home-assistant/home-assistant.tsv' with { type: 'file' };
import { homeAssistant } from './home-assistant/index.ts';
import { hosts } from './hosts/index.ts';
import { plant } from './plant/index.ts';
import vendors from './plant/vendors.tsv' with { type: 'file' };
import { services } from './services/index.ts';

const books = [discovery, hosts, homeAssistant(() => readFileSync(rules)), domainsBook(), plant(() => readFileSync(vendors)), care, services];
const PIECES = ['DESKTOP-', 'iPhone', '-', '_', '.', ' ', 'a', 'A', '0', '9', ',', ':', '/', '::', 'uuid:', 'urn:', 'schemas-upnp-org:device:', '_tcp', '.local', 'Cisco ', 'Version ', '6ES7 ', '$1', '$&', '\0', '\u202e', 'ä', '(', ')', '[', '\\', '*', 'HP ', 'LaserJet ', 'MacBook-Pro', 'x'.repeat(60), '1756-', 'SEP', '0011223344ff', '=', 'manufacturer='];

/** mulberry32 */
function chance(seed: number): () => number {
  let state = seed;
  return () => { state = (state + 0x6d2b79f5) | 0; let t = Math.imul(state ^ (state >>> 15), 1 | state); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
}

test('every claim of any text is a claim: of its book, of a category there is, with a certainty, in few words', () => {
  const next = chance(4);
  for (let round = 0; round < 1_500; round++) {
    const value = Array.from({ length: 1 + Math.floor(next() * 12) }, () => PIECES[Math.floor(next() * PIECES.length)] ?? '').join('');
    for (const book of books) for (const parameter of book.parameters) for (const claim of book.read(parameter, value)) {
      expect(claim.rule.startsWith(`${book.name}/`)).toBe(true);
      expect(claim.certainty > 0 && claim.certainty < 1).toBe(true);
      if (claim.category !== undefined) expect(categoryOf(claim.category)).toBeDefined();
      for (const text of [claim.vendor, claim.model, claim.os_family, claim.os_version]) if (text !== undefined) expect(text.length > 0 && text.length <= 64).toBe(true);
    }
  }
});

test('texts of one letter as long as they come are read and answered', () => {
  for (const letter of ['a', 'A', '0', '-', '.', ' ', '_', '\n', 'iPhone', 'Cisco IOS Version ', '6ES7', 'uuid:']) for (const book of books) for (const parameter of book.parameters) expect(book.read(parameter, letter.repeat(5_000)).length).toBeLessThan(3);
});
