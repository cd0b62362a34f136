/** The policy file: what is read, and what is refused with the place and the reason. */
import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { loadPolicy } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'nameplate-policy-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
function file(text: string, name = 'policy.toml'): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
async function refused(text: string, name?: string): Promise<string> {
  const error: unknown = await loadPolicy(file(text, name)).catch((caught: unknown) => caught);
  return error instanceof EdgeError ? `${error.code} ${String(error.fields['key'] ?? '')}: ${String(error.fields['reason'])}` : String(error);
}

test('TOML and JSON say the same', async () => {
  const toml = await loadPolicy(file(`inside = ["203.0.113.0/24"]
[[rules]]
name = "to the recorder"
from = { category = "Camera", risk = "high" }
to = { profile = "NVR" }
ports = ["tcp/554", "udp/5000-5010"]
action = "accept"
[[rules]]
from = { category = "Camera" }
to = "internet"
action = "drop"
[[rules]]
from = "10.0.0.5"
to = { vendor = "Acme" }
action = "log"`));
  expect(toml).toEqual({
    inside: ['203.0.113.0/24'],
    rules: [
      { name: 'to the recorder', from: { category: 'Camera', risk: 'high' }, to: { profile: 'NVR' }, ports: [{ protocol: 'tcp', first: 554, last: 554 }, { protocol: 'udp', first: 5000, last: 5010 }], action: 'accept' },
      { name: 'rule 2', from: { category: 'Camera' }, to: 'internet', ports: [], action: 'drop' },
      { name: 'rule 3', from: '10.0.0.5/32', to: { vendor: 'Acme' }, ports: [], action: 'log' },
    ],
  });
  const json = { inside: toml.inside, rules: [{ name: 'to the recorder', from: { category: 'Camera', risk: 'high' }, to: { profile: 'NVR' }, ports: ['tcp/554', 'udp/5000-5010'], action: 'accept' }, { from: { category: 'Camera' }, to: 'internet', action: 'drop' }, { from: '10.0.0.5', to: { vendor: 'Acme' }, action: 'log' }] };
  expect(await loadPolicy(file(JSON.stringify(json), 'policy.json'))).toEqual(toml);
});

const rule = (more: string): string => `[[rules]]\nfrom = { category = "Camera" }\nto = "internet"\naction = "drop"\n${more}`;
test.each([
  ['an unknown key', rule('port = ["tcp/1"]'), /unknown key port/],
  ['no action', '[[rules]]\nfrom = { category = "a" }\nto = "any"', /rules\.0\.action/],
  ['another action', '[[rules]]\nfrom = { category = "a" }\nto = "any"\naction = "reject"', /rules\.0\.action/],
  ['no device on either side', '[[rules]]\nfrom = "any"\nto = "internet"\naction = "drop"', /at least one side must be a device/],
  ['a device of nothing', '[[rules]]\nfrom = {}\nto = "any"\naction = "drop"', /rules\.0\.from/],
  ['a network with bits behind the prefix', '[[rules]]\nfrom = { category = "a" }\nto = "10.0.0.1/8"\naction = "drop"', /rules\.0\.to/],
  ['words that are no place', '[[rules]]\nfrom = { category = "a" }\nto = "internet; flush ruleset"\naction = "drop"', /rules\.0\.to/],
  ['a name that is no name', rule('name = "a\\"; flush"'), /at most 63 letters/],
  ['a port that is none', rule('ports = ["tcp/70000"]'), /ports are written/],
  ['ports the wrong way round', rule('ports = ["tcp/90-80"]'), /ports are written/],
  ['an inside that is everything', 'inside = ["0.0.0.0/0"]', /not a network/],
  ['an IPv6 network with bits behind the prefix', '[[rules]]\nfrom = { category = "a" }\nto = "2001:db8::1/64"\naction = "drop"', /rules\.0\.to/],
  ['an inside that is everything, of IPv6', 'inside = ["::/0"]', /not a network/],
  ['an empty file, such as an editor leaves for a moment', ' \n', /it is empty; rules = \[\] says that there are none/],
  ['no TOML', 'rules = [', /bad_config/],
] as const)('refuses %s', async (_, text, reason) => { expect(await refused(text)).toMatch(reason); });

test('IPv6 networks come in one form', async () => {
  const text = 'inside = ["2001:DB8:0:0::/48", "fd00::/8"]\n[[rules]]\nfrom = { category = "a" }\nto = "2001:db8:0:0:0:0:0:5"\naction = "drop"';
  expect(await loadPolicy(file(text))).toMatchObject({ inside: ['2001:db8::/48', 'fd00::/8'], rules: [{ to: '2001:db8::5/128' }] });
});

test('[R81] refuses more than a thousand different device objects', async () => {
  const rules = Array.from({ length: 600 }, (_, n) => ({ from: { vendor: `v${n}` }, to: { category: `c${n}` }, action: 'drop' }));
  expect(await refused(JSON.stringify({ rules }), 'many.json')).toMatch(/names 1200 different device objects; at most 1000/);
});

test('says which file is missing', async () => {
  expect(await loadPolicy(join(folder, 'none.toml')).catch((error: unknown) => (error instanceof EdgeError ? error.code : error))).toBe('not_found');
});
