/** Policy and sets as text for `nft -f -`: the whole table in one transaction, or only what changed. Text, because builds without JSON (OpenWrt) take it, too, and people can read it. */
import type { Policy, PolicyRule, PolicySide, PortRange } from '../config/index.ts';
import { EdgeError, ip6Text, parseIp } from '../model/index.ts';
import type { SetChanges } from './set-book.ts';
import { isSix, NAME_PATTERN, setName, sixName } from './set-names.ts';

/** Only tables of ours can be named, so that no slip of the keyboard replaces somebody else's. */
export const TABLE_PATTERN = /^nameplate[A-Za-z0-9_]{0,40}$/;
export const CHAIN = 'forward';

/** A rule of devices is a rule of both families. */
type Family = 4 | 6;
const WORD = { 4: 'ip', 6: 'ip6' } as const, TYPE = { 4: 'ipv4_addr', 6: 'ipv6_addr' } as const, INSIDE = { 4: 'inside', 6: 'inside6' } as const;

/** Not the internet: RFC 1918, RFC 6598, this network, loopback, link-local, multicast and broadcast; of IPv6 unspecified, loopback, unique local (RFC 4193), link-local and multicast. */
const PRIVATE = { 4: ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/4', '255.255.255.255/32'], 6: ['::/127', 'fc00::/7', 'fe80::/10', 'ff00::/8'] } as const;
/** After the usual filters (0): what these drop is dropped, and what we drop, too. */
const PRIORITY = 10;

/** The sets that rules name: they must exist before the rules do. */
export function setsNamed(policy: Policy): string[] {
  return [...new Set(policy.rules.flatMap(({ from, to }) => [...asksOf(from), ...asksOf(to)]))];
}

function asksOf(side: PolicySide): string[] {
  if (typeof side === 'string') return [];
  const { profile, category, vendor, risk } = side;
  return ([['profile', profile], ['category', category], ['vendor', vendor], ['risk', risk]] as const).flatMap(([keyword, value]) => (value === undefined ? [] : [setName(keyword, value)]));
}

/** Replaces the table in one transaction: at no moment is there none. */
export function wholeTable(table: string, policy: Policy, sets: ReadonlyMap<string, ReadonlySet<string>>): string {
  const name = checked(table, TABLE_PATTERN);
  return [
    `table inet ${name}`, `delete table inet ${name}`, `table inet ${name} {`,
    ...([4, 6] as const).flatMap((family) => [`  set ${INSIDE[family]} {`, `    type ${TYPE[family]}`, '    flags interval', '    auto-merge', `    elements = { ${[...PRIVATE[family], ...policy.inside.filter((one) => familyOf(one) === family)].map(network).join(', ')} }`, '  }']),
    ...[...sets].flatMap(([set, ips]) => [`  set ${checked(set, NAME_PATTERN)} {`, `    type ${typeOf(set)}`, ...(ips.size === 0 ? [] : [`    elements = { ${[...ips].map(address).join(', ')} }`]), '  }']),
    `  chain ${CHAIN} {`, `    type filter hook forward priority ${PRIORITY}; policy accept;`,
    // A rule is about who opens a connection; the answers of one that was let through pass. What belongs to no connection is looked at like an opening.
    '    ct direction reply accept',
    ...policy.rules.flatMap((rule) => ruleLines(rule).map((line) => `    ${line}`)),
    '  }', '}', '',
  ].join('\n');
}

/** Only the differences, as one transaction; empty when there are none. */
export function changedSets(table: string, changes: SetChanges): string {
  const name = checked(table, TABLE_PATTERN);
  const elements = (verb: string, sets: ReadonlyMap<string, readonly string[]>): string[] =>
    [...sets].filter(([set]) => !changes.gone.includes(set)).map(([set, ips]) => `${verb} element inet ${name} ${checked(set, NAME_PATTERN)} { ${ips.map(address).join(', ')} }`);
  return [
    ...changes.made.map((set) => `add set inet ${name} ${checked(set, NAME_PATTERN)} { type ${typeOf(set)}; }`),
    ...elements('delete', changes.removed), ...elements('add', changes.added),
    ...changes.gone.map((set) => `delete set inet ${name} ${checked(set, NAME_PATTERN)}`),
  ].map((line) => `${line}\n`).join('');
}

export function removedTable(table: string): string {
  const name = checked(table, TABLE_PATTERN);
  return `table inet ${name}\ndelete table inet ${name}\n`;
}

function ruleLines(rule: PolicyRule): string[] {
  const protocols = (['tcp', 'udp'] as const).flatMap((protocol) => {
    const ranges = merged(rule.ports.filter((range) => range.protocol === protocol));
    return ranges.length === 0 ? [] : [`${protocol} dport { ${ranges.join(', ')} }`];
  });
  const label = checked(rule.name, /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}$/);
  // A log line a packet would let a device fill the disk.
  const verdict = rule.action === 'log' ? `counter limit rate 10/second burst 20 packets log prefix "nameplate ${label}: "` : `counter ${rule.action}`;
  const families = ([4, 6] as const).filter((family) => [rule.from, rule.to].every((of) => typeof of !== 'string' || of === 'any' || of === 'internet' || familyOf(of) === family));
  return families.flatMap((family) => (protocols.length === 0 ? [''] : protocols).map((ports) =>
    [...side(rule.from, 'saddr', family), ...side(rule.to, 'daddr', family), ports, verdict, `comment "${label}"`].filter((part) => part !== '').join(' ')));
}

function side(of: PolicySide, field: 'saddr' | 'daddr', family: Family): string[] {
  const word = `${WORD[family]} ${field}`;
  if (typeof of !== 'string') return asksOf(of).map((set) => `${word} @${family === 6 ? sixName(set) : set}`);
  return of === 'any' ? [] : of === 'internet' ? [`${word} != @${INSIDE[family]}`] : [`${word} ${network(of)}`];
}
function familyOf(network: string): Family { return network.includes(':') ? 6 : 4; }
function typeOf(set: string): string { return TYPE[isSix(set) ? 6 : 4]; }

/** nft refuses ranges that overlap. */
function merged(ranges: readonly PortRange[]): string[] {
  const out: { first: number; last: number }[] = [];
  for (const { first, last } of [...ranges].sort((a, b) => a.first - b.first)) {
    const before = out.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else out.push({ first, last });
  }
  return out.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`));
}

function network(text: string): string {
  const [ip = '', bits = ''] = text.split('/');
  return `${address(ip)}/${checked(bits, /^\d{1,3}$/)}`;
}
function address(text: string): string {
  if (parseIp(text) === undefined && ip6Text(text) !== text) throw unfit(text);
  return text;
}
/** Nothing reaches nft that was not looked at here, wherever it comes from. */
function checked(text: string, pattern: RegExp): string {
  if (!pattern.test(text)) throw unfit(text);
  return text;
}
function unfit(text: string): EdgeError { return new EdgeError('internal', 'a text that nft must not see', { fields: { text: text.slice(0, 80) } }); }
