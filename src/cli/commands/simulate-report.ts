/** What `simulate` shows: one line while it runs, the figures in the end, and which of them make it fail. */
import type { Io } from '../io.ts';
import type { LoadReport, Spread } from '../deps.ts';
import { textTable } from '../text-table.ts';

export function progressLine(report: LoadReport): string {
  const errors = sum(report.errors), done = report.phase === 'comparing' || report.phase === 'done';
  const figures = report.mode === 'poll' && report.polls > 0 ? `p99 ${report.latency_ms.p99} ms  ` : report.probe.seen > 0 ? `probe p99 ${report.probe.latency_ms.p99} ms  ` : '';
  return `${report.phase}  ${report.seconds.toFixed(1)} s  ${report.connected}/${report.firewalls} connected  ${report.polls} ${what(report)}  ${figures}${errors} errors  ${done ? `${report.compared} compared  ` : ''}${report.wrong_maps} wrong maps`;
}

export function describe(report: LoadReport, width: number | undefined): string[] {
  const { replies, uploads, probe, dictionary } = report, errors = Object.entries(report.errors).sort(([, a], [, b]) => b - a);
  const rows: [string, string][] = [
    ['firewalls', `${report.connected} of ${report.firewalls} connected, ${report.connects} connections made, ${report.tls_resumed} by a TLS ticket`],
    ['current after', spreadText(report.sync_ms)],
    [what(report), `${report.polls} in ${report.seconds} s, ${report.polls_per_second} a second`],
  ];
  if (report.mode !== 'stream') rows.push(['latency', spreadText(report.latency_ms)]);
  rows.push(
    ['replies', `${replies.idle} idle, ${replies.delta} delta, ${replies.snapshot} snapshot`],
    ['bytes', `${report.bytes}, ${report.bytes_per_firewall} a firewall`],
  );
  if (report.cut > 0) rows.push(['storms', `${report.cut} connections cut, ${report.resumes} went on from their cursor, ${report.resyncs} got the whole map again`]);
  if (uploads.batches + uploads.failed > 0) {
    rows.push(['uploads', `${uploads.batches} batches, ${uploads.bytes} bytes, ${uploads.records} records, ${uploads.rejects} rejects, ${uploads.retries} retries, ${uploads.failed} failed`], ['upload latency', spreadText(uploads.latency_ms)]);
  }
  if (probe.sent > 0) rows.push(['log to firewall', `${spreadText(probe.latency_ms)}; ${probe.sent} probes, seen ${probe.seen} times, ${probe.missed} missed`], ['commit to firewall', spreadText(probe.after_commit_ms)]);
  if (dictionary.fetched + dictionary.unchanged + dictionary.wrong > 0) rows.push(['dictionary', `${dictionary.fetched} fetched, ${dictionary.unchanged} unchanged, ${dictionary.wrong} with a wrong signature, ${dictionary.bytes} bytes; ${spreadText(dictionary.latency_ms)}`]);
  rows.push(
    ['errors', errors.length === 0 ? 'none' : errors.map(([kind, n]) => `${n} ${kind}`).join(', ')],
    ['maps', `${report.confirmed} of ${report.firewalls} confirmed by the node's digest, ${report.compared} the same as a fresh snapshot entry by entry, ${report.entries} entries, ${report.wrong_maps} wrong`],
    ['this program', `${Math.round(report.resident_bytes / 1e6)} MB, ${report.cpu_percent} % of a core`],
  );
  return textTable(['FIGURE', 'VALUE'], rows, width);
}

export function verdict(io: Io, report: LoadReport): 0 | 1 {
  if (io.signal.aborted) io.note(`stopped after ${report.seconds} s`);
  for (const line of hints(report)) io.note(line);
  if (report.wrong_maps > 0) io.note(`${io.style('wrong maps:', 'red')} ${report.wrong_maps}`);
  const unsure = report.firewalls - Math.min(report.confirmed, report.compared);
  if (unsure > 0) io.note(`${io.style('not confirmed:', 'red')} ${unsure} firewalls did not end with a map that the node's digest and a fresh snapshot confirm`);
  if (report.dictionary.wrong > 0) io.note(`${io.style('wrong dictionaries:', 'red')} ${report.dictionary.wrong}`);
  return report.wrong_maps === 0 && report.dictionary.wrong === 0 && unsure === 0 ? 0 : 1;
}

/** What the errors say of limits that a test meets and firewalls do not. */
function hints({ errors, firewalls, cpu_percent }: LoadReport): string[] {
  const out: string[] = [], outside = (errors['refused'] ?? 0) + (errors['connect_failed'] ?? 0) + (errors['reset'] ?? 0);
  if (outside > 0 && firewalls > 1000) out.push('connections were refused or lost: here all firewalls share one address, of which a node takes edge.handshakesPerAddress handshakes at a time, and edge.connectionsMax connections in all');
  if ((errors['status_429'] ?? 0) > 0) out.push('polls came faster than edge.requestsPerSecond lets one firewall ask');
  if (cpu_percent > BUSY) out.push('this program was as busy as one core lets it, so the latencies are its own as well: give it a core of its own, or fewer firewalls');
  return out;
}

/** Per cent of a core: above it a poll that was due waited here, too. */
const BUSY = 90;

function spreadText({ p50, p90, p99, p999, max }: Spread): string { return `p50 ${p50} ms, p90 ${p90} ms, p99 ${p99} ms, p99.9 ${p999} ms, slowest ${max} ms`; }
function what({ mode }: LoadReport): string { return mode === 'stream' ? 'frames' : mode === 'held' ? 'held polls' : 'polls'; }
function sum(counts: Readonly<Record<string, number>>): number { return Object.values(counts).reduce((total, n) => total + n, 0); }
