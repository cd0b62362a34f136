/** The agent against nodes that lie, refuse, expire and vanish, and an nft that fails: what is enforced stays right, or stays. */
import { expect, test } from 'bun:test';
import { HeldMap, LostCall, type PollOutcome } from '../client/index.ts';
import { digestOf, EdgeError, type PlacedMapping } from '../model/index.ts';
import type { PollFrame } from '../wire/index.ts';
import { Agent, keptOf, type AgentParts, type Kept, type Link } from './agent.ts';
import { Enforcer } from './enforcer.ts';
import { CLEAR_AFTER_MS, LicenceWatch, saysExpired } from './licence.ts';
import type { Neighbour } from './neighbours.ts';
import type { Nft } from './nft.ts';
import { SetBook } from './set-book.ts';
import { SixBook } from './six-book.ts';
import type { AgentState } from './state-file.ts';
import { Surroundings } from './surroundings.ts';

const POLICY = { inside: [], rules: [{ name: 'r', from: { category: 'Camera' }, to: 'internet', ports: [], action: 'drop' }] } as const;
function entry(n: number, category = 'Camera', ip = `10.0.0.${n}`): PlacedMapping {
  return { site: 'default', segment: 'default', ip_address: ip, mac_address: null, hostname: null, device_type: 'IoT', category, profile: null, vendor: null, model: null, os_family: null, os_version: null, risk_score: null, risk_level: null, confidence: 95, source: 'arp', identified_at: '2026-01-02T03:04:05.000Z' };
}
const head = { wire: 2, epoch: '00000000000000aa', cursor: 'c' };
const snapshot = (to: number, entries: PlacedMapping[], more: Partial<Extract<PollFrame, { kind: 'snapshot' }>> = {}): PollFrame => ({ kind: 'snapshot', ...head, digest: digestOf(entries), to, start: 0, total: entries.length, more: false, reason: 'no-position', entries, ...more });
const delta = (from: number, to: number, upsert: PlacedMapping[], all: PlacedMapping[], more: Partial<Extract<PollFrame, { kind: 'delta' }>> = {}): PollFrame => ({ kind: 'delta', ...head, digest: digestOf(all), from, to, more: false, upsert, remove: [], ...more });
const idle = (at: number, all: PlacedMapping[]): PollFrame => ({ kind: 'idle', ...head, digest: digestOf(all), at });
const [one, two, three] = [entry(1), entry(2), entry(3, 'Printer')];

/** What nft was given; `fail` says of which texts it wants nothing to do. */
class FakeNft implements Nft {
  readonly texts: string[] = [];
  standing = false;
  fail: (text: string) => boolean = () => false;
  async apply(text: string): Promise<void> {
    await Promise.resolve();
    if (this.fail(text)) throw new EdgeError('conflict', 'nft refused the rules', { fields: { reason: 'for the test' } });
    this.texts.push(text);
    this.standing = true;
  }
  async chain(): Promise<string | undefined> { return await Promise.resolve(this.standing ? 'chain' : undefined); }
  /** The elements of a set, as the texts leave it. */
  members(set: string): string[] {
    let ips = new Set<string>();
    for (const text of this.texts) {
      if (text.startsWith('table')) ips = new Set();
      for (const [, verb, list] of text.matchAll(new RegExp(`(?:(add|delete) element inet nameplate ${set} |set ${set} \\{\\s+type ipv[46]_addr\\s+elements = )\\{ ([^}]*) \\}`, 'g'))) for (const ip of (list ?? '').split(', ')) if (verb === 'delete') ips.delete(ip); else ips.add(ip);
    }
    return [...ips].sort();
  }
}

interface Told { readonly news: string[]; readonly saved: AgentState[]; readonly applied: string[]; readonly nft: FakeNft; readonly report: () => Readonly<Record<string, unknown>> }
type Step = PollFrame | PollOutcome | 'lost' | Error;

