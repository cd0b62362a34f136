/** Operating systems where a device says them outside of agents and DHCP: SSDP's first token, SMB and NTLMSSP, SSH, and the firewall's own agent. */
import type { Claim, ParameterName } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { FACTORY_NAME, HINT, MAKER_FORM, NAMES_ITSELF, REGISTERED } from '../certainty.ts';
import { byRules, firstOf, ownBook, type Reader, type Rule } from '../rule.ts';
import { windowsBuild } from '../windows-builds.ts';

const rules = (rows: readonly Rule[]): Reader => byRules('systems', rows);

/** What HIP reports say, "Microsoft Windows 10 Pro , 64-bit": the agent asked the system itself. */
const AGENT: readonly Rule[] = [
  ['hip-windows-server', /^(?:Microsoft )?Windows Server (20\d\d(?: R2)?)/i, { os_family: 'Windows', os_version: 'Server $1', category: 'Server' }, NAMES_ITSELF],
  ['hip-windows', /^(?:Microsoft )?Windows (11|10|8\.1|8|7|Vista|XP)\b/i, { os_family: 'Windows', os_version: '$1', category: 'Personal Computer' }, NAMES_ITSELF],
  ['hip-windows-any', /^(?:Microsoft )?Windows\b/i, { os_family: 'Windows', category: 'Personal Computer' }, REGISTERED],
  ['hip-macos', /^(?:Apple )?(?:macOS|Mac OS X|OS X|Mac)\b ?(\d{1,2}(?:\.\d{1,2}){0,2})?/i, { os_family: 'macOS', os_version: '$1', vendor: 'Apple', category: 'Personal Computer' }, NAMES_ITSELF],
  ['hip-ipados', /^(?:Apple )?iPad ?OS ?(\d{1,2}(?:\.\d{1,2}){0,2})?/i, { os_family: 'iOS', os_version: '$1', vendor: 'Apple', category: 'Tablet' }, NAMES_ITSELF],
  ['hip-ios', /^(?:Apple )?(?:iOS|iPhone OS)\b ?(\d{1,2}(?:\.\d{1,2}){0,2})?/i, { os_family: 'iOS', os_version: '$1', vendor: 'Apple', category: 'Mobile Device' }, NAMES_ITSELF],
  ['hip-android', /^(?:Google )?Android\b ?(\d{1,2}(?:\.\d{1,2}){0,2})?/i, { os_family: 'Android', os_version: '$1', category: 'Mobile Device' }, NAMES_ITSELF],
  ['hip-chromeos', /^(?:Google )?Chrome ?OS\b ?(\d{1,5}(?:\.\d{1,5}){0,2})?/i, { os_family: 'ChromeOS', os_version: '$1', category: 'Personal Computer' }, NAMES_ITSELF],
  ['hip-distribution', /^(?:Linux )?(Ubuntu|Debian|Fedora|Red Hat Enterprise Linux|Red Hat|CentOS|Rocky Linux|AlmaLinux|openSUSE|SUSE|Linux Mint|Raspbian)\b(?: GNU\/Linux| Linux)? ?(\d{1,2}(?:\.\d{1,2}){0,2})?/i, { os_family: 'Linux', os_version: '$1 $2' }, NAMES_ITSELF],
  ['hip-linux', /^Linux\b/i, { os_family: 'Linux' }, REGISTERED],
];

