/** The node behind the delta poll of poll.ts: ten devices are named after the cursor it prints; ends with its stdin. Arguments: data folder, folder of BENCH.crt. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { edgeNode } from '../src/journeys/edge-node.ts';
import { decode } from '../src/wire/index.ts';

const [dir = '', identity = ''] = process.argv.slice(2);
const node = await edgeNode({ dir, limits: { requestsPerSecond: 10_000_000 } });
const certificate = new X509Certificate(readFileSync(join(identity, 'BENCH.crt')));
node.store.firewalls.add({
  serial: 'BENCH', tenant: 'default', site: 'default', segment: 'default', viewSites: null, fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  certificateSerial: certificate.serialNumber, status: 'active', issuedAt: 0, expiresAt: Date.parse(certificate.validTo), revokedAt: null,
}, 'bench', true);
const poll = (cursor?: string): { readonly bytes: Uint8Array; readonly cursor: string } => {
  const { bytes } = node.pipeline.feed.poll({ tenant: 'default' }, cursor, { format: 'msgpack' });
  const frame = decode(bytes, 'msgpack') as { cursor: string }; // our own frame
  return { bytes, cursor: frame.cursor };
};
await devices(1, 200);
const { cursor } = poll();
await devices(201, 10);
process.stdout.write(`${JSON.stringify({ url: node.url, cursor, bytes: poll(cursor).bytes.length })}\n`);
for await (const _ of Bun.stdin.stream()) continue;
await node.stop();
process.exit(0);

async function devices(first: number, count: number): Promise<void> {
  const time = new Date().toISOString();
  const lines = Array.from({ length: count }, (_, n) => {
    const id = first + n, mac = `02:00:00:00:${(id >> 8).toString(16).padStart(2, '0')}:${(id & 255).toString(16).padStart(2, '0')}`, ip = `10.0.${id >> 8}.${id & 255}`;
    const base = { record: 'dhcp', time, src_mac: mac, chaddr: mac, xid: id };
    return `${JSON.stringify({ ...base, message_type: 3, vendor_class: 'Camera/97', hostname: `camera-${id}`, requested_ip: ip })}\n${JSON.stringify({ ...base, message_type: 5, yiaddr: ip })}\n`;
  });
  await node.ingest(`bench-${first}`, lines.join(''));
}
