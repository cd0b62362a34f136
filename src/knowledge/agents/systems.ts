/** Systems that uap-core does not tell, or tells wrong: services of a system that speak under their own name, new names, Darwin's numbers. */
import { windowsBuild } from '../windows-builds.ts';
import type { System } from './families.ts';

export interface OwnSystem { readonly rule: string; readonly system: System; readonly certainty: number }

type Rule = readonly [rule: string, pattern: RegExp, family: string, certainty: number, version?: (match: RegExpExecArray) => string | undefined];

const first = (match: RegExpExecArray): string | undefined => match.slice(1).find((group) => group !== undefined)?.replaceAll('_', '.');

/** Darwin 19 is macOS 10.15 and iOS 13; 20 is 11 and 14; since 25 both are numbered by the year, 26. */
function macVersion(match: RegExpExecArray): string | undefined {
  const darwin = Number(match[1]);
  return darwin < 5 || darwin > 30 ? undefined : darwin >= 25 ? String(darwin + 1) : darwin >= 20 ? String(darwin - 9) : `10.${darwin - 4}`;
}
function iosVersion(match: RegExpExecArray): string | undefined {
  const darwin = Number(match[1]);
  return darwin >= 25 ? String(darwin + 1) : String(darwin - 6);
}

/** In front of uap-core's. */
const FIRST: readonly Rule[] = [
  ['harmony', /\b(?:HarmonyOS|OpenHarmony)\b(?:[ /](\d{1,2}(?:\.\d{1,3}){0,3}))?/, 'HarmonyOS', 0.97, first],
  ['fuchsia', /\bFuchsia\b/, 'Fuchsia', 0.97],
  ['apple-tv', /\bAppleTV\d{1,2},\d{1,2}\/(\d{1,2}(?:\.\d{1,2}){0,2})|\btvOS[ /](\d{1,2}(?:\.\d{1,2}){0,2})|\bApple ?TV;.{0,40}\bOS (\d{1,2}(?:_\d{1,2}){0,2})/, 'tvOS', 0.97, first],
  ['mac-service', /^(?:macOS|Mac OS X)\/(\d{1,2}(?:\.\d{1,2}){0,2})|\bmacOS[ /](\d{1,2}(?:\.\d{1,2}){1,2})/, 'macOS', 0.97, first],
  ['mac-darwin', /\bDarwin\/(\d{1,2})\.[\d.]{1,6} \((?:x86_64|i386|arm64|Power)/, 'macOS', 0.97, macVersion],
  // Applications of both systems say it alike; there are more telephones.
  ['darwin', /\bCFNetwork\/[\d.]{1,20} Darwin\/(2\d)\./, 'iOS', 0.75, iosVersion],
  ['darwin-host', /^Darwin\/(\d{1,2})\.[\d.]{1,6}[ ,].{0,60}\bUPnP\b/, 'macOS', 0.8, macVersion],
  ['instagram', /\bAndroid \(\d{2}\/(\d{1,2}(?:\.\d{1,2}){0,2});/, 'Android', 0.97, first],
  ['tizen', /\bTizen\b(?:[ /](\d{1,2}\.\d{1,2}))?/, 'Tizen', 0.97, first],
  ['windows-redirector', /\bMiniRedir\/(?:10\.0\.)?(\d{5})\b/, 'Windows', 0.95, (match) => windowsBuild(match[1])?.version],
  ['windows-service', /^(?:Microsoft[- ](?:NCSI|CryptoAPI|BITS|WNS|Delivery-Optimization|WebDAV-MiniRedir|Symbol-Server|Windows)|Windows-(?:Update-Agent|Media|Store)|NSPlayer\/|MpCommunication|WindowsPowerShell|DAFUPnP|SSDP Windows|SMART SCREEN)\b/i, 'Windows', 0.95],
  ['steam', /\bclient;windows;/, 'Windows', 0.95],
  ['steam', /\bclient;(?:linux|steamos);/i, 'Linux', 0.95],
  ['package-manager', /\b(?:yum|ZYpp|libdnf|dnf|opkg|apk-tools)\/\d/i, 'Linux', 0.95],
  ['bsd-fetch', /\blibfetch\/\d/, 'FreeBSD', 0.85],
];

/** Behind uap-core's: words in another case. */
const LAST: readonly Rule[] = [
  ['android', /\bandroid(?:[ /:]{1,2}(\d{1,2}(?:\.\d{1,2}){0,2}))?\b/i, 'Android', 0.9, first],
  ['symbian', /\bSymbian ?OS\b|\bSeries ?60\b/i, 'Symbian', 0.95],
  ['series-40', /\bSeries ?40\b/i, 'Series 40', 0.95],
];

export function ownSystem(agent: string): OwnSystem | undefined { return firstSystem(FIRST, agent); }
export function lastSystem(agent: string): OwnSystem | undefined { return firstSystem(LAST, agent); }

function firstSystem(rules: readonly Rule[], agent: string): OwnSystem | undefined {
  for (const [rule, pattern, family, certainty, version] of rules) {
    const match = pattern.exec(agent), found = match === null ? undefined : version?.(match);
    if (match !== null) return { rule, certainty, system: found === undefined ? { family } : { family, version: found } };
  }
  return undefined;
}
