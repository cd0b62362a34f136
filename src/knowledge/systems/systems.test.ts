/** Systems that devices name outside of agents and DHCP, builds of Windows, and what is no system. */
import { expect, test } from 'bun:test';
import type { ParameterName } from '../../model/index.ts';
import { windowsBuild } from '../windows-builds.ts';
import { systems } from './systems.ts';

const said = (parameter: ParameterName, value: string): string => systems.read(parameter, value).map(({ os_family: family, os_version: version, category }) => [family, version ?? '-', category ?? '-'].join(' / ')).join('; ');

test('[R58] a device that names its system is believed, with the version it names', () => {
  for (const [parameter, value, system] of [
    ['hip.os', 'Microsoft Windows 10 Pro , 64-bit', 'Windows / 10 / Personal Computer'], ['hip.os', 'Microsoft Windows 11 Enterprise', 'Windows / 11 / Personal Computer'], ['hip.os', 'Microsoft Windows Server 2012 R2 Standard', 'Windows / Server 2012 R2 / Server'],
    ['hip.os', 'Windows', 'Windows / - / Personal Computer'], ['hip.os', 'Apple Mac OS X 10.15.7', 'macOS / 10.15.7 / Personal Computer'], ['hip.os', 'Apple macOS 13.2.1', 'macOS / 13.2.1 / Personal Computer'],
    ['hip.os', 'Apple iOS 16.1', 'iOS / 16.1 / Mobile Device'], ['hip.os', 'Google Android 12', 'Android / 12 / Mobile Device'], ['hip.os', 'Linux Ubuntu 20.04', 'Linux / Ubuntu 20.04 / -'], ['hip.os', 'Linux', 'Linux / - / -'],
    ['ssdp.server', 'Linux/3.14.0 UPnP/1.0 IpBridge/1.9.0', 'Linux / 3.14.0 / -'], ['ssdp.server', 'FreeRTOS/7.4.2 UPnP/1.0', 'FreeRTOS / 7.4.2 / -'], ['ssdp.server', 'Ubuntu/8.10 UPnP/1.0 MiniDLNA/1.0', 'Linux / Ubuntu 8.10 / -'],
    ['ssdp.server', 'Microsoft-Windows/10.0 UPnP/1.0 UPnP-Device-Host/1.0', 'Windows / - / -'], ['ssdp.server', 'VxWorks/5.5 UPnP/1.0', 'VxWorks / 5.5 / -'], ['ssdp.server', 'ThreadX/5.0 UPnP/1.0', 'ThreadX / - / -'],
    ['smb.os_version', '10.0.19045', 'Windows / 10 22H2 / Personal Computer'], ['smb.os_version', '10.0.19041', 'Windows / 10 / Personal Computer'], ['smb.os_version', '10.0.22631', 'Windows / 11 23H2 / Personal Computer'], ['smb.os_version', '10.0.20348', 'Windows / Server 2022 / Server'],
    ['smb.native_lan_manager', 'Samba 4.3.11-Ubuntu', 'Linux / Ubuntu / -'], ['smb.native_lan_manager', 'Samba 3.6.3', 'Linux / - / -'], ['smb.native_os', 'Unix', 'Linux / - / -'],
    ['banner.ssh', 'OpenSSH_8.9p1 Ubuntu-3ubuntu0.6', 'Linux / Ubuntu 22.04 / -'], ['banner.ssh', 'SSH-2.0-OpenSSH_9.6p1 Ubuntu-3ubuntu13', 'Linux / Ubuntu 24.04 / -'], ['banner.ssh', 'OpenSSH_10.0p2 Debian-5', 'Linux / Debian / -'],
    ['banner.ssh', 'dropbear_2020.81', 'Linux / - / -'], ['banner.ssh_client', 'OpenSSH_for_Windows_9.5', 'Windows / - / -'], ['banner.ssh_client', 'PuTTY_Release_0.78', 'Windows / - / Personal Computer'],
  ] as const) expect([value, said(parameter, value)]).toEqual([value, system]);
});

test('builds that a client and a server share name the family alone', () => {
  for (const build of ['6.1.7601', '6.2.9200', '6.3.9600', '10.0.14393', '10.0.17763', '10.0.26100']) expect([build, said('smb.os_version', build)]).toEqual([build, 'Windows / - / -']);
  expect(windowsBuild('22000')).toEqual({ version: '11 21H2', category: 'Personal Computer' });
});

test('what others fill in is no system: Samba\'s build 0, words that only look alike, nonsense', () => {
  for (const [parameter, value] of [
    ['smb.os_version', '6.1.0'], ['smb.os_version', '6.1'], ['smb.os_version', '10.0.12345'], ['smb.os_version', '99.9.19045'], ['smb.native_os', 'Unixware'], ['smb.native_os', ''], ['ssdp.server', 'Unspecified, UPnP/1.0, Unspecified'],
    ['ssdp.server', 'Windowsill UPnP/1.0'], ['hip.os', 'Windowsill'], ['hip.os', 'Camera'], ['hip.os', 'Androids'], ['banner.ssh', 'OpenSSH_8.9p1'], ['banner.ssh', 'Cisco-1.25'], ['banner.ssh', `OpenSSH_${'9'.repeat(10_000)} Ubuntu-`], ['banner.ssh_client', 'libssh2_1.10.0'],
  ] as const) expect([value.slice(0, 40), said(parameter, value)]).toEqual([value.slice(0, 40), '']);
});
