/** Edimax's cloud protocol (UDP 8765, TCP 8767): XML with every byte rotated right by up to seven bits. */
import { ascii } from './ascii.ts';
import { NO_PRODUCT, type Product } from './product.ts';

const LESS_THAN = 0x3c, OPENING = '<param>';

/**
 * The XML, or undefined when the bytes are something else. The first byte is `<` plus the number of bits; the others are rotated by that many.
 * Learned from captures: no document describes it.
 */
export function edimaxText(bytes: Uint8Array): string | undefined {
  const turn = (bytes[0] ?? 0) - LESS_THAN;
  if (turn < 0 || turn > 7 || bytes.length < OPENING.length) return undefined;
  let text = '<';
  for (let i = 1; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    text += String.fromCharCode(((byte << turn) | (byte >>> (8 - turn))) & 255);
    if (i === OPENING.length - 1 && text !== OPENING) return undefined;
  }
  return text;
}

/** What the XML says the product is: `SP-1101W`, `SmartPlug`. */
export function edimaxProduct(text: string): Product {
  const value = (key: string): string | undefined => new RegExp(`<${key} value="([^"]{2,32})"`).exec(text)?.[1];
  return { model: value('model'), kind: value('type') };
}

/** The answer to Edimax's LAN search (UDP 20560): MAC, `EDIMAX` padded to 12, model padded to 16 behind a length word. */
export function edimaxReply(bytes: Uint8Array): Product {
  if (bytes.length < 38 || bytes[6] !== 0x45 || untilZero(bytes, 6, 18) !== 'EDIMAX') return NO_PRODUCT;
  const model = untilZero(bytes, 22, 36);
  return /^[\x20-\x7e]{3,14}$/.test(model) ? { model, kind: undefined } : NO_PRODUCT;
}

function untilZero(bytes: Uint8Array, from: number, to: number): string { return ascii(bytes, from, to).replace(/\0.*$/s, ''); }
