/** The agent's commands: their options beside those of the commands below them, the policy, and what is printed. */
import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from './capture-output.ts';
import { loadPolicy } from '../config/index.ts';
import type { AgentRun, CliDeps } from './deps.ts';

const folder = mkdtempSync(join(tmpdir(), 'np-agent-cli-')), policy = join(folder, 'policy.toml');
writeFileSync(policy, '[[rules]]\nfrom = { category = "Camera" }\nto = "internet"\naction = "drop"\n[[rules]]\nfrom = { category = "Cameera" }\nto = "any"\naction = "drop"\n');
afterAll(() => { rmSync(folder, { recursive: true }); });
const NODE = ['--edge', 'https://localhost:8443', '--cert', 'GATE.crt', '--key', 'GATE.key', '--ca', 'ca.crt'];

test('agent needs its node, and the commands below it do not', async () => {
  const asked: unknown[] = [];
  const deps: Partial<CliDeps> = { agentStatus: async (at) => { asked.push(at); return { running: true, in_force: true, members: { category_Camera: 3 } }; } };
  expect(await capture(['agent', '--cert', 'x'], { deps })).toMatchObject({ code: 2, err: expect.stringContaining("required option '--edge <url>' not specified") });
  expect(await capture(['agent', 'status'], { deps })).toMatchObject({ code: 0, out: expect.stringMatching(/running +true\nin force +true\n +category_Camera +3\n/) });
  expect(await capture(['agent', 'status', '--state', '/x', '--table', 'nameplate_lab', '--json'], { deps })).toMatchObject({ code: 0, out: '{"running":true,"in_force":true,"members":{"category_Camera":3}}\n' });
  expect(asked).toEqual([{ stateDir: '/var/lib/nameplate-agent', table: 'nameplate' }, { stateDir: '/x', table: 'nameplate_lab' }]);
  expect((await capture(['agent', 'status'], { deps: { agentStatus: async () => ({ running: false, in_force: false }) } })).code).toBe(1);
  expect((await capture(['agent', 'elsewhere'], { deps })).code).toBe(2);
});

test('what is done is a line a transaction, what is wrong goes to people', async () => {
  const runs: AgentRun[] = [];
  const deps: Partial<CliDeps> = {
    agent: async (run) => {
      runs.push(run);
      if (run.policyFile !== undefined) run.onPolicy(await loadPolicy(run.policyFile));
      run.onApplied({ how: 'replaced', why: 'snapshot 5', added: 2, removed: 0, ms: 4.26, mappings: 2, sets: 5 });
      run.onApplied({ how: 'changed', why: 'revision 6', added: 1, removed: 3, ms: 4.04, mappings: 2, sets: 5 });
      run.onNews('the node does not answer');
      return { table: 'inet nameplate' };
    },
  };
  const people = await capture(['agent', ...NODE, '--policy', policy, '--max-entries', '7'], { deps });
  expect(people.out).toBe('snapshot 5: all rules and sets written, 2 mappings in 5 sets (4.3 ms)\nrevision 6: 1 in, 3 out, 2 mappings in 5 sets (4 ms)\n');
  expect(people.err).toBe('rule 2: no category is called "Cameera"; nameplate categories lists them\nthe node does not answer\nwhat is in force stays in force; nft delete table inet nameplate takes it down\n');
  expect(runs[0]).toMatchObject({ maxEntries: 7, once: false, remove: false, table: 'nameplate', policyFile: policy });
  const machines = await capture(['agent', ...NODE, '--json', '--once', '--remove'], { deps });
  expect(machines.out.split('\n').slice(0, 3).map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['applied', 'applied', 'ended']);
  expect(runs[1]).toMatchObject({ once: true, remove: true, maxEntries: 65_536, policyFile: undefined });
  expect(() => runs[1]?.identity()).toThrow('there is no such certificate file'); // and only now
});

test('[R81] a policy that names nearly a thousand device objects says so, and one that names more is refused', async () => {
  const file = join(folder, 'many.json'), deps: Partial<CliDeps> = { agentRules: async () => 'rules' };
  const shown = async (count: number) => {
    writeFileSync(file, JSON.stringify({ rules: Array.from({ length: count }, (_, n) => ({ from: { vendor: `v${n}` }, to: 'any', action: 'drop' })) }));
    return await capture(['agent', 'print-rules', '--policy', file], { deps });
  };
  expect([await shown(899), await shown(900), await shown(1000)].map(({ code, err }) => [code, err])).toEqual([[0, ''], [0, 'the policy names 900 different device objects; more than 1000 are refused\n'], [0, 'the policy names 1000 different device objects; more than 1000 are refused\n']]);
});
