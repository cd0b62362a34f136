/** The books of senders: counted once, kept over a restart, and right whatever the wall clock does. */
import { expect, test } from 'bun:test';
import { UDP_CONNECTED_MS } from '../../model/index.ts';
import type { SenderState, Stranger } from '../../store/index.ts';
import { makeMetrics } from '../../telemetry/index.ts';
import { Ledger, STRANGERS } from './ledger.ts';

interface Desk { readonly ledger: Ledger; readonly clock: { now: number; steady: number }; readonly saved: Map<number, SenderState>; strangers: readonly Stranger[]; writes: number; full: boolean }

function desk(before: readonly SenderState[] = []): Desk {
  const clock = { now: 1e12, steady: 5000 }, saved = new Map(before.map((state) => [state.sender, state]));
  const it: Desk = {
    clock, saved, strangers: [], writes: 0, full: false,
    ledger: new Ledger({
      metrics: makeMetrics(), now: () => clock.now,
      books: {
        load: () => [...saved.values()], setListeners: () => undefined,
        save: (states, strangers) => {
          if (it.full) throw new Error('disk full');
          it.writes += 1;
          for (const state of states) saved.set(state.sender, { ...state, counts: new Map(state.counts) });
          if (strangers !== undefined) it.strangers = strangers;
        },
      },
    }, () => clock.steady),
  };
  return it;
}
const pass = ({ clock }: Desk, ms: number): void => { clock.now += ms; clock.steady += ms; };

test('what is counted is saved when it changed, and again after a write that failed', () => {
  const it = desk(), account = it.ledger.account('dhcp-server', 7);
  account.count('received', 3);
  account.count('bindings', 0);
  it.full = true;
  expect(() => { it.ledger.save(); }).toThrow('disk full');
  it.full = false;
  it.ledger.save();
  it.ledger.save();
  expect([it.writes, it.saved.get(7)?.counts]).toEqual([1, new Map([['received', 3]])]);
});

test('counters go on where an earlier process, or the time before it was disabled, left them; connections do not', () => {
  const it = desk([{ kind: 'dhcp-server', sender: 7, connections: 4, lastSeen: 100, counts: new Map([['received', 3]]) }]);
  it.ledger.account('dhcp-server', 7).count('received');
  it.ledger.save();
  expect(it.saved.get(7)).toMatchObject({ connections: 0, counts: new Map([['received', 4]]) });
  it.ledger.keep(() => false);
  it.ledger.account('dhcp-server', 7).count('received');
  it.ledger.save();
  expect(it.saved.get(7)?.counts).toEqual(new Map([['received', 5]]));
});

test('[R36] the last-seen time is as long ago as it was, however the clock is set meanwhile', () => {
  const it = desk(), account = it.ledger.account('dhcp-server', 7);
  account.heard(it.clock.steady);
  it.ledger.save();
  expect(it.saved.get(7)?.lastSeen).toBe(1e12);
  pass(it, 60_000);
  it.clock.now -= 86_400_000; // a day back
  it.ledger.save();
  expect(it.saved.get(7)?.lastSeen).toBe(it.clock.now - 60_000);
  it.clock.now += 30 * 86_400_000; // a month on
  it.ledger.save();
  expect(it.saved.get(7)?.lastSeen).toBe(it.clock.now - 60_000);
  pass(it, UDP_CONNECTED_MS);
  it.ledger.save();
  expect(it.clock.now - (it.saved.get(7)?.lastSeen ?? 0)).toBe(UDP_CONNECTED_MS + 60_000);
});

test('[R36] what an earlier process heard in a time yet to come was heard now at the latest', () => {
  const it = desk([{ kind: 'dhcp-server', sender: 7, connections: 0, lastSeen: 2e12, counts: new Map() }]);
  it.ledger.save();
  expect(it.saved.get(7)?.lastSeen).toBe(1e12);
  pass(it, 5000);
  it.ledger.save();
  expect(it.saved.get(7)?.lastSeen).toBe(1e12);
});

test('a sender that is quiet costs no writes', () => {
  const it = desk(), account = it.ledger.account('dhcp-server', 7);
  account.heard(it.clock.steady);
  for (let n = 0; n < 100; n++) { it.ledger.save(); pass(it, 1000); }
  expect(it.writes).toBe(1);
});

test('strangers are bounded, and decide neither what is kept nor how often the disk is written', () => {
  const it = desk();
  for (let n = 0; n < 1000; n++) {
    it.ledger.refused('dhcp-server', `10.0.${n >> 8}.${n & 255}`, 'UDP', 'unknown_sender');
    it.ledger.refused('dhcp-server', '10.9.9.9', 'TCP', 'unknown_sender');
    it.ledger.refused('dhcp-server', '10.8.8.8', 'TCP', 'too_many_connections');
    it.ledger.save();
    pass(it, 100);
  }
  expect(it.writes).toBe(10);
  it.ledger.save(true);
  expect(it.strangers).toHaveLength(64);
  expect(it.strangers.find(({ address }) => address === '10.9.9.9')?.attempts).toBe(1000);
  expect(it.strangers.some(({ address }) => address === '10.8.8.8')).toBe(false);
  expect(it.saved.get(STRANGERS)?.counts).toEqual(new Map([['refused_unknown_sender', 2000], ['refused_too_many_connections', 1000]]));
});
