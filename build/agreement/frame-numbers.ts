/** Which packet of a capture stands at an offset: our rejects tell offsets, tshark tells numbers. */

const PCAP_HEADER = 24, RECORD_HEADER = 16, SECTION = 0x0a0d0d0a;
/** Blocks of a pcapng that hold a packet: obsolete, simple, enhanced. */
const PACKET_BLOCKS = new Set([2, 3, 6]);

/** Offset of a packet's record -> its number, from 1. A length that leads nowhere ends the walk. */
export function frameNumbers(file: Buffer): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  if (file.length < PCAP_HEADER) return numbers;
  let big = file.readUInt32BE(0) !== SECTION && (file.readUInt32BE(0) === 0xa1b2c3d4 || file.readUInt32BE(0) === 0xa1b23c4d);
  const word = (at: number): number => big ? file.readUInt32BE(at) : file.readUInt32LE(at);
  if (file.readUInt32BE(0) !== SECTION) {
    for (let at = PCAP_HEADER; at + RECORD_HEADER <= file.length; at += RECORD_HEADER + word(at + 8)) numbers.set(at, numbers.size + 1);
    return numbers;
  }
  for (let at = 0; at + 12 <= file.length;) {
    if (file.readUInt32BE(at) === SECTION) big = file.readUInt32BE(at + 8) === 0x1a2b3c4d;
    if (PACKET_BLOCKS.has(word(at))) numbers.set(at, numbers.size + 1);
    const length = word(at + 4);
    if (length < 12) break;
    at += length;
  }
  return numbers;
}
