/** `nameplate simulate`: many firewalls follow a node's map; the figures, and 1 when any of them ended with a wrong map. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError } from '../../model/index.ts';
import { readIdentity } from '../../pki/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import type { FirewallIdentity, LoadTest } from '../deps.ts';
import { enrolFirewalls, removeFirewalls } from '../enrolment.ts';
import { needOpenFiles } from '../open-files.ts';
import { describe, progressLine, verdict } from './simulate-report.ts';

export const simulate: CommandBody = async (call) => {
  const { io } = call;
  const count = call.number('firewalls') ?? 10, data = call.text('data'), certs = call.text('certs');
  if ((data === undefined) === (certs === undefined)) throw new EdgeError('usage', 'give either --data or --certs: each firewall needs a certificate');
  const behaviour = behaviourOf(call);
  needOpenFiles(count);
  const identities: FirewallIdentity[] = [];
  try {
    if (data === undefined) identities.push(...readIdentities(certs ?? '', count));
    else await issue(call, data, count, identities);
    if (io.signal.aborted) return 1;
    const { simulate: run } = await call.deps();
    const report = await run({
      edgeUrl: call.text('edge') ?? '', identities, ...behaviour,
      signal: io.signal, onProgress: (now) => { io.progress(progressLine(now)); },
    });
    io.progress('');
    if (call.flag('json')) io.line(JSON.stringify(report));
    else for (const line of describe(report, io.width)) io.line(line);
    return verdict(io, report);
  } finally {
    // Keys of a test are in nobody's hands but ours: let nothing of it stay good, or in the list.
    if (data !== undefined && identities.length > 0) removeFirewalls(data, identities.map(({ serial }) => serial));
  }
};

function behaviourOf(call: Invocation): Omit<LoadTest, 'edgeUrl' | 'identities' | 'signal' | 'onProgress'> {
  const waitSeconds = call.number('wait') ?? 0, stream = call.flag('stream'), cold = call.flag('cold'), rampSeconds = call.number('ramp') ?? 0, stormSeconds = call.number('storm');
  if (stream && waitSeconds > 0) throw new EdgeError('usage', 'give either --stream or --wait: a stream is held anyway');
  if (cold && rampSeconds > 0) throw new EdgeError('usage', 'give either --cold or --ramp');
  const file = call.text('upload'), probe = call.number('probe'), dictionary = call.number('dictionary');
  return {
    seconds: call.number('seconds') ?? 10, intervalMs: call.number('interval-ms') ?? 1000, jitter: (call.number('jitter') ?? 5) / 100, waitSeconds, stream, cold, rampSeconds, slow: (call.number('slow') ?? 0) / 100,
    ...(stormSeconds !== undefined && { stormSeconds }), ...(file !== undefined && { upload: { file, intervalMs: (call.number('upload-interval') ?? 60) * 1000 } }), ...(probe !== undefined && { probe: { intervalMs: probe * 1000 } }), ...(dictionary !== undefined && { dictionary: { intervalMs: dictionary * 1000 } }),
  };
}

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
