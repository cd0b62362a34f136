/** A process for tests: runs the command line in memory and keeps what it wrote. */
import type { CliDeps } from './deps.ts';
import type { CommandRow, ExitCode } from './command.ts';
import { runCli } from './run.ts';

export interface Captured { readonly code: ExitCode; readonly out: string; readonly err: string }

export interface CaptureOptions {
  readonly deps?: Partial<CliDeps>;
  readonly terminal?: boolean;
  readonly noColour?: boolean;
  readonly width?: number;
  readonly signal?: AbortSignal;
  readonly rows?: readonly CommandRow[];
  /** Throws like a broken pipe after this many characters of stdout. */
  readonly readerLeavesAfter?: number;
}

export async function capture(argv: readonly string[], options: CaptureOptions = {}): Promise<Captured> {
  const written = { 1: '', 2: '' };
  const refuse = (name: string) => () => { throw new Error(`the test gave no ${name}`); };
  const deps: CliDeps = {
    startNode: refuse('startNode'), identifyFiles: refuse('identifyFiles'), parseFiles: refuse('parseFiles'), simulate: refuse('simulate'), replay: refuse('replay'), sensor: refuse('sensor'), renewFirewall: refuse('renewFirewall'), renewIfDue: async () => undefined, revocationLists: refuse('revocationLists'),
    searchLogs: refuse('searchLogs'), explain: refuse('explain'), agent: refuse('agent'), agentStatus: refuse('agentStatus'), agentRules: refuse('agentRules'), describeDevice: refuse('describeDevice'), likeDevices: refuse('likeDevices'), companies: refuse('companies'),
    connectFirewall: refuse('connectFirewall'), demoFixtures: refuse('demoFixtures'), ...options.deps,
  };
  const code = await runCli(argv, {
    stdoutIsTerminal: options.terminal === true, stderrIsTerminal: options.terminal === true, noColour: options.noColour === true, width: options.width,
    signal: options.signal ?? new AbortController().signal, loadDeps: async () => deps,
    write: (descriptor, text) => {
      if (descriptor === 1 && options.readerLeavesAfter !== undefined && written[1].length + text.length > options.readerLeavesAfter) {
        throw Object.assign(new Error('broken pipe'), { code: 'EPIPE' });
      }
      written[descriptor] += text;
    },
  }, ...(options.rows === undefined ? [] : [options.rows]));
  return { code, out: written[1], err: written[2] };
}
