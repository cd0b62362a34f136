/** The policy file through edits, mistakes and restarts: a wrong one never takes the place of a right one. */
import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Enforcer } from './enforcer.ts';
import { PolicyFile } from './policy-file.ts';
import { setsNamed } from './ruleset.ts';
import { SetBook } from './set-book.ts';
import { SixBook } from './six-book.ts';
import { Surroundings } from './surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'np-policy-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
let count = 0;
function files(): { readonly path: string; readonly kept: string; readonly news: string[]; open(): PolicyFile } {
  const path = join(folder, `${count++}.toml`), kept = `${path}.kept.json`, news: string[] = [];
  return { path, kept, news, open: () => new PolicyFile(path, kept, (text) => { news.push(text); }) };
}
const rule = (category: string, more = ''): string => `[[rules]]\nfrom = { category = "${category}" }\nto = "internet"\naction = "drop"\n${more}`;
const named = (policy: { readonly rules: readonly { readonly from: unknown }[] } | undefined): unknown => policy?.rules.map(({ from }) => from);

test('a change is taken when the file is quiet; a wrong one is said once, and not taken', async () => {
  const { path, news, open } = files(), file = open();
  writeFileSync(path, rule('Camera'));
  expect(named(await file.open())).toEqual([{ category: 'Camera' }]);
  expect(await file.changed()).toBeUndefined();
  writeFileSync(path, '');
  expect(await file.changed()).toBeUndefined(); // somebody is writing
  writeFileSync(path, rule('Printer'));
  expect(await file.changed()).toBeUndefined();
  expect(named(await file.changed())).toEqual([{ category: 'Printer' }]);
  for (const wrong of ['', '[[rules]]\nfrom = 7', 'nonsense']) {
    writeFileSync(path, wrong);
    for (let look = 0; look < 3; look++) expect(await file.changed()).toBeUndefined();
  }
  expect([news.length, file.refused, news[2], file.complaint]).toEqual([3, 3, expect.stringMatching(/^the policy before stays in force: the policy is not valid/), expect.stringContaining('not valid')]);
  rmSync(path);
  for (let look = 0; look < 3; look++) expect(await file.changed()).toBeUndefined();
  expect([news.length, news.at(-1)]).toEqual([4, 'the policy before stays in force: cannot read the policy file']);
  writeFileSync(path, rule('Phone'));
  await file.changed();
  expect([named(await file.changed()), file.complaint]).toEqual([[{ category: 'Phone' }], undefined]);
  file.reload(); // SIGHUP: at once, and though it is as it was
  expect(named(await file.changed())).toEqual([{ category: 'Phone' }]);
  expect(await file.changed()).toBeUndefined();
});

test('at a start with a wrong file the rules of before are in force; without those it is an error', async () => {
  const { path, kept, news, open } = files(), first = open();
  writeFileSync(path, 'inside = ["203.0.113.0/24", "2001:db8::/32"]\n' + rule('Camera', 'ports = ["tcp/554", "udp/1-9"]\n'));
  const policy = await first.open();
  first.keep(policy);
  expect(statSync(kept).mode & 0o777).toBe(0o600);
  writeFileSync(path, '[[rules]]\nfrom =');
  expect(await open().open()).toEqual(policy);
  expect(news).toEqual([expect.stringMatching(/^the rules of before are in force: the policy is not valid/)]);
  rmSync(path);
  expect(await open().open()).toEqual(policy);
  writeFileSync(kept, readFileSync(kept, 'utf8').slice(0, 40));
  expect(await open().open().catch((error: unknown) => String(error))).toContain('cannot read the policy file'); // what the person wrote, not what we kept
});

test('another policy is one transaction with its sets; one that nft refuses leaves the one before, which the next check writes', async () => {
  const texts: string[] = [], news: string[] = [];
  let refuses = false, next: Awaited<ReturnType<PolicyFile['open']>> | undefined;
  const nft = { apply: async (text: string): Promise<void> => { if (refuses) throw new Error('no'); texts.push(text); }, chain: async () => 'chain' };
  const policyOf = (category: string) => ({ inside: [], rules: [{ name: 'r', from: { category }, to: 'internet', ports: [], action: 'drop' }] }) as const;
  const policy = policyOf('Camera'), options = { cap: 9, setsMax: 1, pinned: setsNamed(policy) }, book = new SetBook(options), six = new SixBook(options), enforcer = new Enforcer({ nft, table: 'nameplate', policy, books: [book, six.sets] });
  const around = new Surroundings({ book, six, enforcer, policy: async () => next, neighbours: undefined, onApplied: () => undefined, onNews: (text) => { news.push(text); } });
  const look = async (): Promise<void> => { await around.look(async () => undefined); };
  book.put({ site: 's', segment: 'g', ip_address: '10.0.0.1', mac: null, profile: null, category: 'Printer', vendor: null, risk: null, identified_at: '' });
  await enforcer.apply(true);
  expect(texts.at(-1)).not.toContain('Printer'); // there was no room for its set
  next = policyOf('Printer');
  await look();
  expect([texts.length, texts.at(-1)]).toEqual([2, expect.stringMatching(/set category_Printer \{\n {4}type ipv4_addr\n {4}elements = \{ 10\.0\.0\.1 \}[\s\S]*set category_Printer\.6[\s\S]*@category_Printer /)]);
  expect(texts.at(-1)).not.toContain('Camera');
  [refuses, next] = [true, policyOf('Phone')];
  await look();
  expect([news, enforcer.policy, around.counts]).toEqual([['the policy before stays in force: no'], policyOf('Printer'), { policies: 1, policies_refused: 1, neighbour_failures: 0 }]);
  refuses = false;
  expect((await enforcer.check())?.how).toBe('replaced');
  expect(texts.at(-1)).toBe(texts.at(-2) ?? '');
});

test('beside the table of an earlier run another policy waits for the map: its sets would be empty, and let everybody through', async () => {
  const texts: string[] = [], news: string[] = [], applied: string[] = [];
  const nft = { apply: async (text: string): Promise<void> => { texts.push(text); }, chain: async () => 'chain' };
  const policyOf = (category: string) => ({ inside: [], rules: [{ name: 'r', from: { category }, to: 'internet', ports: [], action: 'drop' }] }) as const;
  const policy = policyOf('Camera'), options = { cap: 9, setsMax: 9, pinned: setsNamed(policy) }, book = new SetBook(options), six = new SixBook(options), enforcer = new Enforcer({ nft, table: 'nameplate', policy, books: [book, six.sets] });
  const around = new Surroundings({ book, six, enforcer, policy: async () => policyOf('Printer'), neighbours: undefined, onApplied: ({ how }) => { applied.push(how); }, onNews: (text) => { news.push(text); } });
  expect(await enforcer.leaveStanding()).toBe(true);
  await around.look(async () => undefined);
  expect([texts, applied, news, enforcer.inForce]).toEqual([[], [], ['another policy waits for the map: until then the table of an earlier run stays'], true]);
  book.put({ site: 's', segment: 'g', ip_address: '10.0.0.1', mac: null, profile: null, category: 'Printer', vendor: null, risk: null, identified_at: '' });
  await enforcer.apply(true); // the first snapshot
  expect(texts).toEqual([expect.stringMatching(/set category_Printer \{\n {4}type ipv4_addr\n {4}elements = \{ 10\.0\.0\.1 \}[\s\S]*@category_Printer /)]);
});
