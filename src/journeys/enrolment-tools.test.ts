/** Enrolment as people do it: the commands of the README with the real curl and openssl, our own client, and a rotation beside a running node. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program, run } from './program.ts';

setDefaultTimeout(120_000);
const tools = Bun.which('curl') !== null && Bun.which('openssl') !== null;
const folder = mkdtempSync(join(tmpdir(), 'nameplate-tools-')), data = join(folder, 'data');
let child: Bun.Subprocess<'ignore', 'pipe', 'ignore'>, edge = '', port = '';

beforeAll(async () => {
  child = Bun.spawn([...program, 'serve', '--data', data, '--edge-port', '0', '--portal-port', '0', '--enrol-port', '0', '--set', 'edge.host=127.0.0.1', '--set', 'syslog.dhcpListen=', '--json'], { stdin: 'ignore', stdout: 'pipe', stderr: 'ignore' });
  const { value } = await child.stdout.getReader().read();
  const said: unknown = JSON.parse(new TextDecoder().decode(value));
  const of = (name: string): string => String(said !== null && typeof said === 'object' ? Reflect.get(said, name) : '');
  edge = of('edge_url');
  port = `https://127.0.0.1:${of('enrol_port')}`;
});
afterAll(async () => {
  child.kill();
  await child.exited;
  rmSync(folder, { recursive: true, force: true });
});

async function nameplate(...words: string[]): Promise<string> {
  const ran = await run(words);
  if (ran.code !== 0) throw new Error(ran.err);
  return ran.out;
}
async function shell(script: string, input = ''): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const ran = Bun.spawn(['sh', '-c', script], { cwd: folder, stdin: Buffer.from(input), stdout: 'pipe', stderr: 'pipe' });
  const [out, err] = await Promise.all([new Response(ran.stdout).text(), new Response(ran.stderr).text()]);
  return { code: await ran.exited, out, err };
}
const otpFor = async (serial: string): Promise<{ readonly otp: string; readonly ca_sha256: string; readonly id: string }> => JSON.parse(await nameplate('enrol', 'otp', serial, '--data', data, '--json'));

test.skipIf(!tools)('[R218] the recipe of the README: openssl makes the key and the request, curl gets the certificate, and the firewall polls with it', async () => {
  const { otp, ca_sha256 } = await otpFor('FW1');
  const fetched = await shell(`curl -sS -k -o ca.pem ${port}/edge/v1/ca && openssl x509 -in ca.pem -outform DER | sha256sum`);
  expect(fetched.out.split(' ')[0]).toBe(ca_sha256);
  const key = await shell('umask 077; openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout FW1.key -subj /CN=FW1 -out FW1.csr');
  expect(key.code).toBe(0);
  for (const http of ['--http1.1', '--http2']) {
    const wrong = await shell(`curl -sS ${http} --cacert ca.pem -K - -H 'content-type: application/pkcs10' --data-binary @FW1.csr ${port}/edge/v1/enrol`, 'user = "FW1:00000000-0000000-0000000-0000000-00000"\n');
    expect(JSON.parse(wrong.out)).toMatchObject({ error: { code: 'enrolment_refused' } });
  }
  const got = await shell(`curl -sS --fail --cacert ca.pem -K - -H 'content-type: application/pkcs10' --data-binary @FW1.csr -o reply.pem ${port}/edge/v1/enrol && openssl x509 -in reply.pem -out FW1.crt`, `user = "FW1:${otp}"\n`);
  expect([got.code, got.err]).toEqual([0, '']);
  expect((await shell('openssl verify -purpose sslclient -CAfile ca.pem FW1.crt && openssl x509 -in FW1.crt -noout -subject')).out).toMatch(/FW1.crt: OK[\s\S]*CN = FW1/);
  const polled = await shell(`curl -sS --fail --http2 --cacert ca.pem --cert FW1.crt --key FW1.key -H 'accept: application/json' ${edge}/edge/v1/mappings`);
  expect(JSON.parse(polled.out)).toMatchObject({ kind: 'snapshot' });
  // The certificate opens nothing else: as a server it is refused by its purpose, and again it enrols nobody.
  expect((await shell('openssl verify -purpose sslserver -CAfile ca.pem FW1.crt')).code).not.toBe(0);
  expect((await shell(`curl -sS --fail --cacert ca.pem -K - -H 'content-type: application/pkcs10' --data-binary @FW1.csr ${port}/edge/v1/enrol`, `user = "FW1:${otp}"\n`)).code).toBe(22);
});

test('our own client trusts the fingerprint it was told and no other, keeps its key 0600, and renews where the owner allows it', async () => {
  const { otp, ca_sha256 } = await otpFor('FW2'), out = join(folder, 'fw2');
  const secret = join(folder, 'otp'), words = ['enrol', 'request', 'FW2', '--edge-enrol', port, '--otp', secret, '--out', out];
  writeFileSync(secret, `${otp}\n`, { mode: 0o600 });
  const fooled = await run([...words, '--ca-sha256', createHash('sha256').update('another').digest('hex')]);
  expect([fooled.code, fooled.err]).toEqual([1, expect.stringContaining('another authority')]);
  expect((await run(words)).code).toBe(2);
  await nameplate(...words, '--ca-sha256', ca_sha256);
  expect(statSync(join(out, 'FW2.key')).mode & 0o777).toBe(0o600);
  expect((await run([...words, '--ca-sha256', ca_sha256])).err).toContain('never overwritten');
  const files = ['--cert', join(out, 'FW2.crt'), '--key', join(out, 'FW2.key'), '--ca', join(out, 'ca.crt')], renew = ['enrol', 'renew', '--edge', edge, ...files, '--out', out];
  const early = await run([...renew, '--force']);
  expect([early.code, early.err]).toEqual([1, expect.stringContaining('too early')]);
  await nameplate('enrol', 'allow-renewal', 'FW2', '--data', data);
  const before = readFileSync(join(out, 'FW2.key'), 'utf8');
  await nameplate(...renew, '--force');
  expect(readFileSync(join(out, 'FW2.key'), 'utf8')).not.toBe(before);
  expect(await nameplate('enrol', 'list', '--data', data)).toMatch(/FW2 +default +used/);
});

test.skipIf(!tools)('a rotation beside the running node: the old client goes on, renews without waiting, and is out only after it is retired; revocations are published', async () => {
  await nameplate('firewall', 'add', 'FW3', '--data', data, '--out', join(folder, 'fw3'));
  await nameplate('firewall', 'add', 'FW4', '--data', data, '--out', join(folder, 'fw4'));
  const files = (at: string, serial: string): string[] => ['--cert', join(folder, at, `${serial}.crt`), '--key', join(folder, at, `${serial}.key`), '--ca', join(folder, at, 'ca.crt')];
  const state = async (): Promise<{ older: unknown; still_used_by: { name: string }[] }> => JSON.parse(await nameplate('ca', 'show', '--data', data, '--json'));
  await nameplate('ca', 'rotate', '--data', data);
  const refused = await run(['ca', 'retire', '--data', data]);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('FW3')]);
  // The node follows by itself; FW3's ca.crt has the old authority alone, and it renews though it has 90 days left.
  let renewed = await run(['enrol', 'renew', '--edge', edge, ...files('fw3', 'FW3'), '--out', join(folder, 'fw3')]);
  for (let i = 0; i < 20 && renewed.code !== 0; i++) {
    await Bun.sleep(250);
    renewed = await run(['enrol', 'renew', '--edge', edge, ...files('fw3', 'FW3'), '--out', join(folder, 'fw3')]);
  }
  expect(renewed.code).toBe(0);
  const poll = async (at: string, serial: string): Promise<number> => {
    const [, cert = '', , key = '', , ca = ''] = files(at, serial);
    return (await shell(`curl -sS --fail --http2 --cacert ${ca} --cert ${cert} --key ${key} -H 'accept: application/json' ${edge}/edge/v1/mappings`)).code;
  };
  expect([await poll('fw3', 'FW3'), await poll('fw4', 'FW4')]).toEqual([0, 0]);
  expect((await state()).still_used_by.map(({ name }) => name)).not.toContain('FW3');
  await nameplate('firewall', 'revoke', 'FW4', '--data', data);
  const lists = await shell(`${[...program, 'firewall', 'crl', '--data', data].map((word) => `'${word}'`).join(' ')} > lists.pem; openssl crl -in fw4.crl -noout 2>/dev/null; ${[...program, 'ca', 'bundle', '--data', data].map((word) => `'${word}'`).join(' ')} > bundle.pem; openssl verify -crl_check -CAfile bundle.pem -CRLfile lists.pem fw3/FW3.crt; openssl verify -crl_check -CAfile bundle.pem -CRLfile lists.pem fw4/FW4.crt`);
  expect(lists.out + lists.err).toMatch(/FW3.crt: OK[\s\S]*certificate revoked/);
  const published = await shell(`curl -sS --fail --cacert bundle.pem -o now.crl ${port}/edge/v1/crl && openssl crl -inform DER -in now.crl -noout -CAfile bundle.pem`);
  expect(published.err).toContain('verify OK');
  await nameplate('ca', 'retire', '--data', data, '--force');
  await Bun.sleep(1500);
  expect(await poll('fw3', 'FW3')).toBe(0);
  expect((await state()).older).toBeNull();
  await nameplate('firewall', 'add', 'FW5', '--data', data, '--out', join(folder, 'fw5'));
  expect(await poll('fw5', 'FW5')).toBe(0);
});

test('[R215] the advice, by command and by API', async () => {
  expect(await nameplate('enrol', 'advice', '--model', 'PA-440', '--panos', '10.1')).toContain('fetches its device certificate by itself');
  const { otp, ca_sha256 } = await otpFor('ADVICE');
  expect([otp.length > 30, ca_sha256.length]).toEqual([true, 64]);
  const told = await fetch(`${port}/edge/v1/enrol/advice?model=PA-220&panos=10.0.6&panorama`, { tls: { rejectUnauthorized: false } });
  expect(await told.json()).toMatchObject({ credential: 'otp', at: 'panorama', device_certificate: 'needed', logging_service_certificate: 'needed' });
  expect((await fetch(`${port}/edge/v1/enrol/advice?panos=x`, { tls: { rejectUnauthorized: false } })).status).toBe(400);
});
