/** The device dictionary as firewalls and strangers' tools see it: fetched with curl, checked with openssl and xmllint, followed version by version, and nobody's secrets in it. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../config/index.ts';
import { hashOf } from '../dictionary/index.ts';
import { demoFixtures, DeviceDictionary, startNode } from '../node/index.ts';
import { enrolFirewall } from '../cli/enrolment.ts';
import { capture } from '../cli/capture-output.ts';
import { changeSigner, isSigned, openAuthority, openSigner } from '../pki/index.ts';
import { connectFirewall } from '../simulator/index.ts';
import { openStore } from '../store/index.ts';
import { makeLog } from '../telemetry/index.ts';
import { dictionaryVersionCheck } from '../wire/index.ts';
import { ask, dial, run, type Answer } from './knock.ts';
import { edgeNode, type Credentials, type EdgeNode } from './edge-node.ts';

setDefaultTimeout(60_000);
const haveTools = ['curl', 'openssl', 'xmllint'].every((name) => Bun.which(name) !== null);

let node: EdgeNode, fw: Credentials, folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-dictionary-'));
  node = await edgeNode();
  fw = await node.enrol('FW');
  writeFileSync(join(folder, 'ca.crt'), fw.ca);
  writeFileSync(join(folder, 'fw.crt'), fw.certificate);
  writeFileSync(join(folder, 'fw.key'), fw.key);
});
afterAll(async () => {
  await node.stop();
  rmSync(folder, { recursive: true });
});

async function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const session = dial(node.url, fw.ca, fw);
  try {
    const answer = await ask(session, { ':method': 'GET', ':path': path, ...headers });
    if (answer === undefined) throw new Error('no answer');
    return answer;
  } finally {
    session.destroy();
  }
}
const field = (answer: Answer, name: string): string => String(answer.headers[name] ?? '');
const curl = async (path: string, ...more: string[]): Promise<string> => (await run(['curl', '-sS', '--cacert', join(folder, 'ca.crt'), '--cert', join(folder, 'fw.crt'), '--key', join(folder, 'fw.key'), ...more, `${node.url}${path}`])).out;

test.skipIf(!haveTools)('[R107][R110] curl with a client certificate gets all of it, then 304 or the changes; openssl and xmllint agree with what it got', async () => {
  for (const [path, file] of [['', 'dictionary.xml'], ['.sig', 'dictionary.xml.sig'], ['/key', 'dictionary.pub'], ['/schema', 'dictionary.xsd']] as const) await curl(`/edge/v1/dictionary${path}`, '-o', join(folder, file), '-D', join(folder, `${file}.headers`));
  const etag = /^etag: (.*?)\r?$/mi.exec(readFileSync(join(folder, 'dictionary.xml.headers'), 'utf8'))?.[1] ?? '';
  expect(etag).toMatch(/^"1-[0-9a-f]{16}-[0-9a-f]{8}"$/);
  expect(await curl('/edge/v1/dictionary', '-H', `If-None-Match: "old", ${etag}`, '-w', '%{http_code} %{size_download}')).toBe('304 0');
  expect(await curl('/edge/v1/dictionary?since=1')).toMatch(/^<\?xml[^\n]*\n<device-dictionary-delta [^>]* from="1" /);
  for (const coding of ['gzip', 'zstd']) {
    await curl('/edge/v1/dictionary', '--compressed', '-H', `Accept-Encoding: ${coding}`, '-o', join(folder, coding));
    expect(readFileSync(join(folder, coding)).equals(readFileSync(join(folder, 'dictionary.xml')))).toBe(true);
  }
  const checked = await run(['openssl', 'pkeyutl', '-verify', '-pubin', '-inkey', 'dictionary.pub', '-rawin', '-in', 'dictionary.xml', '-sigfile', 'dictionary.xml.sig'], { cwd: folder });
  expect(checked.out).toContain('Signature Verified Successfully');
  expect((await run(['xmllint', '--noout', '--nonet', '--schema', 'dictionary.xsd', 'dictionary.xml'], { cwd: folder })).err).toContain('validates');
  const sum = (await run(['sh', '-c', "sed '1,2d;$d' dictionary.xml | sha256sum"], { cwd: folder })).out.slice(0, 64);
  expect(readFileSync(join(folder, 'dictionary.xml'), 'utf8')).toContain(`sha256="${sum}"`);
  writeFileSync(join(folder, 'other.xml'), `${readFileSync(join(folder, 'dictionary.xml'), 'utf8')} `);
  expect((await run(['openssl', 'pkeyutl', '-verify', '-pubin', '-inkey', 'dictionary.pub', '-rawin', '-in', 'other.xml', '-sigfile', 'dictionary.xml.sig'], { cwd: folder })).code).not.toBe(0);
});

test.skipIf(!haveTools)('[R110] who lost the connection goes on where it was, and starts again when there is another version by then', async () => {
  const file = join(folder, 'resumed.xml'), all = await get('/edge/v1/dictionary'), etag = field(all, 'etag'), total = all.body.byteLength, half = Math.floor(total / 2);
  expect([field(all, 'accept-ranges'), etag.startsWith('"')]).toEqual(['bytes', true]);
  writeFileSync(file, all.body.subarray(0, half));
  expect(await curl('/edge/v1/dictionary', '-C', '-', '-H', `If-Range: ${etag}`, '-o', file, '-w', '%{http_code} %{size_download}')).toBe(`206 ${total - half}`);
  expect(readFileSync(file).equals(all.body)).toBe(true);
  const part = await get('/edge/v1/dictionary', { range: 'bytes=10-19', 'if-range': etag, 'accept-encoding': 'gzip' });
  expect([part.status, field(part, 'content-range'), field(part, 'content-encoding'), field(part, 'etag'), part.body.equals(all.body.subarray(10, 20))]).toEqual([206, `bytes 10-19/${total}`, '', etag, true]);
  expect(isSigned(all.body, Buffer.from(field(part, 'dictionary-signature'), 'base64'), (await get('/edge/v1/dictionary/key')).body.toString())).toBe(true); // of the whole, which the parts make
  // Another version, a weak tag, bytes of a coding, changes, or a coding without a tag: no part.
  for (const more of [{ 'if-range': '"1-0000000000000000-00000000"' }, { 'if-range': `W/${etag}` }, { 'if-range': etag.replace(/"$/, '-gzip"') }, { 'accept-encoding': 'gzip' }, { range: 'bytes=0-1,3-4' }]) {
    expect([more, (await get('/edge/v1/dictionary', { range: 'bytes=10-19', ...more } as Record<string, string>)).status]).toEqual([more, 200]);
  }
  expect((await get('/edge/v1/dictionary?since=1', { range: 'bytes=0-5' })).status).toBe(200);
  const beyond = await get('/edge/v1/dictionary', { range: `bytes=${total}-` });
  expect([beyond.status, field(beyond, 'content-range'), beyond.body.byteLength]).toEqual([416, `bytes */${total}`, 0]);
  const packed = await get('/edge/v1/dictionary', { 'accept-encoding': 'gzip' });
  expect(field(packed, 'etag')).toBe(etag.replace(/"$/, '-gzip"'));
  for (const held of [etag, `W/${etag}`, field(packed, 'etag')]) expect((await get('/edge/v1/dictionary', { 'if-none-match': held, range: 'bytes=0-5' })).status).toBe(304);
});

test('[R110] [R112] dictionary fetch believes nothing without the signature of the key that it trusted first', async () => {
  const out = join(folder, 'fetched'), words = ['dictionary', 'fetch', '--edge', node.url, '--cert', join(folder, 'fw.crt'), '--key', join(folder, 'fw.key'), '--ca', join(folder, 'ca.crt'), '--out', out];
  const first = await capture(words), whole = readFileSync(join(out, 'dictionary.xml'));
  expect([first.code, first.out, first.err]).toEqual([0, expect.stringMatching(/dictionary\.xml is now version \d+, \d+ entries, signed with [0-9a-f]{16}\n$/), expect.stringContaining('this key is trusted from now on')]);
  expect((await capture(['dictionary', 'verify', join(out, 'dictionary.xml')])).code).toBe(0);
  expect(JSON.parse((await capture([...words, '--json'])).out)).toMatchObject({ fetched: false });
  // Changed on the disk, it is fetched again or refused, never believed.
  writeFileSync(join(out, 'dictionary.xml'), whole.toString().replace(/generated="2/, 'generated="3'));
  expect((await capture(words)).err).toContain('not signed with this key');
  writeFileSync(join(out, 'dictionary.xml'), whole.subarray(0, 500));
  expect(JSON.parse((await capture([...words, '--json'])).out)).toMatchObject({ fetched: true });
  expect(readFileSync(join(out, 'dictionary.xml')).equals(whole)).toBe(true);
  // Another key than the trusted one: nothing is touched.
  const other = openSigner(await openAuthority(join(folder, 'other'), new Date())).publicPem;
  writeFileSync(join(folder, 'other.pub'), other);
  rmSync(join(out, 'dictionary.xml'));
  expect(await capture([...words, '--trust', join(folder, 'other.pub')])).toMatchObject({ err: expect.stringContaining('not signed with this key') });
  expect(() => statSync(join(out, 'dictionary.xml'))).toThrow();
});

test('[R110] each form is signed in its header, says how it may be kept, and comes in the coding that is asked for', async () => {
  const whole = await get('/edge/v1/dictionary'), key = (await get('/edge/v1/dictionary/key')).body.toString();
  expect(isSigned(whole.body, Buffer.from(field(whole, 'dictionary-signature'), 'base64'), key)).toBe(true);
  expect(isSigned(whole.body, (await get('/edge/v1/dictionary.sig')).body, key)).toBe(true);
  expect([field(whole, 'cache-control'), field(whole, 'vary'), field(whole, 'content-type')]).toEqual(['private, no-cache', 'accept-encoding', 'application/xml; charset=utf-8']);
  for (const [asked, got] of [['gzip', 'gzip'], ['zstd, gzip', 'zstd'], ['zstd;q=0.5, gzip', 'gzip'], ['br', ''], ['gzip;q=0', ''], ['*', 'zstd'], ['GZIP;Q=0.1', 'gzip'], [';;,,=q', '']] as const) {
    expect([asked, field(await get('/edge/v1/dictionary', { 'accept-encoding': asked }), 'content-encoding')]).toEqual([asked, got]);
  }
  const version = JSON.parse((await get('/edge/v1/dictionary/version', { accept: 'application/json' })).body.toString()) as unknown;
  if (!dictionaryVersionCheck.is(version)) throw new Error(dictionaryVersionCheck.complaint(version));
  expect(whole.body.toString()).toContain(`version="${version.version}" generated="${version.generated}" sha256="${version.sha256}"`);
  expect(Math.abs(version.check_seconds - 7200)).toBeLessThanOrEqual(720);
  for (const since of ['x', '-1', '1e3', '9999999999999999', '']) expect([since, (await get(`/edge/v1/dictionary?since=${since}`)).status]).toEqual([since, 400]);
  for (const since of ['0', '2', '123456789012345']) expect((await get(`/edge/v1/dictionary?since=${since}`)).body.equals(whole.body)).toBe(true);
  const stranger = dial(node.url, fw.ca);
  expect(await ask(stranger, { ':method': 'GET', ':path': '/edge/v1/dictionary' })).toBeUndefined();
  stranger.destroy();
});

test('[R110][R113] a client that follows by changes holds what one that fetches all of it gets, ids and order included', async () => {
  const table = node.store.dictionary, shipped = table.entries().map(({ id: _, ...row }) => row);
  const models = (...names: string[]) => names.map((name) => ({ kind: 'model', owner: 'HP', name, facts: '{"vendor":"HP"}' }));
  let held = (await get('/edge/v1/dictionary')).body.toString(), version = 1;
  for (const extra of [models('M1', 'M2 <&"\'>'), models('M2 <&"\'>'), models('M1', 'M3'), []]) {
    table.replace([...shipped, ...extra].slice(extra.length), Date.now(), hashOf);
    node.shelf.refresh();
    const delta = await get(`/edge/v1/dictionary?since=${version}`), now = await get('/edge/v1/dictionary');
    expect(delta.body.byteLength).toBeLessThan(now.body.byteLength / 100);
    expect(isSigned(delta.body, (await get(`/edge/v1/dictionary.sig?since=${version}`)).body, (await get('/edge/v1/dictionary/key')).body.toString())).toBe(true);
    held = applied(held, delta.body.toString());
    expect(held).toBe(now.body.toString());
    version = Number(field(now, 'dictionary-version'));
  }
  expect(version).toBeGreaterThan(4);
  expect(field(await get('/edge/v1/dictionary'), 'etag')).toMatch(new RegExp(`^"${version}-`));
});

