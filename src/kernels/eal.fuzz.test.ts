/** EAL lines by the thousand: both kernels give the same rows bit for bit, and accept and read what JSON.parse and the schema do. */
import { expect, test } from 'bun:test';
import { Random, bytesOf, checkLines, joined, parseBoth, randomLine } from './eal-lines.ts';

const lines = (random: Random, count: number, odd: number, broken: number): Uint8Array[] => Array.from({ length: count }, () => randomLine(random, odd, broken));

test('[R1] good lines: both kernels agree with each other and with JSON.parse and the schema', () => {
  const random = new Random(1);
  let accepted = 0;
  for (let round = 0; round < 6; round++) accepted += checkLines(joined(lines(random, 400, 0, 0), random)).accepted;
  expect(accepted).toBeGreaterThan(1400);
});

test('odd values and broken bytes: the same lines are refused, and none harms its neighbours', () => {
  const random = new Random(2);
  let accepted = 0, refused = 0;
  for (let round = 0; round < 10; round++) {
    const sum = checkLines(joined(lines(random, 400, round % 3, 10 + 3 * round), random));
    accepted += sum.accepted; refused += sum.refused;
  }
  expect(accepted).toBeGreaterThan(1000);
  expect(refused).toBeGreaterThan(1000);
});

test('the same at every alignment from 0 to 63', () => {
  const random = new Random(3);
  for (let shift = 0; shift < 64; shift++) checkLines(Buffer.concat([bytesOf('\n'.repeat(shift)), joined(lines(random, 24, 1, 15), random)]));
});

test('a batch cut at every byte: what is left of the last line is one row, and nothing behind the end is read', () => {
  const random = new Random(4);
  const bytes = joined(lines(random, 4, 0, 0), random);
  // What a batch before left in the input must not complete this one's last line.
  for (let cut = 0; cut <= bytes.length; cut++) { parseBoth(bytes); checkLines(bytes.subarray(0, cut)); }
});

test('one byte of a line changed to each special byte at each place', () => {
  const line = bytesOf('{"record":"dhcp","time":"2026-05-12T09:30:00.003190Z","src_mac":"a4:3c:02:04:77:00","xid":42,"options":[53,61],"hostname":"k\\u00fc","router":["10.0.0.1"]}');
  for (const special of [0, 10, 13, 32, 34, 44, 48, 58, 92, 93, 125, 195, 255]) {
    const copies = Array.from(line, (_, at) => { const copy = Uint8Array.from(line); copy[at] = special; return copy; });
    checkLines(Buffer.concat(copies.flatMap((copy) => [copy, bytesOf('\n')])));
  }
});

test('random bytes never trap', () => {
  const random = new Random(5);
  for (let round = 0; round < 60; round++) checkLines(Uint8Array.from({ length: 2000 }, () => random.pick([10, 34, 34, 44, 58, 91, 92, 93, 123, 125, random.below(256)])));
});
