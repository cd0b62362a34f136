/** Operating systems, only where a device says so. */
import { expect, test } from 'bun:test';
import { systemOf, type KeptText } from './system.ts';

const said = (kept: Readonly<Record<string, string>>): string => {
  const state: KeptText = { attribute: (name) => kept[name] }, system = systemOf(state);
  return system === undefined ? '' : `${system.family} ${system.version ?? '-'}`;
};

test('table of systems', () => {
  for (const [kept, system] of [
    [{ 'dhcp.vendor_class': 'MSFT 5.0' }, 'Windows -'], [{ 'dhcp.vendor_class': 'android-dhcp-9' }, 'Android 9'], [{ 'dhcp.vendor_class': 'dhcpcd-5.5.6:Linux-3.4.0-g1' }, 'Linux 3.4.0'],
    [{ 'dhcp.vendor_class': 'udhcp 1.22.1' }, 'Linux -'], [{ 'dhcp.vendor_class': 'Withings00' }, ''], [{ 'dhcp.vendor_class': 'udhcpx' }, ''],
    [{ 'http.user_agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 12_1_2 like Mac OS X)' }, 'iOS 12.1.2'], [{ 'http.user_agent': 'Mozilla/5.0 (Windows NT 10.0; Win64)' }, 'Windows 10'],
    [{ 'http.user_agent': 'Dalvik/1.6.0 (Linux; U; Android 4.4.2; SM-T230)' }, 'Android 4.4.2'], [{ 'http.user_agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)' }, 'macOS 10.15.7'],
    [{ 'http.user_agent': 'Wget/1.13 (linux-uclibc)' }, ''], [{ 'ssdp.server': 'Linux/3.14.0 UPnP/1.0 IpBridge/1.9.0' }, 'Linux 3.14.0'], [{ 'ssdp.server': 'Unspecified, UPnP/1.0, Unspecified' }, ''],
    [{ 'ssdp.server': 'FreeRTOS/7.4.2 UPnP/1.0' }, 'FreeRTOS 7.4.2'], [{}, ''],
    [{ 'dhcp.vendor_class': 'udhcp 1.22.1', 'http.user_agent': 'x (Linux; Android 9)' }, 'Android 9'],
  ] as const) expect([kept, said(kept)]).toEqual([kept, system]);
});