/** What a stranger would write: entries by id, sections by kind, as the schema says. */
function applied(document: string, delta: string): string {
  const lists = ['categories', 'profiles', 'vendors', 'models', 'os-families', 'os-versions'], entries = new Map<string, Map<number, string>>(lists.map((list) => [list, new Map()]));
  const take = (text: string): void => { for (const list of lists) for (const part of text.matchAll(new RegExp(`<${list}>\\n([\\s\\S]*?)</${list}>`, 'g'))) for (const [line, id] of (part[1] ?? '').matchAll(/<entry id="(\d+)"[^\n]*/g)) entries.get(list)?.set(Number(id), line); };
  take(document);
  expect(delta).toContain(`from-sha256="${/ sha256="([0-9a-f]+)"/.exec(document)?.[1]}"`);
  for (const [, id] of (/<removed>\n([\s\S]*)<\/removed>/.exec(delta)?.[1] ?? '').matchAll(/id="(\d+)"/g)) for (const list of entries.values()) list.delete(Number(id));
  take(delta);
  const body = lists.map((list) => `  <${list}>\n${[...(entries.get(list) ?? [])].sort(([a], [b]) => a - b).map(([, line]) => `    ${line}\n`).join('')}  </${list}>\n`).join('');
  const [, version, generated, sha256] = / version="(\d+)" generated="([^"]+)" sha256="([0-9a-f]+)">\n {2}<added>/.exec(delta) ?? [];
  return document.split('\n').slice(0, 1).join('\n').concat(`\n<device-dictionary xmlns="urn:nameplate:device-dictionary:1" version="${version}" generated="${generated}" sha256="${sha256}">\n${body}</device-dictionary>\n`);
}

