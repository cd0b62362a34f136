/** The agent on a real router, beside what agent.test.ts tells: IPv6, bridged packets, a policy that changes and breaks, and a licence that really ends. Real packets, real nftables, a real node. */
import { afterEach, expect, setDefaultTimeout, test } from 'bun:test';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentOf, firstLine, until, type Child, type Running } from './agent-run.ts';
import { device } from './edge-calls.ts';
import type { Credentials } from './edge-node.ts';
import { program } from './program.ts';
import { canRoute, RoutedNetwork, type Place } from './routed-network.ts';

setDefaultTimeout(120_000);
const able = canRoute();
const rules = (...all: readonly string[]): string => all.map((one) => `[[rules]]\n${one}\n`).join('');
const TO_RECORDER = 'from = { category = "Cameras" }\nto = { category = "Recorders" }\nports = ["tcp/554"]\naction = "accept"', NOWHERE_ELSE = 'from = { category = "Cameras" }\nto = "any"\naction = "drop"';
const TO_CAMERA = 'from = "any"\nto = { category = "Cameras" }\naction = "drop"';

let network: RoutedNetwork | undefined, folder = '';
afterEach(async () => {
  await network?.remove();
  rmSync(folder, { recursive: true });
});

interface Site { readonly net: RoutedNetwork; readonly node: Child; readonly dir: string; readonly policy: string; readonly url: string; start(): Running; upload(file: string, records: string): Promise<number> }
async function site(policyText: string): Promise<Site> {
  folder = mkdtempSync(join(tmpdir(), 'np-around-'));
  const net = network = new RoutedNetwork(), node = net.start(net.router, [process.execPath, join(import.meta.dir, 'edge-child.ts')]), policy = join(folder, 'policy.toml');
  const { url, dir, good } = await firstLine(node) as { url: string; dir: string; good: Credentials };
  writeFileSync(policy, policyText);
  for (const [file, text] of [['GOOD.crt', good.certificate], ['GOOD.key', good.key], ['ca.crt', good.ca]] as const) writeFileSync(join(folder, file), text, { mode: 0o600 });
  const identity = ['--edge', url, '--cert', join(folder, 'GOOD.crt'), '--key', join(folder, 'GOOD.key'), '--ca', join(folder, 'ca.crt')];
  return {
    net, node, dir, policy, url,
    start: () => agentOf(net.start(net.router, [...program, 'agent', '--json', '--state', folder, '--policy', policy, ...identity])),
    async upload(file, records) {
      writeFileSync(join(folder, file), records);
      return await net.start(net.router, [...program, 'replay', join(folder, file), '--speed', 'max', ...identity]).exited;
    },
  };
}
const came = (agent: Running, why: string): boolean => agent.events.some((event) => String(event['why']).startsWith(why));

test.skipIf(!able)('IPv6 is enforced beside IPv4; a policy is followed when it changes, and a wrong one opens nothing, neither at once nor at the next boot', async () => {
  const { net, policy, start, upload, node } = await site(rules(TO_RECORDER, NOWHERE_ELSE, TO_CAMERA));
  const camera = net.join('cam', '10.77.1.2', '02:00:00:00:00:01'), recorder = net.join('rec', '10.77.2.2', '02:00:00:00:00:02'), internet = net.join('net', '198.51.100.2');
  await Promise.all([net.listen(recorder, 554, 22), net.listen(internet, 443), net.listen(camera, 80)]);
  const ways = async (): Promise<readonly boolean[]> => (await Promise.all(([4, 6] as const).flatMap((family) => ([[camera, internet, 443], [camera, recorder, 554], [camera, recorder, 22], [internet, camera, 80]] as const).map(async ([from, to, port]) => await net.reaches(from, to, port, family))))).map(Boolean);
  const set = (name: string): string => net.run(net.router, ['nft', 'list', 'set', 'inet', 'nameplate', name]);
  let agent = start();
  await until('the first map', () => came(agent, 'snapshot'));
  expect(await ways()).toEqual([true, true, true, true, true, true, true, true]);
  expect(await upload('office.eal', device(1, camera.ip) + device(2, recorder.ip, 'Recorder'))).toBe(0);
  await until('the camera is in both sets', () => set('category_Cameras').includes(camera.ip) && set('category_Cameras.6').includes(camera.ip6) && set('category_Recorders.6').includes(recorder.ip6));
  expect(await ways()).toEqual([false, true, false, false, false, true, false, false]);
  // Another address of the same camera, such as a temporary one (RFC 8981).
  const other: Place = { ...camera, ip6: '2001:db8:1::beef' };
  net.run(camera.space, ['ip', '-6', 'addr', 'add', `${other.ip6}/64`, 'dev', 'eth0', 'nodad']);
  net.run(camera.space, ['ip', '-6', 'route', 'replace', 'default', 'via', '2001:db8:1::1', 'src', other.ip6]);
  await net.reaches(camera, internet, 443, 6);
  await until('the other address', () => set('category_Cameras.6').includes(other.ip6));
  expect(await net.reaches(camera, internet, 443, 6)).toBe(false);

  // Written by halves, it is taken when it is whole; wrong, it is not taken.
  writeFileSync(policy, '');
  await Bun.sleep(10);
  writeFileSync(policy, rules(NOWHERE_ELSE, TO_CAMERA));
  await until('another policy', () => came(agent, 'another policy'));
  expect(await ways()).toEqual([false, false, false, false, false, false, false, false]);
  writeFileSync(policy, '[[rules]]\nfrom = nonsense');
  agent.child.kill('SIGHUP');
  await until('the refusal', () => agent.news().includes('the policy before stays in force: the policy is not valid'));
  expect(await ways()).toEqual([false, false, false, false, false, false, false, false]);
  expect(JSON.parse(net.run(net.router, [...program, 'agent', 'status', '--state', folder, '--json']))).toMatchObject({ in_force: true, policies: 1, policy_refused: expect.stringContaining('not valid') });

  // The machine boots with that file, without a node, and with a kernel that knows nothing.
  node.kill('SIGKILL');
  agent.child.kill('SIGKILL');
  await Promise.all([node.exited, agent.child.exited]);
  net.run(net.router, ['nft', 'delete', 'table', 'inet', 'nameplate']);
  expect((await ways())[0]).toBe(true);
  agent = start();
  await until('the map of before', () => came(agent, 'the map of before'));
  expect(agent.news()).toContain('the rules of before are in force: the policy is not valid');
  expect(await ways()).toEqual([false, false, false, false, false, false, false, false]);
  // Corrected, it is taken.
  writeFileSync(policy, rules(TO_RECORDER, NOWHERE_ELSE));
  await until('the corrected policy', () => came(agent, 'another policy'));
  expect(await ways()).toEqual([false, true, false, true, false, true, false, true]);
  agent.child.kill('SIGTERM');
  expect(await agent.child.exited).toBe(0);
});

