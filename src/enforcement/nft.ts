/** The nft program: one transaction a call, and what its complaints mean. */
import { EdgeError } from '../model/index.ts';

export interface Nft {
  /** All of it or nothing. */
  apply(text: string): Promise<void>;
  /** A chain without its counters, as nft prints it; undefined when there is none. */
  chain(table: string, chain: string): Promise<string | undefined>;
}

/** /usr/sbin is in few people's PATH. */
const PLACES = '/usr/sbin:/sbin:/usr/local/sbin:/usr/bin:/bin';
const TIMEOUT_MS = 60_000;
const COMPLAINT_CHARS = 2000;

/** Throws when rules cannot be set here, with what to do. */
export async function openNft(find: (name: string) => string | null = (name) => Bun.which(name) ?? Bun.which(name, { PATH: PLACES })): Promise<Nft> {
  if (process.platform !== 'linux') throw new EdgeError('unsupported', 'nftables exists on Linux alone', { fields: { platform: process.platform }, next: 'run the agent on the Linux machine that routes' });
  const path = find('nft');
  if (path === null) throw new EdgeError('not_found', 'the program nft is not installed', { next: 'install nftables, such as with apt-get install nftables' });
  const run = async (words: readonly string[], input: string): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
    const child = Bun.spawn([path, ...words], { stdin: new Blob([input]), stdout: 'pipe', stderr: 'pipe', timeout: TIMEOUT_MS, killSignal: 'SIGKILL' });
    const [code, out, err] = await Promise.all([child.exited, new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { code, out, err };
  };
  const first = await run(['list', 'tables'], '');
  if (first.code !== 0) throw complaint(first.err);
  return {
    async apply(text) {
      const { code, err } = await run(['-f', '-'], text);
      if (code !== 0) throw complaint(err);
    },
    async chain(table, chain) {
      // Of all ways to ask, the ruleset without the members of sets is the one that does not read them: 3 ms instead of 350 with 65,536 addresses.
      const { code, out, err } = await run(['-s', '-t', 'list', 'ruleset', 'inet'], '');
      if (code !== 0) throw complaint(err);
      return chainOf(out, table, chain);
    },
  };
}

/** The lines of one chain in what nft prints, which it indents by tabs. */
export function chainOf(ruleset: string, table: string, chain: string): string | undefined {
  const lines = ruleset.split('\n'), begin = lines.indexOf(`table inet ${table} {`);
  if (begin < 0) return undefined;
  const inside = lines.slice(begin, lines.indexOf('}', begin)), first = inside.indexOf(`\tchain ${chain} {`);
  return first < 0 ? undefined : inside.slice(first, inside.indexOf('\t}', first)).join('\n');
}

function complaint(text: string): EdgeError {
  const reason = text.slice(0, COMPLAINT_CHARS).split('\n').find((line) => line.trim() !== '')?.trim() ?? 'it gave no reason', fields = { reason };
  if (/not permitted|must be root|permission denied/i.test(text)) return new EdgeError('unreadable', 'no permission to set rules', { fields, next: 'run as root, or give the service CAP_NET_ADMIN' });
  if (/netlink socket|not supported/i.test(text)) return new EdgeError('unsupported', 'the kernel has no nftables', { fields, next: 'use a kernel with nf_tables and nf_conntrack' });
  return new EdgeError('conflict', 'nft refused the rules', { fields, next: 'nothing was changed; nameplate agent print-rules shows what it is given' });
}
