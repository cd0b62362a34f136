/** The commands that show what devices are known by: the table of parameters, and explanations for people. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceKey, Ipv4 } from '../model/index.ts';
import { editText, NO_EDIT } from '../people/index.ts';
import { openStore } from '../store/index.ts';
import { capture } from './capture-output.ts';
import type { Explanation } from './deps.ts';

const lines = (out: string): Record<string, string>[] => out.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, string>); // the command's own objects

test('[R41] parameters --json: over 200, each with what it is, unit, source, kind and what it identifies', async () => {
  const shown = await capture(['parameters', '--json']), rows = lines(shown.out);
  expect(shown.code).toBe(0);
  expect(rows.length).toBeGreaterThanOrEqual(200);
  expect(new Set(rows.map((row) => row['parameter'])).size).toBe(rows.length);
  for (const row of rows) {
    expect(Object.keys(row)).toEqual(['parameter', 'source', 'kind', 'identifies', 'unit', 'says']);
    expect(Object.values(row).every((value) => value !== '')).toBe(true);
    expect(row['parameter']?.startsWith(`${row['source']}.`)).toBe(true);
  }
  expect(rows.find((row) => row['parameter'] === 'dhcp.parameter_request_list')).toEqual({ parameter: 'dhcp.parameter_request_list', source: 'dhcp', kind: 'stack', identifies: 'type', unit: 'codes in wire order', says: 'option 55' });
});

test('[R41] parameters --source and --identifies choose; a source that is none is wrong usage and names those there are', async () => {
  const shown = await capture(['parameters', '--source', 'snmp', '--identifies', 'instance', '--json']);
  expect(lines(shown.out).map((row) => row['parameter'])).toEqual(['snmp.name', 'snmp.location', 'snmp.serial', 'snmp.engine']);
  const table = await capture(['parameters', '--source', 'snmp']);
  expect(table.out.split('\n')[0]).toMatch(/^PARAMETER +KIND +IDENTIFIES +UNIT +WHAT IT IS$/);
  expect(table.err).toMatch(/^\d+ parameters from 1 sources?\n$/);
  const wrong = await capture(['parameters', '--source', 'nosuch']);
  expect([wrong.code, wrong.out]).toEqual([2, '']);
  expect(wrong.err).toContain('dhcp, dns, mdns');
});

const NOTHING = { value: null, confidence: 0 };
const UNKNOWN: Explanation = {
  deviceid: '02:00:00:00:00:01', mac_address: '02:00:00:00:00:01', ip_address: '10.0.0.5', hostname: 'lobby\x1b[2J', category: null, profile: null, profile_type: null, profile_vertical: null, vendor: 'Acme', model: null,
  os_family: null, os_version: null, confidence_score: 0, confidence_level: 'low', risk_score: null, risk_level: null, first_seen: '2026-01-01T00:00:00.000Z', last_activity: '2026-01-01T00:00:01.000Z',
  tiers: { category: NOTHING, profile: NOTHING, instance: NOTHING, vendor: { value: 'Acme', confidence: 77 }, model: NOTHING, os: NOTHING }, evidence: [{ source: 'mac.vendor', value: 'Acme', weight: 1, time: '2026-01-01T00:00:00.000Z', record: 'arp from FW1' }],
  tenant: 'default', site: 'default', segment: 'lab', onboarding: { stage: 'expired', ends: null }, given_address: null, against: [{ source: 'http.user_agent', value: 'x\x1b[31m', weight: -0.5, time: null, record: null }],
  says: [{ parameter: 'dhcp.hostname', value: 'lobby', time: '2026-01-01T00:00:00.000Z', record: 'dhcp from FW1', rules: [] }],
  surer: [{ id: 'hear-dhcp', says: 'no DHCP message of it was heard', next: 'send the logs', gain: 3.456 }, { id: 'unnamed', says: 'b', next: 'c', gain: null }],
};

test('[R49] an explanation reads from top to bottom: what, how sure, why, what against, what it said, what to do; nothing reaches the terminal raw', async () => {
  const data = mkdtempSync(join(tmpdir(), 'nameplate-explain-')), store = openStore(data, { role: 'node', now: 0 }), device = 0x020000000001 as DeviceKey;
  store.commitTick({
    tick: 1, logged: [], seen: [], settled: [], settledBefore: 0, evicted: [], tenants: [], changed: [], mappings: [], batches: [], forgetBatchesBefore: 0,
    rows: [{ row: { id: 1, scope: 1, mac: device, firstSeen: 1, metAt: 1, lastActivity: 2, ip: 0 as Ipv4, ipTime: 2, ipProof: 'arp', hostname: 'lobby', confidence: 0, identifiedAt: 1, verdict: null }, evidence: new Uint8Array() }],
  });
  store.edits.change([{ scope: 1, device: 0x020000000002 as DeviceKey }], { at: 0, action: 'added', actor: 'alice', reason: '' }, () => ({ edit: editText({ ...NO_EDIT, address: { ip: 0x0a000009, by: 'alice', at: 0 } }), primary: null, ip: 0x0a000009 }));
  store.close();
  const shown = await capture(['explain', 'lobby', '--data', data, '--site', 'default'], { deps: { explain: async (_store, refs) => {
    expect(refs).toEqual([{ scope: 1, device }]);
    return [UNKNOWN];
  } } });
  expect(shown.code).toBe(0);
  expect(shown.out).not.toContain('\x1b');
  expect(shown.out.split('\n')).toEqual([
    '02:00:00:00:00:01  10.0.0.5  lobby\ufffd[2J', 'it is not known what this is; made by Acme', 'site default, segment lab; first seen 2026-01-01T00:00:00.000Z, last 2026-01-01T00:00:01.000Z',
    'how sure', '  category  not known', '  profile   not known', '  vendor    Acme       77', '  model     not known', '  instance  not known',
    'what speaks for it, strongest first', '  +1.00  mac.vendor  Acme  arp from FW1, 2026-01-01T00:00:00Z  company the IEEE assigned the MAC prefix to',
    'what speaks against it', '  -0.50  http.user_agent  x\ufffd[31m    User-Agent it sends',
    'what it says of itself', '  dhcp.hostname  lobby  dhcp from FW1, 2026-01-01T00:00:00Z  option 12, unit part masked',
    'what would make it surer', '  1. no DHCP message of it was heard (worth up to +3.46)', '     send the logs', '  2. b', '     c', '',
  ]);
  const json = await capture(['explain', 'LOBBY', '--data', data, '--json'], { deps: { explain: async () => [UNKNOWN, UNKNOWN] } });
  expect(json.out.trimEnd().split('\n').map((line) => JSON.parse(line))).toEqual([UNKNOWN, UNKNOWN]);
  const given = await capture(['explain', '10.0.0.9', '--data', data], { deps: { explain: async () => [] } });
  expect(given).toMatchObject({ code: 1, out: '', err: 'error: nothing was heard of this device yet (device 10.0.0.9): nameplate device show tells what people said of it\n' });
  rmSync(data, { recursive: true });
});