test('[R110] it is made anew at the start and on a schedule, two hours unless set; a rebuild that fails is counted, and the version before stays', async () => {
  expect((await loadConfig('')).dictionary.rebuildSeconds).toBe(7200);
  const table = node.store.dictionary, full = table.entries().length, { metrics } = node, parts = { vendorOf: () => undefined, worth: () => [], namesModel: () => false };
  const log = makeLog({ level: 'error', format: 'json', now: Date.now, write: () => undefined }), failures = metrics.counter('nameplate_loop_failures_total', { loop: 'dictionary' });
  let isBroken = false;
  const sighted = { slice: (after: number, least: number) => { if (isBroken) throw new Error('the disk is gone'); return node.store.sighted.slice(after, least); } };
  const own = new DeviceDictionary({ store: { devices: node.store.devices, dictionary: table, sighted }, shelf: node.shelf, parts, metrics, log, now: Date.now, least: 90, everyMs: 20 });
  own.start();
  for (let round = 0; round < 3; round++) {
    table.replace([], Date.now(), hashOf);
    while (table.entries().length < full) await Bun.sleep(5);
  }
  isBroken = true;
  while (failures.value < 2) await Bun.sleep(5);
  const held = await get('/edge/v1/dictionary');
  expect([held.status, field(held, 'dictionary-version')]).toEqual([200, String(table.head()?.version)]);
  isBroken = false;
  table.replace([], Date.now(), hashOf);
  while (table.entries().length < full) await Bun.sleep(5);
  await own.stop();
});

