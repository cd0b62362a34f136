/** Live input: nothing waits for a full buffer, no byte of a read under way is lost, and it ends when told to. */
import { expect, test } from 'bun:test';
import { LULL, liveReader } from './live.ts';
import { lookAhead, streamReader } from './open.ts';

/** A stream that is fed by hand. */
function fed(): { readonly stream: ReadableStream<Uint8Array>; readonly feed: (text: string) => void; readonly end: () => void; readonly fail: (error: Error) => void } {
  let out: ReadableStreamDefaultController<Uint8Array> | undefined;
  const stream = new ReadableStream<Uint8Array>({ start: (controller) => { out = controller; } });
  return { stream, feed: (text) => { out?.enqueue(Buffer.from(text)); }, end: () => { out?.close(); }, fail: (error) => { out?.error(error); } };
}
const never = new AbortController().signal;

test('bytes come at once; when they have waited long enough a lull is told, and the read under way goes on', async () => {
  const input = fed(), reader = liveReader(streamReader(input.stream), { lingerMs: 20, stop: never }), first = new Uint8Array(8), second = new Uint8Array(8);
  input.feed('ab');
  expect(await reader.read(first)).toBe(2);
  expect(await reader.read(first.subarray(2))).toBe(LULL);
  const waiting = reader.read(second);
  input.feed('cd');
  expect(await waiting).toBe(2);
  expect(Buffer.from(first).toString('latin1').slice(0, 3) + Buffer.from(second).toString('latin1').slice(0, 2)).toBe('ab\0cd');
  input.end();
  expect([await reader.read(second), await reader.read(second)].at(-1)).toBe(0);
});

test('a trickle that never pauses has its lulls too', async () => {
  const input = fed(), reader = liveReader(streamReader(input.stream), { lingerMs: 30, stop: never }), into = new Uint8Array(64);
  const timer = setInterval(() => { input.feed('x'); }, 2);
  let lulls = 0;
  while (lulls < 3) if (await reader.read(into) === LULL) lulls++;
  clearInterval(timer);
  await reader.close();
});

test('looking ahead ends at a lull, and the lull is passed on behind the head', async () => {
  const input = fed();
  input.feed('12345');
  const { head, reader } = await lookAhead(liveReader(streamReader(input.stream), { lingerMs: 20, stop: never }), 100), into = new Uint8Array(8);
  expect(Buffer.from(head).toString()).toBe('12345');
  expect([await reader.read(into), await reader.read(into)]).toEqual([5, LULL]);
  input.feed('6');
  expect(await reader.read(into)).toBe(1);
});

test('told to stop it takes what still comes, then ends, also where nothing ever came', async () => {
  for (const late of ['', 'late']) {
    const stop = new AbortController(), input = fed(), reader = liveReader(streamReader(input.stream), { lingerMs: 20, stop: stop.signal }), into = new Uint8Array(8);
    const waiting = reader.read(into);
    stop.abort();
    if (late !== '') input.feed(late);
    expect(await waiting).toBe(late.length);
    let count = late === '' ? 0 : LULL;
    while (count === LULL) count = await reader.read(into);
    expect(count).toBe(0);
    await reader.close();
  }
});

test('trouble comes after the bytes before it', async () => {
  const input = fed(), reader = liveReader(streamReader(input.stream), { lingerMs: 1000, stop: never }), into = new Uint8Array(8);
  input.feed('ok');
  expect(await reader.read(into)).toBe(2);
  input.fail(new Error('gone'));
  await expect(reader.read(into)).rejects.toThrow('gone');
});
