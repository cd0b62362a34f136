/** The end of a load test: every firewall's map against a fresh snapshot, entry by entry. */
import { LostCall, pause, type Identity } from '../client/index.ts';
import { decode, sessionCheck } from '../wire/index.ts';
import { LoadFirewall } from './load-firewall.ts';
import { differences, SharedMaps, type FirewallMap } from './shared-maps.ts';
import type { Tally } from './tally.ts';

const AT_ONCE = 32;
const TIMEOUT_MS = 10_000;
/** Polls that each firewall may take to become current, and snapshots taken while the node's map moves on. */
const POLLS_MAX = 50, ROUNDS_MAX = 20, FAULTS_MAX = 5;

export interface Verification {
  readonly edgeUrl: string;
  readonly firewalls: readonly LoadFirewall[];
  readonly identityOf: (firewall: LoadFirewall) => Identity;
  readonly tally: Tally;
  readonly signal: AbortSignal;
}

export async function verify(all: Verification): Promise<void> {
  const groups = new Map<string, LoadFirewall[]>();
  await some(all.firewalls, async (firewall) => {
    const view = await viewOf(firewall, all.signal);
    if (view === undefined) all.tally.note('no_session');
    else {
      const group = groups.get(view);
      if (group === undefined) groups.set(view, [firewall]);
      else group.push(firewall);
    }
  }, all.signal);
  for (const group of groups.values()) await verifyGroup(all, group);
}

/** Firewalls that see the same: one fresh snapshot is good for all of them. */
async function verifyGroup({ edgeUrl, identityOf, tally, signal }: Verification, group: readonly LoadFirewall[]): Promise<void> {
  let left = [...group];
  const failed = new Set<LoadFirewall>();
  for (let round = 0; round < ROUNDS_MAX && left.length > 0 && !signal.aborted; round++) {
    const behind: LoadFirewall[] = [];
    const witness = left[round % left.length], fresh = witness && await freshMap(edgeUrl, identityOf(witness), signal);
    if (fresh === undefined) continue;
    // Worked out once a map, not once a firewall.
    const same = new Map<FirewallMap, boolean>();
    await some(left, async (firewall) => {
      if (!(await becomeCurrent(firewall, tally, signal))) {
        failed.add(firewall);
        return;
      }
      const { map } = firewall;
      if (map.position?.epoch !== fresh.position?.epoch || map.digest !== fresh.digest) {
        behind.push(firewall); // the node moved on between the two
        return;
      }
      const right = same.get(map) ?? differences(map, fresh) === 0;
      same.set(map, right);
      if (right) tally.compared += 1;
      else tally.wrong(firewall);
    }, signal);
    left = behind.filter((firewall) => !failed.has(firewall));
  }
}

async function becomeCurrent(firewall: LoadFirewall, tally: Tally, signal: AbortSignal): Promise<boolean> {
  let faults = 0;
  for (let polls = 0; polls < POLLS_MAX && faults < FAULTS_MAX && !signal.aborted; polls++) {
    const outcome = await firewall.poll({ waitSeconds: 0, timeoutMs: TIMEOUT_MS });
    tally.count(firewall, outcome);
    if (outcome.kind === 'idle') return true;
    if (outcome.kind === 'fault') faults += 1;
    if (outcome.kind === 'lost' || outcome.kind === 'status') {
      faults += outcome.kind === 'lost' ? 1 : 0;
      await pause(outcome.kind === 'status' ? outcome.retryMs : 200, signal);
    }
  }
  return false;
}

/** By a client of its own, which has seen nothing before. */
async function freshMap(edgeUrl: string, identity: Identity, signal: AbortSignal): Promise<FirewallMap | undefined> {
  const fresh = new LoadFirewall(edgeUrl, identity, new SharedMaps());
  try {
    for (let pages = 0; pages < 10_000 && !signal.aborted; pages++) {
      const outcome = await fresh.poll({ waitSeconds: 0, timeoutMs: TIMEOUT_MS });
      if (outcome.kind === 'fault') return undefined;
      if (outcome.kind === 'lost') return undefined;
      if (outcome.kind === 'status') await pause(outcome.retryMs, signal);
      else if (!outcome.more) return fresh.map;
    }
    return undefined;
  } finally {
    fresh.client.drop();
  }
}

/** What it may see, as a word to compare; undefined when the node does not say. */
async function viewOf(firewall: LoadFirewall, signal: AbortSignal): Promise<string | undefined> {
  for (let tries = 0; tries < 5 && !signal.aborted; tries++) {
    try {
      const reply = await firewall.client.call({ method: 'POST', path: '/edge/v1/session', timeoutMs: TIMEOUT_MS });
      const session: unknown = reply.status === 200 ? decode(reply.bytes, 'msgpack') : undefined;
      if (sessionCheck.is(session)) return JSON.stringify([session.tenant, session.sites]);
      await pause(Number(reply.headers['retry-after'] ?? 1) * 1000, signal);
    } catch (error) {
      if (!(error instanceof LostCall)) throw error;
      await pause(100 * 2 ** tries, signal);
    }
  }
  return undefined;
}

export async function some<T>(items: readonly T[], work: (item: T) => Promise<void>, signal: AbortSignal, atOnce = AT_ONCE): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    for (let item = items[next++]; item !== undefined && !signal.aborted; item = items[next++]) await work(item);
  }));
}