test('a changed key signs the next rebuild: the tag is another, the version is not, and the old key vouches for it', async () => {
  const before = await get('/edge/v1/dictionary'), old = openSigner(node.authority);
  changeSigner(node.authority, new Date());
  expect(field(await get('/edge/v1/dictionary'), 'dictionary-key')).toBe(old.id);
  await node.dictionary.rebuild();
  const after = await get('/edge/v1/dictionary', { 'if-none-match': field(before, 'etag') });
  expect([after.status, field(after, 'dictionary-version'), after.body.equals(before.body)]).toEqual([200, field(before, 'dictionary-version'), true]);
  expect(isSigned(after.body, Buffer.from(field(after, 'dictionary-signature'), 'base64'), (await get('/edge/v1/dictionary/key')).body.toString())).toBe(true);
  expect((await get('/edge/v1/dictionary/keys')).body.toString()).toContain(`"from":"${old.id}"`);
  expect(statSync(join(node.dir, 'pki', 'dictionary.key')).mode & 0o777).toBe(0o600);
});

test('[R109] killed at any moment: no version is given twice or taken back, and no id changes hands', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-dictionary-killed-')), ids = new Map<number, string>(), sums = new Map<number, string>();
  let last = 0;
  for (let round = 0; round < 8; round++) {
    const child = Bun.spawn([process.execPath, join(import.meta.dir, 'dictionary-child.ts'), dir, String(round + 1)], { stdout: 'pipe' }), reader = child.stdout.getReader();
    let text = '';
    for (let reads = 0; reads < 3 + round; reads++) text += new TextDecoder().decode((await reader.read()).value);
    child.kill('SIGKILL');
    for (let more = await reader.read(); !more.done; more = await reader.read()) text += new TextDecoder().decode(more.value);
    await child.exited;
    for (const line of text.split('\n').slice(0, -1)) {
      const said = JSON.parse(line) as { version: number; sha256: string; ids: [number, string][] }; // the child's own lines
      expect(said.version).toBeGreaterThanOrEqual(last);
      expect(sums.get(said.version) ?? said.sha256).toBe(said.sha256);
      last = said.version;
      sums.set(said.version, said.sha256);
      for (const [id, name] of said.ids) { expect(ids.get(id) ?? name).toBe(name); ids.set(id, name); }
    }
    const store = openStore(dir, { role: 'node', now: 0 });
    expect(store.dictionary.head()?.version ?? 0).toBeGreaterThanOrEqual(last);
    store.close();
  }
  expect(last).toBeGreaterThan(8);
  rmSync(dir, { recursive: true });
});

