/** Servers that devices contact: the table itself, what is below a name, and names that only look like one. */
import { expect, test } from 'bun:test';
import { CLOUD, DEVICE_HOST } from '../certainty.ts';
import { domainsBook, ROWS, tableOf } from './index.ts';

const domains = domainsBook();
const claim = (name: string) => domains.read('dns.query', name)[0];

test('[R49] update servers and clouds name the maker, the system or the kind', () => {
  expect(tableOf(ROWS).size).toBeGreaterThan(400);
  for (const [name, expected] of [
    ['mesu.apple.com', { vendor: 'Apple' }], ['swscan.apple.com', { os_family: 'macOS' }], ['ctldl.windowsupdate.com', { os_family: 'Windows' }], ['tlu.dl.delivery.mp.microsoft.com', { os_family: 'Windows' }], ['connectivitycheck.gstatic.com', { os_family: 'Android' }],
    ['2.android.pool.ntp.org', { os_family: 'Android' }], ['security.ubuntu.com', { os_family: 'Linux' }], ['avs-alexa-na.amazon.com', { vendor: 'Amazon', category: 'Smart Speaker' }], ['logs.roku.com', { vendor: 'Roku' }], ['update-firmware.sonos.com', { vendor: 'Sonos' }],
    ['cdn.samsungcloudsolution.com', { vendor: 'Samsung', category: 'Smart TV' }], ['aic.lgtvsdp.com', { vendor: 'LG', category: 'Smart TV' }], ['ctest.cdn.nintendo.net', { vendor: 'Nintendo', category: 'Video Gaming' }], ['dev.ezvizlife.com', { vendor: 'Hikvision', category: 'Camera' }],
    ['ccc.hpeprint.com', { vendor: 'HP', category: 'Printer' }], ['upgrade.mikrotik.com', { vendor: 'MikroTik', category: 'Router' }], ['update.fortiguard.net', { vendor: 'Fortinet' }], ['updates.paloaltonetworks.com', { vendor: 'Palo Alto Networks', category: 'Firewall' }],
    ['a2.tuyaeu.com', { vendor: 'Tuya' }], ['n-euw1-devs.tplinkcloud.com', { vendor: 'TP-Link' }], ['device.vpn.talk2m.com', { vendor: 'HMS', category: 'Industrial Gateway' }], ['MESU.APPLE.COM.', { vendor: 'Apple' }],
  ] as const) expect({ name, ...claim(name) }).toMatchObject({ name, ...expected });
});

test('a host for devices alone is worth more than the cloud it is in, and that more than a site people read', () => {
  expect(claim('dev.hik-connect.com')?.certainty).toBe(DEVICE_HOST);
  expect(claim('api.hik-connect.com')?.certainty).toBe(CLOUD);
  expect(claim('www.sonos.com')?.certainty).toBeLessThan(CLOUD);
  for (const name of ['tools.google.com', 'xboxlive.com', 'lexmark.com']) expect(claim(name)?.certainty).toBeLessThan(CLOUD);
});

test('hosts of one row are one rule, whichever parameter said them', () => {
  const rules = [domains.read('dns.query', 'ping.ubnt.com'), domains.read('tls.server_name', 'fw-update.ubnt.com'), domains.read('dns.domain', 'ubnt.com')].map(([one]) => one?.rule);
  expect(new Set(rules).size).toBe(1);
  expect(domains.read('http.host', 'upgrade.mikrotik.com:80')).toHaveLength(1);
});

test('names that only end or begin alike claim nothing', () => {
  for (const name of ['', '.', '..', 'com', 'apple.com', 'www.apple.com', 'notroku.com', 'roku.com.example', 'mesu.apple.com.evil.example', 'windowsupdate.com.cdn.example', 'google.com', 'amazon.com', 'www.microsoft.com', 'gstatic.com', 'pool.ntp.org', 'debian.org', 'samsung.com', 'constructor', '__proto__', 'x'.repeat(300)])
    expect({ name, claims: domains.read('dns.query', name) }).toEqual({ name, claims: [] });
});

test('every name of the table is a host name below a registered domain, and every row claims something', () => {
  for (const [names, said] of ROWS) {
    expect({ names, said: Object.keys(said).length > 0 }).toEqual({ names, said: true });
    for (const name of names.split(' ')) expect(name).toMatch(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
  }
});
