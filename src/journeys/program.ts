/** The program as a user runs it: the built binary when it is newer than its sources, else the sources. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dir, '../..');
const BINARY = join(ROOT, 'build/out/nameplate');

function newest(folder: string): number {
  return Math.max(0, ...readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts') && !entry.parentPath.includes('journeys')).map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

export const builtBinary: string | undefined = existsSync(BINARY) && statSync(BINARY).mtimeMs > Math.max(newest(join(ROOT, 'src')), newest(join(ROOT, 'assembly'))) ? BINARY : undefined;
export const program: readonly string[] = builtBinary === undefined ? [process.execPath, join(ROOT, 'src/main.ts')] : [builtBinary];

export interface Ran { readonly code: number | null; readonly out: string; readonly err: string }

export async function run(words: readonly string[], options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {}): Promise<Ran> {
  const child = Bun.spawn([...program, ...words], {
    stdin: 'ignore', stdout: 'pipe', stderr: 'pipe', env: { ...process.env, ...options.env }, ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const [out, err, code] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited]);
  return { code, out, err };
}