test('[R108][R109][R111] two tenants on a real node: what their devices are is in it; their names, profiles, hosts, addresses and counts are not', async () => {
  const data = join(folder, 'real'), out = join(folder, 'out');
  mkdirSync(data, { recursive: true });
  const plain = await loadConfig(''), config = { ...plain, edge: { ...plain.edge, port: 0 }, portal: { ...plain.portal, port: 0 }, syslog: { ...plain.syslog, dhcpListen: [] }, log: { ...plain.log, level: 'error' as const }, tick: { intervalMs: 50, checkpointMs: 50 } };
  const cli = async (...words: string[]) => { const ran = await capture([...words, '--data', data]); expect(`${words.join(' ')}: ${ran.err}`).not.toContain('error'); return ran.out; };
  const start = async () => startNode({ config, dataDir: data });
  let real = await start();
  const seen: { mac: string; tenant: string }[] = [];
  for (const tenant of ['redworks', 'bluelabs']) {
    const made = await enrolFirewall(data, { serial: `FW-${tenant}`, tenant, site: `${tenant}-hq` });
    const firewall = await connectFirewall(real.edgeUrl, made);
    for (const { name, format, bytes, recordedMs, expected } of await demoFixtures()) {
      await firewall.upload(format, `${tenant}-${name}`, bytes, Math.round(Date.now() - recordedMs));
      for (const { mac_address } of expected) if (mac_address !== null) seen.push({ mac: mac_address, tenant });
    }
    await firewall.stop();
  }
  await real.stop(); // all that was said is in its tables then
  const [first, second, third] = [...new Set(seen.map(({ mac }) => mac))], store = openStore(data, { role: 'tool', now: 0 });
  real = await start();
  await cli('device', 'reclassify', first ?? '', '--profile', 'Redworks Secret Rig', '--category', 'Industrial Controller', '--new', '--tenant', 'redworks', '--site', 'redworks-hq');
  await cli('device', 'edit', second ?? '', '--tenant', 'redworks', '--site', 'redworks-hq', '--name', 'vault-door-7', '--model', 'Vault Door Mark VII', '--vendor', 'Redworks Skunk Division');
  await cli('device', 'edit', third ?? '', '--tenant', 'bluelabs', '--site', 'bluelabs-hq', '--model', 'vault-door-7', '--os-version', 'bluelabs build of anna');
  while (!store.published('redworks', () => true).some(({ entry }) => entry?.verdict?.profile === 'Redworks Secret Rig')) await Bun.sleep(20);
  await real.stop();
  real = await start(); // what people said stands in the tables when this one reads them
  while (!/^nameplate_dictionary_version [1-9]/m.test(await (await fetch(`${real.portalUrl}/metrics`)).text())) await Bun.sleep(20);
  await real.stop();
  await cli('dictionary', 'write', '--out', out);
  const text = readFileSync(join(out, 'dictionary.xml'), 'utf8');
  for (const secret of ['redworks', 'bluelabs', 'vault', 'skunk', 'build of anna', 'FW-', ...seen.map(({ mac }) => mac), 'count=', 'tenant=']) expect([secret, text.toLowerCase().includes(secret.toLowerCase())]).toEqual([secret, false]);
  const hosts = store.devices.idsAfter(0, 1000).flatMap((id) => store.devices.byId(id)?.hostname ?? []).filter((name) => name.length > 3);
  expect(hosts.length).toBeGreaterThan(0);
  store.close();
  const models = [...(/<models>[\s\S]*<\/models>/.exec(text)?.[0] ?? '').matchAll(/name="([^"]+)" vendor="([^"]+)"\/>/g)].map(([, model, vendor]) => `${vendor} ${model}`);
  expect(models.length).toBeGreaterThan(0);
  for (const host of hosts) expect([host, text.includes(`name="${host}"`)]).toEqual([host, models.some((model) => model.endsWith(` ${host}`))]);
  expect((await capture(['dictionary', 'verify', join(out, 'dictionary.xml')])).code).toBe(0);
});
