/** The commands dhcp-server and log-sender: what they write, show and refuse, beside a node or without one. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { openStore } from '../store/index.ts';
import { capture } from './capture-output.ts';

let folder = '', data = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-senders-cli-'));
  data = join(folder, 'data');
});
afterAll(() => { rmSync(folder, { recursive: true }); });

const dhcp = (...words: string[]) => capture(['dhcp-server', ...words, '--data', data]);
const sender = (...words: string[]) => capture(['log-sender', ...words, '--data', data]);
const firewall = (...words: string[]) => capture(['firewall', ...words, '--data', data, '--out', join(folder, 'certs')]);

test('[R31] add, list, show, edit, disable, enable and remove an entry', async () => {
  for (const words of [['list'], ['add', 'dc1', '--address', '10.0.0.53'], ['status']]) expect((await dhcp(...words)).code).toBe(1);
  expect(existsSync(data)).toBe(false);
  await firewall('add', 'FIRST');
  expect(await dhcp('add', 'dc1', '--address', '10.0.0.53')).toMatchObject({ code: 0, out: 'dc1 (UDP from 10.0.0.53) is heard from now on\n', err: '' });
  expect((await dhcp('add', 'north 2', '--address', '2001:DB8:0::53', '--protocol', 'SSL', '--site', 'north', '--description', 'in the cellar', '--dialect', 'linux', '--disabled')).out).toContain('is kept, but not heard');
  expect((await dhcp('list')).out).toMatch(/^NAME +ENABLED +ADDRESS +PROTOCOL .*\ndc1 +yes +10\.0\.0\.53 +UDP +default +default +default +local\nnorth 2 +no +2001:db8::53 +SSL +default +north +default +local +in the cellar\n$/);
  expect(JSON.parse((await dhcp('show', 'north 2', '--json')).out)).toMatchObject({ name: 'north 2', enabled: false, address: '2001:db8::53', protocol: 'SSL', firewall: null, site: 'north', dialect: 'linux', certificate: null, origin: 'local' });
  expect((await dhcp('show', 'north 2')).out).toMatch(/\naddress +2001:db8::53\n/);
  expect(JSON.parse((await dhcp('edit', 'north 2', '--name', 'n2', '--protocol', 'TCP', '--tenant', 'red', '--json')).out)).toMatchObject({ name: 'n2', protocol: 'TCP', tenant: 'red', site: 'north', description: 'in the cellar' });
  expect((await dhcp('enable', 'n2')).out).toContain('is heard from now on');
  expect((await dhcp('disable', 'n2')).out).toContain('is refused from now on');
  expect((await dhcp('remove', 'n2')).code).toBe(0);
  expect((await dhcp('list', '--json')).out.trim().split('\n').map((line) => JSON.parse(line).name)).toEqual(['dc1']);
  expect((await sender('list')).err).toContain('nameplate log-sender add');
});

test('[R31] what is refused says why, and with wrong usage the exit is 2', async () => {
  const cases: readonly (readonly [readonly string[], number, string])[] = [
    [['add', 'x', '--address', 'dhcp.example.com'], 2, 'an IPv4 or IPv6 address is needed; names are not looked up'],
    [['add', 'x'.repeat(33), '--address', '10.0.0.1'], 2, '1 to 32 letters'],
    [['add', 'x', '--address', '10.0.0.1', '--description', 'y'.repeat(257)], 2, 'up to 256'],
    [['add', 'x', '--address', '10.0.0.1', '--protocol', 'SCTP'], 2, 'TCP, UDP, SSL'],
    [['add', 'x', '--address', '10.0.0.1', '--site', 'a b'], 2, 'letters, digits'],
    [['add', 'x'], 2, '--address'],
    [['add', 'dc1', '--address', '10.0.0.9'], 1, 'an entry of this name exists'],
    [['add', 'x', '--address', '::ffff:10.0.0.53'], 1, 'another entry has this address and protocol'],
    [['add', 'x', '--address', '10.0.0.1', '--firewall', 'NOBODY'], 1, 'no firewall has this serial'],
    [['show', 'nobody'], 1, 'no entry of this name'], [['remove', 'nobody'], 1, 'no entry of this name'], [['status', 'nobody'], 1, 'no entry of this name'], [['certificate', 'nobody', '--out', join(folder, 'never')], 1, 'no entry of this name'],
  ];
  for (const [words, code, err] of cases) expect({ words, ...(await dhcp(...words)) }).toMatchObject({ words, code, out: '', err: expect.stringContaining(err) });
  expect(existsSync(join(folder, 'never'))).toBe(false);
});

test('[R33, R34] an entry belongs to a firewall, takes its scope, and not to one of a series without the feature', async () => {
  await firewall('add', 'FW-1', '--tenant', 'red', '--site', 'hq', '--model', 'PA-440');
  await firewall('add', 'M-1', '--model', 'M-600');
  expect(JSON.parse((await dhcp('add', 'a', '--address', '10.1.0.1', '--firewall', 'FW-1', '--json')).out)).toMatchObject({ firewall: 'FW-1', tenant: 'red', site: 'hq', segment: 'default' });
  expect(await dhcp('add', 'b', '--address', '10.1.0.2', '--firewall', 'M-1')).toMatchObject({ code: 1, err: expect.stringContaining('CN, M and WF series') });
  expect((await sender('add', 'b', '--address', '10.1.0.2', '--firewall', 'M-1')).code).toBe(0);
  expect(JSON.parse((await dhcp('edit', 'a', '--firewall', 'none', '--site', 'lab', '--json')).out)).toMatchObject({ firewall: null, tenant: 'default', site: 'lab' });
});

test('[R37] what Panorama configured is shown and not changed', async () => {
  const store = openStore(data, { role: 'tool', now: 0 });
  store.senders.add({ kind: 'dhcp-server', name: 'pano', description: '', enabled: true, address: '10.2.0.1', protocol: 'TCP', firewall: null, tenant: 'default', site: 'default', segment: 'default', origin: 'panorama', dialect: null }, 0);
  store.close();
  for (const words of [['edit', 'pano', '--site', 'x'], ['disable', 'pano'], ['remove', 'pano'], ['certificate', 'pano']]) expect(await dhcp(...words)).toMatchObject({ code: 1, err: expect.stringContaining('read-only') });
  expect((await dhcp('list')).out).toMatch(/pano +yes .* panorama/);
});

test('certificate gives a sender a certificate for nothing but sending', async () => {
  const out = join(folder, 'given');
  await dhcp('add', 'with space', '--address', '10.3.0.1', '--protocol', 'SSL');
  const shown = JSON.parse((await dhcp('certificate', 'with space', '--out', out, '--json')).out);
  expect(shown.files).toEqual(['with-space.crt', 'with-space.key', 'ca.crt'].map((name) => join(out, name)));
  expect(statSync(join(out, 'with-space.key')).mode & 0o777).toBe(0o600);
  const certificate = new X509Certificate(readFileSync(join(out, 'with-space.crt')));
  expect(certificate.subject).toContain('OU=log sender');
  expect(shown.certificate).toBe(certificate.fingerprint256.replaceAll(':', '').toLowerCase());
  expect(JSON.parse((await dhcp('certificate', 'with space', '--withdraw', '--json')).out).certificate).toBeNull();
  expect(await dhcp('certificate', 'with space', '--out', join(data, 'pki'))).toMatchObject({ code: 2, err: expect.stringContaining('keys of the node itself') });
});

test('[R36, R38, R39] status and counters show what a node wrote, and say when none runs', async () => {
  const node = openStore(data, { role: 'node', now: 0 }), id = (name: string): number => node.senders.get('dhcp-server', name).id;
  const counts = new Map([['received', 10], ['parsed', 7], ['bindings', 2], ['rejected_too_long', 2], ['dropped_queue_full', 1]]);
  node.senderStates.save([
    { kind: 'dhcp-server', sender: id('dc1'), connections: 0, lastSeen: Date.now() - 60_000, counts }, { kind: 'dhcp-server', sender: id('pano'), connections: 2, lastSeen: 1000, counts: new Map() },
    { kind: 'dhcp-server', sender: 0, connections: 0, lastSeen: null, counts: new Map([['refused_unknown_sender', 3]]) },
  ], [{ kind: 'dhcp-server', address: '10.9.9.9', protocol: 'UDP', attempts: 3, lastAt: 5 }]);
  node.senderStates.setListeners([{ kind: 'dhcp-server', protocol: 'UDP', port: 10514, problem: 'port in use' }, { kind: 'dhcp-server', protocol: 'TCP', port: 10514, problem: null }]);
  const shown = await dhcp('status');
  expect(shown.out).toMatch(/^NAME +STATUS +ADDRESS +PROTOCOL +MESSAGES +REJECTED +LAST SEEN\n/);
  expect(shown.out).toMatch(/\ndc1 +Connected +10\.0\.0\.53 +UDP +10 +3 +20/);
  expect(shown.out).toMatch(/\npano +Connected +10\.2\.0\.1 +TCP +0 +0 +1970/);
  expect(shown.out).toMatch(/\na +10\.1\.0\.1 +UDP +0 +0\n/);
  expect(shown.err).toBe('the node does not listen on UDP port 10514: port in use\nrefused 3 times: UDP from 10.9.9.9; to hear it: nameplate dhcp-server add NAME --address 10.9.9.9 --protocol UDP\n');
  expect(JSON.parse((await dhcp('status', 'dc1', '--json')).out)).toMatchObject({ status: 'Connected', messages: 10, parsed: 7, bindings_learned: 2, rejected: 3, counters: { rejected: { too_long: 2 } } });
  expect((await dhcp('status', 'dc1')).out).toMatch(/\nrejected_too_long +2\n/);
  expect(JSON.parse((await dhcp('counters', '--json')).out)).toEqual({ received: 10, parsed: 7, bindings_learned: 2, rejected: { too_long: 2 }, dropped: { queue_full: 1 }, refused: { unknown_sender: 3 }, closed: {} });
  expect((await dhcp('counters')).out).toMatch(/\nrejected: too long +2\n/);
  expect((await sender('status')).err).toContain('does not listen for these: see the setting syslog.logListen');
  node.close();
  const alone = await dhcp('status', '--json');
  expect(alone.err).toContain('no node runs');
  const statuses = Object.fromEntries(alone.out.trim().split('\n').map((line): [string, string] => [JSON.parse(line).name, JSON.parse(line).status]));
  expect(statuses).toMatchObject({ dc1: 'Connected', pano: '' });
  await dhcp('disable', 'dc1');
  expect(JSON.parse((await dhcp('status', 'dc1', '--json')).out).status).toBe('');
});
