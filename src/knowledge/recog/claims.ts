/** What the fields of a fingerprint say the device is. The maker of a web server, a mail server or Linux is not the maker of the machine. */
import type { Claim } from '../../model/index.ts';
import { makerOf, type CategoryName } from '../../taxonomy/index.ts';
import type { Match } from './databases.ts';
import { categoryOfWord } from './kinds.ts';
import { isSystemName, systemOf } from './systems.ts';

/** Makers of systems that run on anybody's hardware: they make no device known. */
const ON_ANY_HARDWARE = new Set([
  'microsoft', 'linux', 'ubuntu', 'debian', 'raspbian', 'red hat', 'centos', 'fedora project', 'suse', 'opensuse', 'gentoo', 'slackware', 'alpine', 'arch', 'alt', 'tld', 'kali', 'kubuntu', 'xubuntu', 'scientific', 'cloudlinux',
  'amazon', 'proxmox', 'turbolinux', 'openwall', 'yocto', 'serenityos', 'google', 'freebsd', 'openbsd', 'netbsd', 'berkeley software design inc.', 'sco', 'novell', 'oracle', 'vmware', 'wind river', 'dd-wrt', 'openwrt', 'tomato',
  'tomatousb', 'freshtomato', 'nagra', 'sybase', 'pfsense', 'opnsense', 'smoothwall', 'freeswitch', 'mcafee', 'symantec', 'openvpn',
]);
/** What recog calls a product where it means a kind. */
const KIND_NAME = /^(?:printer|switch|router|firewall|server|wap|appliance|network scanner|print server|printer board|base station|ucs device|jetdirect|ilo ?\d?|ilom|idrac.*)$|\b(?:router|printer|appliance)$/i;
const DESKTOP_WINDOWS = /^Windows (?:95|98|ME|XP|Vista|7|8|8\.1|10|11)\b/, SERVER_WINDOWS = /^Windows (?:NT Server|2000 .*Server|Server)/;
const SERVER_SYSTEM = /^(?:AIX|HP-UX|Solaris|NetWare|OpenVMS|OS\/400|z\/OS|Tru64|IRIX)$/;

export function claimsOf(rule: string, { fields, description }: Match, certainty: number): Claim[] {
  // Nothing, and "-", are recog's words for no answer.
  const get = (name: string): string | undefined => { const value = fields.get(name); return value === '' || value === '-' ? undefined : value; };
  const sure = (kind: string): number => certainty * Number(fields.get(`${kind}.certainty`) ?? 1);
  const claims: Claim[] = [], system = sure('os') > 0 ? systemOf(get) : undefined;
  const named = makerIn(get), vendor = named === undefined ? undefined : makerOf(named), model = modelOf(get), category = kindOf(get, `${description} ${vendor ?? ''} ${model ?? ''} ${get('os.product') ?? ''}`, system?.family);
  const device = sure(get('hw.vendor') !== undefined || get('hw.device') !== undefined ? 'hw' : 'os');
  if (device > 0 && (vendor !== undefined || category !== undefined || model !== undefined)) {
    claims.push({ rule, certainty: device, ...(category !== undefined && { category }), ...(vendor !== undefined && { vendor }), ...(model !== undefined && { model }) });
  }
  if (system !== undefined) claims.push({ rule, certainty: sure('os'), os_family: system.family, ...(system.version !== undefined && { os_version: system.version }) });
  return claims;
}

type Get = (name: string) => string | undefined;

function makerIn(get: Get): string | undefined {
  const own = (vendor: string | undefined): string | undefined => (vendor === undefined || ON_ANY_HARDWARE.has(vendor.toLowerCase()) ? undefined : vendor);
  return get('hw.vendor') ?? own(get('os.vendor')) ?? (get('service.device') === undefined ? undefined : own(get('service.vendor')));
}

function modelOf(get: Get): string | undefined {
  const product = get('os.product');
  const named = get('os.device') !== undefined && product !== undefined && !isSystemName(product) && !KIND_NAME.test(product) ? product : undefined;
  return get('hw.product') ?? get('hw.model') ?? named ?? get('hw.family');
}

function kindOf(get: Get, said: string, system: string | undefined): CategoryName | undefined {
  const word = get('hw.device') ?? get('os.device') ?? get('service.device'), product = get('os.product') ?? '';
  if (word !== undefined) return categoryOfWord(word, said);
  if (SERVER_WINDOWS.test(product) || (system !== undefined && SERVER_SYSTEM.test(system))) return 'Server';
  return DESKTOP_WINDOWS.test(product) ? 'Personal Computer' : undefined;
}
