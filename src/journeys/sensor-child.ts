/** Inside a network namespace of its own: a node, a sensor on a veth interface, and datagrams sent there; says on stdout what came of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { edgeNode } from './edge-node.ts';
import { program } from './program.ts';

const [name = '', broadcast = ''] = process.argv.slice(2);
const PORT = 47_000;
const folder = mkdtempSync(join(tmpdir(), 'nameplate-sensor-'));
const node = await edgeNode();
const made = await node.enrol('PROBE');
for (const [file, text] of [['PROBE.crt', made.certificate], ['PROBE.key', made.key], ['ca.crt', made.ca]] as const) writeFileSync(join(folder, file), text, { mode: 0o600 });
const child = Bun.spawn([...program, 'sensor', '--interface', name, '--filter', `udp port ${PORT}`, '--json', '--edge', node.url, '--cert', join(folder, 'PROBE.crt'), '--key', join(folder, 'PROBE.key'), '--ca', join(folder, 'ca.crt')], { stdin: 'ignore', stdout: 'pipe', stderr: 'inherit' });
const socket = await Bun.udpSocket({ port: 0 });
socket.setBroadcast(true);
while (node.store.devices.idsAfter(0, 10).length === 0 && child.exitCode === null) {
  socket.send('hello', PORT, broadcast);
  await Bun.sleep(100);
}
socket.close();
child.kill('SIGINT');
const [code, out] = await Promise.all([child.exited, new Response(child.stdout).text()]);
const devices = node.store.devices.idsAfter(0, 10).map((id) => node.store.devices.byId(id)?.mac ?? 0);
console.log(JSON.stringify({ code, report: JSON.parse(out === '' ? 'null' : out) as unknown, devices }));
await node.stop();
rmSync(folder, { recursive: true });
process.exit(0);
