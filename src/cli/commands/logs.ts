/** `nameplate logs`: raw logs out of a node's archive, in the order of time; works beside the running node. */
import { EdgeError } from '../../model/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { withRegistry } from '../enrolment.ts';
import { clean } from '../failure.ts';
import { placeAsked } from '../place.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export const logs: CommandBody = async (call) => {
  const { io } = call, dataDir = call.text('data') ?? '', json = call.flag('json');
  const tenant = withRegistry(dataDir, (store) => placeAsked(call, store).tenant);
  const limit = call.number('limit') ?? 0, now = Date.now();
  const summary = await (await call.deps()).searchLogs({
    dataDir, tenant, from: momentOf(call, 'from', now) ?? 0, to: momentOf(call, 'to', now) ?? Infinity, types: call.texts('type'), firewall: call.text('firewall'), device: call.text('device'),
    oldestFirst: call.flag('oldest-first'), limit: limit === 0 ? Infinity : limit,
  }, ({ time, firewall, line, record }) => {
    io.line(json ? JSON.stringify(record) : `${new Date(time).toISOString()} ${firewall} ${line.split('\t').map(clean).join('\t')}`);
    return !io.closed && !io.signal.aborted;
  });
  if (summary.missing > 0) io.note(`${summary.missing} records could not be read: they were swept meanwhile, or their file is damaged`);
  if (summary.unordered > 0) io.note(`${summary.unordered} records are out of order: too many overlap in time; give a shorter --from and --to`);
  if (summary.empty) io.note('this tenant has no raw logs; keep them with: nameplate retention set --keep raw');
  else if (summary.found === limit && limit > 0) io.note(`the first ${limit}; --limit 0 prints all`);
  return 0;
};

/** RFC 3339, a day, or how long ago: 90s, 30m, 2h, 7d. */
function momentOf(call: Invocation, option: string, now: number): number | undefined {
  const text = call.text(option);
  if (text === undefined) return undefined;
  const ago = /^(\d{1,9})([smhd])$/.exec(text), unit = UNITS[ago?.[2] ?? ''];
  if (ago !== null && unit !== undefined) return now - Number(ago[1]) * unit;
  const time = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(time)) throw new EdgeError('usage', 'a time is RFC 3339, a day, or how long ago, such as 2h', { fields: { option: `--${option}`, text: text.slice(0, 64) } });
  return time;
}
