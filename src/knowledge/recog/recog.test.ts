/** recog's book: what values of each protocol claim, and what they must not. The values are ours; recog's own examples are measured where they are (build/knowledge). */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim, ParameterName } from '../../model/index.ts';
import { categoryOf } from '../../taxonomy/index.ts';
import { recogBook } from './book.ts';
import { Recog } from './databases.ts';

const file = (): Uint8Array => Bun.zstdDecompressSync(readFileSync(join(import.meta.dir, 'recog.jsonl.zst')));
const book = recogBook(file);
const said = (parameter: ParameterName, value: string): Partial<Claim> => Object.assign({}, ...book.read(parameter, value)) as Partial<Claim>;

const CASES: readonly (readonly [ParameterName, string, Partial<Claim>])[] = [
  ['snmp.system', 'Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 15.0(2)SE11, RELEASE SOFTWARE (fc3)', { vendor: 'Cisco', os_version: '15.0(2)SE11' }],
  ['lldp.system', 'HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD149,EEPROM JSI24090012,CIDATE 10/01/2015', { vendor: 'HP', category: 'Printer' }],
  ['snmp.system', 'Linux nas-4 5.10.0-21-amd64 #1 SMP Debian 5.10.162-1 (2023-01-21) x86_64', { os_family: 'Linux' }],
  ['banner.ssh', 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10', { os_family: 'Linux' }],
  ['banner.ssh', 'SSH-2.0-Cisco-1.25', { vendor: 'Cisco' }],
  ['banner.text', 'ftp: 220 Microsoft FTP Service', { os_family: 'Windows' }],
  ['sip.user_agent', 'Grandstream GXP1628 1.0.4.138', { vendor: 'Grandstream', category: 'IP Phone' }],
  ['mdns.model', 'MacBookPro18,3', { vendor: 'Apple', category: 'Personal Computer' }],
  ['dhcp.vendor_class', 'Mfg=Xerox;Typ=MFP;Mod=VersaLink C500;Ser=QQQ765432;Loc=Hall', { vendor: 'Xerox', category: 'Printer', model: 'VersaLink C500' }],
  ['smb.native_os', 'Windows 7 Professional 7601 Service Pack 1', { os_family: 'Windows', os_version: '7', category: 'Personal Computer' }],
  ['mdns.text', 'osxvers=21', { os_family: 'macOS', os_version: '12.0' }],
  ['snmp.product', 'Lexmark CX725', { vendor: 'Lexmark', category: 'Printer', model: 'CX725' }],
  ['http.realm', 'Basic realm="level_15_access"', { vendor: 'Cisco' }],
];

test.each(CASES)('[R49] %s %p', (parameter, value, expected) => { expect(said(parameter, value)).toMatchObject(expected); });

test('[R49] the maker of a server or a system is not the maker of the device', () => {
  for (const [parameter, value] of [
    ['http.server', 'Apache/2.4.57 (Debian)'], ['http.server', 'nginx/1.25.3'], ['http.server', 'Microsoft-IIS/10.0'], ['banner.ssh', 'SSH-2.0-OpenSSH_8.9p1 Ubuntu-3ubuntu0.6'], ['banner.text', 'mysql: 5.7.30-0ubuntu0.18.04.1'],
    ['banner.text', 'smtp: 220 mail.example ESMTP Postfix'], ['snmp.system', 'FreeBSD pkg 13.2-RELEASE FreeBSD 13.2-RELEASE releng/13.2-n254617 GENERIC amd64'],
  ] as const) expect(book.read(parameter, value).filter(({ vendor }) => vendor !== undefined)).toEqual([]);
});

test('a greeting is read for its own service alone, and text that nobody knows claims nothing', () => {
  expect(book.read('banner.text', 'pop3: 220 Microsoft FTP Service')).toEqual([]);
  expect(book.read('banner.text', 'gopher: hello')).toEqual([]);
  expect(book.read('snmp.system', '')).toEqual([]);
  expect(book.read('sip.user_agent', 'Nameplate test phone')).toEqual([]);
  for (const product of ['GenuineIntel: Intel(R) Xeon(R) CPU', 'network interface eth0', 'Guessing that there\'s a floating point co-processor']) expect(book.read('snmp.product', product)).toEqual([]);
});

test('every claim has a category of the taxonomy and a certainty', () => {
  for (const [parameter, value] of CASES) for (const claim of book.read(parameter, value)) {
    if (claim.category !== undefined) expect(categoryOf(claim.category)).toBeDefined();
    expect(claim.certainty).toBeGreaterThan(0);
    expect(claim.certainty).toBeLessThanOrEqual(1);
  }
});

test('the file has all databases, and each can be opened', () => {
  const recog = new Recog(file());
  expect(recog.databases.length).toBe(50);
  for (const name of recog.databases) expect(recog.match(name, 'nobody says this: \u0001')?.fields.get('hw.vendor')).toBeUndefined();
  expect(recog.match('no_such_database', 'x')).toBeUndefined();
});
