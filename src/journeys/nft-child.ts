/** Inside a network namespace of its own: a book of sets under random changes, hostile names among them, written to the real nft; says what the kernel held and what it should have. */
import { ip6Text } from '../model/index.ts';
import { Enforcer } from '../enforcement/enforcer.ts';
import { openNft } from '../enforcement/nft.ts';
import { setsNamed } from '../enforcement/ruleset.ts';
import { SixBook } from '../enforcement/six-book.ts';
import { SetBook } from '../enforcement/set-book.ts';

const nft = await openNft();
const policy = {
  inside: ['203.0.113.0/24', '10.1.0.0/16'],
  rules: [
    { name: 'a', from: { category: 'x"; flush ruleset #' }, to: 'internet', ports: [{ protocol: 'tcp', first: 1, last: 65_535 }, { protocol: 'udp', first: 53, last: 53 }], action: 'drop' },
    { name: 'b-1. _', from: '10.0.0.0/8', to: { vendor: 'Acme', risk: 'high', profile: '名'.repeat(300) }, ports: [], action: 'log' },
    { name: 'c', from: 'internet', to: { category: 'Camera' }, ports: [], action: 'accept' },
  ],
} as const;
const book = new SetBook({ cap: 200, setsMax: 60, pinned: setsNamed(policy) }), six = new SixBook({ cap: 100, setsMax: 60, pinned: setsNamed(policy) }), enforcer = new Enforcer({ nft, table: 'nameplate_fuzz', policy, books: [book, six.sets] });
let seed = Number(process.argv[2]);
const chance = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
const words = ['Camera', 'Acme', 'D-Link', '-', '--x', 'high', 'x"; flush ruleset #', '}\n', '{ 10.0.0.1 }', 'ip', 'drop', '0', '名', 'a b', 'a_b', 'A B', '\0', '$x', '@inside', 'x'.repeat(3000), null];
const word = (): string | null => words[chance(words.length)] ?? null;
const place = (n: number) => ({ site: word() ?? '', segment: 'default', ip_address: `10.0.${n >> 8}.${n & 255}`, profile: word(), category: word(), vendor: word(), risk: word(), mac: `02:00:00:00:${(n >> 8).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`, identified_at: '' });

function inKernel(): Record<string, string[]> {
  const { nftables } = JSON.parse(Bun.spawnSync(['nft', '-j', 'list', 'table', 'inet', 'nameplate_fuzz']).stdout.toString()) as { nftables: readonly { readonly set?: { readonly name: string; readonly elem?: readonly string[] } }[] };
  return Object.fromEntries(nftables.flatMap(({ set }) => (set === undefined || /^inside6?$/.test(set.name) ? [] : [[set.name, [...set.elem ?? []].sort()] as const])).sort());
}
const wrong: unknown[] = [], how: Record<string, number> = {};
for (let turn = 0; turn < 80; turn++) {
  for (let n = chance(40); n > 0; n--) if (chance(3) === 0) book.remove(place(chance(300))); else book.put(place(chance(300)));
  if (chance(20) === 0) book.replace(Array.from({ length: chance(300) }, (_, n) => place(n)));
  six.see(Array.from({ length: chance(40) }, () => { const n = chance(300); return { ip: ip6Text(`2001:db8::${chance(4)}:${n.toString(16)}`) ?? '', mac: place(n).mac }; }));
  six.settle(book.places());
  const applied = await enforcer.apply(turn === 0 || chance(15) === 0);
  how[applied.how] = (how[applied.how] ?? 0) + 1;
  const is = inKernel(), should = Object.fromEntries([...book.sets, ...six.sets.sets].map(([name, ips]) => [name, [...ips].sort()] as const).sort());
  if (JSON.stringify(is) !== JSON.stringify(should)) wrong.push({ turn, is, should });
}
// An element that somebody took away makes the next difference unfit: all of it is written.
const [name, ips] = [...book.sets].find(([, members]) => members.size > 1) ?? ['', new Set<string>()], [gone] = ips;
Bun.spawnSync(['nft', 'delete', 'element', 'inet', 'nameplate_fuzz', name, `{ ${gone ?? ''} }`]);
const empty = [...book.places()];
for (const one of empty) book.remove(one);
six.settle(book.places());
const repaired = await enforcer.apply(false);
console.log(JSON.stringify({ how, wrong: wrong.slice(0, 1), repaired: repaired.how, failures: enforcer.failures, left: Object.values(inKernel()).flat().length, checked: (await enforcer.check()) ?? null }));
await enforcer.remove();
console.log(Bun.spawnSync(['nft', 'list', 'ruleset']).stdout.toString() === '' ? 'clean' : 'not clean');
