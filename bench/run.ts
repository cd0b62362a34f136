/** `bun bench`: runs every bench in a process of its own and prints one table. `--only NAME`, `--json FILE`, `--against FILE`, `--force`, `--seconds N` for benches that run by time. */
import { cpus, loadavg } from 'node:os';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ratio, reachesAim, type BenchOptions, type BenchRow } from './row.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'string' }, against: { type: 'string' }, force: { type: 'boolean' }, seconds: { type: 'string' }, child: { type: 'string' } }, strict: true,
});
if (values.seconds !== undefined && !/^[1-9]\d{0,4}$/.test(values.seconds)) {
  console.error(`error: "${values.seconds}" is no number of seconds`);
  process.exit(2);
}
/** Marks the line of a child's output that holds its rows. */
const MARK = '\u0001rows ';

if (values.child !== undefined) {
  const module: { run?: (options: BenchOptions) => Promise<BenchRow[]> } = await import(join(import.meta.dir, values.child));
  if (module.run !== undefined) process.stdout.write(`${MARK}${JSON.stringify(await module.run(values.seconds === undefined ? {} : { seconds: Number(values.seconds) }))}\n`);
  process.exit(0);
}

const load = loadavg()[0] ?? 0;
if (load > cpus().length * 0.5 && values.force !== true) {
  console.error(`error: the machine is busy (load ${load.toFixed(1)} on ${cpus().length} cores), so figures would lie: wait, or give --force`);
  process.exit(1);
}

const files = readdirSync(import.meta.dir).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !['run.ts', 'row.ts'].includes(name))
  .filter((name) => /export (async )?(function|const) run\b/.test(readFileSync(join(import.meta.dir, name), 'utf8')))
  .filter((name) => values.only === undefined || name === `${values.only}.ts`).sort();
if (files.length === 0) {
  console.error(`error: there is no bench "${values.only ?? ''}"`);
  process.exit(2);
}

interface Named extends BenchRow { readonly bench: string }
const rows: Named[] = [];
let failed = 0;
for (const file of files) {
  const bench = file.slice(0, -3);
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${bench} …`);
  const child = Bun.spawn([process.execPath, import.meta.path, '--child', file, ...(values.seconds === undefined ? [] : ['--seconds', values.seconds])], { stdin: 'ignore', stdout: 'pipe', stderr: 'inherit' });
  const text = await new Response(child.stdout).text();
  const line = text.split('\n').find((one) => one.startsWith(MARK));
  if ((await child.exited) !== 0 || line === undefined) {
    failed++;
    console.error(`bench ${bench} failed`);
    continue;
  }
  const found: readonly BenchRow[] = JSON.parse(line.slice(MARK.length));
  rows.push(...found.map((row) => ({ bench, ...row })));
}
if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');

const before: readonly Named[] = values.against === undefined ? [] : JSON.parse(readFileSync(values.against, 'utf8')).rows;
print(rows, before);
if (values.json !== undefined) {
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, load, bun: Bun.version, time: new Date().toISOString() };
  writeFileSync(values.json, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
}
process.exit(failed === 0 ? 0 : 1);

function figure(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '';
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString();
}

function print(all: readonly Named[], old: readonly Named[]): void {
  const header = ['bench', 'what', 'figure', 'unit', 'peer', 'ratio', 'aim', 'p50', 'p99', 'MB', 'peer MB', ...(old.length > 0 ? ['was', 'change'] : []), 'note'];
  const lines = all.map((row) => {
    const was = old.find((one) => one.bench === row.bench && one.name === row.name)?.value;
    const reached = reachesAim(row), times = ratio(row);
    const aim = row.aim === undefined ? '' : 'ofPeer' in row.aim ? `${row.aim.ofPeer}x` : `${row.better === 'higher' ? '>=' : '<='} ${figure(row.aim.value)}`;
    return [
      row.bench, row.name, figure(row.value), row.unit, row.peer === undefined ? '' : `${row.peer.name} ${figure(row.peer.value)}`, times === undefined ? '' : `${times.toFixed(2)}x`,
      aim === '' ? '' : `${aim} ${reached === undefined ? '?' : reached ? 'yes' : 'NO'}`, figure(row.p50), figure(row.p99), figure(row.memoryMb), figure(row.peerMemoryMb),
      ...(old.length > 0 ? [figure(was), was === undefined ? '' : `${row.value >= was ? '+' : ''}${(100 * (row.value / was - 1)).toFixed(0)} %`] : []), row.note ?? '',
    ];
  });
  const widths = header.map((_, column) => Math.max(...[header, ...lines].map((line) => (line[column] ?? '').length)));
  for (const line of [header, ...lines]) console.log(line.map((cell, column) => (column === line.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd());
}
