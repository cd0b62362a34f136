/** Exit codes, hints, streams, and failures said in one sentence. */
import { expect, test } from 'bun:test';
import { EdgeError } from '../model/index.ts';
import { capture } from './capture-output.ts';
import type { CommandBody, CommandRow } from './command.ts';
import { describe, exitCode } from './failure.ts';
import { runCli } from './run.ts';

const QUIET = { stdoutIsTerminal: false, stderrIsTerminal: false, noColour: false, width: undefined, signal: new AbortController().signal, loadDeps: () => Promise.reject(new Error('not needed')) };

const row = (body: CommandBody): CommandRow => ({
  name: 'thing do', summary: 'does the thing', args: '[file...]', examples: ['thing do'], load: async () => body,
  options: [
    { kind: 'flag', flags: '--json', help: 'json' }, { kind: 'integer', min: 1, max: 9, flags: '--count <n>', help: 'count', fallback: '3' },
    { kind: 'choice', of: ['a', 'b'], flags: '--pick <x>', help: 'pick' }, { kind: 'list', flags: '--set <k=v>', help: 'set' }, { kind: 'text', flags: '--edge-url <url>', help: 'url' },
  ],
});

test.each([
  [['--nope'], "unknown option '--nope'"],
  [['vershion'], 'Did you mean version?'],
  [['version', '--jsn'], 'Did you mean --json?'],
  [['version', 'extra'], 'too many arguments'],
  [['parse'], "missing required argument 'file'"],
  [['serve'], "required option '--data <dir>'"],
  [['serve', '--data', 'x', '--edge-port', '99999'], 'a whole number from 0 to 65535'],
  [['serve', '--data', 'x', '--edge-port', '12x'], 'a whole number'],
  [['serve', '--data', 'x', '--set', 'edge.prot=1'], 'unknown key'],
  [['serve', '--data', 'x', '--set', 'oops'], 'key=value'],
])('wrong usage %j exits 2 with a hint and nothing on stdout', async (argv, hint) => {
  const shown = await capture(argv);
  expect(shown.code).toBe(2);
  expect(shown.out).toBe('');
  expect(shown.err).toContain('error:');
  expect(shown.err).toContain(hint);
});

test('no command at all shows the help on stderr and exits 2', async () => {
  const shown = await capture([]);
  expect([shown.code, shown.out]).toEqual([2, '']);
  expect(shown.err).toContain('Usage: nameplate <command>');
});

test('a body gets its options typed', async () => {
  const seen: unknown[] = [];
  const rows = [row(async (call) => {
    seen.push(call.args, call.flag('json'), call.number('count'), call.text('pick'), call.texts('set'), call.text('edge-url'), call.flag('absent'));
    return 1;
  })];
  expect((await capture(['thing', 'do', 'f1', 'f2', '--json', '--pick', 'b', '--set', 'x=1', '--set', 'y=2', '--edge-url', 'u'], { rows })).code).toBe(1);
  expect(seen).toEqual([['f1', 'f2'], true, 3, 'b', ['x=1', 'y=2'], 'u', false]);
  expect((await capture(['thing', 'do', '--pick', 'c'], { rows })).code).toBe(2);
  expect((await capture(['thing', 'do', '--count', '10'], { rows })).code).toBe(2);
});

test('a failure is one sentence with its values and the next step; the code decides the exit', async () => {
  const rows = [row(async () => { throw new EdgeError('port_in_use', 'cannot listen', { fields: { port: 8443 } }); })];
  const shown = await capture(['thing', 'do'], { rows });
  expect(shown).toEqual({ code: 1, out: '', err: 'error: cannot listen (port 8443): stop the other process or choose another port\n' });
});

test.each([
  ['ENOENT', 'no such file or folder (path /x)'], ['EACCES', 'permission denied'], ['EISDIR', 'it is a folder'], ['ENOSPC', 'no space left on the disk'], ['EADDRINUSE', 'the port is in use'],
])('the system error %s is said in words', (code, words) => {
  const error = Object.assign(new Error('raw'), { code, path: '/x' });
  expect(describe(error)).toContain(words);
  expect(exitCode(error)).toBe(1);
});

