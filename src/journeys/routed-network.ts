/** A router namespace between others, one subnet each, for journeys with real packets. Everything is named after this process and removed at the end. Needs root. */
import { findPeer } from '../../build/peers.ts';

export interface Place { readonly space: string; readonly ip: string; readonly ip6: string }

const LISTENER = 'const [ip, ...ports] = process.argv.slice(1); for (const port of ports) Bun.listen({ hostname: ip, port: Number(port), socket: { data(s, d) { s.write(d); }, error() {} } }); console.log("listening"); setInterval(() => {}, 60000);';
const KNOCK = 'const [ip, port] = process.argv.slice(1); const t = setTimeout(() => process.exit(1), 1500); Bun.connect({ hostname: ip, port: Number(port), socket: { open() { process.exit(0); }, data() {}, error() {}, connectError() { process.exit(1); } } }).catch(() => process.exit(1));';
/** One line each 50 ms on one connection; says the number of the last answer after each. */
const TALK = 'const [ip, port] = process.argv.slice(1); let n = 0; const s = await Bun.connect({ hostname: ip, port: Number(port), socket: { data(_, d) { console.log(d.toString().trim().split("\\n").at(-1)); }, error() {}, close() {} } }); setInterval(() => { s.write(`${n++}\\n`); s.flush(); }, 50);';

/** What the tests of the agent need: root, the programs, and a kernel that lets them have namespaces with nftables. */
export function canRoute(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && ['ip', 'nft', 'unshare', 'sysctl'].every((name) => findPeer(name) !== null)
    && Bun.spawnSync(['unshare', '-n', 'sh', '-c', 'ip link set lo up && nft "add table inet t; add chain inet t c { type filter hook forward priority 0; }; add rule inet t c ct direction reply accept" && test -d /run/netns -o -w /run'], { env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` } }).success;
}

export class RoutedNetwork {
  readonly router = `npr${process.pid}`;
  readonly #spaces: string[] = [];
  readonly #children: Bun.Subprocess[] = [];

  constructor() {
    this.#space(this.router);
    must(['ip', 'netns', 'exec', this.router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1', 'net.ipv6.conf.default.accept_dad=0']);
  }

  /** A namespace with this address, and an IPv6 address of the same look, behind the router, which has the first of its /24 and /64. */
  join(name: string, ip: string, mac?: string): Place {
    const space = `np${name}${process.pid}`, [, , net, last] = ip.split('.'), six = (end: string): string => `2001:db8:${net}::${end}`, gateway = ip.replace(/\d+$/, '1');
    this.#space(space);
    must(['ip', '-n', this.router, 'link', 'add', `to-${name}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space]);
    must(['ip', '-n', this.router, 'addr', 'add', `${gateway}/24`, 'dev', `to-${name}`]);
    must(['ip', '-n', this.router, 'addr', 'add', `${six('1')}/64`, 'dev', `to-${name}`, 'nodad']);
    must(['ip', '-n', this.router, 'link', 'set', `to-${name}`, 'up']);
    if (mac !== undefined) must(['ip', '-n', space, 'link', 'set', 'eth0', 'address', mac]);
    must(['ip', '-n', space, 'addr', 'add', `${ip}/24`, 'dev', 'eth0']);
    must(['ip', '-n', space, 'addr', 'add', `${six(last ?? '')}/64`, 'dev', 'eth0', 'nodad']);
    must(['ip', '-n', space, 'link', 'set', 'eth0', 'up']);
    must(['ip', '-n', space, 'route', 'add', 'default', 'via', gateway]);
    must(['ip', '-n', space, '-6', 'route', 'add', 'default', 'via', six('1')]);
    return { space, ip, ip6: six(last ?? '') };
  }

  /** Echoes on these TCP ports there. */
  async listen({ space, ip, ip6 }: Place, ...ports: readonly number[]): Promise<void> {
    for (const address of [ip, ip6]) {
      const child = this.start(space, [process.execPath, '-e', LISTENER, address, ...ports.map(String)]);
      const { value } = await child.stdout.getReader().read();
      if (value === undefined) throw new Error('the listener did not start');
    }
  }

  /** Whether a TCP connection comes about. */
  async reaches(from: Place, to: Place, port: number, family: 4 | 6 = 4): Promise<boolean> {
    const child = Bun.spawn(['ip', 'netns', 'exec', from.space, process.execPath, '-e', KNOCK, family === 4 ? to.ip : to.ip6, String(port)], { stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' });
    return await child.exited === 0;
  }

  /** One connection that goes on talking; `heard` counts the answers. */
  talk(from: Place, to: Place, port: number): { heard(): number } {
    const child = this.start(from.space, [process.execPath, '-e', TALK, to.ip, String(port)]);
    let heard = 0;
    void (async () => { for await (const _ of child.stdout) heard += 1; })();
    return { heard: () => heard };
  }

  /** Runs in a namespace until remove(), or until it is ended by its own id. */
  start(space: string, command: readonly string[]): Bun.Subprocess<'pipe', 'pipe', 'pipe'> {
    const child = Bun.spawn(['ip', 'netns', 'exec', space, ...command], { stdin: 'pipe', stdout: 'pipe', stderr: 'pipe' });
    this.#children.push(child);
    return child;
  }

  /** To its end; its output, or an error. */
  run(space: string, command: readonly string[]): string { return must(['ip', 'netns', 'exec', space, ...command]); }

  async remove(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(this.#children.map((child) => child.exited));
    for (const space of this.#spaces.splice(0)) Bun.spawnSync(['ip', 'netns', 'del', space]);
  }

  #space(name: string): void {
    must(['ip', 'netns', 'add', name]);
    this.#spaces.push(name);
    must(['ip', '-n', name, 'link', 'set', 'lo', 'up']);
  }
}

function must(command: readonly string[]): string {
  const run = Bun.spawnSync([...command], { stdout: 'pipe', stderr: 'pipe', timeout: 30_000 });
  if (run.exitCode !== 0) throw new Error(`${command.join(' ')}: ${run.stderr.toString().trim()}`);
  return run.stdout.toString();
}
