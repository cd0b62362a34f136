/** `nameplate enrol request` and `enrol renew`: for boxes that can run us. The key is made here, and never leaves. */
import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError } from '../../model/index.ts';
import { makeRequest, parseSerial, placeIdentity, readIdentity } from '../../pki/index.ts';
import { enrolCheck, errorCheck, type EnrolReply } from '../../wire/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { refuseForeign } from '../own-certificate.ts';
import { intoFolder } from './firewall.ts';

const TIMEOUT_MS = 30_000;
const REPLY_MAX = 65_536;

export const enrolRequest: CommandBody = async (call) => {
  const serial = parseSerial(call.args[0] ?? ''), out = call.text('out') ?? '.', base = originOf(call.text('edge-enrol') ?? '');
  refuseOverwriting(call, out, serial);
  const secret = await secretOf(call), ca = await trusted(call, base);
  const { request, key } = await makeRequest(serial);
  const text = await ask(`${base}/edge/v1/enrol`, ca, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify({ serial, [secret.kind]: secret.text, csr: request }) });
  await keep(call, out, serial, key, read(text));
  return 0;
};

export const enrolRenew: CommandBody = async (call) => {
  const paths = { certificate: call.text('cert') ?? '', key: call.text('key') ?? '', ca: call.text('ca') ?? '' }, out = call.text('out') ?? '.';
  const held = readIdentity(paths, new Date()), serial = parseSerial(/^CN=(.+)$/m.exec(new X509Certificate(held.certificate).subject)?.[1] ?? '');
  const { request, key } = await makeRequest(serial);
  const { renewFirewall } = await call.deps();
  await keep(call, out, serial, key, await renewFirewall(call.text('edge') ?? '', { serial, ...held }, request, call.flag('force')));
  return 0;
};

/** A password on the command line would be in every list of processes: it comes from a file, or - for standard input. */
async function secretOf(call: Invocation): Promise<{ readonly kind: 'otp' | 'psk'; readonly text: string }> {
  const otp = call.text('otp'), psk = call.text('psk'), from = otp ?? psk;
  if (from === undefined || (otp !== undefined && psk !== undefined)) throw new EdgeError('usage', 'give either --otp or --psk: a file, or - for standard input');
  let text: string;
  try {
    text = from === '-' ? await Bun.stdin.text() : readFileSync(from, 'utf8');
  } catch (cause) {
    throw new EdgeError('unreadable', 'the password cannot be read', { cause, fields: { file: from }, next: 'give a file that has it, or - and type it' });
  }
  return { kind: otp === undefined ? 'psk' : 'otp', text: text.trim() };
}

/** Who has the CA certificate trusts that; who has its SHA-256 alone fetches it, and believes it only if it is the one. The password goes to nobody else. */
async function trusted(call: Invocation, base: string): Promise<string> {
  const file = call.text('ca'), pin = call.text('ca-sha256')?.toLowerCase().replaceAll(':', '');
  if (file !== undefined) {
    try {
      return readFileSync(file, 'utf8');
    } catch (cause) {
      throw new EdgeError('unreadable', 'the CA certificate cannot be read', { cause, fields: { file } });
    }
  }
  if (pin === undefined || !/^[0-9a-f]{64}$/.test(pin)) throw new EdgeError('usage', 'say whom to trust: --ca FILE, or --ca-sha256 as enrol otp printed it');
  const offered = (await ask(`${base}/edge/v1/ca`, undefined, { method: 'GET' })).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g) ?? [];
  const found = offered.find((pem) => createHash('sha256').update(Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')).digest('hex') === pin);
  if (found === undefined) throw new EdgeError('certificate', 'the node that answers has another authority than the one you were told', { next: 'check the address; if it is right, somebody stands between you and the node' });
  return found;
}

/** Without `ca` nothing is believed of who answers: for what is checked afterwards. */
async function ask(url: string, ca: string | undefined, init: { readonly method: string; readonly headers?: Record<string, string>; readonly body?: string }): Promise<string> {
  let reply: Response, text: string;
  try {
    reply = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS), tls: ca === undefined ? { rejectUnauthorized: false } : { ca, rejectUnauthorized: true } });
    text = await reply.text();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    if (/certificate|issuer|self.signed|altname/i.test(`${reason} ${cause instanceof Error && 'code' in cause ? String(cause.code) : ''}`)) throw new EdgeError('certificate', 'the node could not prove who it is', { cause, fields: { reason }, next: 'give the CA of that node, and dial a name that stands in its certificate (setting edge.names)' });
    throw new EdgeError('timeout', 'the node cannot be reached', { cause, fields: { reason }, next: 'check the address and the port: it is the enrolment port, edge.enrolPort' });
  }
  if (reply.status !== 200) throw refusalOf(text, reply.status);
  return text.slice(0, REPLY_MAX);
}

function refusalOf(text: string, status: number): EdgeError {
  try {
    const value: unknown = JSON.parse(text);
    if (errorCheck.is(value)) return new EdgeError(value.error.code === 'rate_limited' ? 'rate_limited' : 'enrolment_refused', 'the node refused', { fields: { reason: `${value.error.code}: ${value.error.message}` }, next: value.error.next });
  } catch (cause) {
    return new EdgeError('bad_request', 'the node answered in another shape', { cause, fields: { status } });
  }
  return new EdgeError('bad_request', 'the node answered in another shape', { fields: { status } });
}

function read(text: string): EnrolReply {
  const value: unknown = JSON.parse(text);
  if (!enrolCheck.is(value)) throw new EdgeError('bad_request', 'the node answered in another shape', { fields: { reason: enrolCheck.complaint(value) ?? '' }, next: 'use the same version of nameplate on both sides' });
  return value;
}

async function keep(call: Invocation, out: string, serial: string, key: string, reply: EnrolReply): Promise<void> {
  refuseForeign(reply, serial);
  const paths = await intoFolder(out, async () => {
    const placed = placeIdentity(out, serial, { certificate: reply.certificate, key, ca: reply.ca });
    placed.keep();
    return placed.paths;
  });
  if (call.flag('json')) call.io.line(JSON.stringify({ serial, tenant: reply.tenant, expires_at: reply.expires_at, renew_from: reply.renew_from, files: paths }));
  else {
    call.io.line(`firewall ${serial} has a certificate until ${reply.expires_at.slice(0, 10)}; renew it from ${reply.renew_from.slice(0, 10)} on`);
    for (const path of paths) call.io.line(`  ${path}`);
  }
}

function refuseOverwriting(call: Invocation, out: string, serial: string): void {
  const there = call.flag('replace') ? undefined : [`${serial}.crt`, `${serial}.key`].map((name) => join(out, name)).find((path) => existsSync(path));
  if (there !== undefined) throw new EdgeError('conflict', 'the file exists; a key is never overwritten without --replace', { fields: { path: there }, next: 'choose another folder with --out, or say --replace' });
}

function originOf(text: string): string {
  try {
    const url = new URL(text);
    if (url.protocol === 'https:') return url.origin;
  } catch (cause) {
    throw new EdgeError('usage', 'the enrolment URL is not a URL', { cause, fields: { url: text.slice(0, 200) }, next: 'give it as https://node.example:8444' });
  }
  throw new EdgeError('usage', 'the enrolment URL begins with https', { fields: { url: text.slice(0, 200) }, next: 'give it as https://node.example:8444' });
}
