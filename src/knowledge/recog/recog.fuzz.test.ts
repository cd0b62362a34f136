/** recog's patterns against texts made to hurt them: a bound on steps for each, and nothing that is no claim. */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, Machine, parsePattern, requiredWords } from '../pattern/index.ts';
import { recogBook } from './book.ts';
import { flagsOf, LONGEST_TEXT, MOST_STEPS, Recog, type PackedDatabase } from './databases.ts';
import { SUBJECTS } from './subjects.ts';

const file = Bun.zstdDecompressSync(readFileSync(join(import.meta.dir, 'recog.jsonl.zst')));
const databases = new TextDecoder().decode(file).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as PackedDatabase);

/** Texts as long as any that is matched, of what a pattern asks for, over and over. */
function hostile(pattern: string, words: readonly string[]): string[] {
  const letters = pattern.replace(/\\[dwsDWS]|[\\^$.*+?()[\]{}|]/g, ' '), fill = (part: string): string => (part === '' ? 'a' : part).repeat(LONGEST_TEXT).slice(0, LONGEST_TEXT);
  return [fill('a'), fill(' '), fill('1.'), fill(words[0] ?? ''), fill(`${words.join(' ')} `), fill(letters), `${words.join(' ')} ${fill('1')}`.slice(0, LONGEST_TEXT), `${letters}${fill('9a.')}`.slice(0, LONGEST_TEXT)];
}

test('no fingerprint takes more than a fixed number of steps on any text', () => {
  const machine = new Machine();
  let most = 0, patterns = 0;
  for (const { prints } of databases) for (const [pattern, flags, , , words] of prints) {
    const tree = parsePattern(pattern, flagsOf(flags)), program = compile(tree);
    expect(words).toEqual(requiredWords(tree) ?? null); // packed by the same rule
    patterns++;
    for (const text of hostile(pattern, requiredWords(tree) ?? [])) {
      const before = machine.steps;
      machine.match(program, text);
      most = Math.max(most, machine.steps - before);
    }
  }
  expect(patterns).toBeGreaterThan(4_600);
  expect(most).toBeLessThan(2_500_000);
});

test('a text that meets many fingerprints at their worst stops within the bound', () => {
  const recog = new Recog(file);
  for (const { name, prints } of databases) {
    const words = prints.flatMap(([pattern, flags]) => requiredWords(parsePattern(pattern, flagsOf(flags)))?.slice(0, 1) ?? []), before = recog.machine.steps;
    recog.match(name, words.join(' '));
    recog.match(name, [...words].reverse().join(''));
    // The last fingerprint may run to its own end.
    expect(recog.machine.steps - before).toBeLessThan(2 * (MOST_STEPS + 2_500_000));
  }
});

test('broken and cut values never throw, and claim nothing without a certainty', () => {
  const book = recogBook(() => file);
  let state = 7;
  const next = (below: number): number => { state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0; return state % below; };
  for (let round = 0; round < 2_000; round++) {
    const { parameter } = SUBJECTS[next(SUBJECTS.length)] ?? { parameter: 'snmp.system' as const };
    const value = Array.from({ length: next(80) }, () => String.fromCharCode(next(4) === 0 ? next(0xFFFF) : 32 + next(95))).join('');
    for (const text of [value, `Cisco IOS Software ${value}`, `HP ${value} JETDIRECT`, `SSH-2.0-OpenSSH_${value}`, `telnet: ${value}\nlogin:`]) {
      for (const claim of book.read(parameter, text)) expect(claim.certainty).toBeGreaterThan(0);
    }
  }
});
