/** What is given to nft, to the letter; and hostile names, policies and addresses, which never are. */
import { expect, test } from 'bun:test';
import type { Policy, PolicyRule } from '../config/index.ts';
import { changedSets, removedTable, setsNamed, wholeTable } from './ruleset.ts';
import { SetBook } from './set-book.ts';
import type { Placed } from './set-names.ts';

const rule = (more: Partial<PolicyRule>): PolicyRule => ({ name: 'rule 1', from: { category: 'Camera' }, to: 'internet', ports: [], action: 'drop', ...more });
const place = (ip: string, more: Partial<Placed> = {}): Placed => ({ site: 'default', segment: 'default', ip_address: ip, profile: null, category: 'Camera', vendor: null, risk: null, mac: null, identified_at: '', ...more });
function rulesOf(rules: readonly PolicyRule[]): string[] {
  const policy: Policy = { inside: [], rules };
  return wholeTable('nameplate', policy, new Map()).split('\n').filter((line) => line.includes('comment')).map((line) => line.trim());
}

test('[R106] a policy as a table', () => {
  const policy: Policy = { inside: ['203.0.113.0/24', '2001:db8::/32'], rules: [rule({ name: 'recorder', to: { category: 'Network Video Recorder' }, ports: [{ protocol: 'tcp', first: 554, last: 554 }], action: 'accept' }), rule({ name: 'no internet' })] };
  const book = new SetBook({ cap: 10, setsMax: 10, pinned: setsNamed(policy) });
  book.put(place('10.0.0.7', { vendor: 'Acme & Sons' }));
  expect(wholeTable('nameplate_lab', policy, book.sets)).toBe(`table inet nameplate_lab
delete table inet nameplate_lab
table inet nameplate_lab {
  set inside {
    type ipv4_addr
    flags interval
    auto-merge
    elements = { 0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16, 224.0.0.0/4, 255.255.255.255/32, 203.0.113.0/24 }
  }
  set inside6 {
    type ipv6_addr
    flags interval
    auto-merge
    elements = { ::/127, fc00::/7, fe80::/10, ff00::/8, 2001:db8::/32 }
  }
  set category_Camera {
    type ipv4_addr
    elements = { 10.0.0.7 }
  }
  set category_Network_Video_Recorder {
    type ipv4_addr
  }
  set vendor_Acme_Sons.${new Bun.CryptoHasher('sha256').update('Acme & Sons').digest('hex').slice(0, 20)} {
    type ipv4_addr
    elements = { 10.0.0.7 }
  }
  chain forward {
    type filter hook forward priority 10; policy accept;
    ct direction reply accept
    ip saddr @category_Camera ip daddr @category_Network_Video_Recorder tcp dport { 554 } counter accept comment "recorder"
    ip6 saddr @category_Camera.6 ip6 daddr @category_Network_Video_Recorder.6 tcp dport { 554 } counter accept comment "recorder"
    ip saddr @category_Camera ip daddr != @inside counter drop comment "no internet"
    ip6 saddr @category_Camera.6 ip6 daddr != @inside6 counter drop comment "no internet"
  }
}
`);
});

test('every form of a rule', () => {
  expect(rulesOf([rule({ to: 'any' }), rule({ from: 'internet', to: { vendor: 'Acme', risk: 'high' } }), rule({ from: '10.1.0.0/16', to: { profile: 'P' }, action: 'log' }), rule({ from: '2001:db8::/32', to: { profile: 'P' } }),
    rule({ ports: [{ protocol: 'udp', first: 53, last: 53 }, { protocol: 'tcp', first: 80, last: 90 }, { protocol: 'tcp', first: 85, last: 100 }, { protocol: 'tcp', first: 101, last: 101 }, { protocol: 'tcp', first: 443, last: 443 }] })])).toEqual([
    'ip saddr @category_Camera counter drop comment "rule 1"',
    'ip6 saddr @category_Camera.6 counter drop comment "rule 1"',
    'ip saddr != @inside ip daddr @vendor_Acme ip daddr @risk_high counter drop comment "rule 1"',
    'ip6 saddr != @inside6 ip6 daddr @vendor_Acme.6 ip6 daddr @risk_high.6 counter drop comment "rule 1"',
    'ip saddr 10.1.0.0/16 ip daddr @profile_P counter limit rate 10/second burst 20 packets log prefix "nameplate rule 1: " comment "rule 1"',
    'ip6 saddr 2001:db8::/32 ip6 daddr @profile_P.6 counter drop comment "rule 1"',
    'ip saddr @category_Camera ip daddr != @inside tcp dport { 80-101, 443 } counter drop comment "rule 1"',
    'ip saddr @category_Camera ip daddr != @inside udp dport { 53 } counter drop comment "rule 1"',
    'ip6 saddr @category_Camera.6 ip6 daddr != @inside6 tcp dport { 80-101, 443 } counter drop comment "rule 1"',
    'ip6 saddr @category_Camera.6 ip6 daddr != @inside6 udp dport { 53 } counter drop comment "rule 1"',
  ]);
});

