/** Raw logs as an engineer meets them: kept from the next upload on, found beside the running node, deleted when told so; and a real disk that fills up and is given room. */
import { expect, test } from 'bun:test';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeClient } from '../client/index.ts';
import { openStore } from '../store/index.ts';
import { decode, uploadCheck } from '../wire/index.ts';
import { edgeNode, type Credentials } from './edge-node.ts';
import { program, run } from './program.ts';

const MIB = 1024 * 1024;

function lines(from: number, count: number, time: number): string {
  return `${Array.from({ length: count }, (_, i) => {
    const n = from + i, mac = `02:20:00:${[16, 8, 0].map((shift) => ((n >>> shift) & 255).toString(16).padStart(2, '0')).join(':')}`;
    return JSON.stringify({ record: 'dhcp', time: new Date(time + i).toISOString(), src_mac: mac, chaddr: mac, xid: n, message_type: 3, requested_ip: `10.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`,
      hostname: `host-${n}-${Bun.hash.wyhash(String(n)).toString(36)}`, vendor_class: 'Camera/97', options: [53, 50, 60] });
  }).join('\n')}\n`;
}

async function send(client: EdgeClient, batch: string, body: string, timeoutMs = 20_000): Promise<{ readonly status: number; readonly retryAfter: string | undefined; readonly records: number | undefined }> {
  const reply = await client.call({ method: 'POST', path: `/edge/v1/logs?format=eal&batch=${batch}`, body: Buffer.from(body), timeoutMs });
  const receipt = reply.status === 200 ? decode(reply.bytes, 'msgpack') : undefined;
  return { status: reply.status, retryAfter: reply.headers['retry-after']?.toString(), records: uploadCheck.is(receipt) ? receipt.records : undefined };
}

const client = (url: string, identity: Credentials): EdgeClient => new EdgeClient(url, identity);

test('[R2] [R3] [R5] logs are kept once a tenant says so, found beside the running node, and gone when told so', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-logs-'));
  const node = await edgeNode({ dir, sweepMs: 100 });
  const one = client(node.url, await node.enrol('FW-1')), two = client(node.url, await node.enrol('FW-2'));
  const logs = async (...words: string[]) => run(['logs', '--data', dir, ...words]);
  try {
    await send(one, 'before', lines(0, 10, Date.now() - 60_000));
    expect((await logs()).err).toContain('this tenant has no raw logs');
    expect((await run(['retention', 'set', '--data', dir, '--keep', 'raw', '--type-days', 'traffic=7', '--json'])).out).toContain('"keep":"raw","days":30,"type_days":{"traffic":7}');
    const time = Date.now() - 30_000;
    expect(await send(one, 'a', lines(100, 200, time))).toMatchObject({ status: 200, records: 200 });
    expect(await send(one, 'a', lines(100, 200, time))).toMatchObject({ status: 200, records: 200 }); // told again: kept once
    expect(await send(two, 'b', `${lines(500, 5, time + 1000)}{"record":"nonsense"}\n`)).toMatchObject({ status: 200, records: 5 });
    const all = await logs('--limit', '0', '--oldest-first', '--json');
    expect(all.code).toBe(0);
    expect(all.out.trimEnd().split('\n').map((line) => JSON.parse(line).xid)).toEqual([...Array.from({ length: 200 }, (_, i) => 100 + i), 500, 501, 502, 503, 504]);
    const found = JSON.parse((await logs('--device', '02:20:00:00:00:7b', '--json')).out);
    expect(found).toMatchObject({ record: 'dhcp', xid: 123, firewall: 'FW-1', site: 'default', segment: 'default' });
    expect(Date.parse(found.received)).toBeGreaterThan(time);
    const mine = (await logs('--firewall', 'FW-2', '--limit', '2')).out.trimEnd().split('\n');
    expect(mine.map((line) => line.split(' ').slice(2).join(' '))).toEqual(lines(500, 5, time + 1000).trimEnd().split('\n').reverse().slice(0, 2));
    expect((await logs('--type', 'reject')).out).toContain('{"record":"nonsense"}');
    expect((await logs('--from', new Date(time + 500).toISOString(), '--to', new Date(time + 1001).toISOString(), '--limit', '0')).out.trimEnd().split('\n')).toHaveLength(2);
    for (const bad of [['--type', 'telepathy'], ['--device', 'nobody'], ['--from', 'yesterday']]) expect((await logs(...bad)).code).toBe(2);
    expect((await run(['retention', 'set', '--data', dir, '--keep', 'facts', '--days', '0'])).out).toContain('default: facts only');
    for (let i = 0; i < 100 && node.store.archive.size('default').bytes > 0; i++) await Bun.sleep(50);
    expect((await logs()).err).toContain('this tenant has no raw logs');
  } finally {
    one.drop();
    two.drop();
    await node.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}, 60_000);

