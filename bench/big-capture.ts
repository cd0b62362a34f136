/** Makes one large pcap from the real set-up captures beside the repository (or our own fixtures): repeated, with devices and addresses changed each time. */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dir, '..');
const SENTINEL = join(ROOT, '../shared/data/iot-sentinel'), FIXTURES = join(ROOT, 'fixtures');
const HEADER = 24, RECORD = 16, ETHERNET_LINK = 1;

/** Path of a capture of at least `megabytes`; kept in build/out, so that runs compare. */
export function bigCapture(megabytes: number): string {
  const real = existsSync(SENTINEL), folder = real ? SENTINEL : FIXTURES;
  const path = join(ROOT, `build/out/bench-${real ? 'sentinel' : 'fixtures'}-${megabytes}.pcap`);
  if (existsSync(path)) return path;
  const sources = [...new Bun.Glob('**/*.pcap').scanSync({ cwd: folder })].sort().map((name) => readFileSync(join(folder, name))).filter(isPlain);
  if (sources.length === 0) throw new Error('there is no capture to repeat');
  mkdirSync(join(ROOT, 'build/out'), { recursive: true });
  const file = openSync(`${path}.tmp`, 'w'), [first] = sources;
  let written = writeSync(file, first ?? new Uint8Array(), 0, HEADER);
  for (let round = 0; written < megabytes * 1e6; round++) {
    for (const source of sources) {
      if (written >= megabytes * 1e6) break;
      const copy = Buffer.from(source.subarray(HEADER));
      const end = alter(copy, round);
      written += writeSync(file, copy, 0, end);
    }
  }
  closeSync(file);
  renameSync(`${path}.tmp`, path);
  return path;
}

/** Little-endian, microseconds, Ethernet: records of such files can stand behind one header. */
function isPlain(bytes: Buffer): boolean {
  return bytes.length > HEADER && bytes.readUInt32LE(0) === 0xa1b2c3d4 && bytes.readUInt32LE(20) === ETHERNET_LINK;
}

/** Gives each round its own time, devices and private addresses; returns where the last whole record ends. */
function alter(records: Buffer, round: number): number {
  let at = 0;
  while (at + RECORD <= records.length) {
    const length = records.readUInt32LE(at + 8), frame = at + RECORD;
    if (frame + length > records.length) break;
    records.writeUInt32LE(records.readUInt32LE(at) + round * 7200, at);
    if (length >= 34) {
      for (const mac of [frame, frame + 6]) if (((records[mac] ?? 1) & 1) === 0) records[mac + 4] = (records[mac + 4] ?? 0) ^ round;
      if (records.readUInt16BE(frame + 12) === 0x0800) {
        for (const ip of [frame + 26, frame + 30]) if (records[ip] === 192 && records[ip + 1] === 168) records[ip + 2] = ((records[ip + 2] ?? 0) + round) & 0xff;
      }
    }
    at = frame + length;
  }
  return at;
}

export function megabytesOf(path: string): number { return statSync(path).size / 1e6; }