/** Plays the steps as the answers to polls and ends with the last. */
async function play(steps: readonly Step[], more: { readonly state?: AgentState; readonly damaged?: boolean; readonly reply?: unknown; readonly session?: () => void; readonly now?: number; readonly nft?: FakeNft; readonly cap?: number; readonly ready?: (nft: FakeNft) => void; readonly saveFails?: boolean; readonly neighbours?: () => readonly Neighbour[] } = {}): Promise<Told> {
  const nft = more.nft ?? new FakeNft(), stop = new AbortController(), news: string[] = [], saved: AgentState[] = [], applied: string[] = [], left = [...steps];
  more.ready?.(nft);
  const book = new SetBook({ cap: more.cap ?? 100, setsMax: 100, pinned: ['category_Camera'] }), six = new SixBook({ cap: more.cap ?? 100, setsMax: 100, pinned: ['category_Camera'] }), enforcer = new Enforcer({ nft, table: 'nameplate', policy: POLICY, books: [book, six.sets] }), map = new HeldMap<Kept>(keptOf);
  const link: Link = {
    map, connects: 1, drop() { return; },
    async session() {
      await Promise.resolve();
      more.session?.();
      if (left.length === 0) setTimeout(() => { stop.abort(); }, 5);
      return { home: { site: 'default', segment: 'default' }, holdSeconds: 25, reply: more.reply ?? { licence: { kind: 'none', expires_at: null } } };
    },
    async poll() {
      await Promise.resolve();
      const step = left.shift();
      if (left.length === 0) setTimeout(() => { stop.abort(); }, 20);
      if (step === undefined) return await new Promise((resolve) => { stop.signal.addEventListener('abort', () => { resolve({ kind: 'lost', how: 'reset' }); }); });
      if (step instanceof Error) throw step;
      if (step === 'lost') return { kind: 'lost', how: 'connect_failed' };
      if (!('epoch' in step)) return step;
      const fault = map.apply(step);
      if (fault === undefined) return { kind: step.kind, bytes: 1, more: step.kind !== 'idle' && step.more, frame: step };
      map.restart();
      return { kind: 'fault', fault, bytes: 1 };
    },
  };
  const onNews = (text: string): void => { news.push(text); }, onApplied: AgentParts['onApplied'] = ({ how }, why) => { applied.push(`${how}: ${why}`); };
  const around = new Surroundings({ book, six, enforcer, onApplied, onNews, policy: async () => undefined, neighbours: async () => more.neighbours?.() ?? [] });
  const parts: AgentParts = {
    book, six, enforcer, around, connect: () => link, once: false, signal: stop.signal, now: () => more.now ?? 1_000_000, onNews, onApplied,
    load: () => {
      if (more.damaged === true) throw new EdgeError('unreadable', 'the state of the agent is damaged');
      return more.state;
    },
    save: (state) => {
      if (more.saveFails === true) throw new EdgeError('unreadable', 'cannot write the state of the agent');
      saved.push(state);
    },
  };
  const agent = new Agent(parts);
  const running = agent.run();
  if (more.neighbours !== undefined) { await Bun.sleep(5); await agent.lookAround(); }
  await running;
  return { news, saved, applied, nft, report: () => agent.report() };
}

test('[R74] a snapshot is written whole, a delta as its differences, an idle answer not at all', async () => {
  const { nft, applied, saved, news } = await play([snapshot(5, [one]), idle(5, [one]), delta(5, 6, [two, three], [one, two, three]), idle(6, [one, two, three])]);
  expect([nft.members('category_Camera'), nft.members('category_Printer'), news]).toEqual([['10.0.0.1', '10.0.0.2'], ['10.0.0.3'], []]);
  expect(applied).toEqual(['replaced: rules without a map', 'replaced: snapshot 5', 'changed: revision 6']);
  expect([saved.length, saved.at(-1)?.entries.map(({ place }) => place.ip_address), saved.at(-1)?.position?.revision]).toEqual([2, ['10.0.0.1', '10.0.0.2', '10.0.0.3'], 6]);
});

test('[R79] an answer whose digest is wrong changes nothing here, and the whole map mends it', async () => {
  const { nft, applied, news } = await play([snapshot(5, [one]), delta(5, 6, [two], [one, three]), snapshot(7, [one, three])]);
  expect(applied).toEqual(['replaced: rules without a map', 'replaced: snapshot 5', 'replaced: snapshot 7']);
  expect([nft.members('category_Camera'), nft.members('category_Printer')]).toEqual([['10.0.0.1'], ['10.0.0.3']]);
  expect(nft.texts.join('').includes('10.0.0.2')).toBe(false);
  expect(news).toEqual(['the map does not fit what the node has (digest): the whole map is asked for, what is enforced stays']);
});

