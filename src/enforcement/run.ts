/** One agent from its options: nft, the state folder, the node. And what can be said of it from outside. */
import { join } from 'node:path';
import { greet, PollingClient, type Identity } from '../client/index.ts';
import type { Policy } from '../config/index.ts';
import { EdgeError } from '../model/index.ts';
import { Agent, keptOf, type Kept, type Link } from './agent.ts';
import { Enforcer, type Applied } from './enforcer.ts';
import { openNeighbours, type ReadNeighbours } from './neighbours.ts';
import { openNft } from './nft.ts';
import { PolicyFile } from './policy-file.ts';
import { CHAIN, setsNamed, TABLE_PATTERN, wholeTable } from './ruleset.ts';
import { sentence } from './sentence.ts';
import { SetBook } from './set-book.ts';
import { SixBook } from './six-book.ts';
import { loadState, saveState } from './state-file.ts';
import { Surroundings } from './surroundings.ts';
import { askStatus, serveStatus, type Status } from './status.ts';

export interface AgentOptions {
  readonly edgeUrl: string;
  /** Read after what was kept is in force. */
  readonly identity: () => Identity;
  readonly stateDir: string;
  readonly table: string;
  /** Without one there are sets and no rules. */
  readonly policyFile: string | undefined;
  /** Of each family. */
  readonly maxEntries: number;
  /** Ends once a whole map is in force. */
  readonly once: boolean;
  /** Takes the table down at the end. */
  readonly remove: boolean;
  readonly signal: AbortSignal;
  /** Another than the machine's for tests. */
  readonly now?: () => number;
  /** A policy that is about to be in force. */
  readonly onPolicy: (policy: Policy) => void;
  readonly onApplied: (applied: Applied & { readonly why: string } & Status) => void;
  readonly onNews: (text: string) => void;
}

/** R81, as for firewalls. */
const SETS_MAX = 1000;
const TIMEOUT_MS = 10_000;
const STATE_FILE = 'map.json', RULES_FILE = 'rules.json';
const SOCKET = 'agent.sock';

export async function runAgent(options: AgentOptions): Promise<Status> {
  const table = tableName(options.table), state = join(options.stateDir, STATE_FILE), { signal, onNews, onPolicy, now = Date.now } = options;
  const nft = await openNft(), file = new PolicyFile(options.policyFile, join(options.stateDir, RULES_FILE), onNews), policy = await file.open();
  onPolicy(policy);
  const book = bookOf(policy, options.maxEntries), six = new SixBook({ cap: options.maxEntries, setsMax: SETS_MAX, pinned: setsNamed(policy) }), enforcer = new Enforcer({ nft, table, policy, books: [book, six.sets] });
  const onApplied = (applied: Applied, why: string): void => {
    if (applied.how === 'replaced') file.keep(enforcer.policy);
    options.onApplied({ ...applied, why, ...figures() });
  };
  const around = new Surroundings({
    book, six, enforcer, onApplied, onNews, neighbours: neighboursHere(onNews),
    async policy() {
      const changed = await file.changed();
      if (changed !== undefined) onPolicy(changed);
      return changed;
    },
  });
  const agent = new Agent({
    book, six, enforcer, around, signal, once: options.once, onNews, now, connect: () => linkTo(options.edgeUrl, options.identity),
    load: () => loadState(state), save: (kept) => { saveState(state, kept); }, onApplied,
  });
  const figures = (): Status => ({ mappings: book.size, sets: book.sets.size + six.sets.sets.size });
  const status = (): Status => ({ running: true, table: `inet ${table}`, rules: enforcer.policy.rules.length, policy_refused: file.complaint ?? null, max_entries: options.maxEntries, ...agent.report(), policies_refused: around.counts.policies_refused + file.refused, members: { ...membersOf(book), ...membersOf(six.sets) } });
  const server = await serveStatus(join(options.stateDir, SOCKET), status);
  const reload = (): void => { file.reload(); };
  process.on('SIGHUP', reload);
  try {
    await agent.run();
    if (options.remove) await enforcer.remove();
    return { ...status(), running: false };
  } finally {
    process.off('SIGHUP', reload);
    server.stop();
  }
}

function neighboursHere(onNews: (text: string) => void): ReadNeighbours | undefined {
  try {
    return openNeighbours();
  } catch (error) {
    onNews(sentence(error));
    return undefined;
  }
}

function linkTo(edgeUrl: string, identity: () => Identity): Link {
  const polling = new PollingClient<Kept>(edgeUrl, identity(), keptOf);
  return {
    async session() {
      polling.client.present(identity()); // the files may hold a renewed certificate by now
      const reply = await greet(polling.client);
      return { home: { site: reply.site, segment: reply.segment }, holdSeconds: reply.limits.poll_wait_seconds, reply };
    },
    poll: (waitSeconds) => polling.poll({ waitSeconds, timeoutMs: TIMEOUT_MS }),
    map: polling.map,
    get connects() { return polling.client.connects; },
    drop() { polling.client.drop(); },
  };
}

/** The running agent's own words, or what it left behind. */
export async function agentStatus({ stateDir, table }: { readonly stateDir: string; readonly table: string }): Promise<Status> {
  const live = await askStatus(join(stateDir, SOCKET));
  if (live !== undefined) return live;
  const name = tableName(table), kept = loadState(join(stateDir, STATE_FILE));
  const standing = await (await openNft()).chain(name, CHAIN) !== undefined;
  return { running: false, table: `inet ${name}`, in_force: standing, revision: kept?.position?.revision ?? null, mappings: kept?.entries.length ?? 0, expired_since: kept?.expiredSince === undefined ? null : new Date(kept.expiredSince).toISOString() };
}

/** What the agent would give to nft, with the map it kept, if any. */
export function rulesText({ policy, table, stateDir }: { readonly policy: Policy; readonly table: string; readonly stateDir: string | undefined }): string {
  const kept = stateDir === undefined ? undefined : loadState(join(stateDir, STATE_FILE)), book = bookOf(policy, Number.POSITIVE_INFINITY), six = new SixBook({ cap: Number.POSITIVE_INFINITY, setsMax: SETS_MAX, pinned: setsNamed(policy) });
  if (kept?.home !== undefined) for (const one of [book, six]) one.standAt(kept.home);
  for (const { place } of kept?.entries ?? []) book.put(place);
  six.see(kept?.neighbours ?? []);
  six.settle(book.places());
  return wholeTable(tableName(table), policy, new Map([...book.sets, ...six.sets.sets]));
}

function bookOf(policy: Policy, cap: number): SetBook { return new SetBook({ cap, setsMax: SETS_MAX, pinned: setsNamed(policy) }); }
function membersOf(book: SetBook): Record<string, number> { return Object.fromEntries([...book.sets].map(([name, ips]) => [name, ips.size] as const).sort(([a], [b]) => (a < b ? -1 : 1))); }

function tableName(given: string): string {
  if (!TABLE_PATTERN.test(given)) throw new EdgeError('usage', 'a table of the agent is called nameplate, or begins so', { fields: { table: given }, next: 'tables of others are never touched; choose a name such as nameplate_lab' });
  return given;
}
