/** The client of upload.ts, one process with a firewall's certificate: keeps uploads under way for a time, and prints what was acknowledged, how soon, and what client and server used meanwhile. */
import { readFileSync } from 'node:fs';
import { zstdCompressSync } from 'node:zlib';
import { percentiles } from './row.ts';
import { site, START_MS } from './site-lines.ts';
import { FramedBody, UploadConnection, type Identity } from './upload-wire.ts';

export interface ClientTask {
  readonly url: string;
  readonly identity: Identity;
  readonly encoding: 'identity' | 'zstd';
  /** Of each hundred rows so many say something new. */
  readonly fresh: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** The server's processes. */
  readonly pids: readonly number[];
}
export interface ClientReport {
  readonly rows: number;
  /** Before compression. */
  readonly bytes: number;
  readonly sentBytes: number;
  readonly seconds: number;
  readonly uploads: number;
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
  readonly clientCpuSeconds: number;
  readonly serverCpuSeconds: number;
  /** Of the client's whole life, to be compared with what the server counted. */
  readonly allRows: number;
  /** The server's resident memory once a second, MB. */
  readonly residentMb: readonly number[];
}

const BODY_BYTES = 1 << 20, DEVICES = 2000;
/** Bodies sent in turn: the new rows in them are more than a node remembers (65,536 rows, 16,384 words), so they are new to it each time they come round. */
const BODIES = { 10: 192, 100: 48 } as const;
/** The default and the most of R6: connections of one firewall, and uploads under way. */
const CONNECTIONS = 5, UNDER_WAY = 20;

interface Prepared { readonly framed: FramedBody; readonly rows: number; readonly bytes: number }

if (import.meta.main) {
  const task: ClientTask = JSON.parse(await Bun.stdin.text());
  process.stdout.write(JSON.stringify(await upload(task, prepare(task))));
  process.exit(0);
}

function prepare({ encoding, fresh }: ClientTask): Prepared[] {
  const { lines } = site(DEVICES, 7);
  return Array.from({ length: fresh >= 100 ? BODIES[100] : BODIES[10] }, () => {
    const { text, rows } = lines(BODY_BYTES, fresh), plain = Buffer.from(text);
    return { framed: new FramedBody(encoding === 'zstd' ? zstdCompressSync(plain) : plain), rows, bytes: plain.length };
  });
}

async function upload(task: ClientTask, bodies: Prepared[]): Promise<ClientReport> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => UploadConnection.open(task.url, task.identity)));
  const headers = [['content-encoding', task.encoding]] as const;
  const warm = performance.now() + task.warmUpSeconds * 1000, end = warm + task.seconds * 1000;
  const sum = { rows: 0, bytes: 0, sentBytes: 0, uploads: 0, failed: 0, allRows: 0 }, waits: number[] = [], residentMb: number[] = [];
  let batch = 0;
  const run = `${Date.now().toString(36)}-`;
  const keepOne = async (connection: UploadConnection): Promise<void> => {
    while (performance.now() < end) {
      const body = bodies.shift();
      if (body === undefined) throw new Error('every body is under way');
      const begun = performance.now(), shift = Date.now() - START_MS - 250;
      const good = await connection.send(`/edge/v1/logs?format=eal&batch=${run}${batch++}&shift_ms=${shift}`, headers, body.framed);
      bodies.push(body);
      const now = performance.now();
      if (!good) sum.failed += 1;
      else sum.allRows += body.rows;
      if (!good || now < warm || now > end) continue;
      sum.rows += body.rows;
      sum.bytes += body.bytes;
      sum.sentBytes += body.framed.length;
      sum.uploads += 1;
      waits.push(now - begun);
    }
  };
  const kept = Array.from({ length: UNDER_WAY }, (_, n) => connections[n % CONNECTIONS]).flatMap((connection) => (connection === undefined ? [] : [keepOne(connection)]));
  await Bun.sleep(warm - performance.now());
  const cpuOf = (pids: readonly number[]): number => pids.reduce((total, pid) => total + cpuSeconds(pid), 0), before = { client: cpuOf([process.pid]), server: cpuOf(task.pids), at: performance.now() };
  while (performance.now() < end) {
    residentMb.push(task.pids.reduce((total, pid) => total + resident(pid), 0));
    await Bun.sleep(Math.min(1000, Math.max(1, end - performance.now())));
  }
  const after = { client: cpuOf([process.pid]), server: cpuOf(task.pids), at: performance.now() };
  await Promise.all(kept);
  for (const connection of connections) connection.close();
  return { ...sum, ...percentiles(waits), seconds: (after.at - before.at) / 1000, clientCpuSeconds: after.client - before.client, serverCpuSeconds: after.server - before.server, residentMb };
}

/** User and system time of a process; the kernel counts in hundredths. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
function resident(pid: number): number { return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000; }
