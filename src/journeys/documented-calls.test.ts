/** Every documented call of every port, made by clients that nobody here wrote: curl, openssl and h2load. A row of the table of routes without a call here fails. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../cli/capture-output.ts';
import { newToken } from '../pki/index.ts';
import { ROUTES } from '../server/index.ts';
import { device, upload, type Story } from './edge-calls.ts';
import { edgeNode } from './edge-node.ts';
import { run, type Ran } from './knock.ts';
import { tunnel } from './s-client-tunnel.ts';

setDefaultTimeout(120_000);
const missing = ['curl', 'openssl', 'xmllint', 'h2load', 'gzip', 'zstd'].filter((name) => Bun.which(name) === null);

let it: Story, folder = '', reader = '', feedReader = '';
beforeAll(async () => {
  const node = await edgeNode({ limits: { pageBytes: 4096, requestsPerSecond: 1000 } });
  it = { node, fw: await node.enrol('FW', {}, 10) }; // ten days are left: it may renew
  folder = join(node.dir, 'tools');
  mkdirSync(folder);
  for (const [name, text] of [['ca.crt', it.fw.ca], ['fw.crt', it.fw.certificate], ['fw.key', it.fw.key]] as const) writeFileSync(join(folder, name), text, { mode: 0o600 });
  const outlet = (name: string, kind: 'edl' | 'json'): string => {
    const made = newToken();
    node.store.outlets.add({ name, kind, tenant: 'default', sites: null, token: made.id, salt: made.salt, hash: made.hash, url: null, secretFile: null, caFile: null, local: false, vsys: null, tagSeconds: null, tagBy: null, addedAt: Date.now(), revokedAt: null }, 'test');
    return made.text;
  };
  reader = outlet('branch', 'edl');
  feedReader = outlet('siem', 'json');
  await upload(it, 'first', device(1, '10.0.0.1') + device(2, '10.0.0.2', 'Printer'));
});
afterAll(async () => { await it.node.stop(); });

async function shell(script: string): Promise<Ran> { return await run(['sh', '-ec', script], { cwd: folder }); }
/** What it prints; anything but success fails. */
async function said(script: string): Promise<string> {
  const { code, out, err } = await shell(script);
  if (code !== 0) throw new Error(`${script}\n${code} ${err}`);
  return out;
}
async function parsed(script: string): Promise<Record<string, unknown>> { return JSON.parse(await said(script)) as Record<string, unknown>; } // an object by its route's schema
const asFirewall = 'curl -sS --fail --http2 --cacert ca.crt --cert fw.crt --key fw.key', asJson = `-H 'accept: application/json'`;
const asStranger = 'curl -sS --fail --cacert ca.crt';
const at = (path: string): string => `'${it.node.url}/edge/v1/${path}'`, enrolAt = (path: string): string => `'${it.node.enrolUrl}/edge/v1/${path}'`, listsAt = (path: string): string => `'${it.node.listsUrl}/edge/v1/${path}'`;
const entriesOf = (frame: Record<string, unknown>): number => (Array.isArray(frame['entries']) ? frame['entries'].length : Array.isArray(frame['upsert']) ? frame['upsert'].length : 0);
/** Whatever was given with an ETag is not given again to who has it; HTTP/1.1 or 2. */
async function tagged(curl: string, url: string): Promise<string> {
  const body = await said(`${curl} -D head ${url}`), etag = /^etag: (.*?)\r?$/im.exec(readFileSync(join(folder, 'head'), 'utf8'))?.[1] ?? '';
  expect(etag).not.toBe('');
  expect(await said(`${curl} -H 'if-none-match: ${etag}' -o none -w '%{http_code} %{size_download}' ${url}`)).toBe('304 0');
  return body;
}

