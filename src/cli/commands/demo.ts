/** `nameplate demo`: a node of its own, a firewall of its own, and recorded traffic replayed through both over mutual TLS. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandBody, ExitCode, Invocation } from '../command.ts';
import { configFrom } from '../config-options.ts';
import type { DemoFirewall, DemoFixture, RunningNode } from '../deps.ts';
import { enrolFirewall } from '../enrolment.ts';
import { clean } from '../failure.ts';
import { aborted, type Io } from '../io.ts';

const SERIAL = 'DEMO-0001';
/** Design section 4: without the expected mappings after this long, `--once` fails. */
const DEADLINE_MS = 60_000;

export const demo: CommandBody = async (call) => {
  const { io } = call;
  const deps = await call.deps();
  const config = await configFrom(call, { 'edge.host': '127.0.0.1', 'edge.port': 0, 'edge.enrolPort': 0, 'portal.port': 0, 'syslog.dhcpListen': '', 'log.level': 'error' });
  const dataDir = mkdtempSync(join(tmpdir(), 'nameplate-demo-'));
  try {
    const fixtures = await deps.demoFixtures();
    const node = await deps.startNode({ config, dataDir });
    try {
      io.line(`node ready in ${Math.round(node.readyMs)} ms, in a folder of its own that goes when it ends`);
      const firewall = await deps.connectFirewall(node.edgeUrl, await enrolFirewall(dataDir, { serial: SERIAL }));
      try {
        io.line(`firewall ${SERIAL} polls ${node.edgeUrl} with its certificate`);
        io.line(`portal ${node.portalUrl} (health and metrics)`);
        io.line('');
        return await show(call, node, firewall, fixtures);
      } finally {
        await firewall.stop();
      }
    } finally {
      await node.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

async function show(call: Invocation, node: RunningNode, firewall: DemoFirewall, fixtures: readonly DemoFixture[]): Promise<ExitCode> {
  const { io } = call;
  const arrivals = new Arrivals(firewall, fixtures, io);
  node.onIdentified((device) => {
    const address = device.ip_address ?? 'no address yet';
    io.line(`named     ${device.deviceid}  ${address}  ${io.style(clean(device.profile ?? 'unknown'), 'cyan')}  confidence ${device.confidence_score}`);
  });
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const stopped = AbortSignal.any([io.signal, deadline]);
  for (const [index, fixture] of fixtures.entries()) {
    if (stopped.aborted) break;
    arrivals.sent(fixture);
    await Promise.race([firewall.upload(fixture.format, `demo-${index}`, fixture.bytes, Math.round(Date.now() - fixture.recordedMs)), aborted(stopped)]);
  }
  await Promise.race([arrivals.complete, aborted(stopped)]);
  io.line('');
  io.line(arrivals.summary());
  const missing = arrivals.missing();
  if (call.flag('once')) {
    for (const ip of missing) io.note(`${io.style('missing:', 'red')} ${ip}`);
    return missing.length === 0 ? 0 : 1;
  }
  io.line('Ctrl-C ends the demo');
  await Promise.race([node.ended, aborted(io.signal)]);
  return 0;
}

/** When each expected mapping was sent as a log and when the firewall held it. */
class Arrivals {
  readonly complete: Promise<void>;
  readonly #expected: readonly DemoFixture['expected'][number][];
  readonly #sentAt = new Map<string, number>();
  readonly #delays = new Map<string, number>();

  constructor(firewall: DemoFirewall, fixtures: readonly DemoFixture[], io: Io) {
    this.#expected = fixtures.flatMap((fixture) => fixture.expected);
    this.complete = new Promise((resolve) => {
      firewall.onApplied(() => {
        const now = performance.now();
        for (const want of this.#expected) {
          const held = firewall.mapping(want.ip_address), sent = this.#sentAt.get(want.ip_address);
          if (sent === undefined || this.#delays.has(want.ip_address) || held?.mac_address !== want.mac_address || held.profile !== want.profile) continue;
          this.#delays.set(want.ip_address, now - sent);
          io.line(`firewall  ${want.ip_address} is ${io.style(clean(want.profile ?? 'unknown'), 'green')}, ${Math.round(now - sent)} ms after its log was sent`);
        }
        if (this.missing().length === 0) resolve();
      });
    });
  }

  sent(fixture: DemoFixture): void {
    for (const want of fixture.expected) this.#sentAt.set(want.ip_address, performance.now());
  }

  missing(): string[] {
    return this.#expected.filter((want) => !this.#delays.has(want.ip_address)).map((want) => `${want.ip_address} as ${want.profile ?? 'unknown'}`);
  }

  summary(): string {
    const delays = [...this.#delays.values()].sort((a, b) => a - b);
    const figure = (value: number | undefined): string => (value === undefined ? 'none' : `${Math.round(value)} ms`);
    return `the firewall holds ${delays.length} of ${this.#expected.length} expected mappings; log to firewall: median ${figure(delays[delays.length >> 1])}, slowest ${figure(delays.at(-1))}`;
  }
}
