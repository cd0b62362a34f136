/** Framing of random streams, split at random, against a plain reading of the whole; and of noise, which must neither throw nor grow. */
import { expect, test } from 'bun:test';
import { Framing, type FramingFault } from './framing.ts';

/** mulberry32. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
function* pieces(bytes: Uint8Array, random: (below: number) => number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const length = 1 + random(random(4) === 0 ? 4000 : 12);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}
interface Result { readonly messages: readonly string[]; readonly rejected: readonly FramingFault[]; readonly fault: FramingFault | undefined }
function run(parts: Iterable<Uint8Array>, max: number): Result {
  const framing = new Framing(max), messages: string[] = [], rejected: FramingFault[] = [];
  const sink = { message: (view: Uint8Array) => { messages.push(Buffer.from(view).toString('latin1')); }, rejected: (fault: FramingFault) => { rejected.push(fault); } };
  for (const part of parts) {
    const fault = framing.push(part, sink);
    if (fault !== undefined) return { messages, rejected, fault };
  }
  framing.end(sink);
  return { messages, rejected, fault: undefined };
}

const MAX = 2000;

test('good streams of either framing come out as they went in, however they are split', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = seeded(seed), counted = seed % 2 === 0;
    const sent = Array.from({ length: 1 + random(40) }, () => {
      const body = Array.from({ length: random(8) === 0 ? random(MAX - 4) : random(60) }, () => String.fromCharCode(counted ? random(256) : [32, 13, 0, 60, 57, 97, 200][random(7)] ?? 97)).join('');
      return `<13>${body}${counted ? '' : '.'}`; // a line may not end in what its newline would swallow
    });
    const stream = Buffer.from(sent.map((message) => (counted ? `${message.length} ${message}` : `${message}\n`)).join(''), 'latin1');
    expect({ seed, ...run(pieces(stream, random), MAX) }).toEqual({ seed, messages: sent, rejected: [], fault: undefined });
  }
});

test('noise gives the same whether it comes at once or in pieces', () => {
  const alphabet = Buffer.from('0123456789 \n\r<>13a\0');
  for (let seed = 1; seed <= 1500; seed++) {
    const random = seeded(seed);
    const noise = Uint8Array.from({ length: random(seed % 50 === 0 ? 20_000 : 300) }, () => (random(20) === 0 ? random(256) : alphabet[random(alphabet.length)] ?? 0));
    const max = [1, 5, 64, MAX][random(4)] ?? MAX;
    const whole = run([noise], max), split = run(pieces(noise, random), max);
    expect({ seed, ...split }).toEqual({ seed, ...whole });
    for (const message of whole.messages) expect(message.length > 0 && message.length <= max).toBe(true);
  }
});
