/** A capture cut into captures: whole records behind a copy of the header they need, so that each piece is a file of its own. */
import { EdgeError } from '../model/index.ts';

/** A record. `taken` bytes of the input are behind us; `bytes` go into the piece: none when they belong to every piece's header, which has then changed. */
export interface TimedRecord { readonly taken: number; readonly bytes: Uint8Array; readonly timeMs: number | undefined }
export interface CaptureReader {
  /** What must stand before the records from here on. */
  header(): Uint8Array;
  /** Takes the next whole record from `bytes`; undefined when there is none yet. */
  next(bytes: Uint8Array): TimedRecord | undefined;
}

const DAMAGED = 'the capture is damaged at that place; what stands before it was sent';
/** A longer record is not cut out of a capture: it is damage, and the node would say so about the rest. */
const RECORD_MAX = 4 * 1024 * 1024;

const PCAP_HEADER = 24, PCAP_RECORD = 16;
/** Magic as read little-endian: [little endian?, nanoseconds?]. */
const PCAP_MAGICS: ReadonlyMap<number, readonly [boolean, boolean]> = new Map([[0xa1b2c3d4, [true, false]], [0xd4c3b2a1, [false, false]], [0xa1b23c4d, [true, true]], [0x4d3cb2a1, [false, true]]]);

/** Undefined when the bytes are not the beginning of a pcap or pcapng file. */
export function captureReader(head: Uint8Array): { readonly reader: CaptureReader; readonly skip: number } | undefined {
  if (head.length < PCAP_HEADER) return undefined;
  const magic = viewOf(head).getUint32(0, true);
  if (magic === SECTION_HEADER) return { reader: pcapng(), skip: 0 };
  const form = PCAP_MAGICS.get(magic);
  return form === undefined ? undefined : { reader: pcap(head.slice(0, PCAP_HEADER), form[0], form[1]), skip: PCAP_HEADER };
}

function pcap(header: Uint8Array, little: boolean, nanos: boolean): CaptureReader {
  return {
    header: () => header,
    next(bytes) {
      if (bytes.length < PCAP_RECORD) return undefined;
      const view = viewOf(bytes), length = PCAP_RECORD + view.getUint32(8, little);
      refuseHuge(length);
      if (bytes.length < length) return undefined;
      return { taken: length, bytes: bytes.subarray(0, length), timeMs: view.getUint32(0, little) * 1000 + view.getUint32(4, little) / (nanos ? 1e6 : 1e3) };
    },
  };
}

const SECTION_HEADER = 0x0a0d0d0a, INTERFACE = 1, ENHANCED_PACKET = 6, BYTE_ORDER = 0x1a2b3c4d, IF_TSRESOL = 9, END_OF_OPTIONS = 0;

function pcapng(): CaptureReader {
  let little = true, headers: Uint8Array[] = [], unitsPerMs: number[] = [];
  return {
    header: () => Buffer.concat(headers),
    next(bytes) {
      if (bytes.length < 12) return undefined;
      const view = viewOf(bytes), section = view.getUint32(0, true) === SECTION_HEADER;
      if (section) little = view.getUint32(8, true) === BYTE_ORDER;
      const length = view.getUint32(4, little);
      refuseHuge(length);
      if (length < 12) throw new EdgeError('unreadable', 'a block of the capture has an impossible length', { fields: { length }, next: DAMAGED });
      if (bytes.length < length) return undefined;
      const block = bytes.subarray(0, length), type = view.getUint32(0, little);
      if (section) {
        headers = [block.slice()];
        unitsPerMs = [];
      } else if (type === INTERFACE) {
        headers.push(block.slice());
        unitsPerMs.push(timestampUnits(block, little));
      } else if (type === ENHANCED_PACKET && length >= 32) {
        const units = view.getUint32(12, little) * 2 ** 32 + view.getUint32(16, little);
        return { taken: length, bytes: block, timeMs: units / (unitsPerMs[view.getUint32(8, little)] ?? 1000) };
      }
      // Sections and interfaces travel as headers of every piece; here they would stand twice.
      return { taken: length, bytes: section || type === INTERFACE ? NOTHING : block, timeMs: undefined };
    },
  };
}

const NOTHING = new Uint8Array(0);

/** if_tsresol: a power of ten, or of two with the top bit; microseconds without it (pcapng section 4.2). */
function timestampUnits(block: Uint8Array, little: boolean): number {
  const view = viewOf(block);
  for (let at = 16; at + 4 <= block.length - 4;) {
    const code = view.getUint16(at, little), length = view.getUint16(at + 2, little);
    if (code === END_OF_OPTIONS) break;
    if (code === IF_TSRESOL && length === 1) {
      const resolution = block[at + 4] ?? 6;
      return (resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution) / 1000;
    }
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return 1000;
}

function refuseHuge(length: number): void {
  if (length > RECORD_MAX) throw new EdgeError('unreadable', 'a record of the capture is too long to be one', { fields: { bytes: length }, next: DAMAGED });
}

function viewOf(bytes: Uint8Array): DataView { return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength); }