test('an unforeseen failure says so and shows its stack', () => {
  expect(describe(new TypeError('boom'))).toMatch(/nobody foresaw \(reason boom\): report this[^]*TypeError: boom/);
});

test('values in a failure cannot move the cursor', () => {
  expect(describe(new EdgeError('not_found', 'no such file', { fields: { file: 'a\x1b[2J\nerror: forged' } }))).not.toMatch(/[\x1b\n]/);
});

test('a reader that leaves ends the command quietly with 0', async () => {
  const rows = [row(async (call) => {
    for (let i = 0; i < 1e6 && !call.io.closed; i++) call.io.line(`line ${i}`);
    if (!call.io.closed) throw new Error('never noticed');
    throw new Error('and what fails after that is not of interest');
  })];
  const shown = await capture(['thing', 'do'], { rows, readerLeavesAfter: 100_000 });
  expect([shown.code, shown.err]).toEqual([0, '']);
});

test('colours only on a terminal and without NO_COLOR; progress only on a terminal', async () => {
  const rows = [row(async (call) => { call.io.progress('50 %'); call.io.line(call.io.style('x', 'red')); return 0; })];
  expect(await capture(['thing', 'do'], { rows })).toEqual({ code: 0, out: 'x\n', err: '' });
  const shown = await capture(['thing', 'do'], { rows, terminal: true });
  expect(shown.out).toBe('\x1b[31mx\x1b[39m\n');
  expect(shown.err).toContain('50 %');
  expect((await capture(['thing', 'do'], { rows, terminal: true, noColour: true })).out).toBe('x\n');
});

test('a terminal of no width is a terminal of unknown width', async () => {
  const rows = [row(async (call) => { call.io.progress('50 %'); call.io.line(String(call.io.width)); return 0; })];
  const shown = await capture(['thing', 'do'], { rows, terminal: true, width: 0 });
  expect(shown.out).toBe('undefined\n');
  expect(shown.err).toContain('50 %');
});

test('a line in a pipe does not wait for the buffer to fill, and a failed write is reported', async () => {
  const wait = (): Promise<void> => Bun.sleep(60);
  let seen = '';
  const rows = [row(async (call) => { call.io.line('early'); await wait(); throw new Error(`written so far: ${seen}`); })];
  const write = (descriptor: 1 | 2, text: string): void => { if (descriptor === 1) seen += text; };
  const shown: string[] = [];
  await runCli(['thing', 'do'], { ...QUIET, write: (descriptor, text) => { write(descriptor, text); if (descriptor === 2) shown.push(text); } }, rows);
  expect(shown.join('')).toContain('written so far: early');

  const full = [row(async (call) => { call.io.line('x'); await wait(); call.io.flush(); return 0; })];
  const errors: string[] = [];
  const code = await runCli(['thing', 'do'], { ...QUIET, write: (descriptor, text) => { if (descriptor === 1) throw Object.assign(new Error('full'), { code: 'ENOSPC' }); errors.push(text); } }, full);
  expect(code).toBe(1);
  expect(errors.join('')).toContain('no space left on the disk');
});

test('version prints what the program is, as text and as JSON', async () => {
  expect((await capture(['version'])).out).toMatch(/^nameplate \d+\.\d+\.\d+ \(.*Bun 1\.\d+\.\d+, \w+-\w+\)\n$/);
  expect(JSON.parse((await capture(['version', '--json'])).out)).toMatchObject({ version: expect.any(String), bun: Bun.version });
  expect((await capture(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('config print shows values from flags, masks secrets, and names a bad file', async () => {
  const shown = await capture(['config', 'print', '--set', 'edge.port=77', '--set', 'portal.metricsToken=hunter2']);
  expect(shown.out).toContain('\nport = 77\n');
  expect(shown.out).toContain('# metricsToken = "***"');
  expect(shown.out).not.toContain('hunter2');
  expect(JSON.parse((await capture(['config', 'print', '--json'])).out).mapping.minConfidence).toBe(90);
  const missing = await capture(['config', 'print', '--config', '/no/such.toml']);
  expect([missing.code, missing.out]).toEqual([1, '']);
  expect(missing.err).toContain('cannot read the config file (file /no/such.toml): check the path or name');
});
