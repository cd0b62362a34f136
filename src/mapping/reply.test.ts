/** The decision table of models.md section 3 rule 4, line by line. */
import { expect, test } from 'bun:test';
import { chooseReply, snapshotIsSmaller, type Have, type Reply, type State } from './index.ts';

const STATE: State = { epoch: 'aa', view: 7, revision: 100, floor: 40, deltas: true };
const at = (revision: number, over: { readonly epoch?: string; readonly view?: number } = {}): Have => ({ position: { epoch: 'aa', view: 7, revision, ...over }, error: false });
const snapshot = (reason: string) => ({ kind: 'snapshot', reason });

const TABLE: readonly { readonly name: string; readonly have: Have; readonly state?: Partial<State>; readonly want: object }[] = [
  { name: 'current', have: at(100), want: { kind: 'idle' } },
  { name: 'one behind', have: at(99), want: { kind: 'delta', since: 99 } },
  { name: 'exactly at the horizon', have: at(40), want: { kind: 'delta', since: 40 } },
  { name: 'one past the horizon', have: at(39), want: snapshot('horizon') },
  { name: 'revision 0 when nothing was forgotten', have: at(0), state: { floor: 0 }, want: { kind: 'delta', since: 0 } },
  { name: 'no position', have: { error: false }, want: snapshot('no-position') },
  { name: 'another epoch', have: at(100, { epoch: 'bb' }), want: snapshot('epoch') },
  { name: 'another view', have: at(100, { view: 8 }), want: snapshot('view') },
  { name: 'ahead of us: we were restored', have: at(101), want: snapshot('ahead') },
  { name: 'an error, although current', have: { ...at(100), error: true }, want: snapshot('error') },
  { name: 'an error and no position', have: { error: true }, want: snapshot('error') },
  { name: 'deltas switched off', have: at(99), state: { deltas: false }, want: snapshot('deltas-off') },
  { name: 'deltas switched off, current', have: at(100), state: { deltas: false }, want: { kind: 'idle' } },
];

for (const { name, have, state, want } of TABLE) {
  test(`[R74] reply to a client with ${name}`, () => { expect(chooseReply(have, { ...STATE, ...state })).toEqual(want as Reply); });
}

test('a delta larger than the snapshot is not worth it, a handful always is', () => {
  expect(snapshotIsSmaller(100, 0, 99)).toBe(true);
  expect(snapshotIsSmaller(100, 0, 100)).toBe(false);
  expect(snapshotIsSmaller(0, 500, 99)).toBe(true);
  expect(snapshotIsSmaller(0, 500, 100)).toBe(false);
  expect(snapshotIsSmaller(64, 0, 0)).toBe(false);
});
