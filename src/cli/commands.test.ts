/** The commands against a fake node: what they print, where, and how they end. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeError, type DeviceReport, type Mapping } from '../model/index.ts';
import { issueFirewall, openAuthority } from '../pki/index.ts';
import { capture } from './capture-output.ts';
import type { CliDeps, DemoFixture, OfflineSummary, RunningNode, SensorReport } from './deps.ts';
import { humanLine } from './commands/parse.ts';
import { textTable } from './text-table.ts';

const DEVICE: DeviceReport = {
  deviceid: '02:00:00:00:00:01', mac_address: '02:00:00:00:00:01', ip_address: '10.0.0.5', hostname: 'lobby\x1b[2J', category: 'Printer', profile: 'Acme Printer', profile_type: 'IoT',
  profile_vertical: null, vendor: 'Acme', model: null, os_family: null, os_version: null, confidence_score: 93, confidence_level: 'high', risk_score: null, risk_level: null,
  first_seen: '2026-01-01T00:00:00.000Z', last_activity: '2026-01-01T00:00:01.000Z', evidence: [{ source: 'dhcp.vendor_class', value: 'acme-9', weight: 2, time: null, record: null }],
  tiers: { category: { value: 'Printer', confidence: 99 }, profile: { value: 'Acme Printer', confidence: 93 }, instance: { value: null, confidence: 0 }, vendor: { value: 'Acme', confidence: 95 }, model: { value: null, confidence: 0 }, os: { value: null, confidence: 0 } },
};
const CLEAN: OfflineSummary = { records: 2, rejects: new Map(), failures: [] };

test('parse --json prints one record a line and counts rejects on stderr without failing', async () => {
  const parseFiles: CliDeps['parseFiles'] = async (options, emit) => {
    expect(options.files).toEqual(['a.pcap', 'b.pcap']);
    expect(options.from).toBe('pcap');
    emit({ record: 'dhcp', time: '2026-01-01T00:00:00.000001Z', hostname: 'a' });
    emit({ record: 'reject', offset: 7, reason: 'truncated' });
    return { records: 2, rejects: new Map([['truncated', 1]]), failures: [] };
  };
  const shown = await capture(['parse', '--json', '--from', 'pcap', 'a.pcap', 'b.pcap'], { deps: { parseFiles } });
  expect(shown.code).toBe(0);
  expect(shown.out.trimEnd().split('\n').map((line) => JSON.parse(line).record)).toEqual(['dhcp', 'reject']);
  expect(shown.err).toBe('2 records; rejected: 1 truncated\n');
});

test('a file that fails does not cost the others, and the exit says so', async () => {
  const failures = [{ file: 'x', error: new EdgeError('not_found', 'no such file', { fields: { file: 'x' } }) }];
  const shown = await capture(['identify', 'x', 'y'], { deps: { identifyFiles: async () => ({ ...CLEAN, failures, devices: [DEVICE] }) } });
  expect(shown.code).toBe(1);
  expect(shown.out).toContain('Acme Printer');
  expect(shown.err).toBe('error: no such file (file x): check the path or name\n');
});

test('identify prints a table for people and objects with --json; input cannot reach the terminal raw', async () => {
  const deps = { identifyFiles: async () => ({ ...CLEAN, devices: [DEVICE] }) };
  const table = await capture(['identify', 'f'], { deps });
  expect(table.out.split('\n')[0]).toMatch(/^MAC +IP +HOSTNAME +VENDOR +PROFILE +MODEL +CONFIDENCE +EVIDENCE$/);
  expect(table.out).toContain('93 high');
  expect(table.out).not.toContain('\x1b');
  expect(JSON.parse((await capture(['identify', '--json', 'f'], { deps })).out)).toEqual(DEVICE);
  expect((await capture(['identify', 'f'], { deps: { identifyFiles: async () => ({ ...CLEAN, devices: [] }) } })).err).toContain('no device');
});

test('Ctrl-C while reading stops and exits 1; a reader that leaves stops the reading', async () => {
  const stop = new AbortController();
  const stopped = await capture(['parse', 'f'], { signal: stop.signal, deps: { parseFiles: async () => { stop.abort(); return CLEAN; } } });
  expect([stopped.code, stopped.err]).toEqual([1, 'stopped before the end of the input\n']);
  let read = 0;
  const parseFiles: CliDeps['parseFiles'] = async (options, emit) => {
    for (; read < 1e6 && !options.signal.aborted; read++) emit({ record: 'arp', n: read });
    return { records: read, rejects: new Map(), failures: [] };
  };
  const left = await capture(['parse', '--json', 'f'], { deps: { parseFiles }, readerLeavesAfter: 100_000 });
  expect([left.code, left.err]).toEqual([0, '']);
  expect(read).toBeLessThan(100_000);
});

test('human lines are short and safe', () => {
  expect(humanLine({ record: 'dhcp', time: 'T', src_mac: 'm', src_ip: '1.2.3.4', src_port: 68, dst_ip: '5.6.7.8', dst_port: 67, hostname: 'a b\n', options: [1, 2] }))
    .toBe('T dhcp m 1.2.3.4:68 > 5.6.7.8:67 hostname="a b\ufffd" options=[1,2]');
  expect(humanLine({ record: 'reject', offset: 9, reason: 'truncated' })).toBe('reject offset=9 reason=truncated');
});

test('a table is cut to the terminal, never in a pipe', () => {
  const rows = [['a', 'x'.repeat(50)], ['日本', 'y']];
  expect(textTable(['H', 'LONG'], rows, undefined)[1]).toBe(`a     ${'x'.repeat(50)}`);
  expect(textTable(['H', 'LONG'], rows, 20).map((line) => Bun.stringWidth(line) <= 20)).toEqual([true, true, true]);
});

interface FakeNode { readonly deps: Partial<CliDeps>; readonly events: string[] }

/** A node whose firewall holds what a fixture expects as soon as it was uploaded, unless told to lose one. */
function fakeNode(lose: string | undefined = undefined): FakeNode {
  const events: string[] = [], held = new Map<string, Mapping>(), listeners: (() => void)[] = [], named: ((device: DeviceReport) => void)[] = [];
  const fixture = (ip: string): DemoFixture => ({ name: ip, format: 'pcap', bytes: new Uint8Array(1), recordedMs: 0, expected: [{ ip_address: ip, mac_address: DEVICE.mac_address, profile: 'Acme Printer' }] });
  const fixtures = [fixture('10.0.0.5'), fixture('10.0.0.6')];
  const node: RunningNode = {
    edgeUrl: 'https://localhost:1', portalUrl: 'http://127.0.0.1:2', enrolUrl: null, listsUrl: 'https://127.0.0.1:3', caPem: '', readyMs: 5, syslog: [], ended: new Promise(() => undefined),
    onIdentified: (listener) => { named.push(listener); }, stop: async () => { events.push('node stopped'); },
  };
  return {
    events,
    deps: {
      startNode: async ({ config }) => { events.push(`port ${config.edge.port} on ${config.edge.host}`); return node; },
      demoFixtures: async () => fixtures,
      connectFirewall: async () => ({
        upload: async (_format, id, _body, shiftMs) => {
          events.push(`upload ${id}${shiftMs > 1e12 ? ' moved to now' : ''}`);
          const ip = fixtures[Number(id.split('-')[1])]?.expected[0]?.ip_address ?? '';
          for (const listener of named) listener({ ...DEVICE, ip_address: ip });
          if (ip !== lose) held.set(ip, { ip_address: ip, mac_address: DEVICE.mac_address, profile: 'Acme Printer' } as Mapping); // the demo compares these three
          for (const listener of listeners) listener();
        },
        mapping: (ip) => held.get(ip), onApplied: (listener) => { listeners.push(listener); }, stop: async () => { events.push('firewall stopped'); },
      }),
    },
  };
}