/** SERVER begins with "OS/version" (UPnP Device Architecture 1.0, section 1.1.2); many leave it to their library, which asks the kernel. */
const SSDP: readonly Rule[] = [
  ['ssdp-distribution', /^(Ubuntu|Debian|Fedora|CentOS)\/(\d{1,2}(?:\.\d{1,2})?)/i, { os_family: 'Linux', os_version: '$1 $2' }, MAKER_FORM],
  ['ssdp-linux', /^(?:[\w-]{1,20} )?Linux\/(\d{1,2}(?:\.\d{1,3}){1,2})/i, { os_family: 'Linux', os_version: '$1' }, MAKER_FORM],
  ['ssdp-linux-any', /^Linux\b/i, { os_family: 'Linux' }, MAKER_FORM],
  ['ssdp-windows', /\b(?:Microsoft-)?Windows(?:[ -]NT)?\/\d/i, { os_family: 'Windows' }, MAKER_FORM],
  ['ssdp-darwin', /^(?:Darwin|Mac OS X)\/\d/i, { os_family: 'macOS', vendor: 'Apple' }, FACTORY_NAME],
  ['ssdp-freertos', /\bFreeRTOS\/v?(\d{1,2}(?:\.\d{1,3}){0,2})/i, { os_family: 'FreeRTOS', os_version: '$1' }, MAKER_FORM],
  ['ssdp-vxworks', /\bVxWorks\b\/?(\d{1,2}(?:\.\d{1,2}){0,2})?/i, { os_family: 'VxWorks', os_version: '$1' }, MAKER_FORM],
  ['ssdp-rtos', /^(ThreadX|eCos|Nucleus|QNX|INTEGRITY|uC-OS|RTOS)\//i, { os_family: '$1' }, MAKER_FORM],
  ['ssdp-bsd', /^((?:Free|Net|Open)BSD)\/(\d{1,2}(?:\.\d{1,2})?)/i, { os_family: '$1', os_version: '$2' }, MAKER_FORM],
];

/** Samba runs where there is no Windows; where its version names a distribution, on that. */
const SAMBA: readonly Rule[] = [
  ['samba-distribution', /^Samba \d[\w.]{0,16}-(Ubuntu|Debian)$/, { os_family: 'Linux', os_version: '$1' }, REGISTERED],
  ['samba', /^Samba \d/, { os_family: 'Linux' }, HINT],
];
const UNIX: readonly Rule[] = [['samba-unix', /^Unix$/, { os_family: 'Linux' }, HINT]];

/** What recog's banners do not tell: the release by the version that Ubuntu shipped with it. */
const UBUNTU: ReadonlyMap<string, string> = new Map([['5.9p1', '12.04'], ['6.6.1p1', '14.04'], ['7.2p2', '16.04'], ['7.6p1', '18.04'], ['8.2p1', '20.04'], ['8.9p1', '22.04'], ['9.0p1', '22.10'], ['9.3p1', '23.10'], ['9.6p1', '24.04'], ['9.7p1', '24.10'], ['9.9p1', '25.04']]);
const SSH: readonly Rule[] = [
  ['ssh-windows', /^(?:SSH-2\.0-)?OpenSSH_for_Windows_/, { os_family: 'Windows' }, NAMES_ITSELF],
  ['ssh-distribution', /^(?:SSH-2\.0-)?OpenSSH_[\w.]{3,12} (Ubuntu|Debian|Raspbian)-/, { os_family: 'Linux', os_version: '$1' }, REGISTERED],
  ['ssh-freebsd', /^(?:SSH-2\.0-)?OpenSSH_[\w.]{3,12} FreeBSD/, { os_family: 'FreeBSD' }, REGISTERED],
  ['ssh-dropbear', /^(?:SSH-2\.0-)?dropbear/, { os_family: 'Linux' }, FACTORY_NAME],
];
/** Programs that only run on Windows, nearly. */
const SSH_CLIENT: readonly Rule[] = [['ssh-putty', /^(?:SSH-2\.0-)?(?:PuTTY_|WinSCP_|MobaXterm)/, { os_family: 'Windows', category: 'Personal Computer' }, HINT]];

const ubuntuRelease: Reader = (value) => {
  const release = UBUNTU.get(/^(?:SSH-2\.0-)?OpenSSH_([\w.]{3,12}) Ubuntu-/.exec(value)?.[1] ?? '');
  return release === undefined ? [] : [{ rule: 'systems/ssh-ubuntu', os_family: 'Linux', os_version: `Ubuntu ${release}`, certainty: NAMES_ITSELF }];
};

/** `10.0.19041` of NTLMSSP (MS-NLMP section 2.2.2.10). Samba and others that only speak the protocol leave the build 0. */
const ntlm: Reader = (value) => {
  const match = /^(?:5\.[0-2]|6\.[0-3]|10\.0)\.(\d{4,5})$/.exec(value), found = match === null ? undefined : windowsBuild(match[1]);
  if (found === undefined) return [];
  const claim: Claim = { rule: 'systems/windows-build', os_family: 'Windows', certainty: MAKER_FORM, ...(found.version === undefined ? {} : { os_version: found.version }), ...(found.category === undefined ? {} : { category: found.category }) };
  return [claim];
};

const READERS = new Map<ParameterName, Reader>([
  ['hip.os', rules(AGENT)],
  ['ssdp.server', rules(SSDP)],
  ['smb.os_version', ntlm],
  ['smb.native_os', rules(UNIX)],
  ['smb.native_lan_manager', rules(SAMBA)],
  ['banner.ssh', firstOf(ubuntuRelease, rules(SSH))],
  ['banner.ssh_client', firstOf(ubuntuRelease, rules(SSH), rules(SSH_CLIENT))],
]);

export const systems: Book = ownBook('systems', READERS);
