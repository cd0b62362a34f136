/** Devices without a MAC, logs in and mappings out: static addresses behind a router, and cellular devices. */
import { expect, test } from 'bun:test';
import { deviceReport } from '../desk/index.ts';
import { loadKernel, logState, PARSERS } from '../kernels/index.ts';
import { parseKey, type DeviceKey, type RowReader } from '../model/index.ts';
import { observe } from '../protocols/index.ts';
import { traffic, type TrafficLine } from './panos-lines.ts';
import { settle, smallNode, type SmallNode, type SmallNodeOptions } from './small-node.ts';

const kernel = loadKernel();
const MINUTE = 60_000, HOUR = 60 * MINUTE;
const CAM = '00:40:8c:00:00:01';

class Branch {
  readonly node: SmallNode;
  readonly #run = crypto.randomUUID();
  #batch = 0;
  constructor(options: SmallNodeOptions = {}) { this.node = smallNode({ observe, ...options }); }

  async logs(...lines: readonly string[]): Promise<void> { await this.#send(kernel.parse(PARSERS.log, Buffer.from(`${lines.join('\n')}\n`), logState())); }
  async records(...records: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    const time = new Date(this.node.clock.now).toISOString();
    await this.#send(kernel.parse(PARSERS.eal, Buffer.from(records.map((record) => `${JSON.stringify({ time, ...record })}\n`).join(''))));
  }
  async #send(rows: RowReader): Promise<void> {
    for (let row = 0; row < rows.count; row++) if (rows.kind(row) === 0) throw new Error(`the kernel refuses row ${row}`);
    await this.node.sendRows(rows, `${this.#run}-${this.#batch++}`);
  }
  /** Sessions of an address, seconds apart. */
  async sessions(src: string, count: number, more: TrafficLine = {}): Promise<void> {
    for (let i = 0; i < count; i++) {
      await this.logs(traffic({ at: this.node.clock.now, src, app: 'rtsp', port: 554 + i, ...more }));
      this.node.clock.now += 1000;
    }
  }
  key(text: string): DeviceKey { return parseKey(text) ?? (0 as DeviceKey); }
  row(text: string) { return this.node.store.devices.find(1, this.key(text)); }
  get published(): string[] {
    const frame = this.node.poll();
    if (frame.kind !== 'snapshot') throw new Error(frame.kind);
    return frame.entries.map((e) => `${e.ip_address} ${e.mac_address} ${e.profile} ${e.source}`).sort();
  }
}
/** What a plain identifier takes for a verdict, said by the device of an address. */
const agent = (src: string, verdict: string, at: number): Readonly<Record<string, unknown>> => ({ record: 'http', time: new Date(at).toISOString(), src_ip: src, dst_ip: '198.51.100.9', src_port: 40_000, dst_port: 80, proto: 6, method: 'GET', path: '/', host: 'a.example', user_agent: verdict });

test('[R28] a static address that answers through a router becomes a device, known by its address, and is published without a MAC', async () => {
  const branch = new Branch({ verdictOf: 'http.user_agent' });
  await branch.sessions('10.9.0.7', 2);
  expect(branch.row('10.9.0.7')).toBeUndefined();
  await branch.sessions('10.9.0.7', 2);
  await branch.records(agent('10.9.0.7', 'Camera/92', branch.node.clock.now));
  expect(branch.row('10.9.0.7')).toMatchObject({ mac: branch.key('10.9.0.7'), confidence: 92 });
  expect(branch.published).toEqual(['10.9.0.7 null Camera traffic']);
  await branch.node.close();
});

test.each([
  ['denied', { action: 'deny' }], ['unanswered', { received: 0 }], ['public', { src: '203.0.113.9' }], ['without a time', { at: 0 }],
] as const)('[R28] %s sessions make no device, however many', async (_name, over) => {
  const branch = new Branch();
  for (let i = 0; i < 10; i++) await branch.logs(traffic({ at: branch.node.clock.now, src: '10.9.0.7', clientPort: 1000 + i, ...over }));
  expect(branch.node.store.devices.count()).toBe(0);
  await branch.node.close();
});

