/** TP-Link's smart home protocol (TCP and UDP 9999): JSON where each byte is XORed with the byte before it, starting at 171. */
import type { Product } from './product.ts';

const KEY = 171;

/** The JSON, cut where the payload was cut; undefined when the bytes are something else. TCP puts a 4-byte length in front. */
export function tpLinkText(bytes: Uint8Array): string | undefined {
  for (const start of [0, 4]) {
    if ((bytes[start] ?? 0) !== (KEY ^ 0x7b)) continue; // `{`
    let key = KEY, text = '';
    for (let i = start; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0;
      text += String.fromCharCode(byte ^ key);
      key = byte;
    }
    if (/^\{\s*"[a-z_.]+"/i.test(text)) return text;
  }
  return undefined;
}

/** What a `get_sysinfo` answer says the product is: `HS110(EU)`, `IOT.SMARTPLUGSWITCH`. */
export function tpLinkProduct(text: string): Product {
  const value = (key: string): string | undefined => new RegExp(`"${key}"\\s*:\\s*"([^"]{2,48})"`).exec(text)?.[1];
  return { model: value('model'), kind: value('type') ?? value('mic_type') };
}
