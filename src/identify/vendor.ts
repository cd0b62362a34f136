/**
 * Company of a MAC by the longest registered prefix (IEEE MA-S 36 bits, MA-M 28, MA-L 24). The file, made by build/oui.ts, little endian:
 *
 *   0 "OUI1" | 4 u32[3] prefixes of 24, 28, 36 bits | 16 u32 companies | 20 spare
 *  24 three tables, each: prefix[n] rising (u32, u32, f64), then u16[n] company, padded to 8
 *     u32[companies + 1] where each name starts in the file, the last one its end, then the names in UTF-8
 */
import { EdgeError, isGroupMac, isLocalMac, isMac, type DeviceKey } from '../model/index.ts';

/** Company of the network cards of Hyper-V's virtual machines. */
export const HYPER_V = 'Microsoft Hyper-V';

export interface VendorTable {
  /** Undefined for unregistered prefixes, and always for group and locally administered MACs: nobody assigned those. */
  lookup(mac: DeviceKey): string | undefined;
  readonly prefixes: number;
}

/**
 * Addresses that say something else than who paid for their prefix: QEMU's are local, Hyper-V's are of a company that makes computers, too, VMware gives some to the
 * host's own end of a virtual network; and those that people and documents write down as examples (Xerox's first, CIMSYS' 00:11:22).
 */
const NOBODYS: readonly (readonly [from: number, to: number, company: string | undefined])[] = [
  [0x525400000000, 0x525400ffffff, 'QEMU'], [0x00155d000000, 0x00155dffffff, HYPER_V], [0x005056c00000, 0x005056c000ff, undefined],
  [0x000000000000, 0x0000000fffff, undefined], [0x001122000000, 0x0011223fffff, undefined], [0x001122334400, 0x0011223344ff, undefined], [0x000102030400, 0x0001020304ff, undefined],
];

interface Table { readonly divisor: number; readonly prefixes: Uint32Array | Float64Array; readonly companies: Uint16Array }
const DIVISORS = [2 ** 24, 2 ** 20, 2 ** 12] as const;
const decoder = new TextDecoder();

export function loadVendors(file: Uint8Array): VendorTable {
  const bytes = file.byteOffset % 8 === 0 ? file : file.slice();
  if (bytes.length < 24 || decoder.decode(bytes.subarray(0, 4)) !== 'OUI1') throw new EdgeError('internal', 'the MAC vendor list is not one of ours', { fields: { bytes: bytes.length } });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 24;
  const tables = DIVISORS.map((divisor, i): Table => {
    const count = view.getUint32(4 + i * 4, true), from = bytes.byteOffset + at, width = i < 2 ? 4 : 8;
    at = (at + count * (width + 2) + 7) & ~7;
    if (at > bytes.length) throw new EdgeError('internal', 'the MAC vendor list is cut', { fields: { bytes: bytes.length } });
    const prefixes = i < 2 ? new Uint32Array(bytes.buffer, from, count) : new Float64Array(bytes.buffer, from, count);
    return { divisor, prefixes, companies: new Uint16Array(bytes.buffer, from + count * width, count) };
  }).reverse(); // the longest prefix first
  const index = at;
  // Read once: a tick asks for thousands, of few companies.
  const names: (string | undefined)[] = [];
  const name = (company: number): string =>
    (names[company] ??= decoder.decode(bytes.subarray(view.getUint32(index + company * 4, true), view.getUint32(index + company * 4 + 4, true))));
  return {
    prefixes: tables.reduce((sum, table) => sum + table.prefixes.length, 0),
    lookup(mac) {
      if (!isMac(mac)) return undefined;
      for (const [from, to, company] of NOBODYS) if (mac >= from && mac <= to) return company;
      if (isGroupMac(mac) || isLocalMac(mac)) return undefined;
      for (const table of tables) {
        const row = find(table.prefixes, Math.floor(mac / table.divisor));
        if (row >= 0) return name(table.companies[row] ?? 0);
      }
      return undefined;
    },
  };
}

function find(prefixes: Uint32Array | Float64Array, prefix: number): number {
  let low = 0, high = prefixes.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1, value = prefixes[middle] ?? 0;
    if (value === prefix) return middle;
    if (value < prefix) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
