/** Builds what is generated and not in git, when its sources are newer: the wasm kernels (SIMD and scalar), the vendor table and the book of user agents. */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dir, '..');
export const OUT = join(ROOT, 'build/out');

export interface Generated {
  readonly output: string;
  /** Files and folders; any of them newer than the output makes it stale. */
  readonly sources: readonly string[];
  /** Arguments for Bun; `%out` is replaced by a temporary name, so that a half-written file is never used. */
  readonly command: readonly string[];
}

const kernel = (target: string, output: string): Generated => ({
  output: `build/out/${output}`,
  sources: ['assembly', 'asconfig.json', 'node_modules/assemblyscript/package.json'],
  command: ['node_modules/assemblyscript/bin/asc.js', '--config', 'asconfig.json', '--target', target, '--outFile', '%out'],
});

export const GENERATED: readonly Generated[] = [
  kernel('release', 'kernels.wasm'),
  kernel('release-scalar', 'kernels-scalar.wasm'),
  { output: 'build/out/oui.bin', sources: ['build/oui.ts', 'node_modules/oui-data/package.json'], command: ['build/oui.ts', '%out'] },
  { output: 'build/out/agents.book', sources: ['build/knowledge/agents.ts', 'src/knowledge/pattern', 'node_modules/uap-core/package.json'], command: ['build/knowledge/agents.ts', '%out'] },
];

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  let time = stat.mtimeMs;
  for (const name of readdirSync(path)) time = Math.max(time, newest(join(path, name)));
  return time;
}

export function isStale(item: Generated): boolean {
  const output = join(ROOT, item.output);
  if (!existsSync(output)) return true;
  const built = statSync(output).mtimeMs;
  return item.sources.some((source) => existsSync(join(ROOT, source)) && newest(join(ROOT, source)) > built);
}

/** Builds the stale ones side by side; false when one failed (its messages are on stderr). */
export async function generate(items: readonly Generated[] = GENERATED): Promise<boolean> {
  mkdirSync(OUT, { recursive: true });
  const results = await Promise.all(items.filter(isStale).map(async (item) => {
    console.error(`building ${item.output}`);
    const temporary = `${item.output}.${process.pid}.tmp`;
    const child = Bun.spawn([process.execPath, ...item.command.map((part) => (part === '%out' ? temporary : part))], {
      cwd: ROOT, stdin: 'ignore', stdout: 2, stderr: 2,
    });
    if ((await child.exited) !== 0) return false;
    renameSync(join(ROOT, temporary), join(ROOT, item.output));
    return true;
  }));
  return results.every(Boolean);
}

if (import.meta.main) process.exit((await generate()) ? 0 : 1);
