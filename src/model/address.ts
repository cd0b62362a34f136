/** MAC and IP addresses: numbers inside, text only at the edges. */

/** What a device is known by (device-key.ts): its MAC where it shows one. */
export type DeviceKey = number & { readonly key: unique symbol };
/** 48 bits as a number, first octet highest. */
export type Mac = DeviceKey & { readonly mac: unique symbol };
/** IPv4 a.b.c.d as a<<24|b<<16|c<<8|d, unsigned. */
export type Ipv4 = number & { readonly ipv4: unique symbol };

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

export function macText(mac: Mac): string {
  const high = Math.floor(mac / 0x1000000), low = mac % 0x1000000;
  return `${HEX[high >>> 16]}:${HEX[(high >>> 8) & 255]}:${HEX[high & 255]}:${HEX[low >>> 16]}:${HEX[(low >>> 8) & 255]}:${HEX[low & 255]}`;
}

/** Accepts `aa:bb:cc:dd:ee:ff`, dashes, dots (Cisco) or none; undefined when it is not a MAC. */
export function parseMac(text: string): Mac | undefined {
  const digits = text.replace(/[:.\-]/g, '');
  return /^[0-9a-fA-F]{12}$/.test(digits) ? (Number.parseInt(digits, 16) as Mac) : undefined;
}

export function ipText(ip: Ipv4): string {
  return `${ip >>> 24}.${(ip >>> 16) & 255}.${(ip >>> 8) & 255}.${ip & 255}`;
}

/** Strict dotted quad, no leading zeros; undefined otherwise. */
export function parseIp(text: string): Ipv4 | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return value as Ipv4;
}

/** The eight 16-bit words of an IPv6 address without a zone; undefined when it is none. */
export function ip6Words(text: string): readonly number[] | undefined {
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(text) || !text.includes(':') || !URL.canParse(`http://[${text}]`)) return undefined;
  const [head = '', tail] = new URL(`http://[${text}]`).hostname.slice(1, -1).split('::'), words = (part: string): number[] => (part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16)));
  const front = words(head), back = words(tail ?? '');
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back];
}

/** The one form of RFC 5952 section 4; undefined when it is no IPv6 address. */
export function ip6Text(text: string): string | undefined { return ip6Words(text) === undefined ? undefined : new URL(`http://[${text}]`).hostname.slice(1, -1); }

/** Keys from here on are no MACs. */
const MACS = 2 ** 48;
/** I/G bit: group address, never a device. */
export function isGroupMac(mac: DeviceKey): boolean { return mac < MACS && (Math.floor(mac / 0x10000000000) & 1) === 1; }
/** U/L bit: locally administered, often randomised; its OUI says nothing. */
export function isLocalMac(mac: DeviceKey): boolean { return mac < MACS && (Math.floor(mac / 0x10000000000) & 2) === 2; }
/** MACs of a gateway that several routers take turns to be: VRRP and CARP (RFC 9568), HSRP 1 and 2 (RFC 2281), HSRP for IPv6, GLBP. Each is a role, no device. */
const VIRTUAL: readonly (readonly [first: number, last: number])[] = [
  [0x00005e000100, 0x00005e0002ff], [0x00000c07ac00, 0x00000c07acff], [0x00000c9ff000, 0x00000c9fffff], [0x000573a00000, 0x000573a00fff], [0x0007b4000000, 0x0007b400ffff],
];
export function isVirtualMac(mac: DeviceKey): boolean { return mac < 0x000800000000 && VIRTUAL.some(([first, last]) => mac >= first && mac <= last); }
/** RFC 1918, RFC 6598 and RFC 3927 space: addresses a site gives to devices. */
export function isPrivateIp(ip: Ipv4): boolean {
  const a = ip >>> 24, b = (ip >>> 16) & 255;
  return a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128) || (a === 169 && b === 254);
}
