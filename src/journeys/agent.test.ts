/** The agent on a real router: namespaces, real packets, real nftables. What is named is enforced, and stays so without the node, after kill -9, and after a reboot. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeClient, greet } from '../client/index.ts';
import { agentOf, firstLine, until, type Running } from './agent-run.ts';
import { device } from './edge-calls.ts';
import { edgeNode, type Credentials } from './edge-node.ts';
import { program, run } from './program.ts';
import { canRoute, RoutedNetwork, type Place } from './routed-network.ts';

setDefaultTimeout(120_000);
const able = canRoute();
const POLICY = `
[[rules]]
name = "cameras to recorders"
from = { category = "Cameras" }
to = { category = "Recorders" }
ports = ["tcp/554"]
action = "accept"
[[rules]]
name = "cameras nowhere else"
from = { category = "Cameras" }
to = "any"
action = "drop"
[[rules]]
name = "recorders to cameras"
from = { category = "Recorders" }
to = { category = "Cameras" }
action = "accept"
[[rules]]
name = "nobody else to cameras"
from = "any"
to = { category = "Cameras" }
action = "drop"
`;
const OTHERS = 'table inet others {\n set s {\n type ipv4_addr\n elements = { 192.0.2.1 }\n }\n chain c {\n type filter hook forward priority 0; policy accept;\n ip saddr @s drop\n }\n}\n';

let folder = '', network: RoutedNetwork | undefined;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'np-agent-')); });
afterAll(async () => {
  await network?.remove();
  rmSync(folder, { recursive: true });
});

test.skipIf(!able)('[R74] [R78] [R79] [R106] cameras reach their recorder and nothing else, as long as the kernel runs', async () => {
  const net = network = new RoutedNetwork();
  const camera = net.join('cam', '10.77.1.2'), recorder = net.join('rec', '10.77.2.2'), attacker = net.join('att', '10.77.3.2'), internet = net.join('net', '198.51.100.2');
  await Promise.all([net.listen(recorder, 554, 22), net.listen(internet, 443), net.listen(camera, 80)]);
  net.run(net.router, ['nft', OTHERS]);
  const others = net.run(net.router, ['nft', 'list', 'table', 'inet', 'others']);

  const node = net.start(net.router, [process.execPath, join(import.meta.dir, 'edge-child.ts')]);
  const { url, dir, good } = await firstLine(node) as { url: string; dir: string; good: Credentials };
  writeFileSync(join(folder, 'policy.toml'), POLICY);
  for (const [file, text] of [['GOOD.crt', good.certificate], ['GOOD.key', good.key], ['ca.crt', good.ca]] as const) writeFileSync(join(folder, file), text, { mode: 0o600 });
  const identity = ['--edge', url, '--cert', join(folder, 'GOOD.crt'), '--key', join(folder, 'GOOD.key'), '--ca', join(folder, 'ca.crt')];
  const start = (...more: string[]): Running => agentOf(net.start(net.router, [...program, 'agent', '--json', '--state', folder, '--policy', join(folder, 'policy.toml'), ...identity, ...more]));
  const allowed = (from: Place, to: Place, port: number) => net.reaches(from, to, port);
  const WAYS = {
    'camera to recorder': [camera, recorder, 554], 'camera to its ssh': [camera, recorder, 22], 'camera to internet': [camera, internet, 443], 'recorder to camera': [recorder, camera, 80],
    'attacker to camera': [attacker, camera, 80], 'internet to camera': [internet, camera, 80], 'attacker to internet': [attacker, internet, 443],
  } as const;
  const enforced = async (): Promise<unknown> => Object.fromEntries(await Promise.all(Object.entries(WAYS).map(async ([name, [from, to, port]]) => [name, await allowed(from, to, port)] as const)));
  const right = {
    'camera to recorder': true, 'camera to its ssh': false, 'camera to internet': false, 'recorder to camera': true, 'attacker to camera': false, 'internet to camera': false, 'attacker to internet': true,
  };
  const told: Record<string, number> = {};
  const statusNow = (): unknown => JSON.parse(net.run(net.router, [...program, 'agent', 'status', '--state', folder, '--json']));

  let agent = start();
  await until('the first map', () => agent.events.some((event) => String(event['why']).startsWith('snapshot')));
  expect(await allowed(camera, internet, 443)).toBe(true); // nobody has named it yet
  expect(await allowed(attacker, camera, 80)).toBe(true);
  const talk = net.talk(camera, internet, 443);
  await until('an answer from the internet', () => talk.heard() > 5);

  // Named by records that a firewall uploads.
  const name = async (file: string, records: string): Promise<void> => {
    writeFileSync(join(folder, file), records);
    expect(await net.start(net.router, [...program, 'replay', join(folder, file), '--speed', 'max', ...identity]).exited).toBe(0);
  };
  const begun = performance.now();
  await name('office.eal', device(1, camera.ip, 'Camera') + device(2, recorder.ip, 'Recorder'));
  told['upload'] = performance.now() - begun;
  told['committed to dropped'] = await until('the camera is cut off', async () => net.run(net.router, ['nft', 'list', 'set', 'inet', 'nameplate', 'category_Cameras']).includes(camera.ip));
  expect(await enforced()).toEqual(right);
  const heard = talk.heard();
  await Bun.sleep(500);
  expect(talk.heard()).toBe(heard); // what was open before is cut, too
  expect(Number(agent.events.findLast((event) => event['how'] === 'changed')?.['added'])).toBe(6); // category, profile and vendor of two devices, as differences

  // Killed and started again it goes on from where it stood: a delta, no second snapshot.
  agent.child.kill('SIGKILL');
  await agent.child.exited;
  agent = start();
  await until('the map of before', () => agent.events.some((event) => event['why'] === 'the map of before'));
  await name('later.eal', device(3, internet.ip, 'Server'));
  await until('the delta', () => agent.events.some((event) => event['how'] === 'changed'));
  expect(statusNow()).toMatchObject({ running: true, connected: true, mappings: 3, snapshot: 0, delta: 1, faults: 0 });
  // Beside it, once, in another table.
  const once = agentOf(net.start(net.router, [...program, 'agent', '--once', '--remove', '--json', '--state', join(folder, 'once'), '--table', 'nameplate_once', ...identity]));
  expect([await once.child.exited, once.news()]).toEqual([0, 'no --policy: sets are kept, and nothing is dropped\n']);
  expect(once.events.at(-1)).toMatchObject({ event: 'ended', mappings: 3, sets: 7, snapshot: 1, polls: 1 });

  // The node is gone.
  node.kill('SIGKILL');
  await node.exited;
  rmSync(dir, { recursive: true, force: true });
  await until('the loss is noticed', () => agent.news().includes('what is enforced stays'));
  expect(await enforced()).toEqual(right);

  // Somebody else throws the table away.
  net.run(net.router, ['nft', 'delete', 'table', 'inet', 'nameplate']);
  told['table deleted to repaired'] = await until('the table is back', () => agent.events.some((event) => String(event['why']).includes('not what it should be')));
  expect(await enforced()).toEqual(right);
  expect(statusNow()).toMatchObject({ running: true, connected: false, in_force: true, mappings: 3, repairs: 1, transactions_failed: 0, members: { category_Cameras: 1, category_Recorders: 1, profile_Camera: 1 } });
  expect((await agentOf(net.start(net.router, [...program, 'agent', '--state', folder, ...identity])).child.exited)).toBe(1); // one agent a folder

  // The agent is killed, and comes back without a node.
  agent.child.kill('SIGKILL');
  await agent.child.exited;
  expect(await enforced()).toEqual(right);
  expect([statSync(join(folder, 'map.json')).mode & 0o777]).toEqual([0o600]);
  agent = start();
  await until('the map of before', () => agent.events.some((event) => event['why'] === 'the map of before'));
  expect(await enforced()).toEqual(right);

  // The machine reboots, and there is no node.
  agent.child.kill('SIGKILL');
  await agent.child.exited;
  net.run(net.router, ['nft', 'delete', 'table', 'inet', 'nameplate']);
  expect(await allowed(camera, internet, 443)).toBe(true); // the kernel knows nothing any more
  const again = performance.now();
  agent = start();
  await until('the map of before', () => agent.events.some((event) => event['why'] === 'the map of before'));
  told['start to in force after a reboot'] = performance.now() - again;
  expect(await enforced()).toEqual(right);

  // Stopped in order, it leaves everything in force; asked to, it takes it down. Nothing of others was touched.
  agent.child.kill('SIGTERM');
  expect(await agent.child.exited).toBe(0);
  expect(await enforced()).toEqual(right);
  agent = start('--remove');
  await until('the map of before', () => agent.events.some((event) => event['why'] === 'the map of before'));
  agent.child.kill('SIGTERM');
  expect(await agent.child.exited).toBe(0);
  expect(net.run(net.router, ['nft', 'list', 'ruleset']).trim()).toBe(others.trim());
  console.log(Object.entries(told).map(([name, ms]) => `${name} ${Math.round(ms)} ms`).join(', '));
});

test.skipIf(!able).each([1, 2])('random changes, hostile names among them, through the real nft: the kernel holds what the book says (seed %i)', async (seed) => {
  const child = Bun.spawn(['unshare', '-n', process.execPath, join(import.meta.dir, 'nft-child.ts'), String(seed)], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  expect(err).toBe('');
  const [report = '', end] = out.split('\n');
  const { wrong, repaired, failures, left, checked, how } = JSON.parse(report) as Record<string, unknown>;
  expect([wrong, repaired, failures, left, checked, end]).toEqual([[], 'replaced', 1, 0, null, 'clean']);
  expect(Number((how as Record<string, number>)['changed'])).toBeGreaterThan(40);
});

test('a certificate that was renewed in its files is shown from the next session on', async () => {
  const node = await edgeNode(), before = await node.enrol('BEFORE'), after = await node.enrol('AFTER'), client = new EdgeClient(node.url, before);
  try {
    expect([(await greet(client)).serial, client.connects]).toEqual(['BEFORE', 1]);
    client.present({ ...before });
    expect([(await greet(client)).serial, client.connects]).toEqual(['BEFORE', 1]);
    client.present(after);
    expect([(await greet(client)).serial, client.connects]).toEqual(['AFTER', 2]);
  } finally {
    client.drop();
    await node.stop();
  }
});

test('[R106] print-rules prints what nft takes, with the words of the README, and needs neither nft nor a node', async () => {
  const readme = readFileSync(join(import.meta.dir, '../../README.md'), 'utf8');
  writeFileSync(join(folder, 'readme.toml'), /```toml\n([^`]+)```/.exec(readme)?.[1] ?? '');
  const { code, out, err } = await run(['agent', 'print-rules', '--policy', join(folder, 'readme.toml')]);
  expect([code, err, out.split('\n').filter((line) => line.includes('counter')).map((line) => line.trim())]).toEqual([0, '', [
    'ip saddr @category_Camera ip daddr @category_Network_Video_Recorder tcp dport { 554 } counter accept comment "rule 1"', 'ip6 saddr @category_Camera.6 ip6 daddr @category_Network_Video_Recorder.6 tcp dport { 554 } counter accept comment "rule 1"',
    'ip saddr @category_Camera ip daddr != @inside counter drop comment "rule 2"', 'ip6 saddr @category_Camera.6 ip6 daddr != @inside6 counter drop comment "rule 2"',
  ]]);
  if (able) expect(Bun.spawnSync(['unshare', '-n', 'nft', '-c', '-f', '-'], { stdin: Buffer.from(out) }).exitCode).toBe(0);
  expect(await run(['agent', 'print-rules', '--policy', join(folder, 'readme.toml'), '--table', 'filter'])).toMatchObject({ code: 2, err: expect.stringContaining('tables of others are never touched') });
});

test.skipIf(!able || Bun.which('setpriv') === null)('without the right to set rules the agent says so and what to do', async () => {
  writeFileSync(join(folder, 'p.toml'), POLICY);
  const words = ['agent', '--edge', 'https://127.0.0.1:9', '--cert', 'x', '--key', 'x', '--ca', 'x', '--once', '--state', join(folder, 'none'), '--policy', join(folder, 'p.toml')];
  const child = Bun.spawn(['setpriv', '--bounding-set=-net_admin', ...program, ...words], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  expect([await child.exited, await new Response(child.stderr).text()]).toEqual([1, expect.stringContaining('no permission to set rules')]);
});
