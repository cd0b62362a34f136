/** Home Assistant's discovery rules, compiled by `build/knowledge/home-assistant.ts`: which integration, and so which maker, announces itself like this. */
import type { Claim, ParameterName } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { FACTORY_NAME, HINT, MAKER_FORM } from '../certainty.ts';
import { NAMED_IN } from '../hosts/index.ts';
import { claimOf, matchesAny, ownBook, type Reader } from '../rule.ts';
import { INTEGRATIONS } from './integrations.ts';

const CERTAINTY: Readonly<Record<string, number>> = { host: HINT, service: MAKER_FORM, instance: FACTORY_NAME, model: FACTORY_NAME, text: FACTORY_NAME, target: MAKER_FORM };
/** What a pattern means as it stands; brackets are a choice of letters. */
const NOT_CUT = /[.+^${}()|\\]/g;

interface Matcher { readonly pattern: RegExp; readonly claim: Claim }
interface Matchers { readonly list: readonly Matcher[]; readonly anyMatches: (value: string) => boolean }

/** `*` and `[ab]` as in a shell; a star is the only repeat, and at most one stands inside the pattern. */
const glob = (text: string): RegExp => new RegExp(`^${text.replace(NOT_CUT, '\\$&').replaceAll('*', '.*')}$`, 'i');

function matchers(bytes: Uint8Array): ReadonlyMap<string, Matchers> {
  const all = new Map<string, Matcher[]>();
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const [kind = '', pattern = '', integration = ''] = line.split('\t'), said = INTEGRATIONS.get(integration);
    if (said === undefined) continue;
    const list = all.get(kind) ?? [];
    list.push({ pattern: glob(pattern), claim: claimOf(`home-assistant/${integration}-${kind}`, said, CERTAINTY[kind] ?? HINT) });
    all.set(kind, list);
  }
  return new Map([...all].map(([kind, list]) => [kind, { list, anyMatches: matchesAny(list.map(({ pattern }) => pattern)) }]));
}

/** `Bosch SHC [00-11]._http._tcp.local` as `_http._tcp Bosch SHC [00-11]`, the form of the table. */
const INSTANCE = /^(.+?)\.(_[^.]+\._(?:tcp|udp))(?:\.local)?\.?$/i;

export function homeAssistant(file: () => Uint8Array): Book {
  let table: ReadonlyMap<string, Matchers> | undefined;
  const find = (kind: string, value: string): readonly Claim[] => {
    table ??= matchers(file());
    const of = table.get(kind);
    const found = of?.anyMatches(value) === true ? of.list.find(({ pattern }) => pattern.test(value)) : undefined;
    return found === undefined ? [] : [found.claim];
  };
  const reader = (kind: string, form: (value: string) => string = (value) => value): Reader => (value) => find(kind, form(value));
  const readers = new Map<ParameterName, Reader>(NAMED_IN.map((parameter) => [parameter, reader('host', (value) => value.replace(/\..*$/, ''))]));
  readers.set('mdns.service', reader('service', (value) => value.replace(/\.local\.?$/i, '')));
  readers.set('mdns.instance', reader('instance', (value) => { const [, name = '', service = ''] = INSTANCE.exec(value) ?? []; return `${service} ${name}`; }));
  readers.set('mdns.model', reader('model'));
  readers.set('mdns.text', reader('text'));
  readers.set('ssdp.announces', reader('target'));
  readers.set('ssdp.device', reader('target'));
  return ownBook('home-assistant', readers, 'discovery rules of Home Assistant (github.com/home-assistant/core)', 'Apache-2.0');
}
