/** The mapping a firewall held for a side when it wrote a log (R77): our own words come back, so never evidence, and never a sign of life. */
import * as L from '../../assembly/layout.ts';
import type { RowReader } from '../model/index.ts';

/** Does the row carry such a mapping for the side whose columns begin at `first` (F_LOG_SRC_CATEGORY or F_LOG_DST_CATEGORY)? */
export function echoed(rows: RowReader, row: number, first: number): boolean { return rows.hasAny(row, first, first + (L.F_LOG_SRC_MAC - L.F_LOG_SRC_CATEGORY)); }

/** A HIP-MATCH that a firewall wrote for a mapping it took in; the other form has its host's own report. */
export function isHipEcho(rows: RowReader, row: number): boolean { return rows.has(row, L.F_HIP_SOURCE) || echoed(rows, row, L.F_LOG_SRC_CATEGORY); }
