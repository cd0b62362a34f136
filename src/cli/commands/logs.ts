/** `nameplate logs`: raw logs out of a node's archive, in the order of time; works beside the running node. */
import { EdgeError } from '../../model/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { withRegistry } from '../enrolment.ts';
import { clean } from '../failure.ts';
import { placeAsked } from '../place.ts';
import { msOf, timeOf } from './times.ts';

export const logs: CommandBody = async (call) => {
  const { io } = call, dataDir = call.text('data') ?? '', json = call.flag('json');
  const tenant = withRegistry(dataDir, (store) => placeAsked(call, store).tenant);
  const limit = call.number('limit') ?? 0, now = Date.now(), from = momentOf(call, 'from', now) ?? 0, to = momentOf(call, 'to', now) ?? Infinity;
  if (from > to) throw new EdgeError('usage', 'the time that logs begin at is after the one they end at', { fields: { from: new Date(from).toISOString(), to: new Date(to).toISOString() } });
  const summary = await (await call.deps()).searchLogs({
    dataDir, tenant, from, to, types: call.texts('type'), firewall: call.text('firewall'), device: call.text('device'),
    oldestFirst: call.flag('oldest-first'), limit: limit === 0 ? Infinity : limit,
  }, ({ time, firewall, line, record }) => {
    io.line(json ? JSON.stringify(record) : `${new Date(time).toISOString()} ${firewall} ${line.split('\t').map(clean).join('\t')}`);
    return !io.closed && !io.signal.aborted;
  });
  if (summary.missing > 0) io.note(`${summary.missing} records could not be read: they were swept meanwhile, or their file is damaged`);
  if (summary.unordered > 0) io.note(`${summary.unordered} records are out of order: too many overlap in time; give a shorter --from and --to`);
  if (summary.empty) io.note('this tenant has no raw logs; keep them with: nameplate retention set --keep raw');
  else if (summary.found === 0) io.note('no record is like that');
  else if (summary.found === limit && limit > 0) io.note(`the first ${limit}; --limit 0 prints all`);
  return 0;
};

/** RFC 3339, a day, or how long ago: 90s, 30m, 2h, 7d. */
function momentOf(call: Invocation, option: string, now: number): number | undefined {
  const text = call.text(option), ago = text === undefined ? undefined : msOf(text);
  return text === undefined ? undefined : ago === undefined ? timeOf(text, option, 'a time is RFC 3339, a day, or how long ago, such as 2h') : now - ago;
}
