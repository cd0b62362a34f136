/** Reads what an ELF header says about a binary: enough to know that a cross-build is for the machine it is named after. */

export interface ElfKind { readonly machine: 'x64' | 'arm64' | 'other'; readonly libc: 'glibc' | 'musl' | 'none' }

const MACHINES: Readonly<Record<number, ElfKind['machine']>> = { 0x3e: 'x64', 0xb7: 'arm64' };
const PT_INTERP = 3;

/** Undefined when the bytes are not a little-endian 64-bit ELF file. The program headers must be within `head`. */
export function readElf(head: Uint8Array): ElfKind | undefined {
  if (head.length < 64 || head[0] !== 0x7f || head[1] !== 0x45 || head[2] !== 0x4c || head[3] !== 0x46 || head[4] !== 2 || head[5] !== 1) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const machine = MACHINES[view.getUint16(18, true)] ?? 'other';
  const table = Number(view.getBigUint64(32, true)), size = view.getUint16(54, true), count = view.getUint16(56, true);
  for (let i = 0; i < count; i++) {
    const at = table + i * size;
    if (at + 56 > head.length || view.getUint32(at, true) !== PT_INTERP) continue;
    const offset = Number(view.getBigUint64(at + 8, true)), length = Number(view.getBigUint64(at + 32, true));
    const interpreter = new TextDecoder().decode(head.subarray(offset, offset + length));
    return { machine, libc: interpreter.includes('musl') ? 'musl' : 'glibc' };
  }
  return { machine, libc: 'none' };
}
