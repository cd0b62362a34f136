/** Takes out of a text whatever belongs to one physical unit or one network: MACs, serial numbers, UUIDs, addresses, client ports, times. */
import { isMac, type DeviceKey } from '../model/index.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const MAC = /\b[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}\b/gi;
const IPV4 = /(?<![\d.])(?:\d{1,3}[.-]){3}\d{1,3}(?!\d|\.\d)/g;
/** What every IPV4 has; most texts do not, and looking for it is cheap. */
const DOTTED = /\d[.-]\d/;
const IPV6 = /(?<![0-9a-z:])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4})+(?![0-9a-z:])|(?<![0-9a-z:-])[0-9a-f]{1,4}::[0-9a-f:]*(?![0-9a-z])/gi;
const REVERSE = /^[0-9a-f.]+\.(in-addr|ip6)\.arpa\.?$/i;
const CLIENT_PORT = /:(?:49[2-9]\d\d|49\d{3}|5\d{4}|6[0-5]\d{3})(?=\/|$)/g;
/** Names that Windows set-up makes up (DESKTOP- and 7, LAPTOP- and 8, WIN- and 11 letters and digits), and management processors named by Dell's service tag. */
const GENERATED = /\b(DESKTOP|LAPTOP|WIN|MININT|idrac|cmc|svctag)-[0-9A-Z]{7,11}\b/gi;

/** A device that is not known by its MAC has none that could be in a text. */
const NO_MAC = 0;

/** What stands for something of one unit. */
export const UNIT = '#';

/** `mac`: the device the text is about; its low three and two bytes are looked for without separators. */
export function maskText(text: string, mac: DeviceKey): string {
  // Most texts have nothing to mask: no digit, and not the end of this MAC, which in one of fifty has no digit either.
  if (!/\d/.test(text) && !text.toLowerCase().includes(lowTwo(mac)) && !text.includes('-')) return text;
  if (text.includes('arpa') && REVERSE.test(text)) return `<ip>.${/ip6\.arpa\.?$/i.test(text) ? 'ip6' : 'in-addr'}.arpa`;
  // Looking for a character is cheap: most texts have no colon and no hyphen, and so no MAC.
  const colon = text.includes(':'), hyphen = text.includes('-');
  let masked = text;
  if ((colon || hyphen) && /[0-9a-f]{2}[:-][0-9a-f]{2}[:-]/i.test(text)) masked = masked.replace(MAC, '<mac>');
  if (hyphen && masked.length >= 36) masked = masked.replace(UUID, '<uuid>');
  if (DOTTED.test(masked)) masked = masked.replace(IPV4, '<ip>');
  if (colon) masked = masked.replace(CLIENT_PORT, `:${UNIT}`).replace(IPV6, '<ip>');
  if (hyphen) masked = masked.replace(GENERATED, `$1-${UNIT}`);
  return maskRuns(masked, isMac(mac) ? mac : NO_MAC);
}

/** The last two bytes of a MAC as hex: the least of it that masking looks for. */
export function lowTwo(mac: DeviceKey): string { return (mac % 0x10000).toString(16).padStart(4, '0'); }

/** Every run of letters and digits; those that stand in a mark are ours. A loop, because nearly all of them stay as they are. */
function maskRuns(text: string, own: number): string {
  let masked = '', copied = 0;
  for (let at = 0; at < text.length; at++) {
    const begin = at;
    while (at < text.length && isAlphanumeric(text.charCodeAt(at))) at++;
    if (at - begin < SHORTEST || text.charCodeAt(begin - 1) === 60 /* < */) continue;
    const run = text.slice(begin, at), done = maskRun(run, own);
    if (done === run) continue;
    masked += text.slice(copied, begin) + done;
    copied = at;
  }
  return copied === 0 ? text : masked + text.slice(copied);
}

function isAlphanumeric(code: number): boolean { return isDigit(code) || ((code | 32) >= 97 && (code | 32) <= 122); }
function isDigit(code: number): boolean { return code >= 48 && code <= 57; }

/** Nothing of a unit is shorter. */
const SHORTEST = 4;

/** One run of letters and digits. A model number has at most four digits in a row; a serial, a date or a MAC has more. */
function maskRun(run: string, own: number): string {
  if (run.length < SHORTEST) return run;
  const tail = ownTail(run, own);
  if (tail > 0) return maskRun(run.slice(0, run.length - tail).replace(/\d+$/, ''), own) + UNIT; // digits before it belong to the same number
  const digits = digitsOf(run);
  if (digits === 0) return run;
  if (run.length >= 6 && /^[0-9a-f]+$/i.test(run)) return UNIT;
  if (digits < 5) return isKey(run, digits) ? UNIT : run;
  const word = /^[A-Za-z]{2,}(?=\d{5,}$)/.exec(run)?.[0];
  return (word ?? '') + UNIT;
}

function digitsOf(run: string): number {
  let digits = 0;
  for (let i = 0; i < run.length; i++) if (isDigit(run.charCodeAt(i))) digits += 1;
  return digits;
}

/** How many characters at the end of `run` are the end of the device's own MAC, or of the one before or behind it (its other interface): 12, 6 or 4; 0 for none. */
function ownTail(run: string, own: number): number {
  const two = own === NO_MAC ? -1 : hexAtEnd(run, 4);
  if (two < 0) return 0;
  if (two === own % 0x10000) return hexAtEnd(run, 12) === own ? 12 : hexAtEnd(run, 6) === own % 0x1000000 ? 6 : 4;
  // Two bytes that are nearly its own are chance too often: of a neighbour three are asked.
  const low = own % 0x1000000, last = hexAtEnd(run, 6);
  if (last < 0 || Math.abs(last - low) !== 1 || (last >> 16) !== (low >> 16)) return 0;
  return hexAtEnd(run, 12) === own - low + last ? 12 : 6;
}

/** The last so many hex digits as a number; -1 where there are none. Most runs end in no hex, and must cost little. */
function hexAtEnd(run: string, length: number): number {
  if (run.length < length) return -1;
  let value = 0;
  for (let i = run.length - length; i < run.length; i++) {
    const code = run.charCodeAt(i), digit = isDigit(code) ? code - 48 : (code | 32) >= 97 && (code | 32) <= 102 ? (code | 32) - 87 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** Long runs that mix digits and letters without being a word with a number: keys, tokens, base64. */
function isKey(run: string, digits: number): boolean {
  if (run.length < 10) return false;
  const changes = run.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0;
  return digits >= 3 && changes >= 3 || changes > run.length / 3;
}

/** Query keys whose value says which product or firmware asks; of all others only the key is kept. */
const PRODUCT_KEYS = new Set(['model', 'type', 'product', 'device', 'devicetype', 'fw', 'firmware', 'version', 'ver', 'os', 'platform', 'brand', 'mod', 'app', 'vendor', 'action', 'cmd']);

/** A path with its query: segments masked, values dropped unless they name a product. */
export function maskPath(path: string, mac: DeviceKey): string {
  const [bare = '', query] = path.split('?', 2);
  const masked = maskText(bare.replace(/^https?:\/\/[^/]*/i, ''), mac);
  if (query === undefined) return masked;
  const pairs = query.split('&').map((pair) => {
    const [key = '', value = ''] = pair.split('=', 2);
    return PRODUCT_KEYS.has(key.toLowerCase()) ? `${key}=${maskText(value, mac)}` : `${maskText(key, mac)}=`;
  });
  return `${masked}?${pairs.join('&')}`;
}
