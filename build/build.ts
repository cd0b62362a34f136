/** `npm run build`: one self-contained binary with kernels, workers, migrations, vendor table and model inside; `-- --target linux-arm64` cross-builds. */
import { existsSync, mkdirSync, openSync, readSync, closeSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readElf } from './elf.ts';
import { OUT, ROOT } from './generate.ts';
import { fetchRuntime, TARGETS } from './runtime.ts';

/** The program, then every worker: a worker that is not listed is not in the binary. */
const ENTRIES = ['src/main.ts', 'src/kernels/worker.ts'] as const;

const { values } = parseArgs({ options: { target: { type: 'string' }, outfile: { type: 'string' } }, strict: true });
const host = `linux-${process.arch}`;
const name = values.target ?? host;
const target = TARGETS[name];
if (target === undefined) stop(`unknown target "${name}"; there are: ${Object.keys(TARGETS).join(', ')}`, 2);
const native = name === host;
const output = values.outfile ?? join(OUT, native ? 'nameplate' : `nameplate-${name}`);

function stop(sentence: string, code: number): never {
  console.error(`error: ${sentence}`);
  process.exit(code);
}

/** The commit and, when files differ from it, a mark; `unknown` outside of a repository. */
function commit(): string {
  const git = (...words: string[]): string => {
    const done = Bun.spawnSync(['git', ...words], { cwd: ROOT, stderr: 'ignore' });
    return done.success ? done.stdout.toString().trim() : '';
  };
  const hash = git('rev-parse', '--short=12', 'HEAD');
  return hash === '' ? 'unknown' : `${hash}${git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '-changed'}`;
}

mkdirSync(OUT, { recursive: true });
// Built aside and moved into place whole. The name is the final one: it shows in stack traces.
const folder = `${output}.${process.pid}.tmp`, temporary = join(folder, 'nameplate');
try {
  const runtime = native ? [] : [`--compile-executable-path=${await fetchRuntime(target, (sentence) => console.error(sentence))}`];
  const command = [
    process.execPath, 'build', '--compile', `--target=${target.bun}`, ...runtime,
    '--format=esm',
    '--bytecode', // halves the start-up time; a runtime that would not accept it reads the source, which is there too
    // What lies in the folder the binary is started from must not change what it does.
    '--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig', '--no-compile-autoload-tsconfig', '--no-compile-autoload-package-json',
    `--define=NAMEPLATE_COMMIT=${JSON.stringify(commit())}`,
    // Optional native addons of packages: they cannot be inside one binary, and both packages work without.
    '--external=msgpackr-extract', '--external=@napi-rs/nice',
    ...ENTRIES, `--outfile=${temporary}`,
  ];
  const built = Bun.spawnSync(command, { cwd: ROOT, stdin: 'ignore', stdout: 2, stderr: 2 });
  if (!built.success || !existsSync(temporary)) throw new Error('bun build failed, see above');
  check(temporary);
  renameSync(temporary, output);
  console.error(`${output.startsWith(ROOT) ? output.slice(ROOT.length + 1) : output}: ${Math.round(statSync(output).size / 1e6)} MB, ${name}`);
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The header names the right machine; a binary for this machine must also start and say so. */
function check(path: string): void {
  const head = new Uint8Array(65536), file = openSync(path, 'r');
  readSync(file, head, 0, head.length, 0);
  closeSync(file);
  const kind = readElf(head);
  if (kind === undefined || kind.machine !== target?.machine || kind.libc !== target.libc) throw new Error(`the binary is for ${kind?.machine ?? 'no known machine'} ${kind?.libc ?? ''}, not for ${name}`);
  if (native && !Bun.spawnSync([path, 'version']).stdout.toString().startsWith('nameplate ')) throw new Error('the binary does not start');
}
