/** What options take: every option whose value is a number, a time, an address or one of known names refuses anything else, whichever command has it. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORM_COLUMNS } from '../people/index.ts';
import { openStore } from '../store/index.ts';
import { capture } from './capture-output.ts';
import type { CommandRow, OptionRow } from './command.ts';
import { COMMANDS } from './commands/index.ts';

let dir = '', data = '', files: Record<string, string> = {};
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'nameplate-options-'));
  data = join(dir, 'data');
  openStore(data, { role: 'node', now: 0 }).close();
  const run = (...words: string[]) => capture([...words, '--data', data]);
  for (const words of [['firewall', 'add', 'FW1', '--out', dir], ['dhcp-server', 'add', 'dc1', '--address', '10.0.0.53'], ['log-sender', 'add', 'dc1', '--address', '10.0.0.54'], ['device', 'add', '--ip', '10.0.3.7', '--category', 'Printer', '--tag', 'hall'], ['retention', 'set', '--keep', 'raw']]) expect((await run(...words)).code).toBe(0);
  files = { cert: join(dir, 'FW1.crt'), key: join(dir, 'FW1.key'), ca: join(dir, 'ca.crt') };
});
afterAll(() => { rmSync(dir, { recursive: true }); });

/** By what a value stands for in the help. */
const NONSENSE: Readonly<Record<string, readonly string[]>> = {
  'time': ['foo', '7x', '-1d', '2026-02-31', '2026-13-01', '26-01-01', '9999999999999d'], 'span': ['foo', '0d', '-1h', '1', '99999999d'], 'address': ['foo', '10.0.0.300', '10.0.0.1.2', '1.2.3', ':::', 'zz:00:00:00:00:01'],
  'ip': ['foo', '10.0.0.300', '0.0.0.0', '::g'], 'cidr': ['foo', '10.0.0.0/33', '/8', '10.0.0/8', '300.0.0.0/8'], 'id': ['foo', '-1', '99999', '1.x'], 'level': ['foo', '101', '90-80', '>>5', '=>5'], 'version': ['foo', '10', '10.x.1', '11.0.1-'],
  'site': ['a b', '../x', 'x'.repeat(254)], 'mode': ['foo'], 'hex': ['foo', 'ab'], 'zone': ['a"b', 'x'.repeat(64)], 'host': ['10.0.0.300', 'foo bar', '10.0.0.5:99999', ':', 'h:x'], 'type': ['foo'], 'type=n': ['foo', 'traffic', 'traffic=x', 'traffic=99999', '=7'], 'key=value': ['foo', 'foo=1', 'edge.port=x', 'edge.port='],
  'format': ['foo'], 'factor': ['foo', '0', '-1'], 'field[:desc]': ['foo', 'hostname:up'], 'a,b,c': ['foo', 'hostname,foo'], 'device': ['nobody'], 'serial': ['nosuch'], 'name=value': ['foo', '=x'],
};
/** Arguments where they are others than usual. */
const ARGS: Readonly<Record<string, readonly string[]>> = { 'firewall snippet': ['log-forwarding'], 'enrol advice': [], 'device merge': ['10.0.3.7', '10.0.3.7'], 'explain': ['10.0.3.7'], 'outlet add': ['o1'] };
function argsOf({ name, args }: CommandRow): readonly string[] {
  const known = ARGS[name];
  if (known !== undefined || args === '' || args.startsWith('[')) return known ?? [];
  if (name.startsWith('device ')) return ['10.0.3.7'];
  if (/^(?:dhcp-server|log-sender) /.test(name)) return [name.endsWith(' add') ? 'new1' : 'dc1'];
  return ['FW1'];
}
const nameOf = ({ flags }: OptionRow): string => /--([a-z0-9-]+)/.exec(flags)?.[1] ?? '';
const standsFor = ({ flags }: OptionRow): string => /<(.*)>/.exec(flags)?.[1] ?? '';
/** Enough beside the value in question for the command to look at it. */
const BESIDE: Readonly<Record<string, string>> = { term: '1y', address: '10.0.0.77', ip: '10.0.0.8', kind: 'edl', to: '10.0.0.5', edge: 'https://localhost:1', otp: '/dev/null', 'edge-enrol': 'https://localhost:1', interface: 'none0' };
const OF_RULES: ReadonlySet<string> = new Set(['firewall snippet --dhcp-server', 'firewall snippet --from-zone', 'firewall snippet --to-zone']);
/** What is read in the composition root, or may be of what is not there yet. */
const ELSEWHERE: ReadonlySet<string> = new Set(['identify --from', 'parse --from', 'replay --from', 'sensor --from', 'logs --type', 'logs --device', 'logs --firewall', 'serve --set', 'firewall describe --managed-by']);

