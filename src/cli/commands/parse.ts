/** `nameplate parse`: any supported input in, one record a line out (design section 5). */
import type { CommandBody } from '../command.ts';
import type { RecordObject } from '../deps.ts';
import { clean } from '../failure.ts';
import { offlineRun } from '../offline.ts';

export const parse: CommandBody = async (call) => {
  const { parseFiles } = await call.deps();
  const run = offlineRun(call);
  const render = call.flag('json') ? (record: RecordObject): string => JSON.stringify(record) : humanLine;
  return run.finish(await parseFiles(run.options, (record) => {
    call.io.line(render(record));
    if (call.io.closed) run.stop();
  }));
};

const HEAD = new Set(['record', 'time', 'src_mac', 'dst_mac', 'src_ip', 'dst_ip', 'src_ip6', 'dst_ip6', 'src_port', 'dst_port']);

/** `2026-01-02T03:04:05.000001Z dhcp 02:00:00:00:00:01 0.0.0.0:68 > 255.255.255.255:67 message_type=1 hostname=printer`. */
export function humanLine(record: RecordObject): string {
  const rest = Object.entries(record).filter(([name]) => !HEAD.has(name)).map(([name, value]) => `${name}=${word(value)}`);
  const from = side(record, 'src'), to = side(record, 'dst');
  return [record['time'], record['record'], record['src_mac'], from === '' && to === '' ? undefined : `${from === '' ? '?' : from} > ${to === '' ? '?' : to}`, ...rest]
    .filter((part) => part !== undefined).join(' ');
}

function side(record: RecordObject, name: 'src' | 'dst'): string {
  const address = record[`${name}_ip`] ?? record[`${name}_ip6`];
  const port = record[`${name}_port`];
  return address === undefined ? '' : `${String(address)}${port === undefined ? '' : `:${String(port)}`}`;
}

/** Bare when it is one plain word, else quoted; control characters never reach the terminal. */
function word(value: unknown): string {
  if (typeof value !== 'string') return clean(JSON.stringify(value));
  return /^[\w.:/@+-]+$/.test(value) ? value : JSON.stringify(clean(value));
}
