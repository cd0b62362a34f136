/** What the first payloads of a flow say: a product name, words, or at least how they begin. */
import { isMac, type DeviceKey } from '../../model/index.ts';
import type { Observer } from '../adapter.ts';
import { ascii } from './ascii.ts';
import { edimaxProduct, edimaxReply, edimaxText } from './edimax.ts';
import { tpLinkProduct, tpLinkText } from './tp-link.ts';
import { tftpFile } from './tftp.ts';
import { words } from './words.ts';

const HTTP = /^(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH|CONNECT|HTTP|NOTIFY|M-SEARCH|SUBSCRIBE)[ /]/;

export interface Payload {
  readonly bytes: Uint8Array;
  /** It opened the flow (TCP: behind it a cut falls anywhere, so how it begins says nothing). */
  readonly isFirst: boolean;
}

/** True for the start of an HTTP or SSDP message. What follows it are headers and bodies: of the person and the place as often as of the device. */
export function isHttp(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  // All methods begin with a capital: most payloads end here.
  return first >= 0x43 && first <= 0x53 && HTTP.test(ascii(bytes, 0, 12));
}

/** `service` is where the payload went, or `from ` where it came from. */
export function payloadFacts(mac: DeviceKey, time: number, service: string, payload: Payload, isTcp: boolean, observer: Observer): void {
  const { bytes, isFirst } = payload;
  const edimax = edimaxText(bytes), tpLink = edimax === undefined ? tpLinkText(bytes) : undefined;
  const product = edimax !== undefined ? edimaxProduct(edimax) : tpLink !== undefined ? tpLinkProduct(tpLink) : edimaxReply(bytes);
  if (product.model !== undefined) observer.fact(mac, time, 'traffic.model', product.model);
  if (product.kind !== undefined) observer.fact(mac, time, 'traffic.product', product.kind);
  if (edimax !== undefined || tpLink !== undefined) {
    observer.fact(mac, time, 'traffic.text', edimax !== undefined ? 'edimax cloud' : 'tp-link smart home');
    return;
  }
  const file = service === 'udp/69' ? tftpFile(bytes) : undefined;
  if (file !== undefined) observer.fact(mac, time, 'traffic.file', file);
  if (isFirst || !isTcp) observer.fact(mac, time, 'traffic.head', `${service} ${bytes.subarray(0, 2).toHex()}`);
  if (file === undefined) for (const word of words(bytes)) observer.fact(mac, time, 'traffic.text', word);
}

/** A TLS record (RFC 8446 section 5.1): the ClientHello has its own adapter, the rest is cipher text. */
export function isTls(bytes: Uint8Array): boolean { return (bytes[0] ?? 0) >= 0x14 && (bytes[0] ?? 0) <= 0x17 && bytes[1] === 3; }

/** The payload with the device's own MAC, whole or its low three bytes, overwritten by zeros: as text it would pass for letters. Copied only if it is in there. */
export function withoutMac(payload: Uint8Array, mac: DeviceKey): Uint8Array {
  if (!isMac(mac) || !holdsLowThree(payload, mac % 0x1000000)) return payload;
  const bytes = Uint8Array.from(payload);
  const own = Uint8Array.from({ length: 6 }, (_, i) => Math.floor(mac / 2 ** (40 - i * 8)) & 255);
  for (const part of [own, own.subarray(3)]) {
    for (let at = bytes.indexOf(part[0] ?? 0); at >= 0; at = bytes.indexOf(part[0] ?? 0, at + 1)) {
      if (part.every((byte, i) => bytes[at + i] === byte)) bytes.fill(0, at, at + part.length);
    }
  }
  return bytes;
}

function holdsLowThree(bytes: Uint8Array, low: number): boolean {
  const first = low >>> 16, second = (low >>> 8) & 255, third = low & 255;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) if (bytes[at + 1] === second && bytes[at + 2] === third) return true;
  return false;
}
