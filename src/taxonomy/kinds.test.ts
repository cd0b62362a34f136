/** Words for kinds of devices: what they stand for, and which stand for none. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { categoryOf, kindOf, type CategoryName } from './index.ts';
import { PHRASES } from './phrases.ts';

test.each([
  ['Printer', 'Printer'], ['Multifunction Device', 'Printer'], ['WAP', 'Wireless Access Point'], ['IP Camera', 'Camera'], ['PBX', 'VoIP Communications Equipment'], ['UPS', 'Uninterruptible Power Supply'], ['HVAC', 'HVAC'], ['Lights Out Management', 'Out-of-Band Management'],
  ['Zebra Label Printer', 'Label Printer'], ['patient monitors', 'Patient Monitor'], ['Programmable Logic Controller', 'Industrial Controller'], ['General Purpose Discrete I/O', 'Distributed I/O'], ['AC Drive', 'Variable Frequency Drive'], ['Managed Ethernet Switch', 'Industrial Switch'],
  ['Nintendo Switch', 'Video Gaming'], ['Apple TV', 'Video Streaming'], ['DICOM Device', 'Medical Imaging'], ['Communication Device Endpoint', 'IP Phone'], ['urn:schemas-upnp-org:device:InternetGatewayDevice:1', 'Router'], ['urn:schemas-upnp-org:device:ZonePlayer:1', 'Audio Streaming'],
  ['urn:Belkin:device:controllee:1', 'Smart Plug'], ['_ipp._tcp.local', 'Printer'], ['_axis-video._tcp', 'Camera'],
] as const)('[R48] %s is of %s', (text, category) => { expect(kindOf(text)).toBe(category); });

test.each(['', 'Device', 'Generic Device (keyable)', 'Appliance', 'gateway', 'Media Server', 'video encoder farm', 'hard drive', 'toaster', 'urn:schemas-upnp-org:device:MediaRenderer:1', 'urn:schemas-upnp-org:device:controllee:1', '_googlecast._tcp.local', '_http._tcp', 'constructor', '__proto__', 'x'.repeat(100_000), ' '.repeat(100_000)])(
  'the text %p names no kind', (text) => { expect(kindOf(text)).toBeUndefined(); });

test('no phrase stands for two kinds', () => {
  const phrases = Object.values(PHRASES).flatMap((text) => text.split(', '));
  expect(phrases.filter((one, at) => phrases.indexOf(one) !== at)).toEqual([]);
  expect((Object.keys(PHRASES) as CategoryName[]).filter((name) => categoryOf(name) === undefined)).toEqual([]);
});

const recog = join(import.meta.dir, '../../../shared/data/fingerprints/recog');
test.skipIf(!existsSync(recog))('[R48] of the device words of recog only those that mean nothing certain have no kind', () => {
  const words = new Set(readdirSync(recog).filter((name) => name.endsWith('.xml')).flatMap((name) => [...readFileSync(join(recog, name), 'utf8').matchAll(/name="(?:hw|os)\.device" value="([^"]*)"/g)].map((match) => match[1] ?? '')));
  expect([...words].filter((word) => kindOf(word) === undefined).sort()).toEqual(['Appliance', 'Device', 'Hub', 'Media Server', 'Monitoring', 'Support Appliance', 'UnixWare', 'ViewStation']);
});
