/** Lines of a CSV file that spreadsheets open (RFC 4180): quoted where needed, and nothing in it is taken for a formula, for devices name themselves. */
import { clean } from './failure.ts';

export function csvLine(cells: readonly string[]): string { return cells.map(csvCell).join(','); }

function csvCell(value: string): string {
  const text = clean(value);
  // A leading quote mark keeps a spreadsheet from running it; a negative number is no formula.
  const safe = /^\s*[=+@]|^\s*-(?![0-9.]+$)/.test(text) ? `'${text}` : text;
  return /[",]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
