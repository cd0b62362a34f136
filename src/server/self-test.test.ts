/** The start-up self-test: a listener that answers without a certificate must not run. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createSecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { openAuthority, serverIdentity } from '../pki/index.ts';
import { refuseIfOpen } from './self-test.ts';

async function verdict(asks: { readonly requestCert: boolean; readonly rejectUnauthorized: boolean }): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-self-'));
  const authority = await openAuthority(dir, new Date()), identity = await serverIdentity(authority, [], new Date());
  const server = createSecureServer({ key: identity.key, cert: identity.certificate, ca: authority.pem, ...asks });
  server.on('sessionError', () => undefined);
  server.on('stream', (stream: ServerHttp2Stream) => { stream.respond({ ':status': 403 }); stream.end(); }); // even a refusal means that somebody listened
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo; // it listens on TCP
  try {
    await refuseIfOpen('127.0.0.1', port, authority, 5000);
    return 'runs';
  } catch (error) {
    return error instanceof EdgeError ? error.code : String(error);
  } finally {
    server.close();
    rmSync(dir, { recursive: true });
  }
}

test('refuses to run where no certificate is asked for, or none is needed', async () => {
  expect(await verdict({ requestCert: false, rejectUnauthorized: false })).toBe('certificate');
  expect(await verdict({ requestCert: true, rejectUnauthorized: false })).toBe('certificate');
});
test('runs where certificates are enforced', async () => { expect(await verdict({ requestCert: true, rejectUnauthorized: true })).toBe('runs'); });