/** `nameplate serve` until it says that it is ready. */
async function serve(dir: string): Promise<{ readonly url: string; readonly kill: () => Promise<string> }> {
  const child = Bun.spawn([...program, 'serve', '--data', dir, '--edge-port', '0', '--portal-port', '0', '--json', '--set', 'retention.keep=raw', '--set', 'edge.host=127.0.0.1'], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const said = new Response(child.stderr).text(), { value } = await child.stdout.getReader().read();
  const hello: unknown = JSON.parse(Buffer.from(value ?? []).toString());
  const url = typeof hello === 'object' && hello !== null && 'edge_url' in hello ? String(hello.edge_url) : '';
  return { url, kill: async () => { child.kill('SIGKILL'); await child.exited; return said; } };
}

test('[R79] a node that was killed says what it finds when it starts again: its journal, and bytes of logs that no commit knows', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-said-')), certs = join(dir, 'certs');
  try {
    const first = await serve(join(dir, 'data'));
    expect((await run(['firewall', 'add', 'FW-1', '--data', join(dir, 'data'), '--out', certs])).code).toBe(0);
    const pem = (name: string): string => readFileSync(join(certs, name), 'utf8');
    const sender = new EdgeClient(first.url, { serial: 'FW-1', certificate: pem('FW-1.crt'), key: pem('FW-1.key'), ca: pem('ca.crt') });
    const said = lines(0, 100, Date.now() - 60_000);
    expect(await send(sender, 'a', said)).toMatchObject({ status: 200, records: 100 });
    expect(await send(sender, 'b', said)).toMatchObject({ status: 200, records: 100 }); // nothing new but activity: that is what the journal holds
    sender.drop();
    const before = await first.kill();
    expect(before).not.toContain('journal is replayed');
    const segment = [...new Bun.Glob('archive/t-default/*.zst').scanSync({ cwd: join(dir, 'data'), absolute: true })][0] ?? '';
    appendFileSync(segment, 'half a frame');
    const after = await (await serve(join(dir, 'data'))).kill();
    expect(after).toMatch(/the last run ended without a stop; its journal is replayed.*"ticks":\d+/);
    expect(after).toMatch(/the archive was brought back to its last commit.*"bytes_cut":12/);
    expect((await run(['logs', '--data', join(dir, 'data'), '--limit', '0'])).out.trimEnd().split('\n')).toHaveLength(200);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}, 60_000);

/** A disk of its own: needs root and a kernel that lets it mount. */
function smallDisk(mib: number): { readonly path: string; readonly unmount: () => void } | undefined {
  const path = mkdtempSync(join(tmpdir(), 'nameplate-disk-'));
  const mounted = Bun.spawnSync(['mount', '-t', 'tmpfs', '-o', `size=${mib}m,mode=700`, 'tmpfs', path], { stderr: 'ignore' });
  if (mounted.success) return { path, unmount: () => { Bun.spawnSync(['umount', path]); rmSync(path, { recursive: true, force: true }); } };
  rmSync(path, { recursive: true, force: true });
  return undefined;
}
const probe = process.getuid?.() === 0 ? smallDisk(1) : undefined;
probe?.unmount();

test.skipIf(probe === undefined)('[R79] [R2] a disk that is full: uploads are told 507 and when to come again, polls go on, readyz says it; with room all of it is in, once', async () => {
  const disk = smallDisk(14);
  if (disk === undefined) throw new Error('the disk was there a moment ago');
  const dir = join(disk.path, 'data'), ballast = join(disk.path, 'ballast');
  writeFileSync(ballast, Buffer.alloc(8 * MIB));
  const node = await edgeNode({ dir, keep: 'raw' });
  const identity = await node.enrol('FW-1'), sender = client(node.url, identity), poller = client(node.url, identity);
  const acked = new Map<string, string>(), time = Date.now() - 60_000;
  try {
    let n = 0;
    // Until it is full; each upload has other devices, so that the database grows as well as the archive.
    for (; node.pipeline.trouble === null && n < 300; n++) {
      const body = lines(n * 1000, 1000, time), reply = await Promise.race([send(sender, `b${n}`, body).catch(() => undefined), Bun.sleep(3000)]);
      if (reply?.status === 200) acked.set(`b${n}`, body);
      if (n === 0) expect(reply).toMatchObject({ status: 200, records: 1000 });
    }
    expect(node.pipeline.trouble).toMatchObject({ code: 'disk_full' });
    expect(statfsSync(disk.path).bavail * statfsSync(disk.path).bsize).toBeLessThan(2 * MIB);
    const stored = node.store.batches.totals().batches;
    expect(stored).toBe(acked.size);
    const late16 = new Map(Array.from({ length: 16 }, (_, i) => [`w${i}`, lines(1_000_000 + i * 10, 10, time)]));
    const statuses = await Promise.all([...late16].map(async ([id, body]) => (await send(sender, id, body, 60_000)).status));
    expect(new Set(statuses)).toEqual(new Set([507]));
    const refused = await send(poller, 'late', lines(2_000_000, 10, time));
    expect(refused).toMatchObject({ status: 507, records: undefined });
    expect(Number(refused.retryAfter)).toBeGreaterThan(0);
    for (let i = 0; i < 3; i++) expect((await poller.call({ method: 'GET', path: '/edge/v1/mappings', timeoutMs: 10_000 })).status).toBe(200);
    expect((await fetch(`${node.portalUrl}/healthz`)).status).toBe(200);
    const ready = await fetch(`${node.portalUrl}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ status: 'not ready', reasons: ['ticks fail'] });
    expect(node.store.batches.totals().batches).toBe(stored); // nothing slipped in meanwhile
    // Room again.
    rmSync(ballast);
    for (const [id, body] of late16) {
      expect(await send(sender, id, body)).toMatchObject({ status: 200, records: 10 });
      acked.set(id, body);
    }
    const late = lines(2_000_000, 10, time);
    expect(await send(poller, 'late', late)).toMatchObject({ status: 200, records: 10 });
    acked.set('late', late);
    const last = lines((n - 1) * 1000, 1000, time); // the one that met the full disk: the uploader tells it again
    expect(await send(sender, `b${n - 1}`, last)).toMatchObject({ status: 200, records: 1000 });
    acked.set(`b${n - 1}`, last);
    expect((await fetch(`${node.portalUrl}/readyz`)).status).toBe(200);
    expect(node.pipeline.trouble).toBeNull();
  } finally {
    sender.drop();
    poller.drop();
    await node.stop();
  }
  const store = openStore(dir, { role: 'tool', now: Date.now() });
  const expected = [...acked.values()].flatMap((body) => body.trimEnd().split('\n'));
  expect(store.batches.totals()).toEqual({ batches: acked.size, records: expected.length });
  store.close();
  const out = join(tmpdir(), `nameplate-found-${process.pid}`);
  writeFileSync(out, (await run(['logs', '--data', dir, '--limit', '0'])).out);
  const found = readFileSync(out, 'utf8').trimEnd().split('\n').map((line) => line.split(' ').slice(2).join(' '));
  rmSync(out);
  disk.unmount();
  expect(found.sort()).toEqual(expected.sort());
}, 120_000);
