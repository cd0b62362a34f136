/** The record of a test run, as bun's JUnit report has it: which tests ran, and how each ended. */

export interface TestResult { readonly file: string; readonly name: string; readonly outcome: 'passed' | 'failed' | 'skipped' }

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal?: string, hex?: string, word?: string) =>
    decimal !== undefined ? String.fromCodePoint(Number(decimal)) : hex !== undefined ? String.fromCodePoint(Number.parseInt(hex, 16)) : (ENTITIES[word ?? ''] ?? whole));
}

function attribute(tag: string, name: string): string {
  return decode(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

/** The names of enclosing describes come first, so that a row cited there counts for each test inside. */
export function readReport(xml: string): TestResult[] {
  return [...xml.matchAll(/<testcase\b([^>]*?)(\/>|>([\s\S]*?)<\/testcase>)/g)].map((match) => {
    const tag = match[1] ?? '', inside = match[3] ?? '';
    const group = attribute(tag, 'classname');
    return {
      file: attribute(tag, 'file'), name: group === '' ? attribute(tag, 'name') : `${group} > ${attribute(tag, 'name')}`,
      outcome: /<(failure|error)\b/.test(inside) ? 'failed' : /<skipped\b/.test(inside) ? 'skipped' : 'passed',
    };
  });
}

export interface Totals { readonly passed: number; readonly failed: number; readonly skipped: number }

export function totals(results: readonly TestResult[]): Totals {
  const count = (outcome: TestResult['outcome']): number => results.filter((result) => result.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** The closing line that every run ends with, in this exact form. */
export function closingLine(sum: Totals): string {
  return `${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`;
}

/** `[R75]` or `[R73, R75]` in a test's name. */
export function citedRows(name: string): number[] {
  return [...name.matchAll(/\[(R\d+(?:[ ,]+R\d+)*)\]/g)].flatMap((match) => [...(match[1] ?? '').matchAll(/\d+/g)].map((digits) => Number(digits[0])));
}