const CASES = COMMANDS.flatMap((row) => row.options.flatMap((option) => {
  const name = nameOf(option), values = option.kind === 'text' || option.kind === 'list' ? NONSENSE[standsFor(option)] : undefined;
  return values === undefined || ELSEWHERE.has(`${row.name} --${name}`) ? [] : values.map((value) => ({ row, name, value }));
}));

test('there is something to try', () => { expect(CASES.length).toBeGreaterThan(150); });

test.each(CASES.map((one) => [`${one.row.name} --${one.name} ${one.value.slice(0, 40)}`, one] as const))('nonsense is refused: %s', async (_title, { row, name, value }) => {
  const words = [...row.name.split(' '), ...(OF_RULES.has(`${row.name} --${name}`) ? ['dhcp-rules'] : argsOf(row)), `--${name}`, value];
  for (const option of row.options) {
    const other = nameOf(option), given = other === 'data' ? data : other === 'out' ? join(dir, 'out') : files[other] ?? BESIDE[other];
    if (other !== name && given !== undefined && (option.required === true || other === 'out')) words.push(`--${other}`, given);
  }
  const { code, out, err } = await capture(words);
  expect({ code: code === 1 ? /no such|no device is known|several|no firewall/.test(err) ? 2 : 1 : code, out, err }).toEqual({ code: 2, out: '', err: expect.stringMatching(/^error: /) });
  expect(err).not.toMatch(/the test gave no|nobody foresaw|required option|unknown option|too many arguments/);
});

test('numbers have bounds on both sides in every command, and nothing is no value', async () => {
  for (const row of COMMANDS) for (const option of row.options) if (option.kind === 'integer' || option.kind === 'number') expect({ command: row.name, flags: option.flags, bounded: option.min !== undefined && option.max !== undefined }).toMatchObject({ bounded: true });
  for (const value of ['-1', '1e3', '0x10', '99999999999', '1.5', ' ', '٣']) expect(await capture(['devices', '--data', data, '--limit', value])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Give a whole number from 0 to 10000000') });
  for (const words of [['devices', '--vendor', ''], ['devices', '--tag', ' '], ['logs', '--type', ''], ['alerts', 'list', '--device', '']]) expect(await capture([...words, '--data', data])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Give a value that is not empty') });
  expect((await capture(['dhcp-server', 'edit', 'dc1', '--description', '', '--data', data])).code).toBe(0);
});

test('what is none of the names there are is refused where it would change nothing', async () => {
  for (const [words, problem] of [
    [['device', 'reject', '10.0.3.7', '--profile', 'No Such'], 'there is no such profile'], [['device', 'reject', '10.0.3.7', '--category', 'Toaster'], 'there is no such category'], [['device', 'edit', '10.0.3.7', '--untag', 'hal'], 'no device has such a tag'],
    [['logs', '--from', '2h', '--to', '3h'], 'begin at is after the one they end at'],
  ] as const) expect(await capture([...words, '--data', data])).toMatchObject({ code: 2, out: '', err: expect.stringContaining(problem) });
  for (const words of [['firewall', 'logs', 'FW2'], ['firewall', 'applied', 'FW2'], ['firewall', 'advice', 'FW2'], ['firewall', 'describe', 'FW2'], ['licence', 'list', 'FW2']]) expect(await capture([...words, '--data', data])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('no firewall has this serial (serial FW2)') });
  expect(await capture(['licence', 'add', 'FW9', '--term', '1y', '--data', data])).toMatchObject({ code: 0, err: expect.stringContaining('no firewall has the serial FW9 yet') });
  expect((await capture(['licence', 'list', 'FW9', '--data', data])).code).toBe(0);
});

test('[R63] the help of device import names every column, and its example can be imported', async () => {
  const { out } = await capture(['device', 'import', '--help']);
  for (const column of FORM_COLUMNS) expect(out).toContain(column);
  const example = out.split('\n').filter((line) => /^ {2}(?:mac_address,ip_address,hostname|02:|,10\.)/.test(line)).map((line) => line.trim());
  expect(example.length).toBe(3);
  const path = join(dir, 'help.csv');
  writeFileSync(path, `${example.join('\n')}\n`);
  expect(await capture(['device', 'import', path, '--data', data])).toMatchObject({ code: 0, out: '2 devices taken in, 2 of them changed, 0 lines refused\n', err: '' });
  writeFileSync(path, 'ip_address,category,site_name\n10.9.0.1,Printer,Nrth\n');
  expect(await capture(['device', 'import', path, '--dry-run', '--data', data])).toMatchObject({ code: 0, err: 'sites and segments of which nothing was heard yet: Nrth/default\n' });
});