test('pages reach the kernel together, when the last is there', async () => {
  const { applied, nft } = await play([snapshot(5, [one], { total: 2, more: true }), snapshot(5, [two], { start: 1, total: 2, digest: digestOf([one, two]) }), delta(5, 6, [three], [], { more: true }), delta(5, 6, [entry(4)], [one, two, three, entry(4)])]);
  expect([applied.slice(1), nft.members('category_Camera')]).toEqual([['replaced: snapshot 5', 'changed: revision 6'], ['10.0.0.1', '10.0.0.2', '10.0.0.4']]);
});

test('[R79] what was kept is in force before the first poll, and the map goes on from there with a delta', async () => {
  const [state] = (await play([snapshot(5, [one, two])])).saved.slice(-1);
  if (state === undefined) throw new Error('nothing was saved');
  const { applied, nft } = await play([idle(5, [one, two]), delta(5, 6, [three], [one, two, three])], { state });
  expect([applied, nft.members('category_Camera'), nft.members('category_Printer')]).toEqual([['replaced: the map of before', 'changed: revision 6'], ['10.0.0.1', '10.0.0.2'], ['10.0.0.3']]);
});

test('a node that is gone, refuses or fails after the first contact takes nothing away', async () => {
  const { nft, applied, news, report } = await play([snapshot(5, [one]), 'lost', { kind: 'status', status: 503, retryMs: 0 }, { kind: 'status', status: 403, retryMs: 0 }, new EdgeError('unauthorized', 'the node refused the certificate'), { kind: 'fault', fault: 'bad_frame', bytes: 3 }]);
  expect([nft.members('category_Camera'), applied.length]).toEqual([['10.0.0.1'], 2]);
  expect(news[0]).toBe('the node does not answer (connect_failed): what is enforced stays');
  expect(report()).toMatchObject({ connected: false, lost: 1, refused: 2, faults: 1, mappings: 1 });
});

test('before the first contact a refusal is an error, after what was kept is in force; silence is not', async () => {
  const nft = new FakeNft(), state: AgentState = { position: undefined, home: undefined, expiredSince: undefined, entries: [{ place: keptOf(one).place, hash: 1n }], beyond: [], neighbours: [] };
  const refuses = (): void => { throw new EdgeError('unauthorized', 'the node refused the certificate'); };
  expect(await play([snapshot(5, [one])], { session: refuses, state, nft }).catch((error: unknown) => String(error))).toContain('the node refused the certificate');
  expect(nft.members('category_Camera')).toEqual(['10.0.0.1']);
  let asked = 0;
  const silent = (): void => { if (asked++ < 2) throw new EdgeError('timeout', 'the node cannot be reached'); };
  expect((await play([snapshot(5, [two])], { session: silent })).nft.members('category_Camera')).toEqual(['10.0.0.2']);
});

test('without a readable state what stands in the kernel stays until there is a whole map', async () => {
  const before = await play(['lost'], { damaged: true, ready: (nft) => { nft.standing = true; } });
  expect([before.nft.texts, before.news[0]]).toEqual([[], 'the state of the agent is damaged']);
  const after = await play([snapshot(5, [one])], { damaged: true, ready: (nft) => { nft.standing = true; } });
  expect(after.applied).toEqual(['replaced: snapshot 5']);
});

test('differences that nft refuses become the whole table; one that it refuses whole is tried again with the next change', async () => {
  const refusesParts = await play([snapshot(5, [one]), delta(5, 6, [two], [one, two])], { ready: (nft) => { nft.fail = (text) => !text.startsWith('table'); } });
  expect([refusesParts.applied.at(-1), refusesParts.nft.members('category_Camera')]).toEqual(['replaced: revision 6', ['10.0.0.1', '10.0.0.2']]);
  let refusals = 2;
  const { nft, news, report } = await play([snapshot(5, [one]), delta(5, 6, [two], [one, two])], { ready: (fake) => { fake.fail = () => refusals-- > 0; } });
  expect([nft.members('category_Camera'), news.length, report()['transactions_failed']]).toEqual([['10.0.0.1', '10.0.0.2'], 2, 2]);
});

