/** `nameplate alerts list | resolve`: what the node found that somebody should look at; works beside the running node. */
import { keyText, EdgeError, parseKey, SEVERITIES } from '../../model/index.ts';
import type { AlertRow } from '../../store/index.ts';
import type { CommandBody } from '../command.ts';
import { atDesk } from '../device-desk.ts';
import { textTable } from '../text-table.ts';

export const alertsList: CommandBody = async (call) => atDesk(call, ({ store, tenant }) => {
  const { io } = call, limit = call.number('limit') ?? 100, least = SEVERITIES.find((level) => level === call.text('least')) ?? 'info';
  const named = call.text('device'), device = named === undefined ? undefined : parseKey(named);
  if (named !== undefined && device === undefined) throw new EdgeError('usage', 'a device is named by its MAC address, IP address or cellular identity', { fields: { device: named.slice(0, 64) } });
  const rows = store.alerts.list({ tenant, resolved: call.flag('all'), least, limit: limit === 0 ? 1_000_000 : limit, ...(device === undefined ? {} : { device }) });
  if (call.flag('json')) for (const row of rows) io.line(JSON.stringify(facts(row)));
  else if (rows.length === 0) io.note(call.flag('all') ? 'no alerts' : 'no open alerts');
  else for (const line of textTable(['ID', 'SEVERITY', 'LAST', 'TIMES', 'DEVICE', 'NAME', 'WHAT'], rows.map(cells), io.width)) io.line(line);
  return 0;
});

export const alertsResolve: CommandBody = async (call) => {
  const id = Number(call.args[0] ?? '');
  if (!Number.isSafeInteger(id) || id < 1) throw new EdgeError('usage', 'an alert has a number', { fields: { id: (call.args[0] ?? '').slice(0, 64) }, next: 'see them with nameplate alerts list' });
  const row = await atDesk(call, ({ store, tenant, who, reason }) => {
    const owner = store.alerts.find(id)?.tenant;
    if (owner !== undefined && owner !== tenant) throw new EdgeError('not_found', 'this tenant has no alert with this number', { fields: { id, tenant }, next: 'see them with nameplate alerts list --tenant NAME' });
    return store.alerts.resolve(id, who.at, who.by, reason);
  });
  call.io.line(call.flag('json') ? JSON.stringify(facts(row)) : `alert ${row.id} is resolved`);
  return 0;
};

const time = (ms: number): string => new Date(ms).toISOString();

function cells(row: AlertRow): string[] {
  return [String(row.id), row.resolvedAt === null ? row.severity : 'resolved', time(row.lastAt), String(row.times), row.device === null ? '-' : keyText(row.device), row.name, row.description];
}

/** Names of the published alert item, where it has them. */
function facts(row: AlertRow): Record<string, unknown> {
  return {
    id: row.id, name: row.name, severity: row.severity, severityNumber: Math.max(1, SEVERITIES.indexOf(row.severity)), type: 'policy_alert', description: row.description, tenantid: row.tenant, deviceid: row.device === null ? null : keyText(row.device),
    date: time(row.lastAt), first_seen: time(row.firstAt), times: row.times, resolved: row.resolvedAt === null ? 'no' : 'yes', resolved_at: row.resolvedAt === null ? null : time(row.resolvedAt), resolved_by: row.resolvedBy, reason: row.reason, msg: row.detail,
  };
}
