/** Parameter request lists (option 55) by the DHCP client that writes them, from general knowledge of the clients: which codes, and in which order. */

export interface Stack { readonly rule: string; readonly os_family?: string; readonly os_version?: string; readonly vendor?: string; readonly category?: string; readonly certainty: number }

/** Codes as numbers for sets, as text for prefixes: `1,3,6,`. */
interface Asked { readonly text: string; readonly has: (...codes: readonly number[]) => boolean; readonly any: (...codes: readonly number[]) => boolean; readonly length: number }
type Rule = readonly [matches: (list: Asked) => boolean, stack: Stack];

const begins = (...prefixes: readonly string[]) => (list: Asked): boolean => prefixes.some((prefix) => list.text.startsWith(prefix));

const isApple = (list: Asked): boolean => (begins('1,121,3,6,15,')(list) && list.has(119, 252)) || (begins('1,3,6,15,119,')(list) && list.any(252, 95)) || begins('1,3,6,15,112,113,78,79,', '3,6,15,112,113,78,79,', '1,3,12,6,15,112,113,78,79,')(list);
/** The directory and file services of a Mac: option 95 for LDAP, 44 and 46 for NetBIOS, 112 and 113 for NetInfo. */
const isMac = (list: Asked): boolean => isApple(list) && list.any(95, 44, 112) && !list.text.startsWith('1,3,6,15,119,78,79,95,252,');
const isDhcpcd = (list: Asked): boolean => begins('1,121,33,3,6,', '1,33,3,6,')(list) && list.has(28, 51, 58, 59) && !list.any(40, 41, 44, 81);

