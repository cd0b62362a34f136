/** The wire: frames of both twins, the cursor, versions. */
import { expect, test } from 'bun:test';
import {
  decode, decodeCursor, encode, encodeCursor, errorCheck, formatOf, frameCheck, sessionCheck, uploadCheck, viewTag, WIRE_HISTORY, WIRE_VERSION, type Cursor, type PollFrame,
} from './index.ts';

const ENTRY = {
  site: 'default', segment: 'default', ip_address: '10.0.0.5', mac_address: '02:00:00:00:00:01', hostname: 'käm "1"', device_type: 'IoT', category: 'Cameras', profile: 'Camera',
  vendor: null, model: null, os_family: null, os_version: null, risk_score: null, risk_level: null, confidence: 97, source: 'dhcp-ack', identified_at: '2026-01-02T12:00:00.000Z',
};
const HEAD = { wire: 1, epoch: '0123456789abcdef', digest: 'ffffffffffffffff', cursor: 'AQ' };
const FRAMES: readonly PollFrame[] = [
  { kind: 'snapshot', ...HEAD, to: 2 ** 40, start: 0, total: 1, more: false, reason: 'epoch', entries: [ENTRY] },
  { kind: 'delta', ...HEAD, from: 4, to: 5, more: true, upsert: [ENTRY], remove: [{ site: 'default', segment: 'default', ip_address: '10.0.0.6' }] },
  { kind: 'idle', ...HEAD, at: 5 },
];

test('a frame is the same through either twin', () => {
  for (const frame of FRAMES) {
    for (const format of ['msgpack', 'json'] as const) {
      const back = decode(encode(frame, format), format);
      expect(back).toEqual(frame);
      expect(frameCheck.complaint(back)).toBeUndefined();
    }
  }
});

test('each MessagePack frame decodes alone, in any order', () => {
  const bytes = FRAMES.map((frame) => encode(frame, 'msgpack'));
  expect(decode(bytes[2] ?? new Uint8Array(), 'msgpack')).toEqual(FRAMES[2]);
  expect(decode(bytes[0] ?? new Uint8Array(), 'msgpack')).toEqual(FRAMES[0]);
});

test('equal frames are equal bytes', () => {
  for (const frame of FRAMES) expect(encode(structuredClone(frame), 'msgpack')).toEqual(encode(frame, 'msgpack'));
});

test('[R73] an entry has the twelve fields and three of provenance, all of them, and no other', () => {
  const frame = (entry: object) => ({ ...FRAMES[0], entries: [entry] });
  expect(frameCheck.is(frame(ENTRY))).toBe(true);
  expect(Object.keys(ENTRY).slice(2)).toEqual(['ip_address', 'mac_address', 'hostname', 'device_type', 'category', 'profile', 'vendor', 'model', 'os_family', 'os_version', 'risk_score',
    'risk_level', 'confidence', 'source', 'identified_at']);
  for (const key of Object.keys(ENTRY)) expect(frameCheck.is(frame({ ...ENTRY, [key]: undefined }))).toBe(false);
  expect(frameCheck.is(frame({ ...ENTRY, last_seen: 'now' }))).toBe(false);
});

test('[R78] nothing on the wire says when a firewall is to forget an entry', () => {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [name, inner] of Object.entries(value)) { names.add(name); walk(inner); }
  };
  walk(FRAMES);
  expect([...names].filter((name) => /ttl|expir|valid|until|lease|max_age/.test(name))).toEqual([]);
});

test('a wrong frame is complained about by path', () => {
  expect(frameCheck.is({ ...FRAMES[2], digest: 'short' })).toBe(false);
  expect(frameCheck.complaint({})).toBeString();
  expect(uploadCheck.complaint({ batch: 'a', records: -1, rejects: 0, reasons: {}, revision: 0, repeated: false })).toContain('/records');
  expect(uploadCheck.is({ batch: 'a', records: 1, rejects: 2, reasons: { bad_json: 2 }, revision: 0, repeated: false })).toBe(true);
  expect(errorCheck.is({ error: { code: 'overloaded', message: 'm', next: 'n', retry_after_seconds: 1 } })).toBe(true);
  expect(sessionCheck.is({})).toBe(false);
});

const CURSORS: readonly Cursor[] = [
  { epoch: '0123456789abcdef', view: 0, revision: 0 },
  { epoch: 'ffffffffffffffff', view: 0xffffffff, revision: 2 ** 48 - 1 },
  { epoch: '0000000000000001', view: 1, revision: 7, page: { kind: 'delta', to: 9, next: 12 } },
  { epoch: '0000000000000001', view: 1, revision: 0, page: { kind: 'snapshot', to: 2 ** 40, next: 2 ** 32 - 1 } },
];

test('a cursor comes back as it went out', () => {
  for (const cursor of CURSORS) {
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
    expect(encodeCursor(cursor)).toMatch(/^[A-Za-z0-9_-]{27,40}$/);
  }
});

test('a cursor that cannot be read is no position, never an error', () => {
  const good = encodeCursor(CURSORS[2] ?? { epoch: '', view: 0, revision: 0 });
  const bad = [undefined, '', 'x', '%%%', good.slice(1), `${good}A`, good.slice(0, -1), `B${good.slice(1)}`, 'A'.repeat(10_000), 'ü'.repeat(27), `${good} `, '\0'];
  for (const text of bad) expect(decodeCursor(text)).toBeUndefined();
  // Whatever bit is flipped: another position or none, never an exception.
  for (let i = 0; i < good.length; i++) expect(() => decodeCursor(`${good.slice(0, i)}-${good.slice(i + 1)}`)).not.toThrow();
});

test('the view tag knows the sites, not their order; all of the tenant is 0', () => {
  expect(viewTag(undefined)).toBe(0);
  expect(viewTag(['a', 'b'])).toBe(viewTag(['b', 'a']));
  expect(new Set([viewTag([]), viewTag(['a']), viewTag(['b']), viewTag(['a', 'b']), viewTag(['a,b'])]).size).toBe(5);
});

test('JSON only on request', () => {
  expect([undefined, null, '', '*/*', 'application/msgpack', 'application/json', 'application/json, */*', 'application/msgpack, application/json'].map(formatOf))
    .toEqual(['msgpack', 'msgpack', 'msgpack', 'msgpack', 'msgpack', 'json', 'json', 'msgpack']);
});

test('the wire version is the last of its history, and each bump has its line', () => {
  expect(WIRE_HISTORY.map(({ version }) => version)).toEqual(Array.from({ length: WIRE_VERSION }, (_, i) => i + 1));
  for (const { date, change } of WIRE_HISTORY) expect(`${date} ${change}`).toMatch(/^\d{4}-\d\d-\d\d .{10}/);
});
