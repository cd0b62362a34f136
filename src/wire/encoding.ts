/** Bytes of a frame in either twin: MessagePack by default, JSON on request. Each frame decodes alone, so one encoding serves every client. */
import { Packr } from 'msgpackr/pack';
import { Unpackr } from 'msgpackr/unpack';

export type WireFormat = 'msgpack' | 'json';
export const CONTENT_TYPES: Readonly<Record<WireFormat, string>> = { msgpack: 'application/msgpack', json: 'application/json' };

// useRecords false: sequential records could not be decoded alone, which would break both sharing and resume.
const packr = new Packr({ useRecords: false, variableMapSize: true });
const unpackr = new Unpackr({ useRecords: false, mapsAsObjects: true, int64AsType: 'number' });
const utf8 = new TextEncoder();
const text = new TextDecoder('utf-8', { fatal: true });

export function encode(value: unknown, format: WireFormat): Uint8Array {
  // pack() returns a view of a pooled buffer that is never written again, but which it would keep alive whole: keep a copy of our own size.
  return format === 'json' ? utf8.encode(JSON.stringify(value)) : new Uint8Array(packr.pack(value));
}

/** Throws on bytes that are no value; the caller then checks the shape with one of the schemas. */
export function decode(bytes: Uint8Array, format: WireFormat): unknown {
  if (format === 'json') return JSON.parse(text.decode(bytes));
  return unpackr.unpack(bytes);
}

/** R of `Accept`: JSON only when the client names it and does not also name MessagePack first. */
export function formatOf(accept: string | undefined | null): WireFormat {
  if (!accept) return 'msgpack';
  const json = accept.indexOf('application/json');
  const packed = accept.indexOf('msgpack');
  return json >= 0 && (packed < 0 || json < packed) ? 'json' : 'msgpack';
}
