/** `nameplate sensor`: captures on an interface or from a pipe, and sends what the packets say to a node. */
import { EdgeError } from '../../model/index.ts';
import type { CommandBody } from '../command.ts';
import type { SensorReport } from '../deps.ts';
import { OwnCertificate } from '../own-certificate.ts';

const MIB = 1048576;
/** After Ctrl-C what waits is still sent for so long. */
const GRACE_MS = 10_000;

export const sensor: CommandBody = async (call) => {
  const { io } = call;
  const name = call.text('interface'), pipe = call.args[0], filter = call.text('filter'), snap = call.number('snaplen');
  if (pipe !== undefined && pipe !== '-') throw new EdgeError('usage', 'the only input that can be named is -, standard input', { fields: { given: pipe }, next: 'replay sends files; name an interface with --interface' });
  if ((name === undefined) === (pipe === undefined)) throw new EdgeError('usage', 'give either --interface or -', { next: 'nameplate sensor --interface eth1 ..., or tcpdump -U -w - | nameplate sensor - ...' });
  if (name === undefined && (filter !== undefined || snap !== undefined)) throw new EdgeError('usage', 'a pipe is already filtered and cut by who writes it', { next: 'give the filter and the length to that program' });
  const own = new OwnCertificate(call), { sensor: run } = await call.deps();
  await own.watch();
  const report = await run({
    edgeUrl: call.text('edge') ?? '', identity: own.identity, newest: () => own.identity, interface: name, filter, snapBytes: snap ?? 262_144, from: call.text('from'), erspan: call.flag('erspan'), bufferBytes: (call.number('buffer') ?? 64) * MIB,
    graceMs: GRACE_MS, patienceMs: (call.number('patience') ?? 60) * 1000, signal: io.signal, onProgress: (now) => { io.progress(line(now)); }, onNews: (text) => { io.note(text); },
  }).finally(() => { own.stop(); });
  io.progress('');
  if (call.flag('json')) io.line(JSON.stringify({ ...report, seconds: Math.round(report.seconds * 1000) / 1000 }));
  else io.line(line(report));
  if (report.dropped_batches > 0) io.note(`dropped while the node was away: ${report.dropped_batches} batches, ${report.dropped_records} records`);
  if (report.packets_lost !== undefined && report.packets_lost > 0) io.note(`the kernel lost ${report.packets_lost} packets before they were read; a filter or a smaller --snaplen helps`);
  if (report.waiting_batches === 0) return 0;
  io.note(`not delivered, for the node did not answer in time: ${report.waiting_batches} batches`);
  return 1;
};

function line(report: SensorReport): string {
  const rejected = Object.values(report.read_rejects).reduce((sum, count) => sum + count, 0);
  return `${(report.read_bytes / 1e6).toFixed(1)} MB read, ${report.read_records} records, ${rejected} rejected; ${report.batches} batches sent, ${report.waiting_batches} waiting, ${report.dropped_batches} dropped, ${report.retries} retries`;
}
