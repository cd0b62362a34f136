/** The tenant, site and segment that a command names: a slip of the pen is told with what there is, and not answered with an empty list. */
import { DEFAULT_SCOPE, EdgeError, type Scope } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import type { Invocation } from './command.ts';
import { plainName } from './data-folder.ts';

export interface Place { readonly tenant: string; readonly site: string | undefined; readonly segment: string | undefined }

/** Names told of when one is not among them. */
const TOLD = 10;
const PARTS = ['tenant', 'site', 'segment'] as const;

/** The place as it is written, whatever the case of its letters: `mayBeNew` where a command sets something for a place of which nothing was heard yet, which is said then. */
export function placeAsked(call: Invocation, store: Store, mayBeNew = false): Place {
  const place: { tenant: string; site: string | undefined; segment: string | undefined } = { tenant: DEFAULT_SCOPE.tenant, site: undefined, segment: undefined };
  let scopes: readonly Partial<Scope>[] = heardOf(store);
  for (const part of PARTS) {
    const text = call.text(part);
    if (text !== undefined) {
      const names = [...new Set([DEFAULT_SCOPE[part], ...scopes.flatMap((scope) => scope[part] ?? [])])], known = written(names, plainName(text));
      if (known === undefined && !mayBeNew) throw nowhere(part, text, names);
      if (known === undefined) call.io.note(`nothing is known of ${part} ${text} yet; there is ${told(names)}`);
      place[part] = known ?? text;
    }
    const chosen = place[part];
    if (chosen !== undefined) scopes = scopes.filter((scope) => scope[part] === chosen);
  }
  return place;
}

/** Sites of a tenant that something is limited to; they may be new, as above. */
export function sitesAsked(call: Invocation, store: Store, tenant: string, option: string): readonly string[] {
  const names = [...new Set([DEFAULT_SCOPE.site, ...heardOf(store).flatMap((scope) => (scope.tenant === tenant ? scope.site ?? [] : []))])];
  return call.texts(option).map((text) => {
    const plain = plainName(text), known = written(names, plain);
    if (known === undefined) call.io.note(`nothing is known of site ${text} yet; there is ${told(names)}`);
    return known ?? plain;
  });
}

/** As it is written there; otherwise the one that differs in case alone. */
function written(names: readonly string[], text: string): string | undefined {
  if (names.includes(text)) return text;
  const alike = names.filter((name) => name.toLowerCase() === text.toLowerCase());
  return alike.length === 1 ? alike[0] : undefined;
}

function nowhere(part: keyof Scope, text: string, names: readonly string[]): EdgeError {
  return new EdgeError('not_found', `there is no such ${part}`, { fields: { [part]: text }, next: `there is ${told(names)}` });
}

function told(names: readonly string[]): string { return `${[...names].sort().slice(0, TOLD).join(', ')}${names.length > TOLD ? ` and ${names.length - TOLD} more` : ''}`; }

/** Places that devices were heard in, that firewalls and senders were let in for, and tenants of which something is set. */
function heardOf(store: Store): readonly Partial<Scope>[] {
  return [
    ...store.scopes.list().map(({ scope }) => scope), ...store.firewalls.list(), ...(['dhcp-server', 'log-sender'] as const).flatMap((kind) => store.senders.list(kind)), ...store.tokens.list(),
    ...store.tenants.list().map(({ name }) => ({ tenant: name })), ...[...store.onboarding.list(), ...store.retention.list(), ...store.outlets.list()].map(({ tenant }) => ({ tenant })),
  ];
}
