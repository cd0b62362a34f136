/** MAC vendors from the packaged IEEE list: longest prefix, and silence where nobody assigned the address. */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import vendorsPath from '../../build/out/oui.bin' with { type: 'file' };
import { companyName, packOui } from '../../build/oui.ts';
import { loadVendors } from './index.ts';
import { parseMac, type Mac } from '../model/index.ts';

const mac = (text: string): Mac => { const parsed = parseMac(text); if (parsed === undefined) throw new Error(text); return parsed; };

test('the packaged list knows makers, and holds more than 50,000 prefixes', () => {
  const vendors = loadVendors(readFileSync(vendorsPath));
  expect(vendors.prefixes).toBeGreaterThan(50_000);
  expect(['00:17:88:24:76:ff', '94:10:3e:41:c2:05', '50:c7:bf:00:fc:a3', '00:24:e4:24:80:2a', '5c:cf:7f:07:ae:fb'].map((text) => vendors.lookup(mac(text))))
    .toEqual(['Philips Lighting', 'Belkin International', 'TP-LINK TECHNOLOGIES', 'Withings', 'Espressif']);
});

test('the longest prefix answers; under the registry\'s own prefix only a longer one does', () => {
  const vendors = loadVendors(packOui({ '0050C2': 'IEEE Registration Authority', '0050C2F': 'Middle Inc.', '0050C2FAB': 'Small Co., Ltd.\nStreet 1', '0050C3': 'Large GmbH' }));
  expect(['00:50:c2:fa:b0:01', '00:50:c2:f0:00:01', '00:50:c2:00:00:01', '00:50:c3:00:00:01', '00:50:c4:00:00:01'].map((text) => vendors.lookup(mac(text))))
    .toEqual(['Small', 'Middle', undefined, 'Large', undefined]);
});

test('locally administered and group addresses have no vendor, whatever their bytes', () => {
  const vendors = loadVendors(packOui({ '020000': 'Nobody', '010000': 'Nobody', '000001': 'Somebody' }));
  expect([mac('02:00:00:00:00:01'), mac('01:00:00:00:00:01'), mac('00:00:01:00:00:01')].map((address) => vendors.lookup(address))).toEqual([undefined, undefined, 'Somebody']);
});

test('company names lose their legal form and keep their meaning', () => {
  for (const [entry, name] of [['TP-LINK TECHNOLOGIES CO.,LTD.', 'TP-LINK TECHNOLOGIES'], ['Edimax Technology Co. Ltd.', 'Edimax Technology'], ['Hewlett Packard', 'Hewlett Packard'], ['eQ-3 Entwicklung GmbH', 'eQ-3 Entwicklung'],
    ['Apple, Inc.', 'Apple'], ['LG Electronics (Mobile Communications)', 'LG Electronics (Mobile Communications)'], ['Philips Lighting BV', 'Philips Lighting'], ['CO', 'CO']] as const) expect(companyName(entry)).toBe(name);
});

test('a cut or foreign list is refused with one sentence', () => {
  const list = packOui({ '000000': 'A', '0000001': 'B', '000000001': 'C' });
  expect(() => loadVendors(list.subarray(0, 30))).toThrow('the MAC vendor list is cut');
  expect(() => loadVendors(new Uint8Array(100))).toThrow('the MAC vendor list is not one of ours');
});
