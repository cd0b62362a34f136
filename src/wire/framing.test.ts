/** Frames on a stream: whatever the pieces they arrive in, the same frames come out; what is too large ends the reading. */
import { expect, test } from 'bun:test';
import { FrameReader, frameEnd, frameStart, STREAM_TYPES, streamFormatOf, type WireFormat } from './index.ts';

function joined(frames: readonly Uint8Array[], format: WireFormat): Buffer {
  return Buffer.concat(frames.flatMap((bytes) => [frameStart(bytes, format), bytes, frameEnd(format)]));
}

test.each(['msgpack', 'json'] as const)('[R74] %s frames come back whole from pieces of any size', (format) => {
  const frames = Array.from({ length: 40 }, (_, n) => Buffer.alloc((n * 37) % 300, 65 + (n % 26)));
  const bytes = joined(frames, format);
  for (let size = 1; size < 700; size += size < 8 ? 1 : 61) {
    const reader = new FrameReader(format, 1000), out: string[] = [];
    for (let at = 0; at < bytes.length; at += size) for (const frame of reader.push(bytes.subarray(at, at + size)) ?? [Buffer.from('broken')]) out.push(Buffer.from(frame).toString());
    expect(out).toEqual(frames.map(String));
  }
});

test.each(['msgpack', 'json'] as const)('a %s frame larger than agreed ends the reading, before it is held', (format) => {
  const reader = new FrameReader(format, 100), bytes = joined([Buffer.alloc(101, 'x')], format);
  expect(format === 'json' ? reader.push(bytes.subarray(0, 101)) : reader.push(bytes.subarray(0, 4))).toBeUndefined();
  expect(new FrameReader(format, 100).push(joined([Buffer.alloc(100, 'x')], format))).toHaveLength(1);
});

test('lines of JSON only on request', () => {
  expect([undefined, '*/*', 'application/json', STREAM_TYPES.json, `${STREAM_TYPES.json}, */*`, STREAM_TYPES.msgpack, `${STREAM_TYPES.msgpack}, ${STREAM_TYPES.json}`].map(streamFormatOf))
    .toEqual(['msgpack', 'msgpack', 'json', 'json', 'json', 'msgpack', 'msgpack']);
});