test('demo --once replays, shows devices and delays, and exits 0 when the firewall holds all', async () => {
  const fake = fakeNode();
  const shown = await capture(['demo', '--once'], { deps: fake.deps });
  expect(shown.code).toBe(0);
  expect(shown.out).toMatch(/named +02:00:00:00:00:01 {2}10\.0\.0\.5 {2}Acme Printer {2}confidence 93/);
  expect(shown.out).toMatch(/firewall +10\.0\.0\.6 is Acme Printer, \d+ ms after its log was sent/);
  expect(shown.out).toContain('the firewall holds 2 of 2 expected mappings');
  expect(fake.events).toEqual(['port 0 on 127.0.0.1', 'upload demo-0 moved to now', 'upload demo-1 moved to now', 'firewall stopped', 'node stopped']);
});

test('demo without --once stays up until Ctrl-C, then stops cleanly', async () => {
  const fake = fakeNode(), stop = new AbortController();
  const running = capture(['demo'], { deps: fake.deps, signal: stop.signal });
  while (fake.events.length < 3) await Bun.sleep(1);
  stop.abort();
  const shown = await running;
  expect(shown.code).toBe(0);
  expect(shown.out).toContain('portal http://127.0.0.1:2');
  expect(fake.events.slice(-2)).toEqual(['firewall stopped', 'node stopped']);
});

