/** Text into bytes: the same bytes as the encoder's, and only as many as it says. */
import { expect, test } from 'bun:test';
import { putText, UTF8_MOST } from './utf8.ts';

test('writes what the encoder writes, at its place, and says how much', () => {
  for (const text of ['', 'cam-17', 'käm', '😀 smile', 'x'.repeat(127), 'x'.repeat(129), `${'x'.repeat(126)}é`, '\ud800 lone', 'é'.repeat(400)]) {
    const bytes = new Uint8Array(5 + text.length * UTF8_MOST), expected = new TextEncoder().encode(text);
    expect(putText(bytes, 5, text)).toBe(expected.length);
    expect(bytes.slice(5, 5 + expected.length)).toEqual(expected);
  }
});
