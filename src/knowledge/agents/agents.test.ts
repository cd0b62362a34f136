/** User agents: makers, models, systems and kinds; what browsers no longer tell; what is nobody's; hostile text. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import bookPath from '../../../build/out/agents.book' with { type: 'file' };
import { nestsRepeats } from '../../../build/knowledge/agents.ts';
import { evaluateAgents } from '../../../build/knowledge/measure-agents.ts';
import { agentsBook } from './agents.ts';
import { unpackAgents } from './patterns.ts';

const DATA = join(import.meta.dir, '../../../../shared/data'), HAS_DATA = existsSync(join(DATA, 'fingerprints/uap-core/test_device.yaml'));
const bytes = readFileSync(bookPath), book = agentsBook(() => bytes);

interface Told { vendor?: string; model?: string; category?: string; os?: string; version?: string }
/** All claims of an agent put together. */
function told(agent: string): Told {
  const all: Told = {};
  for (const claim of book.read('http.user_agent', agent)) {
    if (claim.vendor !== undefined) all.vendor = claim.vendor;
    if (claim.model !== undefined) all.model = claim.model;
    if (claim.category !== undefined) all.category = claim.category;
    if (claim.os_family !== undefined) all.os = claim.os_family;
    if (claim.os_version !== undefined) all.version = claim.os_version;
  }
  return all;
}

test('[R49] [R58] an agent of a phone, a tablet, a computer or a television names it', () => {
  for (const [agent, expected] of [
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 12_1_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.0 Mobile/15E148 Safari/604.1', { vendor: 'Apple', model: 'iPhone', category: 'Smartphone', os: 'iOS', version: '12.1.2' }],
    ['Dalvik/1.6.0 (Linux; U; Android 4.4.2; SM-T230 Build/KOT49H)', { vendor: 'Samsung', model: 'SM-T230', category: 'Tablet', os: 'Android', version: '4.4.2' }],
    ['Mozilla/5.0 (Windows NT 6.1; WOW64; rv:52.0) Gecko/20100101 Firefox/52.0', { category: 'Personal Computer', os: 'Windows', version: '7' }],
    ['Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.41 (KHTML, like Gecko) Large Screen WebAppManager Safari/537.41', { category: 'Smart TV', os: 'webOS' }],
    ['Mozilla/5.0 (Linux; Android 13; 2201117TG) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.0.0 Mobile Safari/537.36', { vendor: 'Xiaomi', model: '2201117TG', category: 'Smartphone', os: 'Android', version: '13' }],
    ['Dalvik/2.1.0 (Linux; U; Android 12; NTH-NX9 Build/HONORNTH-N29)', { vendor: 'Honor', model: 'NTH-NX9', os: 'Android', version: '12' }],
    ['Mozilla/5.0 (Linux; Android 13; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.0.0 Safari/537.36', { vendor: 'Samsung', model: 'SM-X710', category: 'Tablet' }],
    ['Spotify/8.8.0.347 Android/31 (SM-G991B)', { vendor: 'Samsung', model: 'SM-G991B', os: 'Android', version: '12' }],
    ['Instagram 121.0.0.29.119 Android (26/8.0.0; 480dpi; 1080x2076; HUAWEI; ANE-LX1; HWANE; hi6250; de_DE; 185203708)', { vendor: 'Huawei', model: 'ANE-LX1', os: 'Android', version: '8.0.0' }],
    ['Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15', { vendor: 'Sony', model: 'PlayStation 5', category: 'Video Gaming' }],
    ['Mozilla/5.0 (Nintendo Switch; WebApplet) AppleWebKit/609.4 (KHTML, like Gecko) NF/6.0.2.23.6 NintendoBrowser/5.1.0.23620', { vendor: 'Nintendo', model: 'Switch', category: 'Video Gaming' }],
    ['Roku/DVP-14.5 (14.5.4.5934-46)', { vendor: 'Roku', category: 'Video Streaming', os: 'Roku OS', version: '14.5' }],
    ['Mozilla/5.0 (Linux; Android 9; AFTMM Build/PS7633) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0 Mobile Safari/537.36', { vendor: 'Amazon', model: 'AFTMM', category: 'Video Streaming' }],
    ['Mozilla/5.0 (X11; Linux armv7l) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0 Safari/537.36 CrKey/1.56.500000 DeviceType/SmartSpeaker', { vendor: 'Google', category: 'Smart Speaker' }],
    ['AppleTV11,1/17.2', { vendor: 'Apple', category: 'Video Streaming', os: 'tvOS', version: '17.2' }],
    ['itunesstored/1.0 iOS/12.1.2 model/iPhone7,2 hwp/t7000 build/16C101 (6; dt:106)', { vendor: 'Apple', model: 'iPhone7,2', category: 'Smartphone', os: 'iOS', version: '12.1.2' }],
    ['Safari/18615.2.9.11.7 CFNetwork/1408.0.4 Darwin/22.5.0 (x86_64)', { os: 'macOS', version: '13', category: 'Personal Computer' }],
    ['Microsoft-CryptoAPI/10.0', { os: 'Windows', category: 'Personal Computer' }],
    ['Microsoft-WebDAV-MiniRedir/10.0.22631', { os: 'Windows', version: '11 23H2' }],
    ['Linux UPnP/1.0 Sonos/57.3-77280 (ZPS9)', { vendor: 'Sonos', model: 'ZPS9', category: 'Smart Speaker', os: 'Linux' }],
    ['Yealink SIP-T46G 28.80.0.95 00:15:65:11:22:33', { vendor: 'Yealink', model: 'T46G', category: 'IP Phone' }],
    ['PolycomVVX-VVX_410-UA/5.4.1.12405', { vendor: 'Polycom', model: 'VVX_410', category: 'IP Phone' }],
    ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0', { os: 'Linux', version: 'Ubuntu' }],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1', { os: 'iOS', version: '26.0' }],
  ] as const) expect({ agent, ...told(agent) }).toMatchObject({ agent, ...expected });
});

