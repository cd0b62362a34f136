/** First step of every npm script, in plain Node: installs the locked packages, builds the generated parts when stale, then hands over to Bun. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [task = '', ...rest] = process.argv.slice(2);

/** What each npm script runs, and whether it needs the generated parts (kernels, vendor blob) first. */
const TASKS = {
  demo: { run: ['src/main.ts', 'demo'], generated: true },
  test: { run: ['build/test.ts'], generated: true },
  build: { run: ['build/build.ts'], generated: true },
  bench: { run: ['bench/run.ts'], generated: true },
  train: { run: ['build/train/train.ts'], generated: true },
  evaluate: { run: ['build/train/evaluate.ts'], generated: true },
  fixtures: { run: ['fixtures/record.ts'], generated: true },
  notices: { run: ['build/notices.ts'], generated: false },
  requirements: { run: ['build/requirements.ts'], generated: false },
  agreement: { run: ['build/agreement/agreement.ts'], generated: true },
  typecheck: { run: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], generated: false },
};

const chosen = TASKS[task];
if (chosen === undefined) fail(`unknown task "${task}"; there are: ${Object.keys(TASKS).join(', ')}`, 2);

const stale = packagesStale();
if (stale !== '') {
  say(`installing the locked packages (${stale})`);
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) fail('npm ci failed, see above; check that the package registry can be reached', 1);
}

const bun = findBun();
if (chosen.generated) run([join(root, 'build/generate.ts')], 'could not build the generated parts (kernels, vendor table), see above');
const [script, ...fixed] = chosen.run;
const child = spawn(bun, [join(root, script), ...fixed, ...rest], { stdio: 'inherit', env: withBunOnPath() });
process.on('SIGINT', () => undefined); // a terminal sends Ctrl-C to the child too: wait for its clean stop
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) => fail(`could not start ${script}: ${error.message}`, 1));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

function run(command, sentence) {
  const done = spawnSync(bun, command, { cwd: root, stdio: ['ignore', 2, 2], env: withBunOnPath() });
  if (done.status !== 0) fail(sentence, 1);
}

/** Why node_modules does not match package-lock.json; empty when it does. npm keeps its own record of what it installed. */
function packagesStale() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return 'none are installed';
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const have = present[path];
    if (have === undefined) {
      if (entry.optional || entry.peer) continue; // for another platform
      return `${path} is missing`;
    }
    if (have.version !== entry.version || (entry.integrity && have.integrity && have.integrity !== entry.integrity)) return `${path} differs`;
    if (!existsSync(join(root, path, 'package.json'))) return `${path} was deleted`;
  }
  return '';
}

/**
 * The pinned Bun. npm may not have run Bun's install script (install scripts can be switched off): then the runtime still
 * stands in Bun's platform package; the script moves it to node_modules/bun/bin.
 */
function findBun() {
  process.report.excludeNetwork = true; // else the report resolves every open address
  const libc = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined ? '-musl' : '';
  const platform = `bun-${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}${libc}`;
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/bun/package.json'), 'utf8'));
  for (const path of [`node_modules/@oven/${platform}/bin/bun`, `node_modules/@oven/${platform}/bin/bun.exe`, 'node_modules/bun/bin/bun.exe']) {
    const binary = join(root, path);
    if (existsSync(binary) && spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout?.trim() === version) return binary;
  }
  fail(`no Bun ${version} that runs on ${process.platform} ${process.arch} among the installed packages; optional packages must not be omitted (npm ci --include=optional)`, 1);
}

function withBunOnPath() {
  return { ...process.env, PATH: `${dirname(bun)}:${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}` };
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function fail(sentence, code) {
  say(`error: ${sentence}`);
  process.exit(code);
}
