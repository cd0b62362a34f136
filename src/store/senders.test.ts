/** Senders in the store: limits, the one form of an address, read-only entries, and what a tool beside the node sees. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeRuns, openStore, type NewSender, type Store } from './index.ts';

const SENDER: NewSender = {
  kind: 'dhcp-server', name: 'dc1', description: 'the one in the cellar', enabled: true, address: '10.0.0.1', protocol: 'UDP', firewall: null, tenant: 'default', site: 'default', segment: 'default',
  origin: 'local', dialect: 'windows',
};
const memory = (): Store => openStore(':memory:', { role: 'tool', now: 0 });
function codeOf(work: () => unknown): unknown {
  try { work(); } catch (error) { return error instanceof Error && 'code' in error ? error.code : error; }
  return 'nothing thrown';
}
function addFirewall(store: Store, serial: string, model?: string): void {
  store.firewalls.add({ serial, tenant: 'default', site: 'default', segment: 'default', viewSites: null, fingerprint: serial, certificateSerial: '', status: 'active', issuedAt: 1, expiresAt: 2, revokedAt: null, ...(model !== undefined && { model }) }, 'test');
}

test('[R31] an entry is kept as given, its address in one form, and never two of one name or one address and protocol', () => {
  const { senders } = memory();
  const made = senders.add({ ...SENDER, address: '2001:DB8::0:1' }, 5);
  expect(made).toEqual({ ...SENDER, id: 1, address: '2001:db8::1', fingerprint: null, addedAt: 5, changedAt: 5 });
  expect(senders.find('dhcp-server', 'dc1')).toEqual(made);
  expect(codeOf(() => senders.add({ ...SENDER, address: '10.0.0.2' }, 5))).toBe('conflict');
  expect(codeOf(() => senders.add({ ...SENDER, name: 'dc2', address: '2001:db8:0::1' }, 5))).toBe('conflict');
  senders.add({ ...SENDER, name: 'dc2', address: '2001:db8::1', protocol: 'SSL' }, 5);
  senders.add({ ...SENDER, kind: 'log-sender', address: '2001:db8::1' }, 5);
  expect(senders.list('dhcp-server').map(({ name }) => name)).toEqual(['dc1', 'dc2']);
  expect(codeOf(() => senders.add({ ...SENDER, name: 'dc3', address: 'dhcp.example.com' }, 5))).toBe('usage');
  expect(codeOf(() => senders.add({ ...SENDER, name: 'x'.repeat(33), address: '10.0.0.9' }, 5))).toBe('usage');
  expect(codeOf(() => senders.change('dhcp-server', 'dc2', { name: 'dc1' }, 6, 'local'))).toBe('conflict');
  expect(senders.change('dhcp-server', 'dc2', { name: 'dc9', enabled: false, address: '::ffff:10.0.0.7' }, 6, 'local')).toMatchObject({ name: 'dc9', enabled: false, address: '10.0.0.7', changedAt: 6, addedAt: 5 });
  expect(codeOf(() => senders.change('dhcp-server', 'dc2', {}, 6, 'local'))).toBe('not_found');
});

test('[R33] a firewall has up to 100 DHCP servers; another one has 100 of its own', () => {
  const store = memory();
  addFirewall(store, 'A');
  addFirewall(store, 'B');
  const many = (firewall: string | null, net: number): void => {
    for (let n = 0; n < 100; n++) store.senders.add({ ...SENDER, name: `${firewall}-${n}`, firewall, address: `10.${net}.0.${n}` }, 0);
    expect(codeOf(() => store.senders.add({ ...SENDER, name: `${firewall}-100`, firewall, address: `10.${net}.0.100` }, 0))).toBe('conflict');
  };
  many('A', 1);
  many('B', 2);
  many(null, 3);
  expect(codeOf(() => store.senders.change('dhcp-server', 'A-0', { firewall: 'B' }, 0, 'local'))).toBe('conflict');
  store.senders.change('dhcp-server', 'A-0', { description: 'full is no reason not to edit' }, 0, 'local');
  store.senders.remove('dhcp-server', 'A-0', 'local');
  store.senders.add({ ...SENDER, name: 'A-100', firewall: 'A', address: '10.1.0.100' }, 0);
  store.senders.add({ ...SENDER, kind: 'log-sender', firewall: 'A' }, 0);
});

test('[R34] a firewall of the CN, M or WF series has none; nor has one that is not registered', () => {
  const store = memory();
  for (const model of ['CN-SERIES', 'M-600', 'WF-500']) {
    addFirewall(store, model, model);
    expect(codeOf(() => store.senders.add({ ...SENDER, firewall: model }, 0))).toBe('unsupported');
  }
  addFirewall(store, 'good', 'PA-440');
  store.senders.add({ ...SENDER, firewall: 'good' }, 0);
  expect(codeOf(() => store.senders.change('dhcp-server', 'dc1', { firewall: 'M-600' }, 0, 'local'))).toBe('unsupported');
  expect(codeOf(() => store.senders.add({ ...SENDER, name: 'b', address: '10.0.0.2', firewall: 'nobody' }, 0))).toBe('not_found');
  store.senders.add({ ...SENDER, kind: 'log-sender', firewall: 'M-600' }, 0);
});

test('[R37] what Panorama configured is read-only here', () => {
  const { senders } = memory();
  senders.add({ ...SENDER, origin: 'panorama' }, 0);
  expect(codeOf(() => senders.change('dhcp-server', 'dc1', { enabled: false }, 0, 'local'))).toBe('read_only');
  expect(codeOf(() => senders.remove('dhcp-server', 'dc1', 'local'))).toBe('read_only');
  expect(senders.find('dhcp-server', 'dc1')?.enabled).toBe(true);
  senders.change('dhcp-server', 'dc1', { enabled: false }, 0, 'panorama');
  senders.remove('dhcp-server', 'dc1', 'panorama');
  expect(senders.list('dhcp-server')).toEqual([]);
});

test('counters go with their entry, and an id is never given twice', () => {
  const store = memory();
  const first = store.senders.add(SENDER, 0);
  const state = { kind: 'dhcp-server', sender: first.id, connections: 0, lastSeen: 7, counts: new Map([['received', 3]]) } as const;
  store.senderStates.save([state, { ...state, sender: 0 }], [{ kind: 'dhcp-server', address: '10.0.0.9', protocol: 'TCP', attempts: 2, lastAt: 8 }]);
  expect(store.senderStates.list()).toEqual([{ ...state, sender: 0 }, state]);
  expect(store.senderStates.strangers()).toHaveLength(1);
  store.senders.remove('dhcp-server', 'dc1', 'local');
  store.senderStates.save([state], []);
  expect(store.senderStates.list().map(({ sender }) => sender)).toEqual([0]);
  expect(store.senders.add(SENDER, 0).id).toBeGreaterThan(first.id);
});

test('a change by another process is noticed by the generation, and a running node by its lock', () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-senders-'));
  try {
    expect(nodeRuns(dir)).toBe(false);
    const node = openStore(dir, { role: 'node', now: 0 }), before = node.senders.generation();
    expect(nodeRuns(dir)).toBe(true);
    const tool = openStore(dir, { role: 'tool', now: 0 });
    tool.senders.add(SENDER, 0);
    tool.close();
    expect(node.senders.generation()).not.toBe(before);
    expect(node.senders.list('dhcp-server')).toHaveLength(1);
    const known = node.senders.generation();
    node.senders.change('dhcp-server', 'dc1', { enabled: false }, 0, 'local');
    expect(node.senders.generation()).not.toBe(known);
    node.close();
    expect(nodeRuns(dir)).toBe(false);
    openStore(dir, { role: 'node', now: 0 }).close();
  } finally {
    rmSync(dir, { recursive: true });
  }
});
