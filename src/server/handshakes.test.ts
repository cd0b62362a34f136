/** Places for unfinished handshakes: who gets in, who makes room, and that nothing is left behind. */
import { expect, test } from 'bun:test';
import { Handshakes } from './handshakes.ts';

class Arrival {
  ended = false;
  readonly remoteAddress: string;
  constructor(remoteAddress: string) { this.remoteAddress = remoteAddress; }
  destroy(): void { this.ended = true; }
}

function room(most: number, mostOfAddress: number) {
  const clock = { ms: 0 }, refused: string[] = [];
  const handshakes = new Handshakes<Arrival>({ most, mostOfAddress, patienceMs: 1000 }, (reason, address) => { refused.push(`${reason} ${address ?? ''}`); }, () => clock.ms);
  const arrive = (address: string): Arrival => {
    const arrival = new Arrival(address);
    expect(handshakes.enter(arrival)).toBe(!arrival.ended);
    return arrival;
  };
  return { clock, refused, handshakes, arrive };
}

test('one address takes its own places only; others come in', () => {
  const { handshakes, arrive, refused } = room(100, 3);
  const strangers = Array.from({ length: 50 }, () => arrive('10.0.0.1'));
  expect(strangers.map((one) => one.ended)).toEqual([...Array<boolean>(3).fill(false), ...Array<boolean>(47).fill(true)]);
  expect(arrive('10.0.0.2').ended).toBe(false);
  expect([handshakes.size, new Set(refused)]).toEqual([4, new Set(['too_many_handshakes_of_address 10.0.0.1'])]);
});

test('with all places taken the oldest that had its time makes room, a young one does not', () => {
  const { clock, handshakes, arrive } = room(3, 3);
  const first = arrive('a'), second = arrive('b');
  clock.ms = 900;
  const third = arrive('c');
  expect([arrive('d').ended, first.ended]).toEqual([true, false]);
  clock.ms = 1000;
  expect([arrive('e').ended, first.ended, second.ended]).toEqual([false, true, false]);
  expect([arrive('f').ended, second.ended, third.ended]).toEqual([false, true, false]);
  expect([arrive('g').ended, third.ended, handshakes.size]).toEqual([true, false, 3]);
});

test('who has finished or is gone has no place any more, and no address is remembered for it', () => {
  const { handshakes, arrive } = room(2, 1);
  for (let n = 0; n < 1000; n++) {
    const one = arrive('a');
    expect(one.ended).toBe(false);
    handshakes.leave(one);
    handshakes.leave(one);
  }
  expect(handshakes.size).toBe(0);
  const [left, right] = [arrive('a'), arrive('b')];
  handshakes.endAll();
  expect([left.ended, right.ended, handshakes.size]).toEqual([true, true, 0]);
});
