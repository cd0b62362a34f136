/** An edge node in a process of its own, so that a journey may give it a hostile environment: prints where it is and a good identity, ends with its stdin. */
import { edgeNode } from './edge-node.ts';

const node = await edgeNode();
const good = await node.enrol('GOOD');
process.stdout.write(`${JSON.stringify({ url: node.url, portalUrl: node.portalUrl, dir: node.dir, good })}\n`);
for await (const _ of Bun.stdin.stream()) continue;
await node.stop();
process.exit(0);
