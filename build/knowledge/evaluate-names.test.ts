/** Our own books on the labelled captures: claims are as often right as their class says. Some rules were corrected after reading these captures, so this is no independent measure. */
import { expect, test } from 'bun:test';
import { FACTORY_NAME } from '../../src/knowledge/certainty.ts';
import { openBooks } from '../../src/knowledge/index.ts';
import { knowledgeFile } from '../../src/pipeline/index.ts';
import { haveData } from '../train/dataset.ts';
import { evaluateNames, MEASURED, sameVendor, tally } from './evaluate-names.ts';

test('a firm is the same under its longer name, and no other firm', () => {
  expect(sameVendor('TP-Link', 'TP-LINK')).toBe(true);
  expect(sameVendor('Philips', 'Signify')).toBe(true);
  expect(sameVendor('Belkin', 'D-Link')).toBe(false);
});

test.skipIf(!haveData())('[R49] of claims on the labelled captures, the sure ones are right and the others mostly', () => {
  const judged = evaluateNames(openBooks(knowledgeFile).filter((book) => MEASURED.has(book.name))), all = tally(judged), sure = tally(judged.filter((one) => one.certainty >= FACTORY_NAME));
  expect(all.claims).toBeGreaterThanOrEqual(60);
  expect(sure).toMatchObject({ vendorWrong: 0, categoryWrong: 0 });
  expect(all.vendorRight / (all.vendorRight + all.vendorWrong)).toBeGreaterThan(0.9);
  expect(all.categoryRight / (all.categoryRight + all.categoryWrong)).toBeGreaterThan(0.85);
}, 120_000);
