/** Request lists and vendor classes: which system, maker and kind; which lists are nobody's; hostile values. The data folder's lists are asked where it is there. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import bookPath from './dhcp.book' with { type: 'file' };
import { packLists, readKyd, render } from '../../../build/knowledge/dhcp.ts';
import { evaluateDhcp } from '../../../build/knowledge/measure-dhcp.ts';
import { CATEGORIES } from '../../taxonomy/index.ts';
import { dhcpBook } from './dhcp.ts';
import { unpackLists } from './lists.ts';
import { isShared } from './stacks.ts';

const DATA = join(import.meta.dir, '../../../../shared/data'), KYD = join(DATA, 'fingerprints/kyd/dhcp-db.txt'), HAS_DATA = existsSync(KYD);
const bytes = readFileSync(bookPath), book = dhcpBook(() => bytes);
const list = (codes: string) => book.read('dhcp.parameter_request_list', codes);
const said = (text: string) => book.read('dhcp.vendor_class', text)[0];

test('[R41] [R58] a request list names the system whose client wrote it', () => {
  for (const [codes, expected] of [
    ['1,3,6,15,31,33,43,44,46,47,119,121,249,252', { os_family: 'Windows', category: 'Personal Computer' }],
    ['1,15,3,6,44,46,47,31,33,121,249,252,43', { os_family: 'Windows' }], ['1,15,3,6,44,46,47,31,33,249,43', { os_family: 'Windows', os_version: 'XP' }],
    ['1,121,3,6,15,108,114,119,252', { os_family: 'iOS', vendor: 'Apple' }], ['1,121,3,6,15,114,119,252,95,44,46', { os_family: 'macOS', vendor: 'Apple', category: 'Personal Computer' }],
    ['1,3,6,15,26,28,51,58,59,43,114,108', { os_family: 'Android' }], ['1,33,3,6,15,28,51,58,59', { os_family: 'Android' }],
    ['1,121,33,3,6,12,15,26,28,51,54,58,59,119,252', { os_family: 'ChromeOS' }], ['1,28,2,3,15,6,119,12,44,47,26,121,42', { os_family: 'Linux' }],
    ['1,2,6,12,15,26,28,121,3,33,40,41,42,119,249,252,17', { os_family: 'Linux' }], ['1,28,2,121,3,15,6,12,119,26', { os_family: 'FreeBSD' }],
    ['1,66,6,3,15,150,35', { vendor: 'Cisco', category: 'IP Phone' }], ['1,28,160,66,43,3,4,42,2,6,15', { vendor: 'Polycom', category: 'IP Phone' }], ['1,3,44,6,7,12,15,22,54,58,59,69,18,144', { vendor: 'HP', category: 'Printer' }],
    ['1,3,28,6,15,44,46,47,31,33,121,43', { vendor: 'Espressif' }], ['6,3,1,15,66,67,13,44,12,81,252', { vendor: 'HP', category: 'Printer' }],
  ] as const) expect({ codes, ...list(codes)[0] }).toMatchObject({ codes, ...expected });
});

test('lists that many systems share are nobody\'s: short ones, and the defaults of BusyBox, ISC and dhcpcd', () => {
  for (const codes of ['1,3,6', '3,6', '1,3,6,15', '1,3,6,12,15,28', '1,15,3,6,44,46,47', '1,3,6,12,15,17,23,28,29,31,33,40,41,42', '1,3,6,12,15,28,40,41,42', '1,28,2,3,15,6,12', '1,121,33,3,6,12,15,26,28,51,54,58,59,119', '1,33,3,6,12,15,28,51,58,59,119']) {
    expect([codes, list(codes)]).toEqual([codes, []]);
  }
});

test('a list in another order, or one that goes on, is less certain than the list itself', () => {
  const printer = '58,59,6,15,44,51,54,1,3'.split(','), exact = list(printer.join(','))[0], turned = list([...printer].reverse().join(','))[0], longer = list([...printer, '200'].join(','))[0];
  expect([exact?.vendor, turned?.vendor, longer?.vendor]).toEqual(['Panasonic', 'Panasonic', 'Panasonic']);
  expect(turned?.certainty).toBeLessThan(exact?.certainty ?? 0);
  expect(longer?.certainty).toBeLessThan(exact?.certainty ?? 0);
  expect(list([...printer.slice(3), '200', '201', '202'].join(','))).toEqual([]);
});

test('[R49] [R58] a vendor class names what it says', () => {
  for (const [text, expected] of [
    ['MSFT 5.0', { os_family: 'Windows' }], ['MSFT 5.0 XBOX', { vendor: 'Microsoft', category: 'Video Gaming' }], ['android-dhcp-13', { os_family: 'Android', os_version: '13' }], ['HUAWEI:android:ANE', { vendor: 'Huawei', model: 'ANE', os_family: 'Android' }],
    ['dhcpcd-5.5.6:Linux-3.4.0-g1', { os_family: 'Linux', os_version: '3.4.0' }], ['dhcpcd-8.0.2:Linux-4.19.75-v7+:armv7l:BCM2835', { os_family: 'Linux', os_version: '4.19.75' }], ['dhcpcd-6.0.5:NetBSD-6.1:amd64', { os_family: 'NetBSD', os_version: '6.1' }], ['udhcp 1.22.1', { os_family: 'Linux' }],
    ['AAPLBSDPC/i386/iMac18,2', { vendor: 'Apple', model: 'iMac18,2', os_family: 'macOS' }], ['Hewlett-Packard JetDirect', { vendor: 'HP', category: 'Printer' }], ['Mfg=Hewlett Packard;Typ=Printer;Mod=HP LaserJet 400 M401dn;Ser=VNB3X12345;', { vendor: 'HP', category: 'Printer', model: 'HP LaserJet 400 M401dn' }],
    ['Cisco Systems, Inc. IP Phone CP-7960G', { vendor: 'Cisco', category: 'IP Phone', model: '7960G' }], ['Cisco AP c2700', { vendor: 'Cisco', category: 'Wireless Access Point', model: 'c2700' }], ['Polycom-VVX400', { vendor: 'Polycom', category: 'IP Phone', model: 'VVX400' }],
    ['yealink', { vendor: 'Yealink', category: 'IP Phone' }], ['docsis3.0:052401010102', { category: 'Modem' }], ['ArubaInstantAP', { vendor: 'Aruba', category: 'Wireless Access Point' }], ['ubnt', { vendor: 'Ubiquiti' }], ['MikroTik', { vendor: 'MikroTik', os_family: 'RouterOS' }],
    ['AXIS,Network Camera,P1346,5.40.9', { vendor: 'Axis', category: 'Camera', model: 'P1346' }], ['PXEClient:Arch:00007:UNDI:003016', { category: 'Personal Computer' }],
  ] as const) expect({ text, ...said(text) }).toMatchObject({ text, ...expected });
});

test('what is not said is not claimed: words that only look alike', () => {
  for (const text of ['', 'Withings00', 'udhcpx', 'MSFT', 'android', 'Linux', 'ciscokid', 'apcupsd', 'polycom', 'my MSFT 5.0', 'axis', '\0'.repeat(255), 'dhcpcd', 'linux-gnu', 'HPX', 'ps9']) expect([text, said(text)]).toEqual([text, undefined]);
  expect(said('Cisco Systems, Inc.')).toEqual({ rule: 'dhcp/class-cisco', vendor: 'Cisco', certainty: 0.93 });
});

test('DHCPv6: the enterprise number and request of Windows, and classes as in DHCPv4', () => {
  expect(book.read('dhcpv6.vendor_id', '311')[0]?.os_family).toBe('Windows');
  expect(book.read('dhcpv6.vendor_id', '9')).toEqual([]);
  expect(book.read('dhcpv6.option_request', '24,23,17,39')[0]?.os_family).toBe('Windows');
  expect(book.read('dhcpv6.option_request', '23,24')).toEqual([]);
  expect(book.read('dhcpv6.vendor_class', 'MSFT 5.0')[0]?.os_family).toBe('Windows');
});

test('hostile lists and classes get no answer and no error', () => {
  for (const value of [',', '1,', '1,,3', '-1', '999999', 'a', '1 3 6', `${'1,'.repeat(5000)}1`, '9'.repeat(9000)]) expect(list(value)).toEqual([]);
  expect(said('dhcpcd-' + '1'.repeat(100_000))).toBeUndefined();
});

test('every kind that the book names is a category', () => {
  const categories = new Set<string>(CATEGORIES.map(({ name }) => name));
  expect(unpackLists(bytes).names.map(({ category }) => category).filter((name) => name !== undefined && !categories.has(name))).toEqual([]);
});

test.skipIf(!HAS_DATA)('the packed book is what the build makes of kyd, without the lists that many share', () => {
  expect(readFileSync(bookPath, 'utf8')).toBe(render(packLists(readKyd(KYD))));
  expect(unpackLists(bytes).lists.filter(([codes]) => isShared(codes.split(',').map(Number)))).toEqual([]);
});

test.skipIf(!HAS_DATA)('[R41] [R58] of lists that others collected and that name one system, nine of ten answers are right; most shared lists get none', () => {
  for (const { of, answered, right, shared, silent, lists } of evaluateDhcp(DATA)) {
    expect({ of, right: right >= answered * 0.9, silent: silent >= shared * 0.6, some: answered > lists * 0.15 }).toEqual({ of, right: true, silent: true, some: true });
  }
});
