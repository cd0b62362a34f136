/** Operating systems, by all that a device says: kinds of words that agree, words that differ, versions that change. */
import { expect, test } from 'bun:test';
import type { HeardClaim, ParameterName } from '../model/index.ts';
import { systemOf } from './opinion.ts';

type Row = readonly [parameter: ParameterName, family: string, certainty: number, version?: string, time?: number];
const heard = (rows: readonly Row[]): HeardClaim[] => rows.map(([parameter, os_family, certainty, version, time = 0]) => ({ parameter, value: '', time, source: 0, claim: { rule: 'test/rule', os_family, certainty, ...(version === undefined ? {} : { os_version: version }) } }));
const said = (...rows: readonly Row[]): string => { const system = systemOf(heard(rows)); return system === null ? '' : `${system.family} ${system.version ?? '-'}`; };

test('[R58] the system and its version are what the device says', () => {
  expect(said(['dhcp.vendor_class', 'Windows', 0.95])).toBe('Windows -');
  expect(said(['http.user_agent', 'iOS', 0.97, '12.1.2'])).toBe('iOS 12.1.2');
  expect(said()).toBe('');
});

test('a hint alone is not enough, two kinds of hints are; one kind twice is one', () => {
  expect(said(['smb.native_os', 'Linux', 0.5])).toBe('');
  expect(said(['smb.native_os', 'Linux', 0.5], ['ssdp.server', 'Linux', 0.5])).toBe('Linux -');
  expect(said(['smb.native_os', 'Linux', 0.5], ['smb.native_os', 'Linux', 0.5])).toBe('');
});

test('what most kinds of words speak for wins', () => {
  expect(said(['http.user_agent', 'Android', 0.9], ['dhcp.vendor_class', 'Windows', 0.95], ['smb.os_version', 'Windows', 0.9, '10 22H2'])).toBe('Windows 10 22H2');
});

test('Android is Linux, too: who says Linux does not contradict, and does not win', () => {
  expect(said(['http.user_agent', 'Android', 0.97, '9'], ['dhcp.vendor_class', 'Linux', 0.93, '3.4.0'], ['ssdp.server', 'Linux', 0.9, '3.4.0'])).toBe('Android 9');
  expect(said(['http.user_agent', 'Android', 0.3], ['dhcp.vendor_class', 'Linux', 0.93, '3.4.0'])).toBe('Linux 3.4.0');
});

test('of versions as sure as each other the latest counts; a surer one stays', () => {
  expect(said(['http.user_agent', 'iOS', 0.97, '17.1', 1000], ['http.user_agent', 'iOS', 0.97, '17.2', 2000])).toBe('iOS 17.2');
  expect(said(['http.user_agent', 'iOS', 0.97, '17.2', 2000], ['http.user_agent', 'iOS', 0.97, '17.1', 1000])).toBe('iOS 17.2');
  expect(said(['http.user_agent', 'iOS', 0.97, '17.1', 1000], ['dhcp.vendor_class', 'iOS', 0.6, '16', 2000])).toBe('iOS 17.1');
});