test.skipIf(!able)('[R88] [R210] a licence that ends: the session is closed, logs are refused, mappings stop, and after 200 minutes nothing is mapped any more', async () => {
  const { net, policy, upload, dir, url } = await site(rules(NOWHERE_ELSE)), camera = net.join('cam', '10.77.1.2'), internet = net.join('net', '198.51.100.2');
  await net.listen(internet, 443);
  const seconds = 8, activated = new Date(Date.now() - 86_400_000 + seconds * 1000).toISOString();
  net.run(net.router, [...program, 'licence', 'add', 'GOOD', '--term', '1d', '--purchased', activated, '--activated', activated, '--data', dir]);
  const agent = agentOf(net.start(net.router, [process.execPath, join(import.meta.dir, 'agent-child.ts'), url, folder, policy]));
  await until('the first map', () => came(agent, 'snapshot'));
  expect(await upload('office.eal', device(1, camera.ip))).toBe(0);
  await until('the camera is cut off', async () => !await net.reaches(camera, internet, 443));
  await until('the end is heard', () => agent.news().includes('the licence has expired'));
  expect(agent.news()).toMatch(/the node does not answer \((reset|goaway|closed|[a-z_]+|status 403)\)/); // the session was closed
  const applied = agent.events.length;
  expect(await upload('later.eal', device(2, '10.77.1.3'))).not.toBe(0);
  await Bun.sleep(1500);
  expect([agent.events.length, await net.reaches(camera, internet, 443)]).toEqual([applied, false]);
  agent.child.stdin.write('198\n');
  agent.child.stdin.flush();
  await Bun.sleep(6000); // a check of every five seconds
  expect([agent.events.length, await net.reaches(camera, internet, 443)]).toEqual([applied, false]);
  agent.child.stdin.write('2\n');
  agent.child.stdin.flush();
  await until('nothing is mapped', () => came(agent, 'the licence expired 200 minutes ago'));
  expect(await net.reaches(camera, internet, 443)).toBe(true);
  agent.child.kill('SIGTERM');
  await agent.child.exited;
});

test.skipIf(!able || !existsSync('/proc/sys/net/bridge'))('packets that a bridge of this machine passes on meet the same rules when the kernel shows them to the firewall (br_netfilter)', async () => {
  const { net, start, upload } = await site(rules(NOWHERE_ELSE));
  const bridged = (name: string, ip: string, mac: string): Place => {
    const place = net.join(name, ip, mac);
    net.run(net.router, ['ip', 'addr', 'flush', 'dev', `to-${name}`]);
    net.run(net.router, ['ip', 'link', 'set', `to-${name}`, 'master', 'br0']);
    return place;
  };
  net.run(net.router, ['ip', 'link', 'add', 'br0', 'up', 'type', 'bridge']);
  const camera = bridged('cam', '10.77.1.2', '02:00:00:00:00:01'), recorder = bridged('rec', '10.77.1.3', '02:00:00:00:00:02');
  await net.listen(recorder, 554);
  const agent = start();
  await until('the first map', () => came(agent, 'snapshot'));
  expect(await upload('office.eal', device(1, camera.ip))).toBe(0);
  await until('the camera is mapped', () => net.run(net.router, ['nft', 'list', 'set', 'inet', 'nameplate', 'category_Cameras']).includes(camera.ip));
  net.run(net.router, ['sysctl', '-qw', 'net.bridge.bridge-nf-call-iptables=0']);
  expect(await net.reaches(camera, recorder, 554)).toBe(true);
  net.run(net.router, ['sysctl', '-qw', 'net.bridge.bridge-nf-call-iptables=1']);
  expect(await net.reaches(camera, recorder, 554)).toBe(false);
  agent.child.kill('SIGTERM');
  await agent.child.exited;
});
