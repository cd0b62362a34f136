/** `npm test`: installs the peers, runs every test, keeps the record in build/out, and closes with one line of figures. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, ROOT } from './generate.ts';
import { installPeers } from './peers.ts';
import { closingLine, readReport, totals, type TestResult, type Totals } from './test-report.ts';

const REPORT = join(OUT, 'tests.xml');

mkdirSync(OUT, { recursive: true });
rmSync(REPORT, { force: true });
await installPeers((sentence) => console.error(sentence));
const child = Bun.spawn([
  process.execPath, 'test', '--parallel=2', '--timeout=30000', '--only-failures', '--reporter=junit', `--reporter-outfile=${REPORT}`, ...process.argv.slice(2),
], { cwd: ROOT, stdin: 'ignore', stdout: 'inherit', stderr: 'inherit' });
const code = await child.exited;

const results: readonly TestResult[] = existsSync(REPORT) ? readReport(await Bun.file(REPORT).text()) : [];
for (const result of results.filter((one) => one.outcome === 'skipped')) console.log(`skipped: ${result.file}: ${result.name}`);
const counted = totals(results);
// A file that cannot be loaded, or a run that died, has no test case to its name.
const sum: Totals = code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
await Bun.write(join(OUT, 'tests.json'), JSON.stringify(sum));
console.log(closingLine(sum));
process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);
