/** `nameplate dhcp-server status | counters` and the same of `log-sender`: what a running node wrote down of its syslog senders (R36, R38, R39). */
import { senderStatus, type SenderKind } from '../../model/index.ts';
import { nodeRuns, type ListenerState, type SenderRow, type SenderState, type Stranger } from '../../store/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { dataOf } from '../data-folder.ts';
import { withRegistry } from '../enrolment.ts';
import { textTable } from '../text-table.ts';
import { senderFacts } from './sender.ts';

interface Live {
  readonly row: SenderRow;
  readonly status: 'Connected' | '';
  readonly connections: number;
  readonly lastSeen: number | null;
  readonly counts: ReadonlyMap<string, number>;
}
interface Seen { readonly senders: readonly Live[]; readonly strangers: readonly Stranger[]; readonly listeners: readonly ListenerState[]; readonly running: boolean }

export const senderState = (kind: SenderKind): CommandBody => async (call) => {
  const { io } = call, name = call.args[0], seen = look(call, kind, name);
  if (call.flag('json')) for (const live of seen.senders) io.line(JSON.stringify({ ...(name === undefined ? {} : senderFacts(live.row)), ...liveFacts(live), ...(name === undefined ? {} : { counters: grouped(live.counts) }) }));
  else if (name === undefined) {
    const cells = seen.senders.map((live) => [live.row.name, live.status, live.row.address, live.row.protocol, String(total(live.counts, 'received')), String(lost(live.counts)), live.lastSeen === null ? '' : new Date(live.lastSeen).toISOString()]);
    if (cells.length > 0) for (const line of textTable(['NAME', 'STATUS', 'ADDRESS', 'PROTOCOL', 'MESSAGES', 'REJECTED', 'LAST SEEN'], cells, io.width)) io.line(line);
    else io.note(`nobody yet: nameplate ${kind} add NAME --address IP`);
  } else {
    for (const live of seen.senders) {
      const cells = [...Object.entries({ ...senderFacts(live.row), ...liveFacts(live) }), ...[...live.counts].sort()].map(([field, value]) => [field, value === null ? '' : String(value)]);
      for (const line of textTable(['FIELD', 'VALUE'], cells, io.width)) io.line(line);
    }
  }
  remarks(call, kind, seen);
  return 0;
};

export const senderCounters = (kind: SenderKind): CommandBody => async (call) => {
  const counts = new Map<string, number>();
  for (const state of withRegistry(dataOf(call), (store) => store.senderStates.list())) {
    if (state.kind === kind) for (const [event, value] of state.counts) counts.set(event, (counts.get(event) ?? 0) + value);
  }
  const all = grouped(counts);
  if (call.flag('json')) call.io.line(JSON.stringify(all));
  else {
    const cells = Object.entries(all).flatMap(([group, value]) => (typeof value === 'number' ? [[group.replaceAll('_', ' '), String(value)]] : Object.entries(value).map(([reason, count]) => [`${group}: ${reason.replaceAll('_', ' ')}`, String(count)])));
    for (const line of textTable(['COUNTER', 'MESSAGES'], cells, call.io.width)) call.io.line(line);
  }
  return 0;
};

function look(call: Invocation, kind: SenderKind, name: string | undefined): Seen {
  const dir = dataOf(call), running = nodeRuns(dir), now = Date.now();
  return withRegistry(dir, (store) => {
    const states = new Map<number, SenderState>(store.senderStates.list().filter((state) => state.kind === kind).map((state) => [state.sender, state]));
    const rows = name === undefined ? store.senders.list(kind) : [store.senders.get(kind, name)];
    const senders = rows.map((row): Live => {
      const state = states.get(row.id), connections = running ? state?.connections ?? 0 : 0, lastSeen = state?.lastSeen ?? null;
      return { row, connections, lastSeen, counts: state?.counts ?? new Map(), status: row.enabled ? senderStatus({ protocol: row.protocol, connections, lastSeen }, now) : '' };
    });
    return { senders, running, strangers: store.senderStates.strangers().filter((one) => one.kind === kind), listeners: store.senderStates.listeners().filter((one) => one.kind === kind) };
  });
}

function liveFacts({ row, status, connections, lastSeen, counts }: Live): Record<string, string | number | boolean | null> {
  return {
    name: row.name, enabled: row.enabled, address: row.address, protocol: row.protocol, status, connections, last_seen: lastSeen === null ? null : new Date(lastSeen).toISOString(),
    messages: total(counts, 'received'), parsed: total(counts, 'parsed'), bindings_learned: total(counts, 'bindings'), rejected: lost(counts),
  };
}

/** For people, beside the result: why nothing may have come. */
function remarks(call: Invocation, kind: SenderKind, { strangers, listeners, running }: Seen): void {
  const { io } = call;
  if (!running) io.note('no node runs on this data folder');
  else if (listeners.length === 0) io.note(`the node does not listen for these: see the setting syslog.${kind === 'dhcp-server' ? 'dhcpListen' : 'logListen'}`);
  if (running) for (const { protocol, port, problem } of listeners) if (problem !== null) io.note(`the node does not listen on ${protocol} port ${port}: ${problem}`);
  for (const { address, protocol, attempts } of strangers.slice(0, 5)) io.note(`refused ${attempts} times: ${protocol} from ${address}; to hear it: nameplate ${kind} add NAME --address ${address} --protocol ${protocol}`);
}

const GROUPS = ['rejected', 'dropped', 'refused', 'closed'] as const;

/** `rejected_too_long` stands below `rejected` as `too_long`. */
function grouped(counts: ReadonlyMap<string, number>): Record<string, number | Record<string, number>> {
  const result: Record<string, number | Record<string, number>> = { received: total(counts, 'received'), parsed: total(counts, 'parsed'), bindings_learned: total(counts, 'bindings') };
  for (const group of GROUPS) result[group] = Object.fromEntries([...counts].filter(([event]) => event.startsWith(`${group}_`)).map(([event, count]) => [event.slice(group.length + 1), count] as const).sort());
  for (const [event, count] of counts) if (!['received', 'parsed', 'bindings'].includes(event) && !GROUPS.some((group) => event.startsWith(`${group}_`))) result[event] = count;
  return result;
}

function total(counts: ReadonlyMap<string, number>, event: string): number { return counts.get(event) ?? 0; }
/** Messages that came and did not become a record. */
function lost(counts: ReadonlyMap<string, number>): number { return [...counts].reduce((sum, [event, count]) => (/^(rejected|dropped)_/.test(event) ? sum + count : sum), 0); }
