/** `nameplate firewall advice`: what is missing at each firewall, what that costs, and what to do. */
import { adviceFor, readDescription, type Advice, type Lag } from '../../advice/index.ts';
import type { CommandBody } from '../command.ts';
import { withRegistry } from '../enrolment.ts';
import { clean } from '../failure.ts';
import { firewallAsked } from '../known-firewall.ts';
import type { Store } from '../../store/index.ts';

export const firewallAdvice: CommandBody = async (call) => {
  const { io, args: [serial] } = call;
  const advice = withRegistry(call.text('data') ?? '', (store, now) => (serial === undefined ? known(store) : [firewallAsked(store, serial)]).flatMap((firewall) => adviceOf(store, firewall, now).map((one) => ({ firewall, ...one }))));
  if (call.flag('json')) for (const one of advice) io.line(JSON.stringify(one));
  else if (advice.length === 0) io.note('nothing is missing');
  else for (const { firewall, weight, says, next, cites } of advice) {
    io.line(clean(`${firewall}  ${weight}: ${says} (${cites.join(', ')})`));
    io.line(clean(`  ${next.replace('SERIAL', firewall)}`));
  }
  return 0;
};

/** Registered, or heard of by a collector. */
function known(store: Store): readonly string[] {
  return [...new Set([...store.firewalls.list().filter(({ status }) => status === 'active').map(({ serial }) => serial), ...store.books.logs().map(({ firewall }) => firewall).filter((firewall) => firewall !== '')])].sort();
}

/** Whoever sends logs may name any serial: of a registered firewall only its own tenant knows anything. */
function adviceOf(store: Store, firewall: string, now: number): readonly Advice[] {
  const owner = store.firewalls.find(firewall)?.tenant, own = ({ tenant }: { readonly tenant: string }): boolean => owner === undefined || tenant === owner;
  const release = store.books.releases(firewall).filter(own).sort((a, b) => b.at - a.at)[0];
  return adviceFor({ books: store.books.logs(firewall).filter(own), content: release?.content ?? null, panos: release?.panos ?? null, description: readDescription(store.descriptions.get(firewall)), lag: lagOf(store, firewall, now), shown: shownBy(store, firewall), now });
}

function lagOf(store: Store, firewall: string, now: number): Lag | null {
  const row = store.polls.of(firewall);
  return row === undefined || row.oldestAt === null ? null : { entries: row.entries, seconds: Math.round((now - row.oldestAt) / 1000) };
}

function shownBy(store: Store, firewall: string): number | null {
  return store.polls.of(firewall)?.state === 'current' ? store.books.applied(firewall).filter(({ form }) => form === 'mapping').length : null;
}
