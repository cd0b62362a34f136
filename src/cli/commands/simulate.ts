/** `nameplate simulate`: many firewalls poll a node; the figures, and 1 when any of them ended with a wrong map. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError } from '../../model/index.ts';
import { readIdentity } from '../../pki/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import type { FirewallIdentity, LoadReport } from '../deps.ts';
import { enrolFirewalls, removeFirewalls } from '../enrolment.ts';
import { textTable } from '../text-table.ts';

export const simulate: CommandBody = async (call) => {
  const { io } = call;
  const count = call.number('firewalls') ?? 10, data = call.text('data'), certs = call.text('certs');
  if ((data === undefined) === (certs === undefined)) throw new EdgeError('usage', 'give either --data or --certs: each firewall needs a certificate');
  const identities: FirewallIdentity[] = [];
  try {
    if (data === undefined) identities.push(...readIdentities(certs ?? '', count));
    else await issue(call, data, count, identities);
    if (io.signal.aborted) return 1;
    const { simulate: run } = await call.deps();
    const report = await run({
      edgeUrl: call.text('edge') ?? '', identities, seconds: call.number('seconds') ?? 10, intervalMs: call.number('interval-ms') ?? 1000, waitSeconds: call.number('wait') ?? 0,
      signal: io.signal, onProgress: (now) => { io.progress(progressLine(now)); },
    });
    io.progress('');
    if (call.flag('json')) io.line(JSON.stringify(report));
    else for (const line of describe(report, io.width)) io.line(line);
    return verdict(call, report);
  } finally {
    // Keys of a test are in nobody's hands but ours: let nothing of it stay good, or in the list.
    if (data !== undefined && identities.length > 0) removeFirewalls(data, identities.map(({ serial }) => serial));
  }
};

const AT_ONCE = 50;

/** Into `made` as they come, so that an interrupted run knows what to remove. A name of their own each time, so that no firewall of the user's is taken over. */
async function issue({ io }: Invocation, data: string, count: number, made: FirewallIdentity[]): Promise<void> {
  const width = String(count).length, test = crypto.randomUUID().slice(0, 6);
  while (made.length < count && !io.signal.aborted) {
    io.progress(`${made.length} of ${count} certificates issued`);
    const wanted = Array.from({ length: Math.min(AT_ONCE, count - made.length) }, (_, n) => ({ serial: `simulated-${test}-${String(made.length + n + 1).padStart(width, '0')}`, days: 1 }));
    made.push(...await enrolFirewalls(data, wanted));
  }
}

function readIdentities(folder: string, count: number): FirewallIdentity[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (cause) {
    throw new EdgeError('not_found', 'there is no such folder of certificates', { cause, fields: { path: folder } });
  }
  const serials = names.filter((name) => name.endsWith('.crt') && name !== 'ca.crt').map((name) => name.slice(0, -4)).sort();
  if (serials.length < count) throw new EdgeError('usage', 'the folder holds fewer certificates than firewalls were asked for', { fields: { path: folder, certificates: serials.length, firewalls: count } });
  const ca = join(folder, 'ca.crt'), now = new Date();
  return serials.slice(0, count).map((serial) => ({ serial, ...readIdentity({ certificate: join(folder, `${serial}.crt`), key: join(folder, `${serial}.key`), ca }, now) }));
}

function progressLine(report: LoadReport): string {
  const errors = Object.values(report.errors).reduce((sum, n) => sum + n, 0);
  return `${report.seconds.toFixed(1)} s  ${report.connected}/${report.firewalls} connected  ${report.polls} polls  p99 ${report.latency_ms.p99} ms  ${errors} errors  ${report.wrong_maps} wrong maps`;
}

function describe(report: LoadReport, width: number | undefined): string[] {
  const { latency_ms: ms, replies } = report;
  const errors = Object.entries(report.errors);
  return textTable(['FIGURE', 'VALUE'], [
    ['firewalls', `${report.connected} of ${report.firewalls} connected, ${report.connects} connections made`],
    ['polls', `${report.polls} in ${report.seconds} s, ${report.polls_per_second} a second`],
    ['latency', `p50 ${ms.p50} ms, p90 ${ms.p90} ms, p99 ${ms.p99} ms, p99.9 ${ms.p999} ms, slowest ${ms.max} ms`],
    ['replies', `${replies.idle} idle, ${replies.delta} delta, ${replies.snapshot} snapshot, ${report.bytes} bytes`],
    ['errors', errors.length === 0 ? 'none' : errors.map(([kind, n]) => `${n} ${kind}`).join(', ')],
    ['maps', `${report.confirmed} of ${report.firewalls} confirmed by the node's digest, ${report.entries} entries, ${report.wrong_maps} wrong`],
  ], width);
}

function verdict({ io }: Invocation, report: LoadReport): 0 | 1 {
  if (io.signal.aborted) {
    io.note('stopped before the maps were compared');
    return 1;
  }
  if (report.wrong_maps > 0) io.note(`${io.style('wrong maps:', 'red')} ${report.wrong_maps}`);
  if (report.confirmed < report.firewalls) io.note(`${io.style('not confirmed:', 'red')} ${report.firewalls - report.confirmed} firewalls did not end with a map the node's digest confirms`);
  return report.wrong_maps === 0 && report.confirmed === report.firewalls ? 0 : 1;
}
