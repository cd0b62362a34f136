/** A node to be killed: listens where it is told, says so, and never stops by itself. Arguments: folder, port, milliseconds between ticks. */
import { edgeNode } from './edge-node.ts';

const [dir = '', port = '0', tickMs = '100'] = process.argv.slice(2);
const node = await edgeNode({ dir, port: Number(port), tickMs: Number(tickMs), keep: 'raw', segmentMax: 20_000, sweepMs: 70 });
// Only a first start gives out certificates: after that they are in the folder and with their owners.
const identities = node.store.firewalls.list().length === 0 ? { uploader: await node.enrol('UPLOADER'), poller: await node.enrol('POLLER') } : {};
process.stdout.write(`${JSON.stringify({ url: node.url, ...identities })}\n`);
// Ends with the test that started it, however that ends.
for await (const _ of Bun.stdin.stream()) continue;
process.exit(0);
