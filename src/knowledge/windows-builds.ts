/** Windows by build number, as NTLMSSP and services tell it. A build that a client and a server edition share is no version of either. */

/** First build of each, and what people call it. 18362, 19041, 22621 and 26100 stay in the kernel of the releases after them: there the release is unknown. */
const CLIENTS: ReadonlyMap<number, string> = new Map([
  [2195, '2000'], [2600, 'XP'], [6000, 'Vista'], [10240, '10 1507'], [10586, '10 1511'], [15063, '10 1703'], [16299, '10 1709'], [17134, '10 1803'], [18362, '10'], [18363, '10 1909'],
  [19041, '10'], [19042, '10 20H2'], [19043, '10 21H1'], [19044, '10 21H2'], [19045, '10 22H2'], [22000, '11 21H2'], [22621, '11'], [22631, '11 23H2'], [26200, '11 25H2'],
]);
const SERVERS: ReadonlyMap<number, string> = new Map([[3790, 'Server 2003'], [20348, 'Server 2022'], [25398, 'Server 23H2']]);
/** Vista and Server 2008, 7 and 2008 R2, 8 and 2012, 8.1 and 2012 R2, 10 and 2016, 10 and 2019, 11 and 2025. */
const SHARED: ReadonlySet<number> = new Set([6001, 6002, 6003, 7600, 7601, 9200, 9600, 14393, 17763, 26100]);

export interface WindowsBuild { readonly version?: string; readonly category?: 'Personal Computer' | 'Server' }

/** Undefined for a build that nobody released: other systems fill the field with what they like. */
export function windowsBuild(build: string | undefined): WindowsBuild | undefined {
  const number = Number(build), client = CLIENTS.get(number), server = SERVERS.get(number);
  if (client !== undefined) return { version: client, category: 'Personal Computer' };
  if (server !== undefined) return { version: server, category: 'Server' };
  return SHARED.has(number) ? {} : undefined;
}
