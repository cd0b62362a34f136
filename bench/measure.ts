/** Runs a program and says how long it took and how much memory it held at most, as the kernel counted it. */
import { readFileSync } from 'node:fs';

export interface Measured { readonly seconds: number; readonly memoryMb: number; readonly stdout: string; readonly exitCode: number }

/** `keep` keeps stdout; otherwise it goes to /dev/null, so that no pipe slows the program. */
export async function measure(command: readonly string[], options: { readonly keep?: boolean; readonly cwd?: string } = {}): Promise<Measured> {
  const started = performance.now();
  const child = Bun.spawn([...command], { stdin: 'ignore', stdout: options.keep === true ? 'pipe' : 'ignore', stderr: 'ignore', ...(options.cwd === undefined ? {} : { cwd: options.cwd }) });
  // Not resourceUsage(): its maximum starts at our own size, because the child was forked from us before it became the program.
  let memoryMb = 0;
  const watch = setInterval(() => { memoryMb = Math.max(memoryMb, peakMb(child.pid)); }, 10);
  const stdout = child.stdout === undefined || child.stdout === null ? '' : await new Response(child.stdout).text();
  const exitCode = await child.exited;
  const seconds = (performance.now() - started) / 1000;
  clearInterval(watch);
  return { seconds, memoryMb, stdout, exitCode };
}

/** The most memory a process has held so far; 0 when it has ended. */
function peakMb(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  } catch {
    return 0; // ended between two looks
  }
}

/** The fastest of several runs: what the program can do when nothing else disturbs it. Programs take turns, so that drift hits all alike. */
export async function interleaved(programs: Readonly<Record<string, readonly string[]>>, rounds: number): Promise<Record<string, Measured>> {
  const best: Record<string, Measured> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(programs)) {
      const one = await measure(command);
      if (one.exitCode !== 0) throw new Error(`${name} ended with ${one.exitCode}`);
      if (best[name] === undefined || one.seconds < best[name].seconds) best[name] = one;
    }
  }
  return best;
}