const CALLS: Readonly<Record<string, () => Promise<void>>> = {
  'edge POST /edge/v1/session': async () => {
    expect(await parsed(`${asFirewall} ${asJson} -X POST ${at('session')}`)).toMatchObject({ serial: 'FW', tenant: 'default', features: { mappings: true, logs: true }, certificate: { renew_now: true } });
    expect(await said(`${asFirewall} -X POST -o packed -w '%{http_version} %{content_type}' ${at('session')}`)).toBe('2 application/msgpack');
  },
  'edge GET /edge/v1/mappings': async () => {
    let frame = await parsed(`${asFirewall} ${asJson} ${at('mappings')}`);
    expect(frame).toMatchObject({ kind: 'snapshot', more: false, total: 2 });
    const { cursor } = frame;
    expect(await parsed(`${asFirewall} ${asJson} ${at(`mappings?cursor=${String(cursor)}`)}`)).toMatchObject({ kind: 'idle', cursor });
    const held = parsed(`${asFirewall} ${asJson} ${at(`mappings?cursor=${String(cursor)}&wait=30`)}`);
    while (it.node.pipeline.feed.waiting === 0) await Bun.sleep(5);
    await upload(it, 'while-held', device(3, '10.0.0.3'));
    expect(await held).toMatchObject({ kind: 'delta', upsert: [{ ip_address: '10.0.0.3' }], remove: [] });
    // A map larger than a page comes in pages, each earned by the cursor of the one before.
    await upload(it, 'many', Array.from({ length: 60 }, (_, n) => device(100 + n, `10.1.0.${n}`)).join(''));
    let pages = 0, entries = 0;
    for (let next = ''; pages === 0 || frame['more'] === true; pages += 1) {
      frame = await parsed(`${asFirewall} ${asJson} --compressed ${at(`mappings${next}`)}`);
      entries += entriesOf(frame);
      next = `?cursor=${String(frame['cursor'])}`;
    }
    expect([pages > 3, entries, frame['kind']]).toEqual([true, 63, 'snapshot']);
    const plain = await said(`${asFirewall} ${asJson} ${at('mappings')}`);
    for (const [coding, unpack] of [['gzip', 'gzip -dc'], ['zstd', 'zstd -dcq']] as const) {
      expect(JSON.parse(await said(`${asFirewall} ${asJson} -H 'accept-encoding: ${coding}' -o page.${coding} ${at('mappings')} && ${unpack} < page.${coding}`)).entries).toEqual(JSON.parse(plain).entries);
    }
    expect(await parsed(`${asFirewall} ${asJson} ${at(`mappings?cursor=${String(frame['cursor'])}&error=digest`)}`)).toMatchObject({ kind: 'snapshot', reason: 'error' });
  },
  'edge GET /edge/v1/mappings/stream': async () => {
    const stream = Bun.spawn(['sh', '-c', `exec ${asFirewall} -N ${asJson} ${at('mappings/stream')}`], { cwd: folder, stdin: 'ignore', stdout: 'pipe', stderr: 'ignore' });
    const frames: Record<string, unknown>[] = [];
    let rest = '', told = false;
    for await (const piece of stream.stdout) {
      const lines = (rest + Buffer.from(piece).toString()).split('\n');
      rest = lines.pop() ?? '';
      frames.push(...lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>));
      if (!told && frames.length > 0 && frames.at(-1)?.['more'] === false) {
        told = true;
        await upload(it, 'while-pushed', device(4, '10.0.0.4'));
      }
      if (frames.at(-1)?.['kind'] === 'delta') break;
    }
    stream.kill();
    expect(frames[0]).toMatchObject({ kind: 'snapshot' });
    expect(frames.at(-1)).toMatchObject({ kind: 'delta', upsert: [{ ip_address: '10.0.0.4' }] });
  },
  'edge GET /edge/v1/lists': async () => { expect(JSON.parse(await tagged(asFirewall, at('lists')))).toMatchObject({ lists: expect.arrayContaining([expect.objectContaining({ attribute: 'profile', value: 'Printer', addresses: 1 })]) }); },
  'edge GET /edge/v1/lists/:attribute/:value': async () => {
    expect(await tagged(asFirewall, at('lists/profile/Printer'))).toBe('10.0.0.2\n');
    for (const [list, addresses] of [['category/Printers', '10.0.0.2\n'], ['os/none', ''], ['model/none', ''], ['risk/none', '']] as const) expect(await said(`${asFirewall} ${at(`lists/${list}`)}`)).toBe(addresses);
    expect(await said(`${asFirewall} ${at('lists/vendor/Acme')} | wc -l`)).not.toBe('0\n');
  },
  'edge GET /edge/v1/feed.json': async () => { expect(JSON.parse(await tagged(asFirewall, at('feed.json')))).toMatchObject({ tenant: 'default', mappings: expect.arrayContaining([expect.objectContaining({ ip_address: '10.0.0.1' })]) }); },
  'edge POST /edge/v1/logs': async () => {
    for (const [n, [coding, pack]] of ([['identity', 'cat'], ['gzip', 'gzip -c'], ['zstd', 'zstd -cq']] as const).entries()) {
      writeFileSync(join(folder, 'logs'), device(20 + n, `10.2.0.${n}`));
      const send = `${pack} < logs > packed && ${asFirewall} ${asJson} -H 'content-encoding: ${coding}' --data-binary @packed ${at(`logs?format=eal&batch=by-curl-${coding}`)}`;
      expect(await parsed(send)).toMatchObject({ batch: `by-curl-${coding}`, records: 2, rejects: 0, repeated: false });
      expect(await parsed(send)).toMatchObject({ records: 2, repeated: true });
    }
  },
  'edge GET /edge/v1/dictionary': async () => {
    await tagged(`${asFirewall} -o dictionary.xml`, at('dictionary'));
    expect(await said(`${asFirewall} ${at('dictionary?since=1')}`)).toContain('<device-dictionary-delta ');
    for (const coding of ['gzip', 'zstd']) await said(`${asFirewall} --compressed -H 'accept-encoding: ${coding}' -o unpacked ${at('dictionary')} && ${asFirewall} -o dictionary.xml ${at('dictionary')} && cmp unpacked dictionary.xml`);
  },
  'edge GET /edge/v1/dictionary.sig': async () => {
    await said(`${asFirewall} -o dictionary.xml ${at('dictionary')} && ${asFirewall} -o dictionary.sig ${at('dictionary.sig')} && ${asFirewall} -o dictionary.pub ${at('dictionary/key')}`);
    expect(await said('openssl pkeyutl -verify -pubin -inkey dictionary.pub -rawin -in dictionary.xml -sigfile dictionary.sig')).toContain('Signature Verified Successfully');
    await said(`${asFirewall} -o changes.xml ${at('dictionary?since=1')} && ${asFirewall} -o changes.sig ${at('dictionary.sig?since=1')} && openssl pkeyutl -verify -pubin -inkey dictionary.pub -rawin -in changes.xml -sigfile changes.sig`);
  },
  'edge GET /edge/v1/dictionary/version': async () => { expect(await parsed(`${asFirewall} ${asJson} ${at('dictionary/version')}`)).toMatchObject({ version: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }); },
  'edge GET /edge/v1/dictionary/key': async () => { expect(await said(`${asFirewall} ${at('dictionary/key')} | openssl pkey -pubin -noout -text`)).toContain('ED25519 Public-Key'); },
  'edge GET /edge/v1/dictionary/keys': async () => { expect((await said(`${asFirewall} ${at('dictionary/keys')}`)).split('\n').filter((line) => line !== '').every((line) => typeof JSON.parse(line) === 'object')).toBe(true); },
  'edge GET /edge/v1/dictionary/schema': async () => { await said(`${asFirewall} -o dictionary.xsd ${at('dictionary/schema')} && ${asFirewall} -o dictionary.xml ${at('dictionary')} && xmllint --noout --nonet --schema dictionary.xsd dictionary.xml`); },
  'edge POST /edge/v1/enrol/renew': async () => {
    await said('umask 077; openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout next.key -subj /CN=FW -out next.csr');
    const { certificate } = await parsed(`${asFirewall} ${asJson} -H 'content-type: application/pkcs10' --data-binary @next.csr ${at('enrol/renew')}`);
    writeFileSync(join(folder, 'next.crt'), String(certificate));
    expect(await said('openssl verify -purpose sslclient -CAfile ca.crt next.crt')).toContain('next.crt: OK');
    const next = asFirewall.replaceAll('fw.', 'next.');
    expect(await parsed(`${next} ${asJson} -X POST ${at('session')}`)).toMatchObject({ serial: 'FW', certificate: { renew_now: false } });
    // The one before ends with the first use of the next.
    for (let tries = 0; tries < 100 && (await shell(`${asFirewall} -X POST -o none ${at('session')}`)).code === 0; tries++) await Bun.sleep(50);
    expect((await shell(`${asFirewall} -X POST -o none ${at('session')}`)).code).not.toBe(0);
    await said('mv next.crt fw.crt && mv next.key fw.key');
  },
  'enrol POST /edge/v1/enrol': async () => {
    const otp = (await capture(['enrol', 'otp', 'NEW', '--data', it.node.dir])).out.trim();
    writeFileSync(join(folder, 'password'), `user = "NEW:${otp}"\n`, { mode: 0o600 });
    await said(`umask 077; openssl req -new -newkey rsa:2048 -nodes -keyout new.key -subj /CN=NEW -out new.csr 2>openssl.log; ${asStranger} -K password -H 'content-type: application/pkcs10' --data-binary @new.csr -o reply.pem ${enrolAt('enrol')} && openssl x509 -in reply.pem -out new.crt`);
    expect(await parsed(`${asFirewall.replaceAll('fw.', 'new.')} ${asJson} ${at('mappings')}`)).toMatchObject({ kind: 'snapshot' });
    expect((await shell(`${asStranger} -K password -H 'content-type: application/pkcs10' --data-binary @new.csr -o none ${enrolAt('enrol')}`)).code).toBe(22);
  },
  'enrol GET /edge/v1/enrol/advice': async () => { expect(await parsed(`${asStranger} ${enrolAt('enrol/advice?model=PA-440&panos=10.1')}`)).toMatchObject({ device_certificate: 'automatic', credential: 'none' }); },
  'enrol GET /edge/v1/ca': async () => { expect(await said(`curl -sS -k ${enrolAt('ca')} | openssl x509 -noout -fingerprint -sha256`)).toContain(await said('openssl x509 -in ca.crt -noout -fingerprint -sha256')); },
  'enrol GET /edge/v1/crl': async () => {
    const gone = await it.node.enrol('GONE');
    writeFileSync(join(folder, 'gone.crt'), gone.certificate);
    it.node.store.firewalls.revoke('GONE', Date.now(), 'test');
    await said(`${asStranger} -o list.der ${enrolAt('crl')} && openssl crl -inform DER -in list.der -out list.pem -CAfile ca.crt`);
    expect(await said('openssl verify -crl_check -CAfile ca.crt -CRLfile list.pem fw.crt')).toContain('fw.crt: OK');
    expect((await shell('openssl verify -crl_check -CAfile ca.crt -CRLfile list.pem gone.crt')).err).toContain('certificate revoked');
  },
  'lists GET /edge/v1/lists': async () => {
    for (const http of ['--http1.1', '--http2']) expect(JSON.parse(await tagged(`${asStranger} ${http} -u branch:${reader}`, listsAt('lists'))).lists.length).toBeGreaterThan(0);
    expect((await shell(`${asStranger} ${listsAt('lists')}`)).code).toBe(22);
  },
  'lists GET /edge/v1/lists/:attribute/:value': async () => {
    expect(await tagged(`${asStranger} --http1.1 -u branch:${reader}`, listsAt('lists/profile/Printer'))).toBe('10.0.0.2\n');
    expect((await shell(`${asStranger} -u branch:${feedReader} ${listsAt('lists/profile/Printer')}`)).code).toBe(22);
  },
  'lists GET /edge/v1/feed.json': async () => { expect(JSON.parse(await tagged(`${asStranger} -u siem:${feedReader}`, listsAt('feed.json')))).toMatchObject({ tenant: 'default' }); },
  'portal GET /healthz': async () => { expect(await said(`curl -sS --fail -o none -w '%{http_code}' ${it.node.portalUrl}/healthz`)).toBe('200'); },
  'portal GET /readyz': async () => { expect(await said(`curl -sS --fail -o none -w '%{http_code}' ${it.node.portalUrl}/readyz`)).toBe('200'); },
  'portal GET /metrics': async () => { expect(await said(`curl -sS --fail ${it.node.portalUrl}/metrics`)).toMatch(/^nameplate_polls_total\{kind="snapshot"\} \d+$/m); },
};

