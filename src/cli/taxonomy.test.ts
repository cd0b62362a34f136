/** The commands that list what a device can be. */
import { expect, test } from 'bun:test';
import { CATEGORIES, profiles } from '../taxonomy/index.ts';
import { capture } from './capture-output.ts';

const objects = (out: string): Record<string, unknown>[] => out.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

test('[R48] profiles lists every profile with its category, vertical, maker, type and level', async () => {
  const all = objects((await capture(['profiles', '--json'])).out);
  expect(all.length).toBe(profiles().length);
  expect(all).toContainEqual({ profile: 'Siemens S7-1200', category: 'Industrial Controller', vertical: 'Industrial', vendor: 'Siemens', type: 'OT', purdue: 1 });
  expect(all).toContainEqual({ profile: 'Samsung Device', category: null, vertical: null, vendor: 'Samsung', type: null, purdue: null });
  expect((await capture(['profiles', '--vendor', 'hewlett-packard company', '--category', 'printer'])).out).toMatch(/^PROFILE +CATEGORY +VERTICAL +VENDOR +TYPE +PURDUE\nHP Printer +Printer +Office +HP +IoT +4\n/);
});

test('profiles filters by vertical, and says which names it knows', async () => {
  const medical = objects((await capture(['profiles', '--vertical', 'medical', '--json'])).out);
  expect(medical.length).toBeGreaterThan(100);
  expect(new Set(medical.map(({ vertical }) => vertical))).toEqual(new Set(['Medical']));
  const none = await capture(['profiles', '--vendor', 'Nobody At All']);
  expect([none.code, none.out, none.err]).toEqual([0, '', 'no profile is like that\n']);
  const wrong = await capture(['profiles', '--category', 'Toaster']);
  expect([wrong.code, wrong.err]).toEqual([2, 'error: there is no such category (category Toaster): nameplate categories lists them\n']);
});

test('[R69] categories lists every category', async () => {
  const listed = objects((await capture(['categories', '--json'])).out);
  expect(listed.length).toBe(CATEGORIES.length);
  expect(listed).toContainEqual({ category: 'Camera', vertical: 'Office', type: 'IoT', purdue: 4 });
  expect((await capture(['categories'])).out).toContain('\nIndustrial Controller');
});
