/** The sensor against a real node: from a pipe and an interface, live, through an outage, and with the same evidence as the capture itself. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pcap } from '../kernels/capture-files.ts';
import { replay } from '../simulator/index.ts';
import { openBytes } from '../sources/index.ts';
import { device } from './edge-calls.ts';
import { edgeNode, type Credentials, type EdgeNode } from './edge-node.ts';
import { knock } from './knock.ts';
import { program } from './program.ts';

setDefaultTimeout(90_000);
const DEMO = join(import.meta.dir, '../../fixtures/demo');
let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'nameplate-sensor-test-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

function identityWords(made: Credentials): string[] {
  for (const [file, text] of [['crt', made.certificate], ['key', made.key], ['ca', made.ca]] as const) writeFileSync(join(folder, `PROBE.${file}`), text, { mode: 0o600 });
  return ['--cert', join(folder, 'PROBE.crt'), '--key', join(folder, 'PROBE.key'), '--ca', join(folder, 'PROBE.ca')];
}
function piped(node: EdgeNode, made: Credentials, more: readonly string[] = []): Bun.Subprocess<'pipe', 'pipe', 'pipe'> {
  return Bun.spawn([...program, 'sensor', '-', '--json', '--edge', node.url, ...identityWords(made), ...more], { stdin: 'pipe', stdout: 'pipe', stderr: 'pipe' });
}
async function ended(child: Bun.Subprocess<'pipe', 'pipe', 'pipe'>): Promise<{ readonly code: number; readonly report: Record<string, unknown>; readonly err: string }> {
  const [code, out, err] = await Promise.all([child.exited, new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code, report: out === '' ? {} : JSON.parse(out) as Record<string, unknown>, err }; // the command's own JSON object
}
/** What the node holds: the devices with the bytes of their evidence. */
function devices(node: EdgeNode): unknown[] {
  return node.store.devices.idsAfter(0, 1000).map((id) => {
    const row = node.store.devices.byId(id);
    return [row?.mac, row?.ip, row?.ipProof, row?.hostname, row?.firstSeen, row?.lastActivity, Buffer.from(node.store.devices.evidence(id) ?? []).toString('hex')];
  }).sort((a, b) => Number(a[0]) - Number(b[0]));
}
const arp = (n: number): Uint8Array => Buffer.from(`ffffffffffff0200000000${n.toString(16).padStart(2, '0')}080600010800060400010200000000${n.toString(16).padStart(2, '0')}0a0000${n.toString(16).padStart(2, '0')}0000000000000a000001`, 'hex');
const HEADER = pcap([]), record = (n: number): Uint8Array => pcap([{ data: arp(n), seconds: Math.floor(Date.now() / 1000) }]).subarray(24);
async function until(yes: () => boolean): Promise<void> { while (!yes()) await Bun.sleep(50); }

test.each(readdirSync(DEMO))('demo capture %s: through the sensor a device has the very evidence that the upload of the capture gives', async (name) => {
  const path = join(DEMO, name, 'in.pcap'), direct = await edgeNode(), sensed = await edgeNode();
  try {
    const identity = await direct.enrol('FW');
    await replay({ edgeUrl: direct.url, identity, files: [path], open: (file, signal) => openBytes(file, signal), speed: Number.POSITIVE_INFINITY, recordedTimes: true, salt: '', patienceMs: 30_000, signal: new AbortController().signal, onProgress: () => undefined });
    const child = piped(sensed, await sensed.enrol('PROBE'));
    child.stdin.write(readFileSync(path));
    child.stdin.end();
    const { code, report, err } = await ended(child);
    expect({ code, err, rejects: report['rejects'], waiting: report['waiting_batches'] }).toEqual({ code: 0, err: '', rejects: 0, waiting: 0 });
    await Promise.all([direct.pipeline.tick(), sensed.pipeline.tick()]);
    expect(devices(direct).length).toBeGreaterThan(0);
    expect(devices(sensed)).toEqual(devices(direct));
  } finally {
    await Promise.all([direct.stop(), sensed.stop()]);
  }
});

test('packets of an open pipe reach the node while it stays open, and Ctrl-C ends cleanly with what came last', async () => {
  const node = await edgeNode();
  try {
    const child = piped(node, await node.enrol('PROBE'));
    child.stdin.write(HEADER);
    await child.stdin.flush();
    await Bun.sleep(300); // a header alone, as tcpdump writes it before the first packet
    child.stdin.write(record(7));
    await child.stdin.flush();
    await until(() => node.store.devices.idsAfter(0, 10).length === 1);
    child.stdin.write(Buffer.concat([record(8), record(9).subarray(0, 30)]));
    await child.stdin.flush();
    child.kill('SIGINT');
    const { code, report } = await ended(child);
    expect([code, report['waiting_batches'], report['dropped_batches']]).toEqual([0, 0, 0]);
    expect(node.store.devices.idsAfter(0, 10).length).toBe(2);
  } finally {
    await node.stop();
  }
});

