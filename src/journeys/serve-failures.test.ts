/** `serve` when it cannot: one sentence that says what and what to do, exit 1 (2 for wrong settings), and nothing stored is harmed. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program, run, type Ran } from './program.ts';

let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'nameplate-serve-')); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

interface Started { readonly edge_url: string; readonly portal_url: string; readonly ready_ms: number }

/** Starts a node and waits for its line of addresses. */
async function start(data: string): Promise<{ readonly addresses: Started; stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<number> }> {
  const child = Bun.spawn([...program, 'serve', '--data', data, '--edge-port', '0', '--portal-port', '0', '--set', 'syslog.dhcpListen=', '--json'], { stdin: 'ignore', stdout: 'pipe', stderr: 'ignore' });
  const reader = child.stdout.getReader();
  let text = '';
  while (!text.includes('\n')) {
    const { value, done } = await reader.read();
    if (done) throw new Error('the node ended before it was ready');
    text += new TextDecoder().decode(value);
  }
  const addresses: Started = JSON.parse(text);
  return { addresses, stop: (signal = 'SIGTERM') => { child.kill(signal); return child.exited; } };
}

const serve = (data: string, ...more: string[]): Promise<Ran> => run(['serve', '--data', data, '--edge-port', '0', '--portal-port', '0', '--set', 'syslog.dhcpListen=', ...more]);

function oneSentence(ran: Ran, words: RegExp): void {
  const lines = ran.err.trimEnd().split('\n').filter((line) => line.startsWith('error:'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(words);
  expect(ran.err).not.toContain('    at ');
}

test('it starts on free ports, says where, is healthy, and stops cleanly at SIGTERM and at Ctrl-C', async () => {
  const data = join(folder, 'clean');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const node = await start(data);
    expect((await fetch(`${node.addresses.portal_url}/healthz`)).status).toBe(200);
    expect((await fetch(`${node.addresses.portal_url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${node.addresses.portal_url}/metrics`)).text()).toContain('# TYPE nameplate_devices gauge');
    expect(await node.stop(signal)).toBe(0);
  }
});

test('a port in use is named, for either listener', async () => {
  const taken = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('') });
  for (const option of ['--edge-port', '--portal-port']) {
    const ran = await run(['serve', '--data', join(folder, 'ports'), '--edge-port', '0', '--portal-port', '0', '--set', 'edge.host=127.0.0.1', '--set', 'syslog.dhcpListen=', option, String(taken.port)]);
    expect(ran.code).toBe(1);
    oneSentence(ran, new RegExp(`${taken.port}.*(choose another port)`));
  }
  await taken.stop(true);
});

test('two nodes never share a data folder', async () => {
  const data = join(folder, 'shared');
  const first = await start(data);
  const second = await serve(data);
  expect(second.code).toBe(1);
  oneSentence(second, /stop the other node/);
  expect((await fetch(`${first.addresses.portal_url}/readyz`)).status).toBe(200);
  expect(await first.stop()).toBe(0);
});

test('a data folder that is a file, or cannot be made, is said to be so', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, 'not a folder');
  for (const data of [file, join(file, 'below'), '/proc/nameplate-cannot-be-made']) {
    const ran = await serve(data);
    expect({ data, code: ran.code }).toEqual({ data, code: 1 });
    oneSentence(ran, /^error: \S/);
    expect(ran.err).not.toContain('nobody foresaw');
  }
  expect(readFileSync(file, 'utf8')).toBe('not a folder');
});

test('a corrupt database is refused and left as it is', async () => {
  const data = join(folder, 'corrupt');
  expect(await (await start(data)).stop()).toBe(0);
  const database = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(data, entry.name)).find((path) => readFileSync(path).subarray(0, 15).toString() === 'SQLite format 3');
  expect(database).toBeDefined();
  const bytes = readFileSync(database ?? '');
  for (const damage of ['header', 'pages'] as const) {
    const broken = Buffer.from(bytes);
    if (damage === 'header') broken.fill(0x58, 0, 100);
    else broken.fill(0xff, 4096);
    writeFileSync(database ?? '', broken);
    const ran = await serve(data);
    expect({ damage, code: ran.code }).toEqual({ damage, code: 1 });
    oneSentence(ran, /restore the data folder from a backup/);
    expect(readFileSync(database ?? '').equals(broken)).toBe(true);
  }
});

test('damaged certificate files are refused, and not replaced', async () => {
  const data = join(folder, 'certificates');
  expect(await (await start(data)).stop()).toBe(0);
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(crt|pem|key)$/.test(name)).map((name) => join(data, name));
  expect(files.length).toBeGreaterThan(0);
  const [first = ''] = files.filter((path) => /ca[^/]*\.(crt|pem)$/.test(path));
  expect(existsSync(first)).toBe(true);
  writeFileSync(first, 'not a certificate');
  const ran = await serve(data);
  expect(ran.code).toBe(1);
  oneSentence(ran, /certificate/);
  expect(readFileSync(first, 'utf8')).toBe('not a certificate');
});

