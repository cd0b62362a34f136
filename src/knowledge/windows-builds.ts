/** Windows versions by build number. A build that a client and a server edition share is no version of either. */

/** First build of each, and what people call it. */
const CLIENTS: readonly (readonly [build: number, name: string])[] = [
  [10240, '10 1507'], [10586, '10 1511'], [14393, '10 1607'], [15063, '10 1703'], [16299, '10 1709'], [17134, '10 1803'], [17763, '10 1809'], [18362, '10 1903'], [18363, '10 1909'],
  [19041, '10 2004'], [19042, '10 20H2'], [19043, '10 21H1'], [19044, '10 21H2'], [19045, '10 22H2'], [22000, '11 21H2'], [22621, '11 22H2'], [22631, '11 23H2'], [26100, '11 24H2'], [26200, '11 25H2'],
];
const NAMES: ReadonlyMap<number, string> = new Map(CLIENTS);
/** Builds that Windows Server has too: 2016, 2019, 2025. */
const SHARED: ReadonlySet<number> = new Set([14393, 17763, 26100]);
const SERVERS: ReadonlyMap<number, string> = new Map([[20348, 'Server 2022'], [25398, 'Server 23H2']]);

/** Undefined for a build nobody released, and for one that is both. */
export function windowsVersion(build: string | undefined): string | undefined {
  const number = Number(build);
  return SHARED.has(number) ? undefined : NAMES.get(number) ?? SERVERS.get(number);
}
