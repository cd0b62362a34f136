/** TFTP requests (RFC 1350 section 5): a device that boots or updates over the network asks for files that are named after its product. */
import { ascii } from './ascii.ts';

const READ = 1, WRITE = 2;
const LONGEST = 100;

/** Name of the file of a read or write request; undefined for other packets. */
export function tftpFile(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0 || (bytes[1] !== READ && bytes[1] !== WRITE)) return undefined;
  const end = bytes.indexOf(0, 2);
  if (end <= 2 || end > 2 + LONGEST) return undefined;
  const name = ascii(bytes, 2, end);
  return /^[\x21-\x7e]+$/.test(name) ? name : undefined;
}