test('[R28] an address that a DHCP server serves waits for its MAC; one beside the range waits an hour', async () => {
  const branch = new Branch();
  for (const [mac, address] of [['00:40:8c:00:00:10', '10.9.0.100'], ['00:40:8c:00:00:11', '10.9.0.150']]) await branch.records({ record: 'dhcp', src_mac: CAM, src_ip: '10.9.0.1', dst_mac: mac, xid: 7, message_type: 5, chaddr: mac, yiaddr: address });
  await branch.sessions('10.9.0.120', 10);
  await branch.sessions('10.9.0.7', 10);
  expect([branch.row('10.9.0.120'), branch.row('10.9.0.7')]).toEqual([undefined, undefined]);
  branch.node.clock.now += HOUR;
  await branch.sessions('10.9.0.120', 2);
  await branch.sessions('10.9.0.7', 2);
  expect([branch.row('10.9.0.120'), branch.row('10.9.0.7')?.mac]).toEqual([undefined, branch.key('10.9.0.7')]);
  await branch.node.close();
});

test('[R28] when a MAC proves the address, what comes is the MAC\'s, what was stays, and old logs go where they belong', async () => {
  const branch = new Branch({ verdictOf: 'http.user_agent' });
  await branch.sessions('10.9.0.7', 4);
  await branch.records(agent('10.9.0.7', 'Camera/92', branch.node.clock.now));
  const before = branch.node.clock.now - 2000;
  branch.node.clock.now += MINUTE;
  await branch.records({ record: 'arp', src_mac: CAM, opcode: 1, sender_mac: CAM, sender_ip: '10.9.0.7', target_ip: '10.9.0.1' });
  expect(branch.published).toEqual([]);
  branch.node.clock.now += 1000;
  await branch.records(agent('10.9.0.7', 'Printer/95', branch.node.clock.now));
  expect(branch.published).toEqual([`10.9.0.7 ${CAM} Printer arp`]);
  expect(branch.row('10.9.0.7')).toMatchObject({ ip: 0, confidence: 92, verdict: { profile: 'Camera' } });
  await branch.records(agent('10.9.0.7', 'Doorbell/97', before));
  expect(branch.row('10.9.0.7')?.verdict?.profile).toBe('Doorbell');
  expect(branch.published).toEqual([`10.9.0.7 ${CAM} Printer arp`]);
  await branch.node.close();
});

test('[R28] a holder that left memory is not taken for nobody', async () => {
  const branch = new Branch({ pipeline: { memoryDevices: 0 } });
  await branch.records({ record: 'arp', src_mac: CAM, opcode: 1, sender_mac: CAM, sender_ip: '10.9.0.7', target_ip: '10.9.0.1' });
  branch.node.clock.now += 1000;
  for (let i = 0; i < 3; i++) await branch.records({ record: 'arp', src_mac: `02:00:00:00:01:0${i}`, opcode: 1, sender_mac: `02:00:00:00:01:0${i}`, sender_ip: `10.9.1.${i + 1}`, target_ip: '10.9.0.1' });
  await branch.sessions('10.9.0.7', 6);
  expect(branch.row('10.9.0.7')).toBeUndefined();
  await branch.node.close();
});

test('[R28] devices.withoutMac off: no device without a MAC', async () => {
  const branch = new Branch({ pipeline: { withoutMac: false } });
  await branch.sessions('10.9.0.7', 10);
  expect(branch.node.store.devices.count()).toBe(0);
  await branch.node.close();
});

test('[R28] addresses that wait are bounded', async () => {
  const branch = new Branch(), { now } = branch.node.clock;
  for (let part = 0; part < 10; part++) await branch.logs(...Array.from({ length: 2000 }, (_, i) => traffic({ at: now, src: `10.${part}.${i >> 8}.${i & 255}` })));
  expect(branch.node.store.devices.count()).toBe(0);
  expect(branch.node.metrics.render()).toContain('nameplate_unheld_addresses 16384\n');
  expect(branch.node.metrics.render()).toContain('nameplate_unheld_addresses_forgotten 3616\n');
  await branch.node.close();
});

