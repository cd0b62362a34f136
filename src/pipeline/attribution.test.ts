/** Logs without a MAC, through the real kernel and adapters: who is credited, who is not, and what a firewall's word may not do. */
import { expect, test } from 'bun:test';
import { AddressBook, NO_IP, type Holder } from '../mapping/index.ts';
import { loadKernel, logState, PARSERS } from '../kernels/index.ts';
import { parseIp, parseMac, type BindingProof, type DeviceKey, type Ipv4, type Mac, type RowReader } from '../model/index.ts';
import { observe } from '../protocols/index.ts';
import { makeMetrics } from '../telemetry/index.ts';
import { AttributedRows, lacksMacs, Outcomes } from './attribution.ts';
import { log, traffic } from '../journeys/panos-lines.ts';

const T = Date.UTC(2026, 10, 20, 9);
const CAMERA = mac('02:00:00:00:00:07'), SERVER = mac('02:00:00:00:00:08');
const kernel = loadKernel();

function mac(text: string): Mac { const value = parseMac(text); if (value === undefined) throw new Error('not a MAC'); return value; }
function ip(text: string): Ipv4 { const value = parseIp(text); if (value === undefined) throw new Error('not an address'); return value; }
function read(...lines: readonly string[]): RowReader { return kernel.parse(PARSERS.log, Buffer.from(`${lines.join('\n')}\n`), logState()); }

/** 10.9.0.7 is the camera's and 10.9.0.8 the server's, by a proof at `since`. */
function said(rows: RowReader, proof: BindingProof = 'dhcp-ack', since = T - 3_600_000): { said: string[]; lent: string[]; metrics: string } {
  const book = new AddressBook<Holder>();
  for (const [who, address] of [[CAMERA, '10.9.0.7'], [SERVER, '10.9.0.8']] as const) {
    const holder: Holder = { mac: who, ip: NO_IP, ipTime: 0, ipSince: 0, ipProof: 'traffic', weakMoves: 0, weakSince: 0, hope: null, forwards: false, claimsMany: false };
    book.claim(holder, ip(address), since, proof, T);
  }
  const outcomes = new Outcomes(), metrics = makeMetrics(), view = new AttributedRows(rows, book, (time) => time, outcomes);
  const heard = new Set<string>(), lent = new Set<string>();
  expect(lacksMacs(rows)).toBe(true);
  const name = (who: DeviceKey): string => (who === CAMERA ? 'camera' : who === SERVER ? 'server' : String(who));
  observe(view, {
    fact: (who, _time, parameter, value) => { heard.add(`${name(who)} ${parameter}=${value}`); },
    binding: (who) => { (view.lends(who) ? lent : heard).add(`${name(who)} bound`); },
  });
  outcomes.report(metrics);
  return { said: [...heard].sort(), lent: [...lent].sort(), metrics: metrics.render().split('\n').filter((line) => line.includes('{outcome=')).map((line) => line.replace(/.*outcome="(\w+)"} /, '$1 ')).join(', ') };
}

test('[R10] a TRAFFIC log credits the holders of both private addresses, and binds nobody', () => {
  expect(said(read(traffic({ at: T, src: '10.9.0.7', dst: '10.9.0.8', app: 'rtsp', port: 554 })))).toEqual({
    said: ['camera traffic.app=rtsp', 'camera traffic.asks=tcp/554', 'server traffic.serves=tcp/554'], lent: ['camera bound', 'server bound'], metrics: 'credited 2',
  });
});

test('a denied or unanswered session proves nobody: its source may be invented', () => {
  for (const over of [{ action: 'deny' }, { action: 'drop' }, { action: 'reset-both' }, { action: 'something new' }, { received: 0 }]) {
    expect(said(read(traffic({ at: T, src: '10.9.0.7', dst: '10.9.0.8', ...over })))).toEqual({ said: [], lent: [], metrics: 'unanswered 2' });
  }
});

test('[R77] the Device-ID columns are our own words: never evidence, never a binding', () => {
  const columns = ['Printer', 'Other Profile', 'M', 'V', 'Windows', '11', 'host-x', '02:00:00:00:00:99'];
  const plain = said(read(traffic({ at: T, src: '10.9.0.7', dst: '198.51.100.9' })));
  expect(said(read(traffic({ at: T, src: '10.9.0.7', dst: '198.51.100.9', source: columns, target: columns })))).toEqual(plain);
  const hip = log({ LogType: 'HIPMATCH', TimeGenerated: new Date(T).toISOString(), SourceIP: '10.9.0.7', EndpointDeviceName: 'dome-3', EndpointOSType: 'Linux', SourceDeviceCategory: 'Camera', Source: 'nameplate' });
  expect(said(read(hip))).toEqual({ said: [], lent: [], metrics: '' });
});

test('[R77] the other HIP-MATCH is an agent’s own report of its host', () => {
  const hip = log({ LogType: 'HIPMATCH', TimeGenerated: new Date(T).toISOString(), SourceIP: '10.9.0.7', EndpointDeviceName: 'ann-1', EndpointOSType: 'Windows' });
  expect(said(read(hip)).said).toEqual(['camera hip.machine=ann-1', 'camera hip.os=Windows']);
});

test('a session longer than the tenure, one before it, a stale or weak proof, a public address: nobody', () => {
  const line = (over: Parameters<typeof traffic>[0]): RowReader => read(traffic({ dst: '198.51.100.9', src: '10.9.0.7', ...over }));
  expect(said(line({ at: T, seconds: 7200 }))).toEqual({ said: [], lent: [], metrics: 'moved 1' });
  expect(said(line({ at: T, seconds: 3600 })).metrics).toBe('credited 1');
  expect(said(line({ at: T - 7_200_000 })).metrics).toBe('moved 1');
  expect(said(line({ at: T }), 'traffic').metrics).toBe('weak 1');
  expect(said(line({ at: T }), 'arp', T - 3_600_001).metrics).toBe('stale 1');
  expect(said(line({ at: T, src: '10.9.0.200' })).metrics).toBe('nobody 1');
  expect(said(line({ at: T, src: '203.0.113.9' })).metrics).toBe('');
});

test('[R11] a threat credits its client only when a session stood', () => {
  const threat = (over: Record<string, unknown>): string => log({ LogType: 'THREAT', Subtype: 'spyware', TimeGenerated: new Date(T).toISOString(), SourceAddress: '10.9.0.7', DestinationAddress: '198.51.100.9', Protocol: 'tcp', Application: 'web-browsing', ...over });
  expect(said(read(threat({}))).said).toEqual(['camera traffic.app=web-browsing']);
  for (const over of [{ Protocol: 'udp' }, { Subtype: 'flood' }, { Subtype: 'scan' }]) expect(said(read(threat(over))).metrics).toBe('unanswered 1');
});

test('a record of a sensor without a MAC is credited like a log, but not what was inside a tunnel: its addresses are of another network', () => {
  const eal = (more: Record<string, unknown>): RowReader => kernel.parse(PARSERS.eal, Buffer.from(`${JSON.stringify({ record: 'tls', time: new Date(T).toISOString(), src_ip: '10.9.0.7', dst_ip: '198.51.100.9', src_port: 40_000, dst_port: 443, sni: 'example.org', ...more })}\n`));
  expect(said(eal({})).said).toContain('camera tls.server_name=example.org');
  expect(said(eal({ tunnel: 'vxlan', tunnel_id: 7 }))).toEqual({ said: [], lent: [], metrics: '' });
});
