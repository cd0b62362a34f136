/** The test record: outcomes, cited rows, the closing line, and the requirement listing. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverage, readTitles, renderCoverage, ROWS } from './requirements.ts';
import { citedRows, closingLine, readReport, totals } from './test-report.ts';

const XML = `<?xml version="1.0"?><testsuites><testsuite name="a">
  <testcase name="[R75] sends &quot;high&quot; &amp; active" classname="" file="src/a.test.ts" />
  <testcase name="plain" classname="polls [R74, R79]" file="src/b.test.ts" />
  <testcase name="[R76] broken" classname="" file="src/b.test.ts"><failure type="x" message="&gt;">boom</failure></testcase>
  <testcase name="[R68] later" classname="" file="src/c.test.ts"><skipped /></testcase>
</testsuite></testsuites>`;

test('reads names, groups and outcomes', () => {
  expect(readReport(XML).map((result) => [result.name, result.outcome])).toEqual([
    ['[R75] sends "high" & active', 'passed'], ['polls [R74, R79] > plain', 'passed'], ['[R76] broken', 'failed'], ['[R68] later', 'skipped'],
  ]);
});

test('closes with the line a build server reads', () => {
  expect(closingLine(totals(readReport(XML)))).toBe('2 passed, 1 failed, 1 skipped');
  expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
});

test('finds cited rows alone and in lists, and nothing else in brackets', () => {
  expect(citedRows('[R1] and [R2, R3] but not [x] or R4')).toEqual([1, 2, 3]);
});

test('only passing tests count for a row; every row is listed once', () => {
  const rows = coverage(XML, new Map([[75, 'returns mappings']]));
  expect(rows).toHaveLength(ROWS);
  expect(rows.filter((row) => row.tests.length > 0).map((row) => row.row)).toEqual([74, 75, 79]);
  const text = renderCoverage(rows);
  expect(text).toContain('3 of 306 rows');
  expect(text).toContain('R75  returns mappings\n    src/a.test.ts: [R75] sends');
  expect(text).toContain('303 rows that no passing test cites');
});

const CATALOGUE = join(import.meta.dir, '../../shared/requirements.md');
test.skipIf(!existsSync(CATALOGUE))('reads the title of every row of the catalogue', () => {
  const titles = readTitles(readFileSync(CATALOGUE, 'utf8'));
  expect(titles.size).toBe(ROWS);
  expect(titles.get(31)).toContain('Protocol TCP|UDP|SSL');
});
