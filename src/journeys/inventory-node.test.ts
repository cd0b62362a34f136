/** The inventory of a real node that was taught by the demo's recordings: beside it and after it. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliDeps } from '../app.ts';
import { capture } from '../cli/capture-output.ts';
import { enrolFirewall, type RunningNode } from '../cli/index.ts';
import { loadConfig } from '../config/index.ts';
import { demoFixtures, startNode } from '../node/index.ts';
import { connectFirewall } from '../simulator/index.ts';

const SERIAL = '007200002536';
let dir = '', node: RunningNode | undefined, expected: { readonly mac: string; readonly profile: string }[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'nameplate-inventory-node-'));
  const identity = await enrolFirewall(dir, { serial: SERIAL, site: 'north' });
  node = await startNode({ dataDir: dir, config: await loadConfig('', { 'edge.host': '127.0.0.1', 'edge.port': '0', 'portal.host': '127.0.0.1', 'portal.port': '0', 'log.level': 'error' }) });
  const firewall = await connectFirewall(node.edgeUrl, identity);
  for (const [i, fixture] of (await demoFixtures()).entries()) {
    await firewall.upload(fixture.format, `inventory-${i}`, fixture.bytes, Math.round(Date.now() - fixture.recordedMs));
    expected = [...expected, ...fixture.expected.map(({ mac_address, profile }) => ({ mac: mac_address ?? '', profile: profile ?? '' }))];
  }
  await firewall.stop();
}, 60_000);
afterAll(async () => {
  await node?.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function json(...words: string[]): Promise<Record<string, unknown>[]> {
  const { out, err, code } = await capture([...words, '--data', dir, '--json'], { deps: cliDeps() });
  expect([code, err.split('\n').length <= 2]).toEqual([0, true]);
  return out.trim() === '' ? [] : out.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>); // the command's own objects
}

test('[R59] [R60] [R70] every device of the recordings is listed with what it is, where it is and who told of it', async () => {
  const devices = await json('devices'), byMac = new Map(devices.map((device) => [device['mac_address'], device]));
  for (const { mac, profile } of expected) expect(byMac.get(mac)).toMatchObject({ profile, confidence_level: 'high', site_name: 'north', source: [SERIAL], activity_status: 'active', onboarding_stage: 'identified' });
  expect(devices.every((device) => Object.keys(device).length >= 50)).toBe(true);
  const filled = new Set(devices.flatMap((device) => Object.entries(device).filter(([, value]) => value !== null).map(([name]) => name)));
  expect(filled.size).toBeGreaterThanOrEqual(35);
});

test('[R64] [R65] [R66] subnets, sites and applications of the same devices add up', async () => {
  const devices = await json('devices'), sum = (rows: readonly Record<string, unknown>[]): number => rows.reduce((total, { devices: count }) => total + Number(count), 0);
  expect(sum(await json('subnets'))).toBe(devices.length);
  expect(await json('sites')).toMatchObject([{ site_name: 'north', firewalls: [SERIAL], devices: devices.length }]);
  const apps = await json('applications');
  expect(apps.length).toBeGreaterThan(2);
  for (const { application, devices: count } of apps.slice(0, 5)) expect((await json('devices', '--application', String(application), '--columns', 'mac')).length).toBe(Number(count));
});

test('[R53] [R55] [R59] filters, order and figures; the same after the node stopped', async () => {
  const named = await json('devices', '--confidence', 'high', '--sort', 'confidence:desc', '--columns', 'mac,confidence');
  expect(named.map(({ confidence_score }) => Number(confidence_score))).toEqual(named.map(({ confidence_score }) => Number(confidence_score)).sort((a, b) => b - a));
  const before = await json('devices', '--columns', 'mac,category,profile,Applications,ouiVendor'), [figures] = await json('devices', '--summary');
  expect(figures).toMatchObject({ devices: before.length, by_confidence_level: { high: named.length } });
  await node?.stop();
  node = undefined;
  expect(await json('devices', '--columns', 'mac,category,profile,Applications,ouiVendor')).toEqual(before);
  expect(before.some(({ ouiVendor }) => ouiVendor !== null)).toBe(true);
});
