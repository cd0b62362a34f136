/** Columns of text for people: aligned, cut to the terminal's width, safe to print whatever the cells came from. */
import { clean } from './failure.ts';

const GAP = '  ';

/** With a width, the last column is cut so that a line fits; in a pipe (no width) nothing is cut. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[], width: number | undefined): string[] {
  const cells = [header, ...rows].map((row) => row.map(clean));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => Bun.stringWidth(row[column] ?? ''))));
  return cells.map((row) => {
    const line = row.map((cell, column) => (column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - Bun.stringWidth(cell)))).join(GAP).trimEnd();
    return width !== undefined && Bun.stringWidth(line) > width ? `${cut(line, width - 1)}…` : line;
  });
}

export function cut(text: string, width: number): string {
  let at = 0, kept = '';
  for (const letter of text) {
    at += Bun.stringWidth(letter);
    if (at > width) break;
    kept += letter;
  }
  return kept;
}
