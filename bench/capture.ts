/** Whole-program read of a large capture: our binary (and its records as JSON) beside ndpiReader and tshark, wall time and memory. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findPeer } from '../build/peers.ts';
import { bigCapture, megabytesOf } from './big-capture.ts';
import { interleaved } from './measure.ts';
import type { BenchRow } from './row.ts';

const ROOT = join(import.meta.dir, '..');
const BINARY = join(ROOT, 'build/out/nameplate');

export async function run(): Promise<BenchRow[]> {
  const capture = bigCapture(200), size = megabytesOf(capture);
  const nameplate = existsSync(BINARY) ? [BINARY] : [process.execPath, join(ROOT, 'src/main.ts')];
  const ndpi = findPeer('ndpiReader'), tshark = findPeer('tshark');
  const quick = await interleaved({
    identify: [...nameplate, 'identify', '--json', capture],
    parse: [...nameplate, 'parse', '--json', capture],
    ...(ndpi === null ? {} : { ndpi: [ndpi, '-q', '-i', capture] }),
  }, 3);
  // tshark takes minutes for what the others do in seconds: a small capture, and figures per megabyte.
  const small = bigCapture(20);
  const slow = tshark === null ? {} : await interleaved({ tshark: [tshark, '-r', small, '-T', 'fields', '-e', 'frame.protocols'] }, 1);
  const rate = (name: string, megabytes: number, from: typeof quick): number => megabytes / (from[name]?.seconds ?? Number.NaN);
  const row = (name: string, what: string, peer: 'ndpi' | 'tshark', aim?: BenchRow['aim']): BenchRow[] => {
    const measured = quick[name], other = peer === 'ndpi' ? quick['ndpi'] : slow['tshark'];
    if (measured === undefined) return [];
    return [{
      name: what, value: rate(name, size, quick), unit: 'MB/s', better: 'higher', memoryMb: measured.memoryMb, note: existsSync(BINARY) ? `${Math.round(size)} MB` : `${Math.round(size)} MB, from source (no binary built)`,
      ...(other === undefined ? {} : { peer: { name: peer === 'ndpi' ? 'ndpiReader' : 'tshark', value: peer === 'ndpi' ? rate('ndpi', size, quick) : rate('tshark', megabytesOf(small), slow) }, peerMemoryMb: other.memoryMb }),
      ...(aim === undefined ? {} : { aim }),
    }];
  };
  return [
    ...row('identify', 'identify a capture, whole program', 'ndpi', { ofPeer: 1 }),
    ...row('identify', 'identify a capture, whole program', 'tshark'),
    ...row('parse', 'every record as JSON, whole program', 'tshark'),
  ];
}
