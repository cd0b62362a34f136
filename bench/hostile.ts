/**
 * Good firewalls poll once a second while others attack: how late their answers are, quiet and under each attack, and what the attack costs the node.
 * Node, firewalls and attackers share the machine's cores. The figure is the latest answer; p50 and p99 are of all, handshake of the first poll included.
 * Last figures (2 cores for node, firewalls and attackers, 2026-11-27): 65 attacks, no poll wrong or refused. Latest answer of 50 firewalls at 1 Hz, with that of a quiet node 131 ms:
 * empty CONTINUATION 330 ms, DATA of a byte 521 ms (23 s before frames were counted), WINDOW_UPDATE of nothing 346 ms (11 s), rapid reset 267 ms (1.9 s), header bombs 361 ms at the firewalls' door and
 * 933 ms at the enrolment port, handshakes without certificates 258 ms, 10,000 silent sockets 83 to 192 ms, requests piled up at the portal port 71 ms (120 s). CPU of the node at most 1.6 s of 3; at most 66 MB more.
 */
import { readFileSync } from 'node:fs';
import type { ClientHttp2Session } from 'node:http2';
import { join } from 'node:path';
import { ask, dial, type Pem } from '../src/journeys/knock.ts';
import { ATTACKS, type Target } from './hostile-attacks.ts';
import { percentiles, type BenchOptions, type BenchRow } from './row.ts';

const FIREWALLS = 50, ATTACKERS = 8, SECONDS = 2;

interface Ready extends Target { readonly firewalls: readonly Pem[]; readonly evils: readonly Pem[] }

export async function run(options: BenchOptions): Promise<BenchRow[]> {
  const seconds = options.seconds ?? SECONDS;
  const node = Bun.spawn([process.execPath, join(import.meta.dir, 'hostile-node.ts'), String(FIREWALLS), String(ATTACKS.length)], { stdin: 'pipe', stdout: 'pipe', stderr: 'inherit' });
  const ready = await firstLine<Ready>(node.stdout);
  const rows: BenchRow[] = [];
  try {
    for (const [at, attack] of ATTACKS.entries()) {
      await settled(node.pid);
      const before = { cpu: cpuSeconds(node.pid), rss: residentMb(node.pid), counters: await counters(ready.portal) };
      const attackers = Bun.spawn(['nice', process.execPath, join(import.meta.dir, 'hostile-attackers.ts'), attack.name, String(ATTACKERS)], { stdin: 'pipe', stdout: 'pipe', stderr: 'inherit' });
      attackers.stdin.write(`${JSON.stringify({ edge: ready.edge, enrol: ready.enrol, lists: ready.lists, portal: ready.portal, syslog: ready.syslog, ca: ready.ca, evil: ready.evils[at], all: ready.evils, from: `127.1.0.${at + 1}` })}\n`);
      await attackers.stdin.flush();
      const out = attackers.stdout.getReader();
      await out.read();
      const polls = await poll(ready, seconds);
      const peak = residentMb(node.pid);
      await attackers.stdin.end();
      const said = await Promise.race([out.read(), Bun.sleep(2000)]);
      attackers.kill();
      await attackers.exited;
      const cpu = cpuSeconds(node.pid) - before.cpu;
      const tries = said === undefined ? '?' : new TextDecoder().decode(said.value).trim();
      const { p50, p99 } = percentiles(polls.late);
      rows.push({
        name: attack.name, value: Math.max(...polls.late), unit: 'ms', better: 'lower', aim: { value: 1000 }, p50, p99, memoryMb: peak,
        note: `CPU ${cpu.toFixed(1)} s, ${(peak - before.rss).toFixed(0)} MB more, ${polls.wrong} wrong, ${tries} connections; ${moved(before.counters, await counters(ready.portal))}`,
      });
    }
  } finally {
    await node.stdin.end();
    await node.exited;
  }
  return rows;
}

/** Each on a connection of its own, at its own moment of every second. */
async function poll(ready: Ready, seconds: number): Promise<{ readonly late: number[]; readonly wrong: number }> {
  const late: number[] = [];
  let wrong = 0;
  const begun = performance.now();
  await Promise.all(ready.firewalls.map(async (firewall, n) => {
    let session: ClientHttp2Session = dial(ready.edge, ready.ca, firewall), cursor = '';
    for (let second = 0; second < seconds; second++) {
      const due = begun + second * 1000 + (n * 1000) / ready.firewalls.length;
      await Bun.sleep(Math.max(0, due - performance.now()));
      const answer = await ask(session, { ':path': `/edge/v1/mappings?cursor=${cursor}`, accept: 'application/json' });
      late.push(performance.now() - due);
      if (answer?.status === 200) cursor = JSON.parse(String(answer.body)).cursor;
      else {
        wrong += 1;
        session.destroy();
        session = dial(ready.edge, ready.ca, firewall);
      }
    }
    session.destroy();
  }));
  return { late, wrong };
}

/** Until the node has been at rest for a moment. */
async function settled(pid: number): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    const before = cpuSeconds(pid);
    await Bun.sleep(250);
    if (cpuSeconds(pid) - before < 0.05) return;
  }
}

async function counters(portal: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${portal}/metrics`)).text();
  return new Map([...text.matchAll(/^(nameplate_(?:handshakes_refused|connections_ended|requests_refused|enrolments|list_answers|syslog)_?[a-z]*\{[^}]*\}) (\d+)$/gm)].map((match) => [match[1] ?? '', Number(match[2])]));
}
function moved(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string {
  return [...after].filter(([name, count]) => count !== (before.get(name) ?? 0)).map(([name, count]) => `${name.replace('nameplate_', '').replace('_total', '')} +${count - (before.get(name) ?? 0)}`).join(', ');
}

/** User and system time, which the system counts in hundredths. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
function residentMb(pid: number): number { return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000; }

async function firstLine<T>(stream: ReadableStream<Uint8Array>): Promise<T> {
  let text = '';
  for await (const piece of stream) {
    text += new TextDecoder().decode(piece);
    if (text.includes('\n')) return JSON.parse(text.slice(0, text.indexOf('\n')));
  }
  throw new Error('the node ended before it was ready');
}
