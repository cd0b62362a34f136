/** Lines of a CSV file that spreadsheets open (RFC 4180): quoted where needed, and nothing in it is taken for a formula, for devices name themselves. */

export function csvLine(cells: readonly string[]): string { return cells.map(csvCell).join(','); }

function csvCell(text: string): string {
  // A leading quote mark keeps a spreadsheet from running it; a negative number is no formula.
  const safe = /^[=+@\t\r]|^-(?![0-9.]+$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
