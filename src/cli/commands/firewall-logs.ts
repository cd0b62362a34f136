/** `nameplate firewall logs`: a line a firewall and log type: records once, copies, rejects, rate, last record (R42). */
import { recordsWithin } from '../../books/index.ts';
import type { LogBookRow } from '../../store/index.ts';
import type { CommandBody } from '../command.ts';
import { withRegistry } from '../enrolment.ts';
import { firewallAsked } from '../known-firewall.ts';
import { textTable } from '../text-table.ts';

/** A log type that came within minutes is streaming; one that stopped for an hour has stopped. */
const STREAMING_MS = 300_000, STOPPED_MS = 3_600_000;
const HEADER = ['FIREWALL', 'TYPE', 'STATE', 'USED', 'RECORDS', 'COPIES', 'REJECTS', 'A MINUTE', 'AN HOUR', 'LAST RECORD', 'RECEIVED', 'BY'] as const;

export const firewallLogs: CommandBody = async (call) => {
  const { io, args: [serial] } = call;
  const { rows, now } = withRegistry(call.text('data') ?? '', (store, at) => ({ rows: store.books.logs(serial === undefined ? undefined : firewallAsked(store, serial)), now: at }));
  if (call.flag('json')) for (const row of rows) io.line(JSON.stringify(facts(row, now)));
  else if (rows.length === 0) io.note(serial === undefined ? 'no logs have come yet' : 'no logs have come from this firewall');
  else for (const line of textTable(HEADER, rows.map((row) => cells(row, now)), io.width)) io.line(line);
  return 0;
};

function stateOf({ received }: LogBookRow, now: number): string { return now - received <= STREAMING_MS ? 'streaming' : now - received <= STOPPED_MS ? 'quiet' : 'stopped'; }
function time(ms: number): string | null { return ms === 0 ? null : new Date(ms).toISOString(); }

function cells(row: LogBookRow, now: number): string[] {
  const { firewall, type, subtype, used, records, duplicates, rejects, lastRecord, received, path, via } = row;
  return [
    firewall === '' ? '-' : firewall, subtype === '' ? type : `${type} ${subtype}`, stateOf(row, now), type === 'reject' ? '-' : used ? 'yes' : 'no', String(records), String(duplicates), String(rejects),
    String(recordsWithin(row, 1, now)), String(recordsWithin(row, 60, now)), time(lastRecord) ?? '-', time(received) ?? '-', via === '' ? path : `${path} from ${via}`,
  ];
}

function facts(row: LogBookRow, now: number): Record<string, unknown> {
  const { tenant, firewall, type, subtype, path, via, used, records, duplicates, rejects, bytes, firstRecord, lastRecord, received } = row;
  return {
    tenant, firewall: firewall === '' ? null : firewall, log_type: type, subtype: subtype === '' ? null : subtype, path, via: via === '' ? null : via, state: stateOf(row, now), used, records, duplicates, rejects, bytes,
    last_minute: recordsWithin(row, 1, now), last_hour: recordsWithin(row, 60, now), first_record: time(firstRecord), last_record: time(lastRecord), received: time(received),
  };
}
