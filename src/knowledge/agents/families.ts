/** Families of operating systems by the names people use, and versions that browsers still tell the truth about. */
import { windowsBuild } from '../windows-builds.ts';

/** uap-core's families that go by another name here; null where it is a maker, a browser or a platform, and the next pattern shall answer. Not in the table: not claimed. */
const FAMILIES: Readonly<Record<string, string | null>> = {
  Windows: 'Windows', 'Windows Phone': 'Windows Phone', 'Windows Mobile': 'Windows Mobile',
  'Mac OS X': 'macOS', 'Mac OS': 'macOS', iOS: 'iOS', WatchOS: 'watchOS', tvOS: 'tvOS', 'ATV OS X': 'tvOS',
  Android: 'Android', GoogleTV: 'Android', 'Chrome OS': 'ChromeOS', Tizen: 'Tizen', Bada: 'Bada', webOS: 'webOS', Web0S: 'webOS', KaiOS: 'KaiOS', 'Firefox OS': 'Firefox OS',
  'Symbian OS': 'Symbian', 'Symbian^3': 'Symbian', 'Symbian^3 Anna': 'Symbian', 'Symbian^3 Belle': 'Symbian', 'Nokia Series 40': 'Series 40', 'Nokia Series 30 Plus': 'Series 30+',
  MeeGo: 'MeeGo', Maemo: 'Maemo', Sailfish: 'Sailfish OS', 'BlackBerry OS': 'BlackBerry OS', 'BlackBerry Tablet OS': 'BlackBerry OS', BREW: 'BREW', 'Brew MP': 'BREW', Roku: 'Roku OS',
  Linux: 'Linux', Kindle: 'Linux', WeTab: 'Linux', FreeBSD: 'FreeBSD', freebsd: 'FreeBSD', OpenBSD: 'OpenBSD', NetBSD: 'NetBSD', Solaris: 'Solaris', SerenityOS: 'SerenityOS',
};

/** Linux distributions: the family is Linux, the name stands before the version. */
const DISTRIBUTIONS: ReadonlySet<string> = new Set(['Debian', 'Linux Mint', 'Mandriva', 'Fedora', 'Red Hat', 'PCLinuxOS', 'Puppy', 'Ubuntu', 'Lubuntu', 'Kubuntu', 'BackTrack', 'Slackware', 'Gentoo', 'Arch Linux', 'CentOS', 'openSUSE', 'SUSE', 'Mageia']);

export interface System { readonly family: string; readonly version?: string }

/** Undefined where the family is none. */
export function systemNamed(family: string, parts: readonly string[], agent: string): System | undefined {
  const version = parts.filter((part) => part !== '').join('.');
  if (DISTRIBUTIONS.has(family)) return { family: 'Linux', version: version === '' ? family : `${family} ${version}` };
  const name = FAMILIES[family];
  if (name === undefined || name === null) return undefined;
  const honest = honestVersion(name, version, agent);
  return honest === undefined ? { family: name } : { family: name, version: honest };
}

/** Applications name the API level where browsers name the version. */
const API_LEVELS: Readonly<Record<string, string>> = { 19: '4.4', 21: '5.0', 22: '5.1', 23: '6.0', 24: '7.0', 25: '7.1', 26: '8.0', 27: '8.1', 28: '9', 29: '10', 30: '11', 31: '12', 32: '12', 33: '13', 34: '14', 35: '15', 36: '16' };

/** Browsers froze what they say: Windows NT 10.0 is 10 or 11, macOS 10.15.7 any since, Android 10 of model K any since, iOS 18.6 any since (there the browser's own number goes on). */
function honestVersion(family: string, version: string, agent: string): string | undefined {
  if (family === 'Windows' && /\bNT 5\.2\b/.test(agent)) return undefined; // XP on 64 bits, or Server 2003
  if (family === 'Windows') return windowsBuild(/\b10\.0\.(\d{5})\b/.exec(agent)?.[1])?.version ?? (version === '10' || version === '' ? undefined : version);
  if (family === 'macOS' && /^10\.15(?:\.7)?$/.test(version)) return undefined;
  if (family === 'Android') return /Android 10; (?:K\)|Mobile; rv:|Tablet; rv:)/.test(agent) || version === '' ? undefined : API_LEVELS[version] ?? version;
  if (family === 'iOS' && /^18\.[67]/.test(version)) return /\bVersion\/(2[6-9](?:\.\d{1,2}){0,2})/.exec(agent)?.[1] ?? version;
  if (family === 'ChromeOS' && version.startsWith('14541.0')) return undefined;
  return version === '' ? undefined : version;
}
