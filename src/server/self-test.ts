/** The start-up self-test: connects as somebody without a certificate would, and refuses to run if that works. */
import { connect as connectHttp2 } from 'node:http2';
import { EdgeError } from '../model/index.ts';
import type { Authority } from '../pki/index.ts';

/** A runtime that stops enforcing (it has happened: facts/peers.md section 4) must never serve. */
export async function refuseIfOpen(host: string, port: number, authority: Authority, timeoutMs: number): Promise<void> {
  const target = host === '0.0.0.0' || host === '' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  if (await answered(`https://${target}:${port}`, authority.pem, timeoutMs)) {
    throw new EdgeError('certificate', 'the firewall listener answered a client without a certificate, so it does not start', { fields: { port } });
  }
}

/** True when a request without a client certificate got any answer. */
async function answered(url: string, ca: string, timeoutMs: number): Promise<boolean> {
  return await new Promise((resolve) => {
    // The server's own name is not the question here, and the host may not be in its certificate.
    const session = connectHttp2(url, { ca, rejectUnauthorized: false });
    const end = (verdict: boolean) => (): void => {
      clearTimeout(timer);
      session.destroy();
      resolve(verdict);
    };
    const timer = setTimeout(end(false), timeoutMs);
    session.on('error', end(false)).on('close', end(false));
    const request = session.request({ ':path': '/edge/v1/session', ':method': 'POST' });
    request.on('response', end(true)).on('error', end(false)).on('close', end(false));
    request.end();
  });
}
