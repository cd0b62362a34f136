/** `nameplate explain` on the demo's devices: beside the running node and after it, in words and as JSON. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from '../cli/capture-output.ts';
import { enrolFirewall, type Explanation, type RunningNode } from '../cli/index.ts';
import { loadConfig } from '../config/index.ts';
import { demoFixtures, startNode } from '../node/index.ts';
import { explainDevices } from '../desk/index.ts';
import { keyText } from '../model/index.ts';
import { connectFirewall } from '../simulator/index.ts';
import { openStore } from '../store/index.ts';

const SERIAL = '007200002536';
let dir = '', node: RunningNode | undefined;
let camera = { ip: '', mac: '', profile: '' };

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'nameplate-explain-'));
  const identity = await enrolFirewall(dir, { serial: SERIAL });
  node = await startNode({ dataDir: dir, config: await loadConfig('', { 'edge.host': '127.0.0.1', 'edge.port': '0', 'portal.host': '127.0.0.1', 'portal.port': '0', 'log.level': 'error' }) });
  const firewall = await connectFirewall(node.edgeUrl, identity);
  for (const [i, { format, bytes, recordedMs, expected, name }] of (await demoFixtures()).entries()) {
    await firewall.upload(format, `explain-${i}`, bytes, Math.round(Date.now() - recordedMs));
    const [one] = expected;
    if (name === 'd-link-camera' && one !== undefined) camera = { ip: one.ip_address, mac: one.mac_address ?? '', profile: one.profile ?? '' };
  }
  await firewall.stop();
}, 60_000);
afterAll(async () => {
  await node?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const explain = (...words: string[]): ReturnType<typeof capture> => capture(['explain', ...words, '--data', dir], { deps: { explain: explainDevices } });
async function json(...words: string[]): Promise<Explanation> {
  const { out, err, code } = await explain(...words, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as Explanation; // the command's own object
}

test('[R48] [R49] each reason has its value, its weight, the time of it and the record that had it, beside the running node', async () => {
  const one = await json(camera.mac);
  expect(one).toMatchObject({ deviceid: camera.mac, ip_address: camera.ip, profile: camera.profile, tenant: 'default', site: 'default', segment: 'default' });
  expect(one.evidence.length).toBeGreaterThan(2);
  for (const { time, record, weight } of one.evidence) {
    expect(Math.abs(Date.parse(time ?? '') - Date.now())).toBeLessThan(3_600_000);
    expect(record).toMatch(new RegExp(`^[a-z0-9]+ from ${SERIAL}$`));
    expect(weight).toBeGreaterThan(0);
  }
  expect(one.evidence.map(({ weight }) => weight)).toEqual(one.evidence.map(({ weight }) => weight).sort((a, b) => b - a));
  expect(one.says.some(({ parameter, value, record }) => parameter === 'dhcp.hostname' && value !== '' && record === `dhcp from ${SERIAL}`)).toBe(true);
});

test('[R58] a device is found by its address, its name and its MAC; every tier says how sure it is', async () => {
  const byMac = await json(camera.mac);
  expect(await json(camera.ip)).toEqual(byMac);
  expect((await json((byMac.hostname ?? '').toUpperCase())).deviceid).toBe(camera.mac);
  const { out } = await explain(camera.ip);
  expect(out).toMatch(new RegExp(`^${camera.mac}  ${camera.ip.replaceAll('.', '\\.')}  \\S+\n`));
  for (const words of [`${camera.profile}`, 'how sure', 'category', 'what speaks for it, strongest first', `dhcp from ${SERIAL}`, 'what it says of itself']) expect(out).toContain(words);
});

test('a device that nobody knows is said to be unknown, and so is one of another place', async () => {
  for (const [words, problem] of [
    [['02:00:00:00:00:99'], 'no device is known by this'], [['10.99.99.99'], 'no device is known by this'], [['nobody'], 'no device is known by this'],
    [[camera.mac, '--site', 'elsewhere'], 'there is no such site (site elsewhere): there is default'], [[camera.mac, '--tenant', 'other'], 'there is no such tenant (tenant other): there is default'],
  ] as const) expect(await explain(...words)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(problem) });
});

test('[R49] [R114] what decides beside its name is said, too: that it is held as Onboarding Device, and the address that people gave it', async () => {
  await capture(['onboarding', 'set', '--enabled', 'on', '--data', dir]);
  const store = openStore(dir, { role: 'tool', now: Date.now() });
  const newcomer = store.devices.after('default', 0, 100).find((row) => row.confidence < 90 && store.onboarding.namedAt(row.id) === undefined);
  store.close();
  if (newcomer === undefined) throw new Error('the demo has a device that nobody can name');
  const one = await json(keyText(newcomer.mac));
  expect(one.onboarding?.stage).toBe('onboarding');
  expect((await explain(keyText(newcomer.mac))).out).toContain(`firewalls hold it as Onboarding Device until it is named, and no longer than ${one.onboarding?.ends}`);
  expect(await json(camera.mac)).toMatchObject({ onboarding: { stage: 'identified' }, given_address: null });
  // Given an address that the camera holds: the one it was given to is meant by it, and who has it is said.
  expect((await capture(['device', 'add', '--mac', keyText(newcomer.mac), '--ip', camera.ip, '--data', dir, '--by', 'alice'])).code).toBe(0);
  expect(await json(camera.ip)).toMatchObject({ deviceid: keyText(newcomer.mac), given_address: { ip_address: camera.ip, by: 'alice', conflict: { deviceid: camera.mac } } });
  expect((await explain(camera.ip)).out).toMatch(new RegExp(`people gave it the address ${camera.ip}: alice, .*; ${camera.mac} holds it now, by `));
  expect((await capture(['device', 'reset', keyText(newcomer.mac), '--data', dir])).code).toBe(0);
  expect((await json(camera.ip)).deviceid).toBe(camera.mac);
});

test('after the node has stopped it says the same', async () => {
  const before = await json(camera.mac);
  await node?.stop();
  node = undefined;
  expect(await json(camera.mac)).toEqual(before);
});
