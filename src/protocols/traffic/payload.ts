/** What the first payloads of a flow say: a product name, words, or at least how they begin. */
import type { Mac } from '../../model/index.ts';
import type { Observer } from '../adapter.ts';
import { edimaxProduct, edimaxReply, edimaxText } from './edimax.ts';
import { tpLinkProduct, tpLinkText } from './tp-link.ts';
import { words } from './words.ts';

const HTTP = /^(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH|CONNECT|HTTP|NOTIFY|M-SEARCH|SUBSCRIBE)[ /]/;

export interface Payload {
  readonly bytes: Uint8Array;
  /** It opened the flow (TCP: behind it a cut falls anywhere, so how it begins says nothing). */
  readonly isFirst: boolean;
}

/** The payloads of one direction of a flow, at most 128 bytes of each, or none where an adapter of its own reads them. */
export function payloadsOf(hexes: readonly string[], mac: Mac): Payload[] {
  return hexes.map((hex, i) => ({ bytes: withoutMac(Uint8Array.fromHex(hex.length % 2 === 0 ? hex : hex.slice(0, -1)), mac), isFirst: i === 0 }))
    .filter(({ bytes }) => bytes.length > 1 && !isTls(bytes));
}

/** True for the start of an HTTP or SSDP message. What follows it are headers and bodies: of the person and the place as often as of the device. */
export function isHttp(hex: string): boolean {
  return HTTP.test(String.fromCharCode(...Uint8Array.fromHex(hex.slice(0, 24))));
}

/** `service` is where the payload went, or `from ` where it came from. */
export function payloadFacts(mac: Mac, time: number, service: string, payload: Payload, isTcp: boolean, observer: Observer): void {
  const { bytes, isFirst } = payload;
  const edimax = edimaxText(bytes), tpLink = edimax === undefined ? tpLinkText(bytes) : undefined;
  const product = edimax !== undefined ? edimaxProduct(edimax) : tpLink !== undefined ? tpLinkProduct(tpLink) : edimaxReply(bytes);
  if (product.model !== undefined) observer.fact(mac, time, 'traffic.model', product.model);
  if (product.kind !== undefined) observer.fact(mac, time, 'traffic.product', product.kind);
  if (edimax !== undefined || tpLink !== undefined) {
    observer.fact(mac, time, 'traffic.text', edimax !== undefined ? 'edimax cloud' : 'tp-link smart home');
    return;
  }
  if (isFirst || !isTcp) observer.fact(mac, time, 'traffic.head', `${service} ${bytes.subarray(0, 2).toHex()}`);
  for (const word of words(bytes)) observer.fact(mac, time, 'traffic.text', word);
}

/** A TLS record (RFC 8446 section 5.1): the ClientHello has its own adapter, the rest is cipher text. */
function isTls(bytes: Uint8Array): boolean { return (bytes[0] ?? 0) >= 0x14 && (bytes[0] ?? 0) <= 0x17 && bytes[1] === 3; }

/** The payload with the device's own MAC, whole or its low three bytes, overwritten by zeros: as text it would pass for letters. */
function withoutMac(bytes: Uint8Array, mac: Mac): Uint8Array {
  const own = Uint8Array.from({ length: 6 }, (_, i) => Math.floor(mac / 2 ** (40 - i * 8)) & 255);
  for (const part of [own, own.subarray(3)]) {
    for (let at = bytes.indexOf(part[0] ?? 0); at >= 0; at = bytes.indexOf(part[0] ?? 0, at + 1)) {
      if (part.every((byte, i) => bytes[at + i] === byte)) bytes.fill(0, at, at + part.length);
    }
  }
  return bytes;
}
