/** Which IPv6 address is at which MAC, from the neighbour table of this machine: only who is on a link of its own is there. */
import { EdgeError, ip6Text } from '../model/index.ts';

export interface Neighbour { readonly ip: string; readonly mac: string }
export type ReadNeighbours = () => Promise<readonly Neighbour[]>;

const PLACES = '/usr/sbin:/sbin:/usr/local/sbin:/usr/bin:/bin';
const TIMEOUT_MS = 10_000;
/** The kernel keeps a thousand unless it is told to keep more. */
const LINES_MAX = 65_536;

/** Throws when there is no program to ask. The text form, because builds without JSON (busybox) have it, too. */
export function openNeighbours(find: (name: string) => string | null = (name) => Bun.which(name) ?? Bun.which(name, { PATH: PLACES })): ReadNeighbours {
  const path = find('ip');
  if (path === null) throw new EdgeError('not_found', 'the program ip is not installed, so that IPv6 addresses of devices are not known', { next: 'install iproute2' });
  return async () => {
    const child = Bun.spawn([path, '-6', 'neigh', 'show'], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe', timeout: TIMEOUT_MS, killSignal: 'SIGKILL' });
    const [code, out, err] = await Promise.all([child.exited, new Response(child.stdout).text(), new Response(child.stderr).text()]);
    if (code !== 0) throw new EdgeError('unreadable', 'the neighbour table cannot be read', { fields: { reason: err.trim().slice(0, 200) } });
    return neighboursOf(out);
  };
}

/** Link-local addresses are never routed; who did not answer is nobody. */
export function neighboursOf(text: string): readonly Neighbour[] {
  return text.split('\n', LINES_MAX).flatMap((line) => {
    const [, address = '', mac] = /^(\S+) (?:.* )?lladdr ([0-9a-f]{2}(?::[0-9a-f]{2}){5})(?: |$)/i.exec(line) ?? [], ip = ip6Text(address);
    return mac === undefined || ip === undefined || /^f(e[89ab]|f)/.test(ip) || /\b(FAILED|INCOMPLETE)\b/.test(line) ? [] : [{ ip, mac: mac.toLowerCase() }];
  });
}
