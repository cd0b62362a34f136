/** The compiled table: what it names, and the matchers that would have named devices that are not there. */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { compile, haveRules, readRules, render } from '../../../build/knowledge/home-assistant.ts';
import type { ParameterName } from '../../model/index.ts';
import table from './home-assistant.tsv' with { type: 'file' };
import { homeAssistant } from './index.ts';
import { INTEGRATIONS } from './integrations.ts';

const book = homeAssistant(() => readFileSync(table));
const vendor = (parameter: ParameterName, value: string): string | undefined => book.read(parameter, value)[0]?.vendor;

test('[R49] names the maker of what announces itself as an integration knows it', () => {
  expect(vendor('dhcp.hostname', 'Twinkly_1A2B3C')).toBe('Twinkly');
  expect(vendor('dhcp.hostname', 'zengge_1a_Sockets')).toBe('Magic Home');
  expect(vendor('mdns.service', '_nanoleafapi._tcp.local')).toBe('Nanoleaf');
  expect(vendor('mdns.instance', 'Bosch SHC [00-11-22-33-44-55]._http._tcp.local')).toBe('Bosch');
  expect(vendor('mdns.model', 'ecobee3 lite')).toBe('ecobee');
  expect(vendor('mdns.text', 'vendor=Synology Inc.')).toBe('Synology');
  expect(vendor('ssdp.announces', 'roku:ecp')).toBe('Roku');
});

test('matchers that are too generic by themselves are not in the table', () => {
  for (const name of ['motion_sensor', 'motion_0123', 'connector_5', 'gateway', 'gateway1234', 'hub', 'hub2', 'target', 'connect', 'thermostat1', 'guardian', 'hunter2', 'sense-1', 'hs100x', 'lb1', 'kp', 'stapler', 'ringo', 'lwip0', 'tizen', 'usr-tcp232-ed2', 'albert', 'blanka'])
    expect({ name, vendor: vendor('dhcp.hostname', name) }).toEqual({ name, vendor: undefined });
  for (const model of ['Socket', 'Presence', 'Welcome', 'Smart Bridge', 'EB', 'i6s', 'YLX', 'AppleTV5,3']) expect({ model, vendor: vendor('mdns.model', model) }).toEqual({ model, vendor: undefined });
  for (const type of ['_hap._tcp.local', '_googlecast._tcp.local', '_ipp._tcp.local', '_http._tcp.local', '_companion-link._tcp.local']) expect({ type, vendor: vendor('mdns.service', type) }).toEqual({ type, vendor: undefined });
  for (const target of ['urn:schemas-upnp-org:device:MediaRenderer:1', 'urn:schemas-upnp-org:device:InternetGatewayDevice:1', 'urn:schemas-sony-com:service:ScalarWebAPI:1', 'upnp:rootdevice']) expect({ target, vendor: vendor('ssdp.device', target) }).toEqual({ target, vendor: undefined });
});

test('every line names an integration of our table', () => {
  const lines = readFileSync(table, 'utf8').trim().split('\n').map((line) => line.split('\t'));
  expect(lines.length).toBeGreaterThan(120);
  expect(lines.filter((line) => line.length !== 3 || !INTEGRATIONS.has(line[2] ?? ''))).toEqual([]);
});

test.skipIf(!haveRules())('the committed table is what the compiler makes of the rules', () => {
  expect(render(compile(...readRules()))).toBe(readFileSync(table, 'utf8'));
});
