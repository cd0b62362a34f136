/** A MAC, IPv4 or IPv6 address as a person types it, as the key that frames are searched by. */
import { PARSERS, type Kernel } from '../kernels/index.ts';
import { EdgeError } from '../model/index.ts';
import { keysOf } from './lines.ts';

/** Read by the kernel as the same address in a record would be, so that every spelling that a record may have is understood here. */
export function deviceKey(kernel: Kernel, text: string): number {
  const mac = text.toLowerCase().replaceAll('-', ':');
  for (const [name, value] of [['src_mac', mac], ['src_ip', text], ['src_ip6', text]] as const) {
    const rows = kernel.parse(PARSERS.eal, Buffer.from(JSON.stringify({ record: 'dns', [name]: value })));
    const [key, ...more] = rows.kind(0) === 0 ? [] : keysOf(rows, 0);
    if (key !== undefined && more.length === 0) return key;
  }
  throw new EdgeError('usage', 'a device is a MAC or an IP address', { fields: { device: text.slice(0, 64) } });
}
