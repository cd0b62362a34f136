/** The node behind mapping-sizes.ts: the real listener and feed over a table of so many mappings, made without devices. Prints where it is; ends with its stdin. Argument: mappings. */
import { Feed } from '../src/pipeline/index.ts';
import { edgeNode } from '../src/journeys/edge-node.ts';
import { MappingTable, type Entry, type Verdict } from '../src/mapping/index.ts';
import type { DeviceKey, Ipv4 } from '../src/model/index.ts';
import { encodeCursor } from '../src/wire/index.ts';

const SIZE = Number(process.argv[2]);
const AT_ONCE = 50_000, CHANGED = 1000, BORN = Date.UTC(2026, 0, 1);
const PLACE = { site: 'default', segment: 'default' };
/** As many verdicts as a large site has. */
const VERDICTS: readonly Verdict[] = Array.from({ length: 200 }, (_, n) => ({
  device_type: 'IoT', category: ['Camera', 'Printer', 'IP Phone', 'Personal Computer'][n % 4] ?? null, profile: `Vendor ${n % 40} Device Line ${n}`, vendor: `Vendor ${n % 40}`, model: n % 3 === 0 ? `Model-${n}` : null,
  os_family: n % 2 === 0 ? 'Linux' : null, os_version: n % 4 === 0 ? `5.${n}` : null, risk_score: (n % 10) * 10, risk_level: ['low', 'medium', 'high'][n % 3] ?? null,
}));

const table = new MappingTable({ epoch: '00112233445566ff', maxEntries: 2_000_000 });
for (let from = 0; from < SIZE; from += AT_ONCE) step(Array.from({ length: Math.min(AT_ONCE, SIZE - from) }, (_, n) => entry(from + n, 'device')));
const behind = cursor();
step(Array.from({ length: Math.min(CHANGED, SIZE) }, (_, n) => entry((n * 97) % SIZE, 'renamed')));
const feed = new Feed({ tableOf: () => table, pageBytes: 4 * 1024 * 1024, deltas: true, now: Date.now });
const node = await edgeNode({ feed: () => feed, limits: { requestsPerSecond: 10_000_000 } }), { serial, certificate, key, ca } = await node.enrol('BENCH');
process.stdout.write(`${JSON.stringify({ url: node.url, serial, certificate, key, ca, cursor: cursor(), behind })}\n`);
for await (const _ of Bun.stdin.stream()) continue;
await node.stop();
process.exit(0);

function entry(n: number, name: string): Entry {
  return { place: PLACE, ip: (0x0a000000 + n) as Ipv4, mac: (0x020000000000 + n) as DeviceKey, hostname: n % 2 === 0 ? `${name}-${n}` : null, verdict: VERDICTS[(n * 7) % VERDICTS.length] as Verdict, confidence: 90 + (n % 10), source: 'dhcp-ack', identifiedAt: BORN + n * 1000 };
}

function step(entries: readonly Entry[]): void {
  const plan = table.plan(entries.map((one) => ({ place: one.place, ip: one.ip, entry: one })), BORN);
  if (plan !== undefined) table.apply(plan);
}

function cursor(): string { return encodeCursor({ epoch: table.epoch, view: 0, revision: table.revision }); }
