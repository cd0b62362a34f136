/** Both framings of RFC 6587 at every place where a chunk may end, and what is refused. */
import { expect, test } from 'bun:test';
import { Framing, type FramingFault } from './framing.ts';

const KIB = 1024;
interface Cut { readonly messages: readonly string[]; readonly rejected: readonly FramingFault[]; readonly fault: FramingFault | undefined; readonly mode: string }

function cut(pieces: readonly (string | Uint8Array)[], { max = 64 * KIB, end = true } = {}): Cut {
  const framing = new Framing(max), messages: string[] = [], rejected: FramingFault[] = [];
  const sink = { message: (bytes: Uint8Array) => { messages.push(Buffer.from(bytes).toString('latin1')); }, rejected: (fault: FramingFault) => { rejected.push(fault); } };
  for (const piece of pieces) {
    const fault = framing.push(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece, sink);
    if (fault !== undefined) return { messages, rejected, fault, mode: framing.mode };
  }
  if (end) framing.end(sink);
  return { messages, rejected, fault: undefined, mode: framing.mode };
}
/** The same bytes split at every place, at every pair of places, and byte by byte. */
function everyWay(stream: string, options: { max?: number } = {}): Cut {
  const whole = cut([stream], options);
  for (let at = 0; at <= stream.length; at++) {
    expect({ at, ...cut([stream.slice(0, at), stream.slice(at)], options) }).toEqual({ at, ...whole });
    for (let to = at + 1; to <= Math.min(stream.length, at + 12); to++) expect(cut([stream.slice(0, at), stream.slice(at, to), stream.slice(to)], options)).toEqual(whole);
  }
  expect(cut([...stream], options)).toEqual(whole);
  return whole;
}

test('[R32] octet counting, split anywhere', () => {
  expect(everyWay('5 <13>a12 <13>b c\n\0d 91 <1>x')).toEqual({ messages: ['<13>a', '<13>b c\n\0d 9', '<'], rejected: [], fault: 'bad_count', mode: 'octets' });
  expect(everyWay('5 <13>a10 <13>67890\n1 a')).toEqual({ messages: ['<13>a', '<13>67890\n', 'a'], rejected: [], fault: undefined, mode: 'octets' });
});

test('[R32] lines, split anywhere, with or without a carriage return; the last one needs no newline', () => {
  expect(everyWay('<13>one\n<14>two\r\n\n\r\n<15>th\0ree\n12:00 four')).toEqual({
    messages: ['<13>one', '<14>two', '<15>th\0ree', '12:00 four'], rejected: ['empty', 'empty'], fault: undefined, mode: 'lines',
  });
});

test('the first bytes decide: a number of up to six digits and a space is a count', () => {
  const modes = { '1 a': 'octets', '123456 ': 'octets', '1234567 ': 'lines', '0 a': 'lines', '12a': 'lines', '<13>': 'lines', ' 5 <13>a': 'lines', '\n5 a': 'lines', '-5 a': 'lines', '2026-01-01 x': 'lines' };
  for (const [stream, mode] of Object.entries(modes)) expect({ stream, mode: cut([...stream], { end: false }).mode }).toEqual({ stream, mode });
  expect(cut(['123456'], { end: false }).mode).toBe('unknown');
  expect(cut(['12345']).messages).toEqual(['12345']);
  expect(cut(['']).mode).toBe('unknown');
});

test('[R32] a change of framing ends the connection, both ways, wherever it is split', () => {
  expect(everyWay('5 <13>a<13>line\n5 <13>b')).toMatchObject({ messages: ['<13>a'], fault: 'mixed_framing' });
  expect(everyWay('5 <13>a\n5 <13>b')).toMatchObject({ messages: ['<13>a'], fault: 'mixed_framing' });
  expect(everyWay('<13>line\n5 <13>b\n<13>c\n')).toMatchObject({ messages: ['<13>line'], fault: 'mixed_framing' });
  expect(cut(['<13>line\n5 <13>b'])).toMatchObject({ messages: ['<13>line'], rejected: ['mixed_framing'], fault: undefined });
});

test('a count that is none ends the connection', () => {
  for (const [bad, fault] of [['05 <13>b', 'bad_count'], ['9999999 ', 'bad_count'], [`${'9'.repeat(400)} `, 'bad_count'], ['5<13>b', 'bad_count'], ['5\t<13>b', 'bad_count'], ['0 ', 'bad_count'], ['-5 <13>', 'mixed_framing'], ['999999 ', 'too_long']] as const) {
    expect({ bad, ...everyWay(`5 <13>a${bad}`) }).toMatchObject({ bad, messages: ['<13>a'], fault });
  }
});

test('a message of exactly the limit is taken, one octet more is not, and nothing is kept for it', () => {
  const max = 100;
  expect(cut([`${max} ${'a'.repeat(max)}`], { max }).messages[0]).toHaveLength(max);
  expect(cut([`${max + 1} `], { max }).fault).toBe('too_long');
  expect(everyWay(`${'a'.repeat(max)}\nb\n${'c'.repeat(max)}\r\n${'d'.repeat(max + 1)}\ne\n${'f'.repeat(3 * max)}\ng\n`, { max })).toMatchObject({
    messages: ['a'.repeat(max), 'b', 'c'.repeat(max), 'e', 'g'], rejected: ['too_long', 'too_long'], fault: undefined,
  });
});

test('a line without an end is passed over for a while, then it ends the connection', () => {
  const max = 1000, piece = 'x'.repeat(500);
  expect(cut(Array.from({ length: 30 }, () => piece), { max })).toMatchObject({ messages: [], rejected: ['too_long'], fault: undefined });
  expect(cut(Array.from({ length: 60 }, () => piece), { max })).toMatchObject({ messages: [], rejected: ['too_long'], fault: 'endless' });
});

test('a stream that ends inside a counted message has lost it', () => {
  for (const rest of ['7', '7 ', '7 <13>']) expect(cut(['5 <13>a', rest])).toMatchObject({ messages: ['<13>a'], rejected: ['truncated'] });
  expect(cut(['5 <13>a'])).toMatchObject({ rejected: [] });
});
