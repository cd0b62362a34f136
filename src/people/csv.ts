/** A CSV file as records with the line each begins on. A line that is no CSV costs its neighbours nothing. */
import { CsvError, parse } from 'csv-parse/sync';

export interface CsvRecord { readonly line: number; readonly cells: readonly string[] }
export interface CsvFault { readonly line: number; readonly problem: string }
export interface CsvFile { readonly records: readonly CsvRecord[]; readonly faults: readonly CsvFault[] }

/** Most lines of one record: a quote that is never closed would swallow the rest of the file. */
const LINES_MAX = 50;

export function readCsv(text: string): CsvFile {
  const file = text.replace(/^\ufeff/, ''), delimiter = delimiterOf(file), lines = file.split(/\r\n|\n|\r/);
  // All at once where each line is a record.
  const whole = lines.every((line) => quotes(line) % 2 === 0) ? records(file, delimiter) : undefined;
  return whole === undefined ? readApart(lines, delimiter) : { records: whole.flatMap((cells, i) => recordOf(cells, i + 1)), faults: [] };
}

/** Record by record. Where one cannot be read, its first line is put aside and reading goes on with the line after it. */
function readApart(lines: readonly string[], delimiter: string): CsvFile {
  const found: CsvRecord[] = [], faults: CsvFault[] = [];
  for (let at = 0; at < lines.length;) {
    let text = lines[at] ?? '', end = at + 1;
    while (quotes(text) % 2 === 1 && end < lines.length && end - at < LINES_MAX) text += `\n${lines[end++] ?? ''}`;
    const read = records(text, delimiter);
    if (read === undefined) faults.push({ line: at + 1, problem: quotes(text) % 2 === 1 ? 'a quote is not closed' : 'the quotes are not as in CSV' });
    else found.push(...read.flatMap((cells) => recordOf(cells, at + 1)));
    at = read === undefined ? at + 1 : end;
  }
  return { records: found, faults };
}

function records(text: string, delimiter: string): readonly (readonly string[])[] | undefined {
  try {
    return parse(text, { relax_column_count: true, trim: true, delimiter, record_delimiter: ['\r\n', '\n', '\r'] });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

function recordOf(cells: readonly string[], line: number): CsvRecord[] { return cells.some((cell) => cell !== '') ? [{ line, cells }] : []; }
function quotes(text: string): number { return text.split('"').length - 1; }

/** Spreadsheets of half the world write semicolons. */
function delimiterOf(text: string): ',' | ';' | '\t' {
  const head = text.slice(0, text.search(/[\r\n]|$/)), count = (mark: string): number => head.split(mark).length;
  return count(';') > count(',') ? ';' : count('\t') > count(',') ? '\t' : ',';
}
