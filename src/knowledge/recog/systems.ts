/** Operating systems by the names people use. recog's family is that of a system, of a product line of one maker, or none; its product is the system or the device. */

export interface System { readonly family: string; readonly version: string | undefined }

/** General systems, and those of one maker that recog calls by their own name. Others are not claimed. */
const NAMES: Readonly<Record<string, string>> = {
  'Linux': 'Linux', 'Mac OS X': 'macOS', 'Mac OS': 'Mac OS', 'iOS': 'iOS', 'tvOS': 'tvOS', 'Android': 'Android', 'Chrome OS': 'ChromeOS', 'FreeBSD': 'FreeBSD', 'OpenBSD': 'OpenBSD', 'NetBSD': 'NetBSD',
  'Solaris': 'Solaris', 'SunOS': 'Solaris', 'AIX': 'AIX', 'HP-UX': 'HP-UX', 'IRIX': 'IRIX', 'Irix': 'IRIX', 'NetWare': 'NetWare', 'OpenVMS': 'OpenVMS', 'OS/400': 'OS/400', 'z/OS': 'z/OS', 'Digital Unix': 'Tru64', 'Digital UNIX': 'Tru64',
  'UnixWare': 'UnixWare', 'OpenServer': 'OpenServer', 'VxWorks': 'VxWorks', 'IOS': 'Cisco IOS', 'IOS-XE': 'Cisco IOS XE', 'IOS-XR': 'Cisco IOS XR', 'NX-OS': 'Cisco NX-OS', 'CatOS': 'Cisco CatOS', 'PIX': 'Cisco PIX OS',
  'Adaptive Security Appliance': 'Cisco ASA', 'Comware': 'Comware', 'VRP': 'Huawei VRP', 'SonicOS': 'SonicOS', 'PAN-OS': 'PAN-OS', 'FortiOS': 'FortiOS', 'Junos OS': 'Junos', 'Junos': 'Junos', 'ScreenOS': 'ScreenOS', 'EOS': 'Arista EOS',
  'RouterOS': 'RouterOS', 'SwOS': 'SwOS', 'GAiA OS': 'Gaia', 'IPSO': 'IPSO', 'Data ONTAP': 'ONTAP', 'DSM': 'DSM', 'EdgeOS': 'EdgeOS', 'Fireware': 'Fireware', 'TimOS': 'TiMOS', 'Fabric OS': 'Fabric OS', 'XOS': 'ExtremeXOS',
  'DD-WRT': 'DD-WRT', 'OpenWRT': 'OpenWrt', 'DD OS': 'DD OS', 'Cumulus Linux': 'Cumulus Linux', 'KeeneticOS': 'KeeneticOS', 'VMware ESX Server': 'ESXi', 'VMware ESXi Server': 'ESXi', 'XenServer': 'XenServer', 'iLO': 'iLO',
  'AOS-S': 'AOS-S', 'AOS-8': 'ArubaOS', 'AOS-10': 'ArubaOS', 'AOS-CX': 'AOS-CX', 'Mongoose OS': 'Mongoose OS', 'Wireless LAN Controller': 'AireOS', 'NetScaler': 'NetScaler',
};

/** Whether a product is a system and no model. */
export function isSystemName(product: string): boolean { return Object.hasOwn(NAMES, product) || /^Windows\b|\b(?:Linux|Firmware|OS|Unix|UNIX|NX-OS)$/.test(product); }

/** The system that the fields of a fingerprint name. */
export function systemOf(get: (name: string) => string | undefined): System | undefined {
  const product = get('os.product') ?? '', family = get('os.family') ?? '', version = get('os.version');
  // "Windows Server 2008 R2": what follows is how people call the version, which recog has as a build number if at all.
  const windows = /^Windows(?: (.+))?$/.exec(product === '' ? family : product);
  if (windows !== null) return windows[1] === 'CE' ? { family: 'Windows CE', version } : { family: 'Windows', version: windows[1] ?? version };
  const own = Object.hasOwn(NAMES, product) ? NAMES[product] : undefined;
  if (family !== 'Linux') {
    const name = own ?? (Object.hasOwn(NAMES, family) ? NAMES[family] : undefined);
    return name === undefined ? undefined : { family: name, version };
  }
  if (own !== undefined && own !== 'Linux') return { family: own, version };
  // A distribution stands before its version; the kernel's own number says less.
  const vendor = get('os.vendor') ?? 'Linux', distribution = product !== '' && product !== 'Linux' ? product : vendor === 'Linux' ? undefined : vendor;
  return { family: 'Linux', version: [distribution, version ?? (distribution === undefined ? get('linux.kernel.version') : undefined)].filter((part) => part !== undefined).join(' ') || undefined };
}
