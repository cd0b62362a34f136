/** CSV that is written is CSV that is read, whatever a device calls itself. */
import { expect, test } from 'bun:test';
import { readCsv } from '../people/index.ts';
import { csvLine } from './csv-lines.ts';

test('what is written comes back, seeded with what devices send', () => {
  const letters = ['a', '"', ',', ' ', '=', '-', '+', '@', 'ä', '漢', '7', '.'];
  let seed = 7;
  const next = (most: number): number => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % most; };
  for (let round = 0; round < 2000; round++) {
    const cells = Array.from({ length: 1 + next(5) }, () => Array.from({ length: next(9) }, () => letters[next(letters.length)] ?? '').join('').trim());
    const [record] = readCsv(`${csvLine(['first', ...cells])}\n`).records;
    expect(record?.cells.map((cell) => cell.replace(/^'(?=[=+@-])/, ''))).toEqual(['first', ...cells]);
  }
});

test('no cell is a formula or ends a line; a negative number stays one', () => {
  expect(csvLine(['=1+1', '+1', '@x', '-x', '-5.2', 'a\nb', ' =2', '', 'x,y', 'say "hi"'])).toBe(`'=1+1,'+1,'@x,'-x,-5.2,a\ufffdb,' =2,,"x,y","say ""hi"""`);
});
