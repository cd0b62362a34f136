/** The instance tier on real set-up captures: nobody is taken for somebody else, and a fair share is known again. */
import { expect, test } from 'bun:test';
import { haveData } from './dataset.ts';
import { measureInstances } from './instances.ts';

test.skipIf(!haveData())('[R50] no false link, and near half of the units are known again under a random MAC', () => {
  const rows = measureInstances();
  expect(rows.filter(({ same, claimed }) => !same && claimed > 0)).toEqual([]);
  expect(rows.reduce((sum, { same, pairs }) => sum + (same ? 0 : pairs), 0)).toBeGreaterThan(3000);
  const again = rows.find(({ what }) => what === 'the same unit later, random MAC');
  expect((again?.claimed ?? 0) / (again?.pairs ?? 1)).toBeGreaterThan(0.4);
}, 120_000);