test('differences alone, in an order that one transaction can take', () => {
  const book = new SetBook({ cap: 10, setsMax: 10, pinned: [] });
  book.put(place('10.0.0.1'));
  book.put(place('10.0.0.2'));
  book.changes();
  book.put(place('10.0.0.2', { category: 'Printer' }));
  expect(changedSets('nameplate', book.changes())).toBe('add set inet nameplate category_Printer { type ipv4_addr; }\ndelete element inet nameplate category_Camera { 10.0.0.2 }\nadd element inet nameplate category_Printer { 10.0.0.2 }\n');
  book.remove(place('10.0.0.1'));
  expect(changedSets('nameplate', book.changes())).toBe('delete set inet nameplate category_Camera\n');
  expect(changedSets('nameplate', book.changes())).toBe('');
});

test('what is no table of ours, no name and no address is never written', () => {
  const none: Policy = { inside: [], rules: [] };
  for (const table of ['filter', 'nat', 'nameplate; flush ruleset', 'nameplate\n', '', 'nameplate-x']) {
    expect(() => wholeTable(table, none, new Map())).toThrow('a text that nft must not see');
    expect(() => removedTable(table)).toThrow('a text that nft must not see');
  }
  for (const set of ['inside', 'x', 'category_x }', 'category_x;', 'category_x\ny']) expect(() => wholeTable('nameplate', none, new Map([[set, new Set()]]))).toThrow();
  for (const ip of ['10.0.0.1/8', '10.0.0', '::1 }', '0::1', 'FE80::1', '10.0.0.1 }', '10.0.0.1, 10.0.0.2', '010.0.0.1', '', '10.0.0.256']) expect(() => wholeTable('nameplate', none, new Map([['risk_high', new Set([ip])]]))).toThrow();
  for (const name of ['a"b', 'a\nb', 'a\\', '', 'a'.repeat(64)]) expect(() => rulesOf([rule({ name })])).toThrow();
});

test('devices with hostile words in every field: each line is one of ours, and none says more', () => {
  let seed = 99;
  const chance = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const parts = ['}', '{', ';', '"', "'", '\n', '\r', '\0', '\\', '#', '-', '@inside', 'flush ruleset', 'delete table inet filter', 'include "/etc/passwd"', '$x', '`id`', 'é', '名', '\u2028', ' ', '_', '.', 'accept', '10.0.0.0/0'];
  const word = (): string => Array.from({ length: 1 + chance(6) }, () => parts[chance(parts.length)] ?? '').join('');
  const line = /^(table inet nameplate( \{)?|delete table inet nameplate|\}|  \}|  set (inside6?|(profile|category|vendor|risk)_[A-Za-z0-9_.-]{1,80}) \{|    (type ipv[46]_addr|flags interval|auto-merge|elements = \{ [0-9a-f:./, ]+ \}|type filter hook forward priority 10; policy accept;|ct direction reply accept|ip saddr @category_[A-Za-z0-9_.-]+ ip daddr != @inside counter drop comment "rule 1"|ip6 saddr @category_[A-Za-z0-9_.-]+\.6 ip6 daddr != @inside6 counter drop comment "rule 1")|  chain forward \{|)$/;
  const change = /^((add|delete) element inet nameplate (profile|category|vendor|risk)_[A-Za-z0-9_.-]{1,80} \{ [0-9., ]+ \}|add set inet nameplate (profile|category|vendor|risk)_[A-Za-z0-9_.-]{1,80} \{ type ipv4_addr; \}|delete set inet nameplate (profile|category|vendor|risk)_[A-Za-z0-9_.-]{1,80}|)$/;
  for (let turn = 0; turn < 300; turn++) {
    const policy: Policy = { inside: [], rules: [rule({ from: { category: word() } })] }, book = new SetBook({ cap: 50, setsMax: 50, pinned: setsNamed(policy) });
    for (let n = 0; n < 10; n++) book.put(place(`10.0.0.${chance(9)}`, { profile: word(), category: word(), vendor: word(), risk: word(), site: word() }));
    expect(wholeTable('nameplate', policy, book.sets).split('\n').filter((one) => !line.test(one))).toEqual([]);
    expect(changedSets('nameplate', book.changes()).split('\n').filter((one) => !change.test(one))).toEqual([]);
  }
});
