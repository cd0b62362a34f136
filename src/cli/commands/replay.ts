/** `nameplate replay`: sends captures or logs to a running node, at the pace they were recorded, faster, or flat out. */
import { EdgeError } from '../../model/index.ts';
import type { CommandBody } from '../command.ts';
import type { ReplayReport } from '../deps.ts';
import { OwnCertificate } from '../own-certificate.ts';

export const replay: CommandBody = async (call) => {
  const { io } = call;
  const speed = speedOf(call.text('speed') ?? '1');
  const own = new OwnCertificate(call), { replay: run } = await call.deps();
  await own.watch();
  const report = await run({
    edgeUrl: call.text('edge') ?? '', identity: own.identity, newest: () => own.identity, files: call.args, from: call.text('from'), speed, recordedTimes: call.flag('recorded-times'), salt: call.text('again') ?? '',
    patienceMs: (call.number('patience') ?? 60) * 1000, signal: io.signal, onProgress: (now) => { io.progress(line(now)); },
  }).finally(() => { own.stop(); });
  io.progress('');
  if (call.flag('json')) io.line(JSON.stringify({ ...report, seconds: Math.round(report.seconds * 1000) / 1000 }));
  else io.line(line(report));
  const rejected = Object.entries(report.reasons).sort((a, b) => b[1] - a[1]);
  if (rejected.length > 0) io.note(`rejected: ${rejected.map(([reason, count]) => `${count} ${reason}`).join(', ')}`);
  if (!io.signal.aborted) return 0;
  io.note('stopped before the end of the input; the same command goes on where this one stopped');
  return 1;
};

function line(report: ReplayReport): string {
  const megabytes = report.bytes / 1e6;
  return `${report.batches} batches, ${megabytes.toFixed(1)} MB, ${report.records} records, ${report.rejects} rejected, ${report.repeated} known already, ${report.retries} retries, ${(megabytes / Math.max(report.seconds, 0.001)).toFixed(1)} MB/s`;
}

function speedOf(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  const speed = /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : 0;
  if (speed <= 0) throw new EdgeError('usage', 'the speed is a number above 0, or max', { fields: { given: text } });
  return speed;
}
