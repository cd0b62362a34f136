/** Writes pcap and pcapng files in every byte order and clock, record by record. For tests and hostile fixtures. */

export interface Packet {
  readonly data: Uint8Array;
  /** Seconds, and the fraction in the file's own unit. */
  readonly seconds?: number;
  readonly fraction?: number;
  /** Length on the wire, when the capture kept less. */
  readonly wire?: number;
}

export interface PcapOptions { readonly big?: boolean; readonly nanos?: boolean; readonly link?: number }

const START = 1_767_225_600; // 2026-01-01

function u32(value: number, big: boolean): Uint8Array {
  const out = Buffer.alloc(4);
  if (big) out.writeUInt32BE(value >>> 0); else out.writeUInt32LE(value >>> 0);
  return out;
}
function u16(value: number, big: boolean): Uint8Array {
  const out = Buffer.alloc(2);
  if (big) out.writeUInt16BE(value); else out.writeUInt16LE(value);
  return out;
}

export function pcap(packets: readonly Packet[], { big = false, nanos = false, link = 1 }: PcapOptions = {}): Uint8Array {
  const parts = [u32(nanos ? 0xa1b23c4d : 0xa1b2c3d4, big), u16(2, big), u16(4, big), u32(0, big), u32(0, big), u32(262144, big), u32(link, big)];
  for (const { data, seconds = START, fraction = 0, wire = data.length } of packets) parts.push(u32(seconds, big), u32(fraction, big), u32(data.length, big), u32(wire, big), data);
  return Buffer.concat(parts);
}

export interface InterfaceOptions { readonly link?: number; readonly snap?: number; readonly resolution?: number; readonly offset?: bigint }

/** Blocks of one byte order (draft-ietf-opsawg-pcapng). Put them together with `Buffer.concat`. */
export class Pcapng {
  readonly #big: boolean;
  constructor(big = false) { this.#big = big; }

  block(type: number, ...body: readonly Uint8Array[]): Uint8Array {
    const content = Buffer.concat(body), padding = Buffer.alloc(-content.length & 3), length = u32(12 + content.length + padding.length, this.#big);
    return Buffer.concat([u32(type, this.#big), length, content, padding, length]);
  }
  section(major = 1): Uint8Array {
    return this.block(0x0a0d0d0a, u32(0x1a2b3c4d, this.#big), u16(major, this.#big), u16(0, this.#big), Buffer.alloc(8, 255));
  }
  interface({ link = 1, snap = 0, resolution, offset }: InterfaceOptions = {}): Uint8Array {
    const options: Uint8Array[] = [];
    // A comment first: options are found by their code, not by their place.
    options.push(u16(1, this.#big), u16(5, this.#big), Buffer.from('hello\0\0\0'));
    if (resolution !== undefined) options.push(u16(9, this.#big), u16(1, this.#big), Buffer.from([resolution, 0, 0, 0]));
    if (offset !== undefined) options.push(u16(14, this.#big), u16(8, this.#big), this.#u64(offset));
    return this.block(1, u16(link, this.#big), u16(0, this.#big), u32(snap, this.#big), ...options, Buffer.alloc(4));
  }
  enhanced(data: Uint8Array, units: bigint, { face = 0, wire = data.length, captured = data.length }: { face?: number; wire?: number; captured?: number } = {}): Uint8Array {
    return this.block(6, u32(face, this.#big), ...this.#stamp(units), u32(captured, this.#big), u32(wire, this.#big), data);
  }
  simple(data: Uint8Array, wire = data.length): Uint8Array { return this.block(3, u32(wire, this.#big), data); }
  /** The packet block of the first drafts. */
  obsolete(data: Uint8Array, units: bigint, face = 0): Uint8Array {
    return this.block(2, u16(face, this.#big), u16(0, this.#big), ...this.#stamp(units), u32(data.length, this.#big), u32(data.length, this.#big), data);
  }
  #stamp(units: bigint): Uint8Array[] { return [u32(Number(units >> 32n), this.#big), u32(Number(units & 0xffffffffn), this.#big)]; }
  #u64(value: bigint): Uint8Array {
    const out = Buffer.alloc(8);
    if (this.#big) out.writeBigInt64BE(value); else out.writeBigInt64LE(value);
    return out;
  }
}
