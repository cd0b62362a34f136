/** A machine of its own for commands as a document shows them: named `node`, with the usual ports free, a card `eth1`, and nothing of it left afterwards. Needs root. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPeer } from '../../build/peers.ts';
import { program, type Ran } from './program.ts';

const TOOLS = ['unshare', 'nsenter', 'ip', 'nft', 'curl', 'openssl', 'hostname', 'mount', 'tcpdump'];

export function canBeMachine(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && TOOLS.every((name) => findPeer(name) !== null)
    && Bun.spawnSync(['unshare', '--net', '--uts', '--mount', 'sh', '-c', 'hostname node && mount -t tmpfs none /var/lib && ip link set lo up && nft "add table inet t"'], { stdout: 'ignore', stderr: 'ignore' }).success;
}

/** Commands that run until they are stopped: what they say until now, and how they end when Ctrl-C is pressed. */
export interface Running { readonly said: () => string; stop(): Promise<number> }

export class Machine {
  /** Where a reader stands who types the commands. */
  readonly folder = mkdtempSync(join(tmpdir(), 'nameplate-readme-'));
  readonly #holder: Bun.Subprocess;
  readonly #running = new Set<Running>();

  constructor() {
    const bin = join(this.folder, 'bin'), hosts = join(this.folder, 'hosts');
    mkdirSync(bin);
    writeFileSync(join(bin, 'nameplate'), `#!/bin/sh\nexec ${program.map((word) => `'${word}'`).join(' ')} "$@"\n`, { mode: 0o755 });
    writeFileSync(hosts, '127.0.0.1 localhost node\n');
    // /var/lib is its own: the agent keeps its state there.
    const make = `hostname node; mount --bind '${hosts}' /etc/hosts; mount -t tmpfs none /var/lib; ip link set lo up; ip link add eth1 type veth peer name wire; ip link set wire up; ip link set eth1 up; ip addr add 192.0.2.1/24 dev eth1; echo ready; exec sleep infinity`;
    this.#holder = Bun.spawn(['unshare', '--net', '--uts', '--mount', 'sh', '-ec', make], { stdin: 'ignore', stdout: 'pipe', stderr: 'inherit' });
  }

  async ready(): Promise<this> {
    const { stdout } = this.#holder;
    if (!(stdout instanceof ReadableStream)) throw new Error('no output');
    const { value } = await stdout.getReader().read();
    if (value === undefined) throw new Error('the machine did not come up');
    return this;
  }

  /** Without a terminal a program that asks for a password reads what is typed from its standard input. */
  #spawn(command: string, environment: Readonly<Record<string, string>>): Bun.Subprocess<'pipe', 'pipe', 'pipe'> {
    const env = { ...process.env, ...environment, PATH: `${join(this.folder, 'bin')}:${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
    return Bun.spawn(['nsenter', '-t', String(this.#holder.pid), '--net', '--uts', '--mount', `--wd=${this.folder}`, 'sh', '-c', command], { stdin: 'pipe', stdout: 'pipe', stderr: 'pipe', env, detached: true });
  }

  async run(command: string, typed: string, environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const child = this.#spawn(command, environment);
    if (typed !== '') void child.stdin.write(typed);
    void child.stdin.end();
    const [out, err, code] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited]);
    return { code, out, err };
  }

  /** Resolves when it has said `until`, or five seconds later; throws when it ends before. */
  async start(command: string, until: RegExp | undefined): Promise<Running> {
    const child = this.#spawn(`exec ${command}`, {}), said = { text: '' }, seen = Promise.withResolvers<void>();
    const read = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
      for await (const piece of stream) {
        said.text += Buffer.from(piece).toString();
        if (until?.test(said.text) === true) seen.resolve();
      }
    };
    const done = Promise.all([read(child.stdout), read(child.stderr)]);
    const running: Running = {
      said: () => said.text,
      stop: async () => {
        this.#running.delete(running);
        if (child.exitCode === null) child.kill('SIGINT'); // nsenter became sh, and that became the command
        const code = await child.exited;
        await done;
        return code;
      },
    };
    this.#running.add(running);
    await Promise.race([until === undefined ? Bun.sleep(5000) : seen.promise, child.exited.then(async (code) => { await done; throw new Error(`${command}\nended with ${code}: ${said.text}`); })]);
    return running;
  }

  async remove(): Promise<void> {
    for (const running of [...this.#running]) await running.stop();
    this.#holder.kill();
    await this.#holder.exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
