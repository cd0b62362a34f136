/** How often the DHCP book names the right system: on lists that other people collected (satori, Fingerbank 2015), and on kyd's own by tenths. No list of the others is in the book, but kyd has most of Fingerbank's itself: the row of lists that kyd has not is the one that shares none. Which pairs of systems were confused was read once, and the rules of dhcpcd and of Windows CE changed after it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dhcpBook } from '../../src/knowledge/dhcp/dhcp.ts';
import { packLists, readKyd, render, type KnownList } from './dhcp.ts';
import { nameSays } from './dhcp-names.ts';

interface Entry { readonly src: string; readonly opt55?: string; readonly opt60?: string; readonly name: string; readonly os_class?: string; readonly os?: string; readonly device_type?: string }

export interface DhcpScore {
  readonly of: string;
  /** Lists that name one system; how many got an answer, and of those the right one. */
  readonly lists: number;
  readonly answered: number;
  readonly right: number;
  /** Lists that stand under several systems, and how many of those got no answer. */
  readonly shared: number;
  readonly silent: number;
}

/** Our family by the words of satori and Fingerbank; empty where they name no system. Distributions and firmware on Linux are Linux. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/Windows Phone/, 'Windows Phone'], [/Windows CE/, 'Windows CE'], [/Windows/, 'Windows'], [/Mac OS 9/, 'Mac OS 9'], [/Mac OS X|macOS/, 'macOS'], [/^iOS|iPod|iPhone|iPad/, 'iOS'], [/^IOS/, 'Cisco IOS'],
  [/Android|Nexus|Galaxy|Ellipsis|Kobo Arc|LG G2/, 'Android'], [/Chrome ?OS/, 'ChromeOS'], [/Tizen/, 'Tizen'], [/Symbian/, 'Symbian'], [/FortiOS/, 'FortiOS'], [/Bada|S8500|S8000/, 'Bada'], [/BlackBerry/i, 'BlackBerry OS'],
  [/FreeBSD|FreeNAS/, 'FreeBSD'], [/OpenBSD/, 'OpenBSD'], [/Solaris|^Unix/, 'Solaris'], [/OpenWRT|Linux|Debian|Ubuntu|Fedora|RHEL|Gentoo|SUSE|Knoppix|Meego|Maemo|Raspbian/i, 'Linux'], [/VxWorks/, 'VxWorks'], [/BeOS|Haiku/, 'BeOS'], [/OS\/2/, 'OS/2'],
];

function familyOf(entry: Entry): string {
  const words = entry.src === 'satori' ? `${entry.os_class ?? ''} ${entry.os ?? ''}`.trim() : entry.name;
  return FAMILIES.find(([pattern]) => pattern.test(words))?.[1] ?? '';
}

type Answer = (list: string) => string | undefined;

function score(of: string, families: ReadonlyMap<string, ReadonlySet<string>>, answer: Answer): DhcpScore {
  let lists = 0, answered = 0, right = 0, shared = 0, silent = 0;
  for (const [list, names] of families) {
    const said = answer(list), [only] = names;
    if (names.size > 1) { shared++; if (said === undefined) silent++; continue; }
    lists++;
    if (said === undefined) continue;
    answered++;
    if (said === only) right++;
  }
  return { of, lists, answered, right, shared, silent };
}

function familiesByList(rows: readonly { readonly list: string; readonly family: string }[]): Map<string, Set<string>> {
  const families = new Map<string, Set<string>>();
  for (const { list, family } of rows) if (family !== '') families.set(list, (families.get(list) ?? new Set()).add(family));
  return families;
}

function answerer(known: readonly KnownList[]): Answer {
  const bytes = new TextEncoder().encode(render(packLists(known))), book = dhcpBook(() => bytes);
  return (list) => book.read('dhcp.parameter_request_list', list).find((claim) => claim.os_family !== undefined)?.os_family;
}

/** Needs the data folder. */
export function evaluateDhcp(data: string): readonly DhcpScore[] {
  const known = readKyd(join(data, 'fingerprints/kyd/dhcp-db.txt')), seen = new Set(known.map(({ codes }) => codes)), answer = answerer(known);
  const entries = readFileSync(join(data, 'fingerprints/dhcp_fingerprints.jsonl'), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Entry) // the data folder's own format
    .filter((entry): entry is Entry & { opt55: string } => entry.opt55 !== undefined && ['satori', 'fingerbank2015'].includes(entry.src));
  const by = (src: string): { list: string; family: string }[] => entries.filter((entry) => entry.src === src).map((entry) => ({ list: entry.opt55, family: familyOf(entry) }));
  const all = familiesByList([...by('satori'), ...by('fingerbank2015')]);
  return [
    score('satori', familiesByList(by('satori')), answer),
    score('fingerbank 2015', familiesByList(by('fingerbank2015')), answer),
    score('both together', all, answer),
    score('both, lists that kyd has not', new Map([...all].filter(([list]) => !seen.has(list))), answer),
    leaveOut(known),
  ];
}

/** kyd by parts: nine tenths of its lists are known, the tenth is asked; no list is in both. */
function leaveOut(known: readonly KnownList[]): DhcpScore {
  const parts = 10, total = { lists: 0, answered: 0, right: 0, shared: 0, silent: 0 };
  for (let part = 0; part < parts; part++) {
    const [mine, others] = [known.filter((_, i) => i % parts === part), known.filter((_, i) => i % parts !== part)];
    const one = score('', familiesByList(mine.map(({ codes, name }) => ({ list: codes, family: nameSays(name)?.os_family ?? '' }))), answerer(others));
    for (const key of ['lists', 'answered', 'right', 'shared', 'silent'] as const) total[key] += one[key];
  }
  return { of: 'kyd, each tenth by the others', ...total };
}
