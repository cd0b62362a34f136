/** Packets of an interface as they come: tcpdump or dumpcap, started here, writes a capture that is read like any other. */
import { EdgeError } from '../../model/index.ts';
import type { Bytes } from '../file-replay/open.ts';

export interface CaptureOptions {
  readonly interface: string;
  /** In the language of pcap-filter(7); undefined takes everything. */
  readonly filter: string | undefined;
  /** Bytes of each packet that are kept. */
  readonly snapBytes: number;
}

export interface LiveCapture {
  readonly program: string;
  readonly bytes: Bytes;
  /** Asks the program to end; its last packets still come. */
  stop(): void;
  /** After its end: how many packets the kernel dropped, undefined when it did not say. Throws the sentence why it could not capture. */
  ended(): Promise<number | undefined>;
}

/** Non-root shells often lack these. */
const MORE_PATHS = '/usr/sbin:/sbin:/usr/local/sbin';
/** Of what the program complains, the last of it. */
const COMPLAINT_CHARS = 4096;

type Arguments = (options: CaptureOptions) => readonly string[];
/** Each packet is handed over at once, and no name is looked up. */
const PROGRAMS: readonly (readonly [name: string, words: Arguments])[] = [
  ['tcpdump', ({ interface: name, filter, snapBytes }) => ['-i', name, '-n', '-U', '--immediate-mode', '-s', String(snapBytes), '-w', '-', ...(filter === undefined ? [] : ['--', filter])]],
  ['dumpcap', ({ interface: name, filter, snapBytes }) => ['-i', name, '-q', '-P', '-s', String(snapBytes), '-w', '-', ...(filter === undefined ? [] : ['-f', filter])]],
];

export function startCapture(options: CaptureOptions, find: (name: string) => string | null = findProgram): LiveCapture {
  for (const [name, words] of PROGRAMS) {
    const path = find(name);
    if (path !== null) return run(name, path, words(options), options);
  }
  throw new EdgeError('not_found', 'neither tcpdump nor dumpcap is installed', { next: 'install one of them (apt install tcpdump), or pipe a capture in: ssh probe tcpdump -U -w - | nameplate sensor - ...' });
}

function findProgram(name: string): string | null { return Bun.which(name) ?? Bun.which(name, { PATH: MORE_PATHS }); }

function run(name: string, path: string, words: readonly string[], options: CaptureOptions): LiveCapture {
  const child = Bun.spawn([path, ...words], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const complaint = tail(child.stderr);
  let stopped = false;
  return {
    program: name,
    bytes: child.stdout,
    stop() {
      stopped = true;
      child.kill('SIGINT');
    },
    async ended() {
      const [code, text] = await Promise.all([child.exited, complaint]);
      if (code !== 0 && !stopped) throw captureError(name, path, text, options);
      const dropped = /(\d+) packets? dropped by kernel/.exec(text)?.[1] ?? /received\/dropped on interface[^:]*: \d+\/(\d+)/.exec(text)?.[1];
      return dropped === undefined ? undefined : Number(dropped);
    },
  };
}

async function tail(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of stream) text = (text + decoder.decode(piece, { stream: true })).slice(-COMPLAINT_CHARS);
  return text;
}

/** The program's complaint as a sentence of ours, with what to do. */
function captureError(name: string, path: string, text: string, options: CaptureOptions): EdgeError {
  const reason = text.trim().split('\n').findLast((line) => line.trim() !== '')?.trim() ?? 'it gave no reason', fields = { interface: options.interface, program: name, reason };
  if (/permission|not permitted|privilege/i.test(text)) {
    return new EdgeError('unreadable', 'no permission to capture on the interface', { fields, next: `run as root, or allow the program once: setcap cap_net_raw,cap_net_admin=eip ${path}` });
  }
  if (/no such device|doesn't exist|does not exist|no interface/i.test(text)) return new EdgeError('not_found', 'there is no such interface', { fields, next: 'list the interfaces: ip link' });
  if (/syntax|parse filter|expression|capture filter/i.test(text)) return new EdgeError('usage', 'the filter is not one', { fields: { ...fields, filter: options.filter ?? '' }, next: 'see pcap-filter(7); a name in it must be known to the resolver' });
  return new EdgeError('unreadable', 'the capture program failed', { fields });
}