const canMount = process.getuid?.() === 0 && Bun.which('unshare') !== null && Bun.spawnSync(['unshare', '-m', 'true']).success;
test.skipIf(!canMount)('a full disk is said to be full, and a node started again on the freed disk is well', async () => {
  const disk = join(folder, 'small-disk');
  const words = (data: string): string => [...program, 'serve', '--data', data, '--edge-port', '0', '--portal-port', '0', '--set', 'syslog.dhcpListen=', '--json'].map((word) => `'${word}'`).join(' ');
  // A file system of 1 MB that only this process and its children see, filled to the last byte.
  const script = `mkdir '${disk}' && mount -t tmpfs -o size=1m none '${disk}' && mkdir '${disk}/data' && { cat /dev/zero > '${disk}/ballast' 2>/dev/null; true; }
    ${words(`${disk}/data`)}; echo "first $?"
    rm '${disk}/ballast'
    ${words(`${disk}/data`)} > '${folder}/second' & node=$!
    until grep -qs edge_url '${folder}/second' || ! kill -0 $node; do sleep 0.1; done
    kill $node; wait $node; echo "second $?"`;
  const child = Bun.spawn(['unshare', '-m', 'sh', '-c', script], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited]);
  expect(out).toContain('first 1\n');
  expect(err).toMatch(/^error: [^\n]*free disk space/m);
  expect(readFileSync(join(folder, 'second'), 'utf8')).toContain('"edge_url"');
  expect(out).toContain('second 0\n');
});

test.skipIf(!canMount)('[R7] while the disk is full an upload is told so and uses up no batch id, a certificate is not half given, and all goes on once there is room', async () => {
  const disk = join(folder, 'filling'), log = join(folder, 'one.eal');
  writeFileSync(log, Array.from({ length: 2000 }, (_, n) => `${JSON.stringify({ record: 'dhcp', time: '2026-01-01T00:00:00Z', src_mac: `02:00:00:00:${(n >> 8).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`, hostname: `host-${n}`, message_type: 3, xid: n })}\n`).join(''));
  const quoted = (words: readonly string[]): string => [...program, ...words].map((word) => (word.startsWith('$') ? `"${word}"` : `'${word}'`)).join(' ');
  const send = quoted(['replay', log, '--speed', 'max', '--patience', '2', '--json', '--edge', '$url', '--cert', `${folder}/given/FW.crt`, '--key', `${folder}/given/FW.key`, '--ca', `${folder}/given/ca.crt`]);
  const script = `mkdir '${disk}' && mount -t tmpfs -o size=3m none '${disk}'
    ${quoted(['serve', '--data', `${disk}/data`, '--edge-port', '0', '--portal-port', '0', '--json'])} > '${folder}/filling.out' 2> '${folder}/filling.err' & node=$!
    until grep -qs edge_url '${folder}/filling.out' || ! kill -0 $node; do sleep 0.1; done
    url=$(grep -o 'https://localhost:[0-9]*' '${folder}/filling.out')
    ${quoted(['firewall', 'add', 'FW', '--data', `${disk}/data`, '--out', `${folder}/given`])} > /dev/null; echo "added $?"
    mkdir '${disk}/certs'; cat /dev/zero > '${disk}/ballast' 2>/dev/null
    ${send}; echo "full $?"
    ${quoted(['firewall', 'add', 'FW2', '--data', `${disk}/data`, '--out', `${disk}/certs`])}; echo "second $?"; ls -A '${disk}/certs'
    rm '${disk}/ballast'
    ${quoted(['firewall', 'list', '--data', `${disk}/data`])}
    ${send}; echo "room $?"
    kill $node; wait $node; echo "node $?"`;
  const child = Bun.spawn(['unshare', '-m', 'sh', '-c', script], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited]);
  expect(out).toMatch(/^added 0\nfull 1\nsecond 1\nSERIAL [^\n]*\nFW [^\n]*\n\{"batches":1,[^\n]*"records":2000,[^\n]*"repeated":0,[^\n]*\nroom 0\nnode 0\n$/);
  expect(err).toMatch(/^error: the node did not take a batch \(reason disk_full: [^\n]*\nerror: [^\n]*free disk space[^\n]*\n$/);
}, 60_000);

test('half a data folder is no first start: nothing is made in it', async () => {
  const data = join(folder, 'half'), kept = join(folder, 'kept');
  expect(await (await start(data)).stop()).toBe(0);
  for (const part of ['pki', 'nameplate.db']) {
    renameSync(join(data, part), kept);
    const before = readdirSync(data).sort(), ran = await serve(data);
    expect({ part, code: ran.code, left: readdirSync(data).sort() }).toEqual({ part, code: 1, left: before });
    oneSentence(ran, /is missing.*restore the whole data folder from one backup/);
    renameSync(kept, join(data, part));
  }
  expect(await (await start(data)).stop()).toBe(0);
});

test('wrong settings are wrong usage: exit 2, and no data folder is made', async () => {
  const data = join(folder, 'never');
  const config = join(folder, 'bad.toml');
  writeFileSync(config, '[edge]\nport = "eight"\n');
  const ran = await run(['serve', '--data', data, '--config', config]);
  expect(ran.code).toBe(2);
  oneSentence(ran, /edge\.port/);
  expect(existsSync(data)).toBe(false);
});
