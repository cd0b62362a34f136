/** The node that hostile.ts attacks: every listener, some mappings, good firewalls and bad ones. Prints where it is and who may call; ends with its stdin. Arguments: how many good firewalls and how many bad ones. */
import { device } from '../src/journeys/edge-calls.ts';
import { syslogNode } from '../src/journeys/syslog-node.ts';

const own = await syslogNode(), { node } = own;
const firewalls = [];
for (let n = 0; n < Number(process.argv[2]); n++) firewalls.push(await node.enrol(`GOOD${n}`));
const evils = [];
for (let n = 0; n < Number(process.argv[3]); n++) evils.push(await node.enrol(`EVIL${n}`));
own.add({ protocol: 'SSL' });
for (let n = 0; n < 20; n++) await node.ingest(`many-${n}`, Array.from({ length: 600 }, (_, m) => n * 600 + m).map((id) => device(id, `10.${20 + (id >> 16)}.${(id >> 8) & 255}.${id & 255}`)).join(''));
const tls = own.port('SSL');
process.stdout.write(`${JSON.stringify({ edge: node.url, enrol: node.enrolUrl, lists: node.listsUrl, portal: node.portalUrl, syslog: `https://127.0.0.1:${tls}`, ca: node.authority.pem, firewalls, evils })}\n`);
for await (const _ of Bun.stdin.stream()) continue;
await own.stop();
process.exit(0);