test('[R78] at the cap the oldest are not enforced, the digest still fits, and the count says so', async () => {
  const { nft, report, saved } = await play([snapshot(5, [one]), delta(5, 6, [two], [one, two]), delta(6, 7, [entry(4)], [one, two, entry(4)]), idle(7, [one, two, entry(4)])], { cap: 2 });
  expect([nft.members('category_Camera'), report()]).toMatchObject([['10.0.0.2', '10.0.0.4'], { evicted: 1, faults: 0, mappings: 2 }]);
  expect(saved.at(-1)?.beyond.map(({ place }) => place.ip_address)).toEqual(['10.0.0.1']);
});

test('an address that is none is counted and goes nowhere', async () => {
  const odd = entry(9, 'Camera', '10.0.0.1 }; flush ruleset'), v6 = entry(8, 'Camera', 'fe80::1');
  const { nft, report, saved } = await play([snapshot(5, [one, odd]), delta(5, 6, [v6], [one, odd, v6])]);
  expect([nft.members('category_Camera'), nft.texts.join('').includes('flush'), report()['invalid'], saved.at(-1)?.entries.length]).toEqual([['10.0.0.1'], false, 2, 1]);
});

test('a state that cannot be saved is said once and costs nothing else', async () => {
  const { nft, news, report } = await play([snapshot(5, [one]), delta(5, 6, [two], [one, two])], { saveFails: true });
  expect([nft.members('category_Camera').length, news, Number(report()['save_failures']) > 0]).toEqual([2, ['cannot write the state of the agent'], true]);
});

test('[R88] [R210] after an expiry what is mapped stays for 200 minutes, over a restart, too, and is then cleared; a licence that is good again brings it back', async () => {
  const expired = { licence: { state: 'expired', expires_at: '2026-01-01T00:00:00Z' } }, t = 1_000_000_000;
  const [state] = (await play([snapshot(5, [one])])).saved.slice(-1);
  if (state === undefined) throw new Error('nothing was saved');
  const signalled = await play([], { state, reply: expired, now: t });
  expect([signalled.nft.members('category_Camera'), signalled.saved.at(-1)?.expiredSince, signalled.report()['licence'], signalled.report()['polls']]).toEqual([['10.0.0.1'], t, 'expired', 0]);
  const waiting = signalled.saved.at(-1) ?? state;
  for (const now of [t - 5_000_000, t, t + CLEAR_AFTER_MS - 1]) expect((await play([], { state: waiting, reply: expired, now })).nft.members('category_Camera')).toEqual(['10.0.0.1']);
  const cleared = await play([], { state: waiting, reply: expired, now: t + CLEAR_AFTER_MS });
  expect([cleared.nft.members('category_Camera'), cleared.report()['cleared'], cleared.saved.at(-1)?.entries]).toEqual([[], true, []]);
  const good = await play([snapshot(8, [one, two])], { state: cleared.saved.at(-1) ?? state, now: t + 2 * CLEAR_AFTER_MS });
  expect([good.nft.members('category_Camera'), good.report()['licence']]).toEqual([['10.0.0.1', '10.0.0.2'], 'active']);
});

