/** `npm run agreement`: every capture of the data folder through tshark and through the kernel, field by field. Ends with 1 when a difference has no explanation. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadKernel, type Kernel } from '../../src/kernels/index.ts';
import { compare, type Comparison, type Difference } from './compare.ts';
import { explain } from './explained.ts';
import { PROTOCOLS, type Protocol } from './messages.ts';
import { oursOf } from './ours.ts';
import { runTshark, theirsOf } from './theirs.ts';

export const DATA = join(import.meta.dir, '../../../shared/data');

export function capturesOf(data: string): string[] {
  return existsSync(data) ? [...new Bun.Glob('{captures,iot-sentinel,attacks}/**/*.{pcap,pcapng,cap,trace,pcap.gz,pcapng.gz}').scanSync({ cwd: data })].sort() : [];
}

export const compareCapture = (kernel: Kernel, data: string, capture: string): Comparison => {
  const path = join(data, capture);
  return compare(capture, oursOf(kernel, path), theirsOf(runTshark(path)));
};

interface Sum { messages: number; fields: number; equal: number; explained: number; open: number }

/** Figures of many captures put together, with the differences by reason. */
export class Tally {
  readonly sums: Readonly<Record<Protocol, Sum>> = sumsOf();
  readonly reasons = new Map<string, number>();
  readonly open: Difference[] = [];

  add({ counts, differences }: Comparison): void {
    for (const [protocol, count] of counts) for (const key of ['messages', 'fields', 'equal'] as const) this.sums[protocol][key] += count[key];
    for (const one of differences) {
      const reason = explain(one);
      if (reason === undefined) { this.open.push(one); this.sums[one.protocol].open++; continue; }
      this.sums[one.protocol].explained++;
      const key = `${one.protocol}: ${reason}`;
      this.reasons.set(key, (this.reasons.get(key) ?? 0) + 1);
    }
  }
}

function sumsOf(): Record<Protocol, Sum> {
  const none = (): Sum => ({ messages: 0, fields: 0, equal: 0, explained: 0, open: 0 });
  return { dhcp: none(), dns: none(), mdns: none(), ssdp: none(), http: none(), tls: none() };
}

function report(tally: Tally): string {
  const cell = (value: string | number): string => String(value).padStart(10), row = (name: string, sum: Record<keyof Sum, string | number>): string => name.padEnd(6) + [sum.messages, sum.fields, sum.equal, sum.explained, sum.open].map(cell).join('');
  return [row('', { messages: 'messages', fields: 'fields', equal: 'equal', explained: 'explained', open: 'open' }), ...PROTOCOLS.map((protocol) => row(protocol, tally.sums[protocol])), '',
    ...[...tally.reasons].sort().map(([reason, count]) => `${String(count).padStart(6)}  ${reason}`),
    ...tally.open.map((one) => `  OPEN  ${one.capture} ${one.protocol} ${one.place} ${one.field}: ours ${JSON.stringify(one.ours)}, tshark ${JSON.stringify(one.theirs)}`)].join('\n');
}

if (import.meta.main) {
  const wanted = process.argv.slice(2), captures = capturesOf(DATA).filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  if (captures.length === 0 || Bun.which('tshark') === null) {
    console.error('error: agreement needs tshark and the captures of the data folder beside the repository');
    process.exit(1);
  }
  const kernel = loadKernel(), tally = new Tally();
  for (const [i, capture] of captures.entries()) {
    tally.add(compareCapture(kernel, DATA, capture));
    if ((i + 1) % 100 === 0) console.error(`${i + 1} of ${captures.length} captures, ${tally.open.length} differences open`);
  }
  console.log(report(tally));
  if (tally.open.length > 0) process.exitCode = 1;
}