test('demo --once fails and names what is missing', async () => {
  const fake = fakeNode('10.0.0.6'), stop = new AbortController();
  const running = capture(['demo', '--once'], { deps: fake.deps, signal: stop.signal });
  while (fake.events.length < 3) await Bun.sleep(1);
  stop.abort(); // stands for the 60 s deadline
  const shown = await running;
  expect(shown.code).toBe(1);
  expect(shown.err).toContain('missing: 10.0.0.6 as Acme Printer');
});

test('serve prints its addresses as JSON, runs until Ctrl-C, and stops the node', async () => {
  const fake = fakeNode(), stop = new AbortController();
  const running = capture(['serve', '--data', 'd', '--edge-port', '0', '--json'], { deps: fake.deps, signal: stop.signal });
  while (fake.events.length < 1) await Bun.sleep(1);
  stop.abort();
  const shown = await running;
  expect(shown.code).toBe(0);
  expect(JSON.parse(shown.out)).toEqual({ edge_url: 'https://localhost:1', portal_url: 'http://127.0.0.1:2', enrol_port: null, lists_port: 3, syslog: [], ready_ms: 5 });
  expect(fake.events).toEqual(['port 0 on 0.0.0.0', 'node stopped']);
});

test('serve fails with the reason when the node ends by itself', async () => {
  const startNode: CliDeps['startNode'] = async () => ({
    edgeUrl: '', portalUrl: '', enrolUrl: null, listsUrl: null, caPem: '', readyMs: 1, syslog: [], onIdentified: () => undefined, stop: async () => undefined, ended: Promise.reject(new EdgeError('disk_full', 'cannot commit')),
  });
  const shown = await capture(['serve', '--data', 'd'], { deps: { startNode } });
  expect([shown.code, shown.err]).toEqual([1, 'error: cannot commit: free disk space and try again; nothing acknowledged was lost\n']);
});

test('sensor says what it lost and what it could not deliver, and fails for the latter alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sensor-command-'));
  try {
    const authority = await openAuthority(folder, new Date()), made = await issueFirewall(authority, 'PROBE', new Date(), 1);
    for (const [file, text] of [['PROBE.crt', made.certificate], ['PROBE.key', made.key], ['ca.crt', authority.pem]] as const) writeFileSync(join(folder, file), text, { mode: 0o600 });
    const report: SensorReport = { read_bytes: 2_500_000, read_records: 30, read_rejects: { truncated: 2 }, batches: 4, bytes: 1000, records: 25, rejects: 0, reasons: {}, retries: 3, dropped_batches: 1, dropped_records: 5, waiting_batches: 0, waiting_bytes: 0, packets_lost: 9, seconds: 1.23456 };
    const words = ['sensor', '--interface', 'eth1', '--filter', 'udp', '--edge', 'https://localhost:1', '--cert', join(folder, 'PROBE.crt'), '--key', join(folder, 'PROBE.key'), '--ca', join(folder, 'ca.crt')];
    const shown = await capture(words, { deps: { sensor: async (options) => {
      expect(options).toMatchObject({ interface: 'eth1', filter: 'udp', snapBytes: 262_144, bufferBytes: 67_108_864, patienceMs: 60_000, identity: { serial: 'PROBE' } });
      options.onNews('the node answers again');
      return report;
    } } });
    expect(shown).toEqual({ code: 0, out: '2.5 MB read, 30 records, 2 rejected; 4 batches sent, 0 waiting, 1 dropped, 3 retries\n',
      err: 'the node answers again\ndropped while the node was away: 1 batches, 5 records\nthe kernel lost 9 packets before they were read; a filter or a smaller --snaplen helps\n' });
    const late = await capture([...words, '--json'], { deps: { sensor: async () => ({ ...report, waiting_batches: 2 }) } });
    expect([late.code, JSON.parse(late.out).seconds, late.err.includes('did not answer in time: 2 batches')]).toEqual([1, 1.235, true]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
