/** What an explanation says is missing: computed from what was heard and what the model gains, not the same for everybody. */
import { expect, test } from 'bun:test';
import { explanationOf } from './explain.ts';
import type { Explanation } from '../cli/index.ts';
import { createDeviceFeatures, Words } from '../features/index.ts';
import { judgeParts } from '../pipeline/index.ts';
import { DEFAULT_SCOPE, parseMac, type Mac, type ParameterName } from '../model/index.ts';
import { NO_EDIT, type DeviceEdit } from '../people/index.ts';
import type { DeviceRow } from '../store/index.ts';

const parts = judgeParts(), T = Date.UTC(2026, 10, 20, 9);
const CAMERA = parseMac('b0:c5:54:4e:50:01') as Mac, STRANGER = parseMac('02:11:22:33:44:55') as Mac; // literals that are ones
const row = (mac: Mac): DeviceRow => ({ id: 1, scope: 1, mac, firstSeen: T, metAt: T, lastActivity: T, ip: 0 as DeviceRow['ip'], ipTime: 0, ipProof: 'arp', hostname: null, confidence: 0, identifiedAt: 0, verdict: null });

function explained(mac: Mac, said: readonly (readonly [ParameterName, string])[], edit: DeviceEdit = NO_EDIT): Explanation {
  const fold = createDeviceFeatures({ words: new Words(parts.worth), vendorOf: parts.vendorOf });
  fold.from(1);
  for (const [parameter, value] of said) fold.fact(mac, T, parameter, value);
  const state = fold.get(mac);
  if (state === undefined) throw new Error('no state');
  return explanationOf(parts, { row: row(mac), state, scope: DEFAULT_SCOPE, recordOf: (source) => (source === 1 ? 'dhcp from FW1' : null), edit });
}
const steps = ({ surer }: Explanation): string[] => surer.map(({ id }) => id);

const DHCP = [['dhcp.hostname', 'DCS-935L'], ['dhcp.vendor_class', 'udhcp 1.22.1'], ['dhcp.options', 'discover 53,61,57,55,60,12'], ['dhcp.parameter_request_list', '1,3,6,12,15,28,42']] as const;
const FLOWS = [['traffic.asks', 'tcp/443'], ['traffic.asks', 'udp/123'], ['traffic.protocol', 'TCP']] as const;

test('[R47] a device of which only flows were seen is told so, and what would tell most comes first', () => {
  const one = explained(STRANGER, FLOWS), gains = one.surer.flatMap(({ gain }) => gain ?? []);
  expect(steps(one).slice(0, 2)).toEqual(['only-flows', 'too-little']);
  expect(steps(one)).toContain('hear-dhcp');
  expect(gains.length).toBeGreaterThan(1);
  expect(gains).toEqual([...gains].sort((a, b) => b - a));
  expect(one.surer.find(({ id }) => id === 'hear-dhcp')?.next).toContain('nameplate dhcp-server add');
});

test('[R47] a device that was never heard is not told that its flows were', () => {
  expect(steps(explained(STRANGER, [['mac.local', 'yes']])).slice(0, 2)).toEqual(['not-heard', 'too-little']);
});

test('[R47] what was heard is not asked for again', () => {
  const heard = explained(CAMERA, [...DHCP, ...FLOWS]);
  expect(steps(heard)).not.toContain('hear-dhcp');
  expect(steps(heard)).not.toContain('only-flows');
});

test('[R49] each piece of evidence has its time and its record, those against have a negative weight', () => {
  const one = explained(CAMERA, [...DHCP, ...FLOWS]);
  expect(one.evidence.length).toBeGreaterThan(2);
  for (const { time, record } of [...one.evidence, ...one.says]) expect([time, record]).toEqual(['2026-11-20T09:00:00.000Z', 'dhcp from FW1']);
  for (const { weight } of one.against) expect(weight).toBeLessThan(0);
});

test('[R62] what a person said stands first, at 100, and nothing more is asked for', () => {
  const edit: DeviceEdit = { ...NO_EDIT, set: { category: 'Camera', profile: 'Our Doorbell' }, edited: { by: 'alice', at: T } };
  const one = explained(STRANGER, FLOWS, edit);
  expect(one.evidence[0]).toMatchObject({ source: 'people', value: 'category, profile set by alice', time: '2026-11-20T09:00:00.000Z' });
  expect([one.profile, one.tiers.profile.confidence, steps(one)]).toEqual(['Our Doorbell', 100, []]);
});

test('a claim of a book that names another thing speaks against the verdict, with the log odds of its certainty', () => {
  const edit: DeviceEdit = { ...NO_EDIT, set: { vendor: 'Acme' }, edited: { by: 'alice', at: T } };
  const [first] = explained(STRANGER, [['snmp.system', 'Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(2)E6, RELEASE SOFTWARE (fc1)']], edit).against;
  expect(first?.source).toBe('snmp.system');
  expect(first?.value).toContain('Cisco');
  expect(first?.weight).toBeLessThan(-1);
});