test('[R7] a node that goes away and comes back misses nothing and counts nothing twice', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-sensor-node-'));
  const first = await edgeNode({ dir });
  const made = await first.enrol('PROBE'), port = Number(new URL(first.url).port), child = piped(first, made);
  let second: EdgeNode | undefined;
  try {
    child.stdin.write(Buffer.concat([HEADER, record(1)]));
    await child.stdin.flush();
    await until(() => first.store.devices.idsAfter(0, 10).length === 1);
    await first.stop();
    for (let n = 2; n < 6; n++) {
      child.stdin.write(record(n));
      await child.stdin.flush();
      await Bun.sleep(400);
    }
    await Bun.sleep(1500);
    const back = second = await edgeNode({ dir, port });
    await until(() => back.store.devices.idsAfter(0, 10).length === 5);
    child.stdin.end();
    const { code, report, err } = await ended(child);
    expect({ code, records: report['records'], read: report['read_records'], dropped: report['dropped_batches'] }).toMatchObject({ code: 0, records: report['read_records'], dropped: 0 });
    expect(err).toMatch(/^the node does not answer \(\w+\): batches wait here, at most 64 MiB of them\nthe node answers again\n$/);
  } finally {
    child.kill('SIGKILL');
    await second?.stop();
    rmSync(dir, { recursive: true });
  }
});

test('[R83] a certificate in its last 15 days is renewed in its files, and the one before ends with the first batch', async () => {
  const node = await edgeNode();
  try {
    const made = await node.enrol('PROBE', {}, 10), words = identityWords(made), [, certificate = ''] = words;
    const child = Bun.spawn([...program, 'sensor', '-', '--json', '--edge', node.url, ...words], { stdin: Buffer.from(device(1, '10.0.0.1')), stdout: 'pipe', stderr: 'pipe' });
    const [code, out, err] = await Promise.all([child.exited, new Response(child.stdout).text(), new Response(child.stderr).text()]);
    expect([code, err]).toEqual([0, expect.stringContaining('the certificate was renewed, until ')]);
    expect(JSON.parse(out)).toMatchObject({ records: 2, waiting_batches: 0 });
    expect(new X509Certificate(readFileSync(certificate)).validTo).not.toBe(new X509Certificate(made.certificate).validTo);
    while ((await knock(node.url, made.ca, made)) !== undefined) await Bun.sleep(50);
    expect(await knock(node.url, made.ca, { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(words[3] ?? '', 'utf8') })).toBe(200);
  } finally {
    await node.stop();
  }
});

test('what cannot be is said at once, with what to do', async () => {
  const node = await edgeNode();
  try {
    const words = identityWords(await node.enrol('PROBE'));
    const run = async (...more: string[]): Promise<string> => {
      const child = Bun.spawn([...program, 'sensor', '--edge', node.url, ...words, ...more], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
      const [code, err] = await Promise.all([child.exited, new Response(child.stderr).text()]);
      return `${code} ${err}`;
    };
    expect(await run()).toMatch(/^2 error: give either --interface or -/);
    expect(await run('office.pcap')).toMatch(/^2 error: the only input that can be named is -, standard input .*replay sends files/);
    expect(await run('-', '--filter', 'udp')).toMatch(/^2 error: a pipe is already filtered/);
    expect(await run('-')).toMatch(/^1 error: the input is empty/);
    if (Bun.which('tcpdump') !== null && process.getuid?.() === 0) {
      expect(await run('--interface', 'no-such-one')).toMatch(/^1 error: there is no such interface \(interface no-such-one/);
      expect(await run('--interface', 'lo', '--filter', 'nonsense and')).toMatch(/^[12] error: the filter is not one/);
    }
  } finally {
    await node.stop();
  }
});

const canCapture = process.getuid?.() === 0 && Bun.which('tcpdump') !== null && Bun.which('ip') !== null && Bun.spawnSync(['unshare', '-n', 'true']).success;
test.skipIf(!canCapture)('an interface of a namespace: tcpdump captures, the node knows the device', async () => {
  const script = `set -e
    ip link set lo up
    ip link add va address 02:4e:50:00:00:77 type veth peer name vb
    ip addr add 192.168.99.2/24 brd 192.168.99.255 dev va
    ip link set vb up
    ip link set va up
    exec ${process.execPath} ${join(import.meta.dir, 'sensor-child.ts')} va 192.168.99.255`;
  const child = Bun.spawn(['unshare', '-n', 'sh', '-c', script], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  expect(err).toBe('');
  expect(JSON.parse(out)).toMatchObject({ code: 0, devices: [0x024e50000077], report: { rejects: 0, waiting_batches: 0, packets_lost: 0 } });
});