test('every row of the table of routes has its call here, and nothing else has', () => {
  expect(Object.keys(CALLS).sort()).toEqual(ROUTES.map(({ listener, method, path }) => `${listener} ${method} ${path}`).sort());
});

// In this order: a renewal ends the certificate before.
for (const [name, call] of Object.entries(CALLS)) test.skipIf(missing.length > 0)(`[R83] [R84] [R85] ${name}`, call);

test.skipIf(missing.length > 0)('[R83] openssl s_client: both sides prove themselves, HTTP/2 is agreed on, older TLS and a client without a certificate are refused', async () => {
  const peer = it.node.url.slice('https://'.length), open = `openssl s_client -connect ${peer} -CAfile ca.crt -verify_return_error -alpn h2`;
  const mutual = await shell(`${open} -cert fw.crt -key fw.key </dev/null`);
  expect(mutual.out).toMatch(/ALPN protocol: h2[\s\S]*Verify return code: 0 \(ok\)/);
  expect(mutual.out).toContain('Acceptable client certificate CA names');
  const [alone, old] = [await shell(`(sleep 1) | ${open} -quiet`), await shell(`${open} -tls1_1 -cert fw.crt -key fw.key </dev/null`)];
  expect(alone.err + alone.out).toMatch(/certificate required|handshake failure|alert/);
  expect(old.code).not.toBe(0);
  for (const [url, path] of [[it.node.enrolUrl, 'ca'], [it.node.listsUrl, 'lists']] as const) {
    const asked = await shell(`printf 'GET /edge/v1/${path} HTTP/1.1\\r\\nhost: node\\r\\nconnection: close\\r\\n\\r\\n' | openssl s_client -quiet -connect ${url.slice('https://'.length)} -CAfile ca.crt -verify_return_error -alpn http/1.1`);
    expect(asked.out).toMatch(path === 'ca' ? /^HTTP\/1\.1 200 [\s\S]*BEGIN CERTIFICATE/ : /^HTTP\/1\.1 401 /);
  }
});

test.skipIf(missing.length > 0)('[R74] h2load: two thousand polls over several connections with many streams each, and none fails; the ports without certificates too', async () => {
  const { cursor } = await parsed(`${asFirewall} ${asJson} ${at('mappings?cursor=')}`);
  // h2load has no client certificate to show: openssl s_client shows it for each of its connections.
  const through = tunnel(it.node.url, folder);
  try {
    const polls = await said(`h2load -n 2000 -c 4 -m 20 -H 'accept: application/json' '${through.url}/edge/v1/mappings?cursor=${String(cursor)}'`);
    expect(polls).toMatch(/requests: 2000 total, 2000 started, 2000 done, 2000 succeeded, 0 failed, 0 errored, 0 timeout\nstatus codes: 2000 2xx/);
  } finally {
    through.stop();
  }
  const authorities = await said(`h2load -n 8 -c 2 -m 2 ${enrolAt('ca')}`);
  expect(authorities).toContain('8 succeeded, 0 failed');
  const lists = await said(`h2load -n 8 -c 2 -m 2 -H 'authorization: Basic ${btoa(`branch:${reader}`)}' ${listsAt('lists/profile/Printer')}`);
  expect(lists).toContain('8 succeeded, 0 failed');
});
