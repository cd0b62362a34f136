/** Lays what both programs read side by side: which messages, which fields, and where they differ. */
import { together, type Circumstances, type Fields, type Message, type Protocol } from './messages.ts';
import type { Own } from './ours.ts';
import type { Peer } from './theirs.ts';

export interface Difference {
  readonly capture: string;
  readonly protocol: Protocol;
  readonly place: string;
  /** Field that differs; `message` when only one of the two read a message there. */
  readonly field: string;
  readonly ours: readonly string[] | undefined;
  readonly theirs: readonly string[] | undefined;
  readonly circumstances: Circumstances | undefined;
  /** Why we rejected what is in this packet. */
  readonly rejected: string | undefined;
  /** tshark read not one packet of the capture. */
  readonly unread: boolean;
  /** The other program read the same message, in the same direction, at another time. */
  readonly elsewhere: boolean;
  readonly message: { readonly ours: Fields; readonly theirs: Fields };
}

export interface Count { messages: number; fields: number; equal: number }
export interface Comparison { readonly counts: ReadonlyMap<Protocol, Count>; readonly differences: readonly Difference[] }

export function compare(capture: string, ours: Own, theirs: Peer): Comparison {
  const mine = together(ours.messages), peer = together(theirs.messages), counts = new Map<Protocol, Count>(), differences: Difference[] = [];
  const said = (messages: Iterable<Message>): Set<string> => new Set([...messages].map(sameMessage)), saidByUs = said(mine.values()), saidByThem = said(peer.values());
  for (const key of new Set([...mine.keys(), ...peer.keys()])) {
    const one = mine.get(key), other = peer.get(key), some = one ?? other;
    if (some === undefined) continue;
    const count = counts.get(some.protocol) ?? { messages: 0, fields: 0, equal: 0 };
    counts.set(some.protocol, count);
    count.messages += Math.max(one?.count ?? 0, other?.count ?? 0);
    const elsewhere = one === undefined ? saidByUs.has(sameMessage(some)) : other === undefined && saidByThem.has(sameMessage(some));
    const circumstances = other?.circumstances ?? theirs.packets.get(some.place);
    const told = { capture, protocol: some.protocol, place: some.place, elsewhere, unread: theirs.packets.size === 0, circumstances, rejected: circumstances === undefined ? undefined : ours.rejects.get(circumstances.frame), message: { ours: one?.fields ?? {}, theirs: other?.fields ?? {} } };
    if (one === undefined || other === undefined) {
      count.fields++;
      differences.push({ ...told, field: 'message', ours: one === undefined ? undefined : ['read'], theirs: other === undefined ? undefined : ['read'] });
      continue;
    }
    for (const field of new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])) {
      const a = one.fields[field], b = other.fields[field];
      count.fields++;
      if (a !== undefined && b !== undefined && a.length === b.length && a.every((value, i) => value === b[i])) count.equal++;
      else differences.push({ ...told, field, ours: a, theirs: b });
    }
  }
  return { counts, differences };
}

/** Protocol, ports and fields: what a message that is sent again has in common with the first. */
function sameMessage(message: Message): string {
  return JSON.stringify([message.protocol, message.place.split(' ').slice(1), Object.entries(message.fields).sort(([a], [b]) => a < b ? -1 : 1)]);
}