const gtp = (at: number, over: Readonly<Record<string, string>> = {}): string => {
  const { subtype = 'start', message = 'Create Session Request', end = '10.45.0.2', imsi = '208950000000001', imei = '490154203237518' } = over, time = new Date(at).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
  return `1,${time},007200002536,GTP,${subtype},2561,${time},${end},198.51.100.9,,,cell,,,gtp-u,vsys1,ran,core,ethernet1/3,ethernet1/1,logs,,500,,2152,2152,,,,udp,allow,0,33612345678,iot.example,EUTRAN,${message},${end},0x1,0x2,S11,16,informational,208,95,1,77,124001,,,,,,,,,,,,${imsi},${imei}`;
};

test('[R67] a cellular device is known by its IMEI, holds its address from session start to session end, and what it does there is its own', async () => {
  const branch = new Branch();
  await branch.logs(gtp(branch.node.clock.now));
  const key = branch.key('imei:490154203237518');
  branch.node.clock.now += MINUTE;
  await branch.sessions('10.45.0.2', 2);
  expect(branch.node.store.devices.find(1, key)).toMatchObject({ ip: 0x0a2d0002, ipProof: 'gtp' });
  const [described] = await branch.node.pipeline.describe([branch.node.store.devices.find(1, key)?.id ?? 0]);
  expect(described && deviceReport(described.row, described.identity)).toMatchObject({ deviceid: 'imei:490154203237518', mac_address: null, ip_address: '10.45.0.2' });
  expect(branch.node.metrics.render()).toContain('nameplate_addresses_credited_total{outcome="credited"} 2\n');
  branch.node.clock.now += MINUTE;
  await branch.logs(gtp(branch.node.clock.now, { subtype: 'end', message: 'Delete Session Request' }));
  expect(branch.node.store.devices.find(1, key)).toMatchObject({ ip: 0 });
  // The next device with this address takes nothing along.
  branch.node.clock.now += 5000;
  await branch.logs(gtp(branch.node.clock.now, { imei: '352099001761481', imsi: '208950000000002' }));
  expect(branch.node.store.devices.find(1, branch.key('imei:352099001761481'))).toMatchObject({ ip: 0x0a2d0002 });
  await branch.node.close();
});

test('[R67] without an IMEI the card counts, unless the session belongs to a device that is known by one', async () => {
  const branch = new Branch();
  await branch.logs(gtp(branch.node.clock.now, { imei: '' }));
  expect(branch.row('imsi:208950000000001')).toBeDefined();
  await branch.logs(gtp(branch.node.clock.now, { end: '10.45.0.9' }));
  branch.node.clock.now += MINUTE;
  await branch.logs(gtp(branch.node.clock.now, { end: '10.45.0.9', imei: '', imsi: '208950000000003' }));
  expect(branch.row('imsi:208950000000003')).toBeUndefined();
  await branch.node.close();
});

test('[R28] [R67] devices without a MAC are there after a restart, with their address', async () => {
  const { mkdtempSync, rmSync } = await import('node:fs'), { tmpdir } = await import('node:os'), { join } = await import('node:path');
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-macless-')), first = new Branch({ dir, verdictOf: 'http.user_agent' });
  await first.sessions('10.9.0.7', 4);
  await first.records(agent('10.9.0.7', 'Camera/92', first.node.clock.now));
  await first.logs(gtp(first.node.clock.now));
  const { clock } = first.node;
  await first.node.close();
  const again = new Branch({ dir, clock, verdictOf: 'http.user_agent' });
  await settle();
  expect(again.published).toEqual(['10.9.0.7 null Camera traffic']);
  await again.records(agent('10.9.0.7', 'Camera/95', clock.now));
  expect(again.row('10.9.0.7')?.confidence).toBe(95);
  await again.node.close();
  rmSync(dir, { recursive: true });
});
