/** Operating system, where a device says so itself. A name that only hints at one is left alone. */
import type { DeviceState } from '../features/index.ts';

export interface System { readonly family: string; readonly version: string | null; readonly source: string }

type Rule = readonly [pattern: RegExp, family: string, version?: (match: RegExpExecArray) => string | null];
type Source = 'http.user_agent' | 'dhcp.vendor_class' | 'ssdp.server' | 'mdns.system';

const WINDOWS: Readonly<Record<string, string>> = { '5.1': 'XP', '5.2': 'XP', '6.0': 'Vista', '6.1': '7', '6.2': '8', '6.3': '8.1', '10.0': '10' };
const first = (match: RegExpExecArray): string | null => match[1]?.replaceAll('_', '.') ?? null;

/** In the order of trust: a program knows its system better than a string somebody configured. First match wins. */
const RULES: readonly (readonly [Source, readonly Rule[]])[] = [
  ['http.user_agent', [
    [/\b(?:iPhone|iPad|iPod)[^)]*? OS (\d+(?:_\d+){0,2})/, 'iOS', first],
    [/\bAndroid (\d+(?:\.\d+){0,2})/, 'Android', first],
    [/\bWindows NT (\d+\.\d)/, 'Windows', (match) => WINDOWS[match[1] ?? ''] ?? null],
    [/\bMac OS X (\d+[_.]\d+(?:[_.]\d+)?)/, 'macOS', first],
    [/\bCrOS \S+ (\d+(?:\.\d+)*)/, 'ChromeOS', first],
    [/\bTizen[ /](\d+\.\d+)/, 'Tizen', first],
    [/\bWeb0S\b|\bwebOS\b/, 'webOS'],
    [/\bLinux\b/, 'Linux'],
  ]],
  ['dhcp.vendor_class', [
    [/^android-dhcp-(\d+(?:\.\d+)*)/, 'Android', first],
    [/^MSFT (?:5\.0|98)/, 'Windows'],
    [/^dhcpcd-\S+?:Linux-(\d+(?:\.\d+){1,2})/, 'Linux', first],
    [/^dhcpcd-\S+?:(Darwin|FreeBSD|NetBSD|OpenBSD)-?(\d+(?:\.\d+)*)?/, 'BSD', (match) => match[2] ?? null],
    [/^udhcp\b/, 'Linux'], // BusyBox's client; BusyBox runs on Linux
    [/^Linux (\d+(?:\.\d+){1,2})/, 'Linux', first],
  ]],
  ['ssdp.server', [
    [/^Linux\/(\d+(?:\.\d+){1,2})/i, 'Linux', first],
    [/^Linux\b/i, 'Linux'],
    [/\bWindows(?: NT)?\/?(\d+\.\d)/i, 'Windows', (match) => WINDOWS[match[1] ?? ''] ?? null],
    [/\bDarwin\/(\d+(?:\.\d+)*)/, 'Darwin', first],
    [/\bFreeRTOS\/v?(\d+(?:\.\d+)*)/i, 'FreeRTOS', first],
    [/\bVxWorks(?:\/(\d+(?:\.\d+)*))?/i, 'VxWorks', first],
  ]],
  ['mdns.system', [[/\bLINUX\b/i, 'Linux'], [/\bWindows\b/i, 'Windows'], [/\bMac ?OS\b/i, 'macOS']]],
];

export type KeptText = Pick<DeviceState, 'attribute'>;

export function systemOf(state: KeptText): System | undefined {
  for (const [source, rules] of RULES) {
    const text = state.attribute(source);
    if (text === undefined) continue;
    for (const [pattern, family, version] of rules) {
      const match = pattern.exec(text);
      if (match !== null) return { family, version: version?.(match) ?? null, source };
    }
  }
  return undefined;
}
