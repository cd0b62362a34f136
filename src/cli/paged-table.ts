/** A table of unknown length, printed a page at a time: columns keep the widths of the first page, and on a terminal each line fits it. */
import { clean } from './failure.ts';
import type { Io } from './io.ts';
import { cut } from './text-table.ts';

const PAGE = 500, GAP = '  ';
/** No column is made narrower than this to fit a terminal. */
const NARROWEST = 6;

export class PagedTable {
  readonly #io: Io;
  readonly #header: readonly string[];
  readonly #whole: ReadonlySet<string>;
  readonly #waiting: (readonly string[])[] = [];
  #widths: number[] | undefined;

  /** `whole` columns are never cut: half an address is none. */
  constructor(io: Io, header: readonly string[], whole: ReadonlySet<string> = new Set()) {
    this.#io = io;
    this.#header = header;
    this.#whole = whole;
  }

  add(cells: readonly string[]): void {
    this.#waiting.push(cells.map(clean));
    if (this.#waiting.length >= PAGE) this.flush();
  }

  flush(): void {
    const fresh = this.#widths === undefined, rows = fresh ? [this.#header, ...this.#waiting] : this.#waiting;
    const widths = (this.#widths ??= this.#fit(this.#header.map((_, column) => Math.max(...rows.map((row) => Bun.stringWidth(row[column] ?? ''))))));
    for (const row of rows) this.#io.line(row.map((cell, column) => this.#cell(cell, widths[column] ?? 0, column === row.length - 1)).join(GAP).trimEnd());
    this.#waiting.length = 0;
  }

  #cell(cell: string, width: number, last: boolean): string {
    const wide = Bun.stringWidth(cell), text = wide > width && this.#io.width !== undefined ? `${cut(cell, width - 1)}…` : cell;
    return last ? text : text + ' '.repeat(Math.max(0, width - Bun.stringWidth(text)));
  }

  /** The widest column gives way first. */
  #fit(widths: number[]): number[] {
    const room = (this.#io.width ?? Infinity) - GAP.length * (widths.length - 1);
    for (let total = widths.reduce((sum, width) => sum + width, 0); total > room; total--) {
      const widest = this.#header.reduce((best, name, i) => (!this.#whole.has(name) && (widths[i] ?? 0) > (widths[best] ?? 0) ? i : best), -1), width = widths[widest] ?? 0;
      if (width <= NARROWEST) break;
      widths[widest] = width - 1;
    }
    return widths;
  }
}