test('what browsers froze is not claimed: Windows NT 10.0, macOS 10.15.7, Android 10 of model K', () => {
  expect(told('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36')).toEqual({ category: 'Personal Computer', os: 'Windows' });
  expect(told('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36').version).toBeUndefined();
  expect(told('Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36')).toEqual({ category: 'Smartphone', os: 'Android' });
});

test('telephones say over HTTP what they say over SIP; soft phones and servers name no maker', () => {
  expect(book.read('sip.user_agent', 'Cisco/SPA504G-7.4.9c')[0]).toMatchObject({ vendor: 'Cisco', model: 'SPA504G' });
  for (const agent of ['Asterisk PBX 13.1.0', 'friendly-scanner', 'Zoiper rv2.10.8', 'FPBX-2.8.1(1.8.20.0)', 'eyeBeam release 3006o stamp 17551']) expect([agent, book.read('sip.user_agent', agent)]).toEqual([agent, []]);
});

test('crawlers, libraries and nonsense name no maker', () => {
  for (const agent of ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'curl/8.5.0', 'python-requests/2.32.3', 'Go-http-client/1.1', 'okhttp/4.12.0', '', 'x', '\0\0\0', '(((((((((',
    'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (compatible; Google-InspectionTool/1.0;)', 'Mozilla/5.0 (Linux; Android 13; XYZZY1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.0.0 Mobile Safari/537.36',
    'com.example.app/1.0 (Linux; U; Android 12; GB) gzip', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36', 'ESP8266HTTPClient', 'Cisco AnyConnect VPN Agent']) expect([agent, told(agent).vendor]).toEqual([agent, undefined]);
});

test('no pattern nests endless repeats, so that an agent of 512 characters costs a bounded number of steps', () => {
  const { devices, systems } = unpackAgents(bytes);
  expect([...devices, ...systems].filter(([pattern]) => nestsRepeats(pattern ?? ''))).toEqual([]);
  expect(['(a+)+', '(?:a*b)*', '((x{2,}))*', '(a|b+)+'].map(nestsRepeats)).toEqual([true, true, true, true]);
  expect(['(ab)+', 'a+b+', '[(a+)]+', '(?:a{0,5})+', String.raw`(\+a)+`].map(nestsRepeats)).toEqual([false, false, false, false, false]);
});

test.skipIf(!HAS_DATA)('[R49] [R58] of the agents that uap-core tests itself with, 97 of 100 get the right maker and model', () => {
  const [all, unseen] = evaluateAgents(DATA);
  if (all === undefined || unseen === undefined) throw new Error('nothing was measured');
  expect(all.rightVendors / all.agents).toBeGreaterThanOrEqual(0.97);
  expect(all.rightModels / all.models).toBeGreaterThanOrEqual(0.97);
  // Where a device's own pattern is taken away, what others say of it is right more often than not.
  expect(unseen.rightVendors / unseen.vendors).toBeGreaterThanOrEqual(0.85);
}, 120_000);