/** First match wins. */
const RULES: readonly Rule[] = [
  // Windows: the order has been the same since 2000, and sorted since 8
  [(list) => begins('1,3,6,15,31,33,43,44,46,47,')(list) && list.has(121, 249, 252), { rule: 'windows-10', os_family: 'Windows', category: 'Personal Computer', certainty: 0.95 }],
  [(list) => begins('1,15,3,6,44,46,47,31,33,121,249,', '15,3,6,44,46,47,31,33,121,249,')(list), { rule: 'windows-vista', os_family: 'Windows', category: 'Personal Computer', certainty: 0.95 }],
  [(list) => begins('1,15,3,6,44,46,47,31,33,249,', '15,3,6,44,46,47,31,33,249,')(list), { rule: 'windows-xp', os_family: 'Windows', os_version: 'XP', category: 'Personal Computer', certainty: 0.93 }],
  [begins('1,15,3,6,44,46,47,31,33,43,', '15,3,6,44,46,47,31,33,43,'), { rule: 'windows-2000', os_family: 'Windows', os_version: '2000', category: 'Personal Computer', certainty: 0.85 }],
  [(list) => begins('1,15,3,6,44,46,47,43,77,', '15,3,6,44,46,47,43,77,')(list), { rule: 'windows-98', os_family: 'Windows', os_version: '98', category: 'Personal Computer', certainty: 0.85 }],
  // Apple
  [isMac, { rule: 'macos', os_family: 'macOS', vendor: 'Apple', category: 'Personal Computer', certainty: 0.93 }],
  [isApple, { rule: 'ios', os_family: 'iOS', vendor: 'Apple', certainty: 0.87 }],
  [begins('43,60,', '60,43,'), { rule: 'apple-netboot', vendor: 'Apple', certainty: 0.6 }],
  // Android: its own client since 6, dhcpcd before
  [(list) => list.text === '1,3,6,15,26,28,51,58,59,' || (begins('1,3,6,15,26,28,51,58,59,')(list) && list.any(43, 114, 108)), { rule: 'android', os_family: 'Android', category: 'Mobile Device', certainty: 0.93 }],
  [(list) => isDhcpcd(list) && !list.any(12, 54, 252) && list.length < 14, { rule: 'android-dhcpcd', os_family: 'Android', category: 'Mobile Device', certainty: 0.88 }],
  // Linux and ChromeOS: dhcpcd, which asks for NTP servers there and for proxies here; with neither it may be either, or Android
  [(list) => isDhcpcd(list) && list.has(12, 15, 26, 54, 119, 252) && !list.any(42), { rule: 'chromeos', os_family: 'ChromeOS', category: 'Personal Computer', certainty: 0.8 }],
  [(list) => isDhcpcd(list) && list.has(12, 15, 42, 54, 119), { rule: 'linux-dhcpcd', os_family: 'Linux', certainty: 0.88 }],
  [begins('58,59,1,28,121,33,3,12,119,15,6,40,41,42,26,'), { rule: 'linux-dhcpcd-4', os_family: 'Linux', certainty: 0.8 }],
  // Linux: dhclient as Debian, Red Hat and SUSE set it up, NetworkManager, systemd
  [begins('1,28,2,3,15,6,119,12,44,47,'), { rule: 'linux-debian', os_family: 'Linux', certainty: 0.9 }],
  [begins('1,28,2,121,15,6,12,40,41,42,26,119,3,', '1,28,2,3,15,6,12,40,41,42,', '28,2,3,15,6,12,40,41,42,'), { rule: 'linux-red-hat', os_family: 'Linux', certainty: 0.9 }],
  [begins('1,28,3,26,12,15,6,40,41,87,85,86,', '1,28,3,121,26,12,15,119,6,40,41,87,85,86,', '1,3,6,12,15,17,23,28,29,31,33,40,41,42,9,7,'), { rule: 'linux-suse', os_family: 'Linux', certainty: 0.9 }],
  [(list) => begins('1,28,')(list) && /,121,249,(?:33,)?(?:252,)?42,$/.test(list.text), { rule: 'linux-network-manager', os_family: 'Linux', certainty: 0.9 }],
  [(list) => begins('1,2,')(list) && list.has(26, 33, 40, 41, 42, 119, 121, 249, 252), { rule: 'linux-network-manager', os_family: 'Linux', certainty: 0.93 }],
  [(list) => begins('1,3,6,12,15,26,33,', '1,3,12,15,6,26,33,', '1,3,12,15,6,33,121,')(list) && list.has(33, 121) && list.any(120, 42) && !list.any(44, 249), { rule: 'linux-networkd', os_family: 'Linux', certainty: 0.85 }],
  // BSD
  [begins('1,28,2,121,3,15,6,12,119,'), { rule: 'freebsd', os_family: 'FreeBSD', certainty: 0.8 }],
  [begins('1,28,2,121,3,15,119,6,12,'), { rule: 'openbsd', os_family: 'OpenBSD', certainty: 0.8 }],
  // Devices with a client of their own
  [begins('1,3,28,6,15,44,46,47,31,33,121,43,'), { rule: 'espressif', vendor: 'Espressif', category: 'Embedded Systems', certainty: 0.65 }],
  // IOS asks with one list, as a router, a switch or an access point
  [begins('1,6,15,44,3,33,150,43,', '1,66,6,3,67,150,', '1,66,6,15,44,3,67,'), { rule: 'cisco-ios', vendor: 'Cisco', category: 'Network Equipment', os_family: 'IOS', certainty: 0.85 }],
  [(list) => list.has(66, 150) && list.any(35) && list.has(3, 6, 15), { rule: 'cisco-phone', vendor: 'Cisco', category: 'IP Phone', certainty: 0.85 }],
  [(list) => list.has(160) && list.has(42, 2, 4, 6), { rule: 'polycom', vendor: 'Polycom', category: 'IP Phone', certainty: 0.85 }],
  [(list) => list.any(242, 176) && list.has(1, 3, 6, 15) && list.any(42, 43, 66, 7), { rule: 'avaya', vendor: 'Avaya', category: 'IP Phone', certainty: 0.7 }],
  [(list) => list.has(43, 128, 144, 157, 191), { rule: 'nortel', vendor: 'Nortel', category: 'IP Phone', certainty: 0.9 }],
  [(list) => list.has(161, 162, 181, 182, 186, 187, 188, 190), { rule: 'wyse', vendor: 'Wyse', category: 'Thin Client', certainty: 0.85 }],
  [(list) => begins('1,3,44,6,7,12,15,22,54,58,59,', '3,44,6,7,12,15,22,54,58,59,', '1,3,44,6,81,7,12,15,22,54,58,59,', '3,44,6,81,7,12,15,22,54,58,59,', '1,3,44,6,7,12,252,15,22,54,58,59,')(list), { rule: 'hp-printer', vendor: 'HP', category: 'Printer', certainty: 0.88 }],
  [(list) => begins('1,3,42,4,6,7,12,15,26,', '1,3,42,4,6,7,12,26,', '1,3,4,42,6,7,12,15,26,', '1,3,42,4,6,12,15,26,', '1,3,7,12,26,44,51,54,58,59,')(list) && list.has(51, 54, 58, 59), { rule: 'lexmark', vendor: 'Lexmark', category: 'Printer', certainty: 0.8 }],
  [(list) => begins('1,28,3,58,59,6,15,78,79,', '1,3,28,58,59,6,15,78,79,', '1,2,3,6,12,15,26,28,85,86,87,88,44,45,46,47,')(list) && list.any(69, 70), { rule: 'xerox', vendor: 'Xerox', category: 'Printer', certainty: 0.85 }],
  [(list) => list.has(128, 129, 130, 131, 132, 133, 134, 135, 60) && list.has(43, 67), { rule: 'pxe', category: 'Personal Computer', certainty: 0.5 }],
  [(list) => list.has(1, 3, 6, 175, 203), { rule: 'etherboot', category: 'Personal Computer', certainty: 0.5 }],
];

