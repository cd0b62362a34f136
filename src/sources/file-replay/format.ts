/** What kind of input this is, by its first bytes. */
import { EdgeError } from '../../model/index.ts';

/** Formats by the name that `--from` and the upload's `format` use. */
export const FORMATS = ['pcap', 'pcapng', 'eal', 'log'] as const;
export type Format = (typeof FORMATS)[number];
export type Compression = 'gzip' | 'zstd';

export function isFormat(name: string): name is Format { return FORMATS.some((format) => format === name); }

const word = (bytes: Uint8Array): number => ((bytes[0] ?? 0) * 0x1000000 + (bytes[1] ?? 0) * 0x10000 + (bytes[2] ?? 0) * 0x100 + (bytes[3] ?? 0));

export function compressionOf(head: Uint8Array): Compression | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return word(head) === 0x28b52ffd ? 'zstd' : undefined;
}

const PCAP = new Set([0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1]);
/** The first four bytes of what people give by mistake, and what to call it. */
const OTHERS: ReadonlyMap<number, string> = new Map([
  [0xa1b2cd34, 'a capture in the modified pcap format of patched libpcap'], [0x34cdb2a1, 'a capture in the modified pcap format of patched libpcap'],
  [0x736e6f6f, 'a snoop capture'], [0x7f454c46, 'a program (ELF)'], [0x504b0304, 'a zip archive'], [0xfd377a58, 'xz-compressed data'], [0x04224d18, 'lz4-compressed data'],
  [0x25504446, 'a PDF document'], [0x89504e47, 'a PNG picture'], [0x53514c69, 'an SQLite database'],
]);

/** The key that every record of ours has, on the first line. */
const NAMES_RECORD = /^[^\n]*"record"\s*:/;
/** A Zeek table says so before its first row, which may be far behind, or never come. */
const TABLE = new TextEncoder().encode('#separator ');
function isTableHead(head: Uint8Array): boolean { return TABLE.every((byte, i) => head[i] === byte); }

const PACKED = /archive|-compressed data$/;

/** The format of input that begins with `head`; the first bytes that are not white space decide for text. `claims` says whether a log format claims a line of it. */
export function detect(head: Uint8Array, claims: (head: Uint8Array) => boolean): Format {
  const first = word(head);
  if (head.length >= 4 && PCAP.has(first)) return 'pcap';
  if (first === 0x0a0d0d0a) return 'pcapng';
  const start = head.findIndex((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  // A record is an object; a line that is none is rejected by itself, but the first one tells what the input is meant to be. Other people's objects have no "record".
  if (start >= 0 && head[start] === 0x7b) return !NAMES_RECORD.test(new TextDecoder().decode(head.subarray(start))) && claims(head) ? 'log' : 'eal';
  if (start >= 0 && (isTableHead(head.subarray(start)) || claims(head))) return 'log';
  throw new EdgeError('wrong_format', 'this is neither a capture (pcap, pcapng), nor newline-delimited JSON records, nor a log in a format known here', { fields: { saw: describe(head) }, ...(PACKED.test(describe(head)) ? { next: 'expand it first: only gzip and zstd are read as they are' } : {}) });
}

/** What input is that was said to be records and begins as something else plainly does; undefined for any text, whose lines are judged one by one. */
export function plainlyOther(head: Uint8Array): string | undefined {
  if (head.length >= 4 && PCAP.has(word(head))) return 'a pcap capture';
  return word(head) === 0x0a0d0d0a ? 'a pcapng capture' : knownOther(head);
}

function knownOther(head: Uint8Array): string | undefined {
  return OTHERS.get(word(head)) ?? (head[0] === 0x42 && head[1] === 0x5a && head[2] === 0x68 ? 'bzip2-compressed data' : undefined);
}

function describe(head: Uint8Array): string {
  const known = knownOther(head);
  if (known !== undefined) return known;
  const sample = head.subarray(0, 16);
  const printable = sample.length > 0 && sample.every((byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127));
  return printable ? `text beginning with ${JSON.stringify(new TextDecoder().decode(sample))}` : `bytes ${Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
}
