/** What the product itself names, whatever a network holds: every category, profile and maker of the taxonomy, and the families of systems. */
import { CATEGORIES, makers, profiles, type Profile } from '../taxonomy/index.ts';
import type { Wanted } from './entry.ts';

/** By the names that the books of knowledge use. */
export const FAMILIES: readonly string[] = [
  'AIX', 'Android', 'Android TV', 'AireOS', 'AOS-CX', 'AOS-S', 'Arista EOS', 'ArubaOS', 'Bada', 'BlackBerry OS', 'BREW', 'CatOS', 'ChromeOS', 'Cisco ASA', 'Cisco CatOS',
  'Cisco IOS', 'Cisco IOS XE', 'Cisco IOS XR', 'Cisco NX-OS', 'Cisco PIX OS', 'Comware', 'Cumulus Linux', 'DD OS', 'DD-WRT', 'DSM', 'eCos', 'EdgeOS', 'EOS', 'ESXi',
  'ExtremeWare', 'ExtremeXOS', 'Fabric OS', 'Fire OS', 'Firefox OS', 'Fireware', 'FortiOS', 'FreeBSD', 'FreeRTOS', 'Gaia', 'HarmonyOS', 'HP-UX', 'Huawei VRP', 'iLO', 'INTEGRITY',
  'iOS', 'IOS', 'IOS XE', 'IOS XR', 'iPadOS', 'IPSO', 'IRIX', 'Junos', 'Junos OS', 'KaiOS', 'KeeneticOS', 'Linux', 'Mac OS', 'macOS', 'Maemo', 'MeeGo', 'Mongoose OS',
  'NetBSD', 'NetScaler', 'NetWare', 'Nucleus', 'NX-OS', 'ONTAP', 'OpenBSD', 'OpenServer', 'OpenVMS', 'OpenWrt', 'OS/400', 'PAN-OS', 'QNX', 'Roku OS', 'RouterOS', 'RTOS',
  'Sailfish OS', 'ScreenOS', 'SerenityOS', 'Series 30+', 'Series 40', 'Solaris', 'SonicOS', 'SwOS', 'Symbian', 'ThreadX', 'TiMOS', 'Tizen', 'Tru64', 'tvOS', 'uC-OS',
  'UnixWare', 'visionOS', 'VMware ESXi', 'VRP', 'VxWorks', 'watchOS', 'webOS', 'Windows', 'Windows CE', 'Windows Mobile', 'Windows Phone', 'XenServer', 'z/OS',
];

export function profileEntry({ name, category, vendor, vertical, type }: Profile): Wanted {
  return { kind: 'profile', name, ...(category !== null && { category }), ...(vendor !== null && { vendor }), ...(vertical !== null && { vertical }), ...(type !== null && { type }) };
}

/** Ten thousand entries, made anew at each call: a rebuild needs them for a moment, every two hours. */
export function shipped(): readonly Wanted[] {
  return [
    ...CATEGORIES.map(({ name, vertical, type }): Wanted => ({ kind: 'category', name, vertical, type })),
    ...profiles().map(profileEntry),
    ...makers().map(({ name }): Wanted => ({ kind: 'vendor', name })),
    ...FAMILIES.map((name): Wanted => ({ kind: 'os-family', name })),
  ];
}
