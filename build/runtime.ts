/** The Bun runtime for another platform: from its npm package, checked against the hash in package-lock.json, kept in build/out/cache. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, ROOT } from './generate.ts';

export interface Target {
  /** Bun's npm package with the runtime. */
  readonly package: string;
  /** Bun's own name for `--target`. */
  readonly bun: string;
  readonly machine: 'x64' | 'arm64';
  readonly libc: 'glibc' | 'musl';
}

export const TARGETS: Readonly<Record<string, Target>> = {
  'linux-x64': { package: '@oven/bun-linux-x64', bun: 'bun-linux-x64', machine: 'x64', libc: 'glibc' },
  'linux-arm64': { package: '@oven/bun-linux-aarch64', bun: 'bun-linux-arm64', machine: 'arm64', libc: 'glibc' },
  'linux-x64-musl': { package: '@oven/bun-linux-x64-musl', bun: 'bun-linux-x64-musl', machine: 'x64', libc: 'musl' },
};

interface Locked { readonly version: string; readonly integrity: string }

function locked(name: string): Locked {
  const lock: unknown = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const entry = isRecord(lock) && isRecord(lock['packages']) ? lock['packages'][`node_modules/${name}`] : undefined;
  if (!isRecord(entry) || typeof entry['version'] !== 'string' || typeof entry['integrity'] !== 'string') throw new Error(`package-lock.json does not pin ${name}`);
  return { version: entry['version'], integrity: entry['integrity'] };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> { return typeof value === 'object' && value !== null; }

/** `sha512-<base64>` as npm writes it. */
export function matchesIntegrity(bytes: Uint8Array, integrity: string): boolean {
  return integrity.split(' ').includes(`sha512-${new Bun.CryptoHasher('sha512').update(bytes).digest('base64')}`);
}

export function runtimePath(target: Target): string {
  return join(OUT, 'cache', `${target.package.replace('@oven/', '')}-${locked(target.package).version}`);
}

/** Path of the runtime, fetched when it is not in the cache yet. */
export async function fetchRuntime(target: Target, say: (sentence: string) => void): Promise<string> {
  const path = runtimePath(target);
  if (existsSync(path)) return path;
  const pin = locked(target.package), folder = join(OUT, 'cache', `fetch-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    say(`fetching ${target.package}@${pin.version}`);
    const packed = Bun.spawnSync(['npm', 'pack', '--silent', `${target.package}@${pin.version}`, '--pack-destination', folder], { cwd: folder, stdin: 'ignore', stderr: 'inherit' });
    const file = packed.stdout.toString().trim().split('\n').at(-1) ?? '';
    if (!packed.success || file === '') throw new Error(`npm pack ${target.package} failed; check that the package registry can be reached`);
    const archive = join(folder, file);
    if (!matchesIntegrity(readFileSync(archive), pin.integrity)) throw new Error(`${target.package} does not match the hash in package-lock.json; it is not used`);
    const unpacked = Bun.spawnSync(['tar', '-xzf', archive, '-C', folder, 'package/bin/bun'], { stderr: 'inherit' });
    if (!unpacked.success) throw new Error(`${target.package} holds no package/bin/bun`);
    chmodSync(join(folder, 'package/bin/bun'), 0o755);
    renameSync(join(folder, 'package/bin/bun'), path);
    return path;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
