/** GET /edge/v1/ca and /edge/v1/crl: whom to trust, and which certificates are revoked. Neither is a secret. */
import { EdgeError } from '../../model/index.ts';
import { revocationsPem } from '../../pki/index.ts';
import type { EnrolAppDeps, EnrolHandler } from '../enrol-app.ts';

export function authorities({ enroller }: EnrolAppDeps): EnrolHandler {
  return () => new Response(enroller.bundle(), { headers: { 'content-type': 'application/x-pem-file', 'cache-control': 'no-store' } });
}

/** DER, as RFC 5280 section 4.2.1.13 has it; ?format=pem for people, ?ca=SHA256 for the authority before the present one. */
export function revocations({ enroller }: EnrolAppDeps): EnrolHandler {
  return async (c) => {
    const ca = c.req.query('ca');
    const der = ca === undefined || /^[0-9a-f]{64}$/.test(ca) ? await enroller.revocations(ca) : undefined;
    if (der === undefined) throw new EdgeError('not_found', 'no authority that is trusted has this fingerprint', { next: 'see them with nameplate ca show' });
    const headers = { 'cache-control': 'no-cache' };
    return c.req.query('format') === 'pem'
      ? new Response(revocationsPem(der), { headers: { ...headers, 'content-type': 'application/x-pem-file' } })
      : new Response(Buffer.from(der), { headers: { ...headers, 'content-type': 'application/pkix-crl' } });
  };
}
