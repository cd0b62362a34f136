/** A node as users run it, for benches: `serve` in a process of its own, on a core of its own where asked; and what the system says of a process. */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dir, '..');
const BINARY = join(ROOT, 'build/out/nameplate');
/** The built binary where there is one. */
export const PROGRAM: readonly string[] = existsSync(BINARY) ? [BINARY] : [process.execPath, join(ROOT, 'src/main.ts')];

export interface ServedNode { readonly url: string; readonly portalUrl: string; readonly pid: number; readonly dataDir: string; readonly stop: () => Promise<void> }

/** `settings` as for --set. No listener that a bench does not ask for. */
export async function serveNode(dataDir: string, settings: readonly string[], core?: number): Promise<ServedNode> {
  const all = ['log.level=error', 'syslog.dhcpListen=', 'edge.enrolPort=0', ...settings].flatMap((one) => ['--set', one]);
  const child = Bun.spawn([...onCore(core), ...PROGRAM, 'serve', '--data', dataDir, '--edge-port', '0', '--portal-port', '0', ...all, '--json'], { stdin: 'ignore', stdout: 'pipe', stderr: 'inherit' });
  const { edge_url: url, portal_url: portalUrl } = await firstJson(child.stdout);
  return {
    url: String(url), portalUrl: String(portalUrl), pid: child.pid, dataDir,
    stop: async () => {
      child.kill('SIGTERM');
      await child.exited;
    },
  };
}

const NODE_CORE = 0, CLIENT_CORE = 1;

/** Keeps this process, and what it starts, on one core, and says which one is left for the node alone; nothing where there are no two. */
export function pinned(): { readonly nodeCore?: number; readonly clientCore?: number } {
  if (Bun.which('taskset') === null || availableParallelism() < 2) return {};
  Bun.spawnSync(['taskset', '-acp', String(CLIENT_CORE), String(process.pid)]);
  return { nodeCore: NODE_CORE, clientCore: CLIENT_CORE };
}

/** Words before a command that keep it on one core. */
export function onCore(core: number | undefined): readonly string[] { return core === undefined ? [] : ['taskset', '-c', String(core)]; }

/** The first line that a program prints. */
export async function firstJson(stream: ReadableStream<Uint8Array>): Promise<Record<string, unknown>> {
  const reader = stream.getReader(), { value } = await reader.read();
  reader.releaseLock();
  if (value === undefined) throw new Error('the node ended before it was ready');
  return JSON.parse(new TextDecoder().decode(value));
}

/** User and system time of a process, in ticks of ten milliseconds. */
export function cpuMicros(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

export function residentMb(pid: number): number { return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000; }
