/** From a fact's value to the tokens that are hashed: the whole masked value, and coarser forms that survive a new firmware or another unit. */
import { PARAMETERS, type DeviceKey } from '../model/index.ts';
import { maskPath, maskText, UNIT } from './mask.ts';

/** Longest token kept, characters; longer values are cut (a device chooses them). */
const LONGEST = 120;

type Tokens = (value: string, mac: DeviceKey) => string[];

const whole: Tokens = (value, mac) => [maskText(value, mac)];
/** Numbers, codes and hashes of our own making: nothing to mask. */
const exact: Tokens = (value) => [value];

/** `D-Link DCS-935L Configuration Utility (2)._http._tcp.local` also without its counter; `ESP_#` also as `ESP~`. */
const label: Tokens = (value, mac) => {
  const masked = maskText(value, mac).replace(/(?: ?\(\d+\)| #\d+|-\d{1,2})(?=\._|\.local$|$)/, '');
  const stem = /^[A-Za-z][A-Za-z -]{2,}/.exec(masked)?.[0].trim();
  return stem === undefined || stem === masked ? [masked] : [masked, `${stem}~`];
};

/** A version string also without its numbers: `Linux/3.14.0 UPnP/1.0 IpBridge/1.9.0` -> `Linux UPnP IpBridge~`. */
const product: Tokens = (value, mac) => {
  const masked = maskText(value, mac);
  const bare = masked.replace(/[/ ,;-]*v?\d+(?:[.\-_]\w+)*/gi, '').replace(/\s+/g, ' ').trim();
  return bare === masked || bare.length < 3 ? [masked] : [masked, `${bare}~`];
};

/** Message type and codes: also without the type, so that a request tells what a discover would have told. */
const options: Tokens = (value) => {
  const codes = value.slice(value.indexOf(' ') + 1).split(',').filter((code) => code !== '50' && code !== '54');
  return [value, `any ${codes.join(',')}`];
};

const path: Tokens = (value, mac) => {
  const masked = maskPath(value, mac);
  const folder = /^(\/[^/?]+)\//.exec(masked)?.[1];
  return folder === undefined || folder.includes(UNIT) ? [masked] : [masked, `${folder}/~`];
};

/** `tcp/9292 82ca` also by its first byte. */
const head: Tokens = (value) => [value, `${value.slice(0, -2)}~`];

/** `tcp/9292 80,32` also as powers of two: lengths wobble with names and numbers inside. */
const sizes: Tokens = (value) => {
  const at = value.lastIndexOf(' ');
  return [value, `${value.slice(0, at)} ${value.slice(at + 1).split(',').map((size) => `2^${Math.floor(Math.log2(Number(size) || 1))}`).join(',')}~`];
};

const FORMS: Readonly<Record<string, Tokens>> = {
  'dhcp.options': options, 'dhcp.vendor_class': product, 'dhcp.hostname': label, 'dhcp.client_fqdn': label,
  'dhcpv6.options': exact, 'dhcpv6.option_request': exact, 'dhcpv6.vendor_class': product, 'dhcpv6.client_fqdn': label, 'dhcpv6.vendor_id': exact,
  'mdns.instance': label, 'mdns.host': label, 'mdns.question': label,
  'ssdp.server': product, 'ssdp.user_agent': product, 'http.user_agent': product, 'http.server': product, 'http.path': path,
  'dhcp.parameter_request_list': exact, 'dhcp.length': exact, 'dhcp.asked_lease': exact, 'dhcp.vendor_id': exact, 'dhcp.max_message_size': exact,
  'tls.ja3': exact, 'tls.ja4': exact, 'tls.version': exact, 'traffic.syn': exact, 'traffic.syn_ack': exact, 'traffic.sent_sizes': sizes, 'traffic.received_sizes': sizes, 'traffic.head': head,
  'traffic.asks': exact, 'traffic.serves': exact, 'traffic.announces': exact, 'traffic.protocol': exact, 'mac.vendor': exact, 'mdns.port': exact,
};

const BY_INDEX: readonly (Tokens | undefined)[] = PARAMETERS.map((p) => (p.identifies === 'instance' ? undefined : (FORMS[p.name] ?? whole)));

/** Tokens of a value of PARAMETERS[index]; none for parameters that tell one unit from another. */
export function tokensOf(index: number, value: string, mac: DeviceKey): readonly string[] {
  const form = BY_INDEX[index];
  if (form === undefined || value === '') return [];
  const tokens: string[] = [];
  for (const token of form(value.slice(0, LONGEST * 4), mac)) if (token !== '' && token !== UNIT) tokens.push(token.slice(0, LONGEST));
  return tokens;
}

/** Forms that mask nothing: the same tokens whoever said it. */
const UNMASKED: ReadonlySet<Tokens | undefined> = new Set([undefined, exact, options, head, sizes]);
const MASKED: readonly boolean[] = BY_INDEX.map((form) => !UNMASKED.has(form));

/** True when the tokens of `value` could depend on which unit said it, whose MAC's last two bytes begin with these digits: then they are this unit's only. Three, as the MAC beside it is masked, too. */
export function holdsUnit(index: number, value: string, threeDigits: string): boolean { return MASKED[index] === true && value.toLowerCase().includes(threeDigits); }
/** True when they depend on nobody. */
export function isAnybodys(index: number, value: string): boolean { return MASKED[index] !== true || !/[\da-f]{3}/i.test(value); }