test('[R88] the 200 minutes count from the end of the licence as the node says it, by its own clock, over a restart, too', async () => {
  const t = 1_000_000_000, minute = 60_000, ended = Date.parse('2026-01-01T00:00:00Z');
  const says = (minutes: number): unknown => ({ licence: { state: 'expired', expires_at: '2026-01-01T00:00:00Z' }, time: new Date(ended + minutes * minute).toISOString() });
  const [state] = (await play([snapshot(5, [one])])).saved.slice(-1);
  if (state === undefined) throw new Error('nothing was saved');
  // Cut off while it ended: 150 minutes of the 200 are over when it hears of it.
  const heard = await play([], { state, reply: says(150), now: t });
  expect([heard.nft.members('category_Camera'), heard.saved.at(-1)?.expiredSince]).toEqual([['10.0.0.1'], t - 150 * minute]);
  const waiting = heard.saved.at(-1) ?? state;
  expect((await play([], { state: waiting, reply: says(199), now: t + 49 * minute })).nft.members('category_Camera')).toEqual(['10.0.0.1']);
  expect((await play([], { state: waiting, reply: says(200), now: t + 50 * minute })).nft.members('category_Camera')).toEqual([]);
  // Longer than 200 minutes: at once.
  expect((await play([], { state, reply: says(201), now: t })).nft.members('category_Camera')).toEqual([]);
  // A time that makes no sense, and an end that is not yet: from when it is heard.
  for (const reply of [{ licence: { state: 'expired', expires_at: 'x' }, time: 'y' }, says(-5)]) expect((await play([], { state, reply, now: t })).saved.at(-1)?.expiredSince).toBe(t);
  // Renewed and ended again while the agent was away: the new end counts.
  expect((await play([], { state: waiting, reply: says(1), now: t + 500 * minute })).nft.members('category_Camera')).toEqual(['10.0.0.1']);
});

test('[R88] only a node that says so means an expiry', () => {
  for (const reply of [undefined, null, 'x', {}, { licence: null }, { licence: { kind: 'none', expires_at: null } }, { licence: { state: 'active', expires_at: '2020-01-01T00:00:00Z' } }]) expect(saysExpired(reply)).toBe(false);
  expect(saysExpired({ licence: { state: 'expired', expires_at: null } })).toBe(true);
  expect(saysExpired({ licence: { state: 'not_activated', expires_at: null, ingest: false, pull: false, cache_minutes: 200 } })).toBe(true);
  expect(saysExpired({ licence: { state: 'exempt', expires_at: null, ingest: true, pull: true, cache_minutes: 200 } })).toBe(false);
  const watch = new LicenceWatch();
  watch.hear({ licence: { state: 'expired', cache_minutes: 200 } }, 0);
  for (const [minutes, due] of [[10, true], [0, false], ['x', false], [undefined, false], [200, false]] as const) {
    watch.hear({ licence: { state: 'expired', cache_minutes: minutes } }, 0);
    expect(watch.due(CLEAR_AFTER_MS - 1)).toBe(due);
    expect(watch.due(CLEAR_AFTER_MS)).toBe(true);
  }
});

test('a call that is lost inside the session is no reason to end', async () => {
  let asked = 0;
  const { nft } = await play([snapshot(5, [one]), new LostCall('reset'), snapshot(6, [one, two])], { session: () => { asked += 1; } });
  expect([nft.members('category_Camera').length, asked >= 2]).toEqual([2, true]);
});

test('IPv6 addresses of mapped devices are in sets of their own, come with a neighbour, go with the mapping, and are back after a restart', async () => {
  const mac = '02:00:00:00:00:01', camera = { ...one, mac_address: mac };
  const neighbours = () => [{ ip: '2001:db8::1', mac }, { ip: '2001:db8::99', mac: '02:00:00:00:00:99' }];
  const { nft, saved, report, applied } = await play([snapshot(5, [camera, two]), idle(5, [camera, two])], { neighbours });
  expect([nft.members('category_Camera'), nft.members('category_Camera.6'), report()['addresses_ipv6']]).toEqual([['10.0.0.1', '10.0.0.2'], ['2001:db8::1'], 1]);
  expect(applied.at(-1)).toBe('changed: IPv6 neighbours');
  expect(saved.at(-1)?.neighbours).toEqual([{ ip: '2001:db8::1', mac }]);
  const state = saved.at(-1), after = await play(['lost'], { ...(state && { state }) });
  expect(after.nft.members('category_Camera.6')).toEqual(['2001:db8::1']);
  const gone = await play([delta(5, 6, [], [two], { remove: [{ site: 'default', segment: 'default', ip_address: '10.0.0.1' }] })], { ...(state && { state }) });
  expect([gone.nft.members('category_Camera'), gone.nft.members('category_Camera.6')]).toEqual([['10.0.0.2'], []]);
});
