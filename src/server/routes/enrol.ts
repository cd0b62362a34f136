/** POST /edge/v1/enrol: a one-time password or pre-shared key and a certificate request, for a certificate (R212, R218). Every refusal of a password looks and lasts the same. */
import { EdgeError } from '../../model/index.ts';
import type { EnrolReply } from '../../wire/index.ts';
import type { EnrolAsk } from '../deps.ts';
import type { EnrolAppDeps, EnrolHandler } from '../enrol-app.ts';
import { REFUSAL_MS } from '../enrol-limits.ts';

export function enrol(deps: EnrolAppDeps): EnrolHandler {
  const { enroller, attempts, metrics, log } = deps;
  const issued = metrics.counter('nameplate_enrolments_total', { outcome: 'issued' });
  return async (c) => {
    const begun = performance.now(), { address } = c.env;
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    const text = await c.req.text();
    try {
      const plain = type === 'application/pkcs10';
      const reply = await enroller.enrol({ ...(plain ? basic(c.req.header('authorization') ?? '', text) : json(text)), address });
      issued.add();
      return plain ? asPem(reply) : Response.json(reply, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      if (error instanceof EdgeError && error.code === 'enrolment_refused' && attempts.failed(address)) log.warn('an address is locked out of enrolment', { address });
      await Bun.sleep(Math.max(0, REFUSAL_MS - (performance.now() - begun)));
      throw error;
    }
  };
}

type Asked = Omit<EnrolAsk, 'address'>;

/** curl -u SERIAL, which asks for the password: it is then in no list of processes. */
function basic(header: string, csr: string): Asked {
  const encoded = /^Basic ([A-Za-z0-9+/=]{1,512})$/i.exec(header.trim())?.[1], text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8'), at = text.indexOf(':');
  if (at < 1) throw new EdgeError('bad_request', 'give the serial and the password by basic authentication', { next: 'curl -u SERIAL asks for the password' });
  return { serial: text.slice(0, at), kind: undefined, secret: text.slice(at + 1), csr };
}

function json(text: string): Asked {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new EdgeError('bad_request', 'the body is no JSON', { cause });
  }
  const of = (name: string): string | undefined => {
    const found: unknown = value !== null && typeof value === 'object' ? Reflect.get(value, name) : undefined;
    return typeof found === 'string' ? found : undefined;
  };
  const serial = of('serial'), otp = of('otp'), psk = of('psk'), csr = of('csr'), secret = otp ?? psk;
  if (serial === undefined || csr === undefined || secret === undefined || (otp !== undefined && psk !== undefined)) {
    throw new EdgeError('bad_request', 'the body has serial, csr, and either otp or psk, all of them text');
  }
  return { serial, kind: otp === undefined ? 'psk' : 'otp', secret, csr };
}

/** The certificate, then whom to trust: openssl x509 reads the first, and who keeps the file keeps both. */
function asPem({ certificate, ca }: EnrolReply): Response {
  return new Response(certificate + ca, { headers: { 'content-type': 'application/x-pem-file', 'cache-control': 'no-store' } });
}