export function stackOf(codes: readonly number[]): Stack | undefined {
  const set = new Set(codes), list: Asked = { text: `${codes.join(',')},`, length: codes.length, has: (...wanted) => wanted.every((code) => set.has(code)), any: (...wanted) => wanted.some((code) => set.has(code)) };
  return RULES.find(([matches]) => matches(list))?.[1];
}

/** Codes that everybody asks for. A short list of these says nothing. */
const COMMON: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 6, 7, 12, 15, 23, 26, 28, 33, 42, 43, 44, 46, 47, 50, 51, 53, 54, 57, 58, 59, 60, 61, 66, 67, 119, 120, 121, 249, 252, 255]);
/**
 * What BusyBox, ISC's client and dhcpcd ask for when nobody tells them otherwise, in cameras, routers, televisions and set-top boxes alike; and how many codes may stand behind it.
 * With more, somebody set it up.
 */
const DEFAULTS: readonly (readonly [prefix: string, more: number])[] = [
  ['1,3,6,12,15,17,23,28,29,31,33,40,41,42,', 2], ['1,3,6,12,15,23,28,29,31,33,40,41,42,', 2], ['1,2,3,6,12,15,17,23,28,29,31,33,40,41,42,', 2], ['3,6,12,15,17,23,28,29,31,33,40,41,42,', 2],
  ['1,3,4,6,12,15,17,23,28,29,31,33,40,41,42,', 2], ['1,3,6,12,15,28,40,41,42,', 2], ['1,3,6,12,15,17,28,40,41,42,', 2], ['1,28,2,3,15,6,12,', 2],
  ['1,121,33,3,6,12,15,28,', 6], ['1,33,3,6,12,15,28,', 6], ['1,121,33,3,6,12,15,26,28,', 6],
];

/** True where many systems write this list: it must stay unanswered. */
export function isShared(codes: readonly number[]): boolean {
  const text = `${codes.join(',')},`;
  return (codes.length < 8 && codes.every((code) => COMMON.has(code))) || DEFAULTS.some(([prefix, more]) => text.startsWith(prefix) && codes.length < prefix.split(',').length + more);
}
