/** `npm run requirements`: from the record of the last test run, every requirement row with the passing tests that cite it, and the rows without. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, ROOT } from './generate.ts';
import { citedRows, readReport } from './test-report.ts';

export const ROWS = 306;

/** Row number to "what it says", from the catalogue when it lies beside the repository. */
export function readTitles(markdown: string): ReadonlyMap<number, string> {
  return new Map([...markdown.matchAll(/^\| R(\d+) \|[^|]*\| ((?:[^|\\]|\\.)*?) \|/gm)].map((match) => [Number(match[1]), (match[2] ?? '').replace(/\\\|/g, '|')]));
}

export interface Coverage { readonly row: number; readonly title: string; readonly tests: readonly string[] }

export function coverage(xml: string, titles: ReadonlyMap<number, string>): Coverage[] {
  const tests = new Map<number, string[]>();
  for (const result of readReport(xml)) {
    if (result.outcome !== 'passed') continue;
    for (const row of new Set(citedRows(result.name))) tests.set(row, [...(tests.get(row) ?? []), `${result.file}: ${result.name}`]);
  }
  return Array.from({ length: ROWS }, (_, index) => ({ row: index + 1, title: titles.get(index + 1) ?? '', tests: tests.get(index + 1) ?? [] }));
}

export function renderCoverage(rows: readonly Coverage[]): string {
  const cited = rows.filter((row) => row.tests.length > 0), uncited = rows.filter((row) => row.tests.length === 0);
  const line = (row: Coverage): string => `R${row.row}${row.title === '' ? '' : `  ${row.title.length > 110 ? `${row.title.slice(0, 109)}…` : row.title}`}`;
  return [
    `${cited.length} of ${rows.length} rows are cited by a passing test`, '',
    ...cited.flatMap((row) => [line(row), ...row.tests.map((name) => `    ${name}`)]),
    '', `${uncited.length} rows that no passing test cites`, '', ...uncited.map(line), '',
  ].join('\n');
}

if (import.meta.main) {
  const report = join(OUT, 'tests.xml'), catalogue = join(ROOT, '../shared/requirements.md');
  if (!existsSync(report)) {
    console.error('error: there is no record of a test run: run npm test first');
    process.exit(1);
  }
  const titles = readTitles(existsSync(catalogue) ? readFileSync(catalogue, 'utf8') : '');
  process.stdout.write(renderCoverage(coverage(readFileSync(report, 'utf8'), titles)));
}
