/** Ranges as clients write them, and as nobody should. */
import { expect, test } from 'bun:test';
import { isSame, partOf } from './range.ts';

test.each([
  [undefined, undefined], ['', undefined], ['bytes=', undefined], ['bytes=-', undefined], ['bytes=0-0', { first: 0, last: 0 }], ['bytes=10-', { first: 10, last: 99 }], ['bytes=10-19', { first: 10, last: 19 }], ['bytes=90-500', { first: 90, last: 99 }],
  ['bytes=-5', { first: 95, last: 99 }], ['bytes=-500', { first: 0, last: 99 }], ['bytes=-0', 'none'], ['bytes=100-', 'none'], ['bytes=999999999999999-', 'none'], ['bytes=9999999999999999-', undefined],
  ['bytes=20-10', undefined], ['bytes=0-1,5-6', undefined], ['bytes=0-1, 0-1', undefined], ['items=0-1', undefined], ['bytes=a-b', undefined], ['bytes=1-2x', undefined], ['bytes= 1-2', undefined], ['bytes=-1-2', undefined],
] as const)('%j of a hundred bytes is %j', (field, part) => { expect(partOf(field, 100)).toEqual(part as never); });

test('only the very same strong tag is the same', () => {
  for (const [field, etag, same] of [['"a"', '"a"', true], [' "a" ', '"a"', true], ['W/"a"', '"a"', false], ['W/"a"', 'W/"a"', false], ['"b"', '"a"', false], ['"a", "b"', '"a"', false], ['*', '"a"', false], [undefined, '"a"', false], ['Fri, 27 Nov 2026 20:00:00 GMT', '"a"', false]] as const) expect([field, isSame(field, etag)]).toEqual([field, same]);
});
