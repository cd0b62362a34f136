/** A command that runs for long renews its certificate in its files, when the node says that it is time, and shows the new one from then on. */
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueFirewall, openAuthority, type Authority } from '../pki/index.ts';
import type { EnrolReply } from '../wire/index.ts';
import { capture } from './capture-output.ts';
import type { CliDeps, FirewallIdentity } from './deps.ts';

setDefaultTimeout(30_000);
const folder = mkdtempSync(join(tmpdir(), 'nameplate-own-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

async function files(days: number): Promise<{ readonly words: string[]; readonly authority: Authority; readonly read: () => string }> {
  const at = mkdtempSync(join(folder, 'f-')), authority = await openAuthority(at, new Date()), made = await issueFirewall(authority, 'PROBE', new Date(), days);
  for (const [name, text] of [['probe.crt', made.certificate], ['probe.key', made.key], ['node-ca.pem', authority.bundle]] as const) writeFileSync(join(at, name), text);
  return { authority, read: () => readFileSync(join(at, 'probe.crt'), 'utf8'), words: ['--edge', 'https://localhost:1', '--cert', join(at, 'probe.crt'), '--key', join(at, 'probe.key'), '--ca', join(at, 'node-ca.pem')] };
}
function replyOf({ authority }: { readonly authority: Authority }, { certificate, notAfter }: { readonly certificate: string; readonly notAfter: Date }): EnrolReply {
  return { serial: 'PROBE', tenant: 'default', certificate, ca: authority.bundle, authority: authority.fingerprint, expires_at: notAfter.toISOString(), renew_from: notAfter.toISOString() };
}
const NOTHING = { batches: 0, bytes: 0, records: 0, rejects: 0, reasons: {}, repeated: 0, retries: 0, seconds: 0 };

test('[R83] replay renews first what is in its last days, and shows the new one; the files hold it', async () => {
  const own = await files(10), before = own.read(), shown: FirewallIdentity[] = [];
  const deps: Partial<CliDeps> = {
    renewIfDue: async (_, identity, make) => {
      expect(identity.certificate).toBe(before);
      const { request, key } = await make();
      expect(request).toContain('CERTIFICATE REQUEST');
      const next = await issueFirewall(own.authority, 'PROBE', new Date(), 90);
      return { made: { key: key === '' ? '' : next.key }, reply: replyOf(own, next) };
    },
    replay: async (job) => {
      shown.push(job.newest?.() ?? job.identity);
      return NOTHING;
    },
  };
  const { code, err } = await capture(['replay', 'x.pcap', ...own.words], { deps });
  expect([code, err]).toEqual([0, expect.stringContaining('the certificate was renewed, until ')]);
  expect(own.read()).not.toBe(before);
  expect(shown.map(({ certificate }) => certificate)).toEqual([own.read()]);
});

test('[R83] one of somebody else is not kept, what goes wrong is said, and the command goes on with what it has', async () => {
  const own = await files(10), before = own.read();
  const deps: Partial<CliDeps> = {
    renewIfDue: async () => {
      const other = await issueFirewall(own.authority, 'OTHER', new Date(), 90);
      return { made: { key: other.key }, reply: replyOf(own, other) };
    },
    replay: async () => NOTHING,
  };
  const { code, err } = await capture(['replay', 'x.pcap', ...own.words], { deps });
  expect([code, err]).toEqual([0, expect.stringContaining('could not be renewed')]);
  expect(own.read()).toBe(before);
});

test('[R83] the agent enforces at once, renews beside that, and its next session shows the new certificate', async () => {
  const own = await files(10), before = own.read(), shown: string[] = [];
  const deps: Partial<CliDeps> = {
    renewIfDue: async () => {
      const next = await issueFirewall(own.authority, 'PROBE', new Date(), 90);
      return { made: { key: next.key, request: '' }, reply: replyOf(own, next) };
    },
    agent: async (run) => {
      shown.push(run.identity().certificate);
      for (let looks = 0; looks < 400 && run.identity().certificate === before; looks++) await Bun.sleep(25);
      shown.push(run.identity().certificate);
      return { table: 'inet nameplate' };
    },
  };
  const { code, err } = await capture(['agent', ...own.words], { deps });
  expect([code, err]).toEqual([0, expect.stringContaining('the certificate was renewed, until ')]);
  expect(shown).toEqual([before, own.read()]);
  expect(own.read()).not.toBe(before);
});
