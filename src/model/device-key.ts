/**
 * What one device is known by, as one number: its MAC, or, where nobody sees a MAC, its address in its segment (R28) or its cellular identity (R67).
 * Fields named `mac` hold a key: nearly every key is a MAC. Ranges never meet, and all fit 2^53:
 *
 *   below 2^48              MAC
 *   2^48 + IPv4             a device known by its address alone
 *   2^49 + 14 digits        IMEI without its check digit (3GPP TS 23.003, section 6.2)
 *   2^50 + 15 digits        IMSI; one of 14 digits stands above 2^51
 */
import { ipText, macText, parseIp, parseMac, type DeviceKey, type Ipv4, type Mac } from './address.ts';

const ADDRESS = 2 ** 48, IMEI = 2 ** 49, IMSI = 2 ** 50, IMSI_14 = 2 ** 51;

export type KeyKind = 'mac' | 'address' | 'imei' | 'imsi';
export function keyKind(key: DeviceKey): KeyKind { return key < ADDRESS ? 'mac' : key < IMEI ? 'address' : key < IMSI ? 'imei' : 'imsi'; }
export function isCellular(key: DeviceKey): boolean { return key >= IMEI; }
export function isMac(key: DeviceKey): key is Mac { return key < ADDRESS; }

/** Key of the device behind an address, for as long as nothing shows its MAC. */
export function addressKey(ip: Ipv4): DeviceKey { return (ADDRESS + ip) as DeviceKey; }
/** The address that is all the device is known by; undefined for every other key. */
export function addressOf(key: DeviceKey): Ipv4 | undefined { return keyKind(key) === 'address' ? ((key - ADDRESS) as Ipv4) : undefined; }

/** Of 14 digits, 15 with the check digit, or 16 with a software version, which changes; undefined when it is no IMEI. All zeros is a handset without one. */
export function imeiKey(digits: string): DeviceKey | undefined {
  if (!/^\d{14,16}$/.test(digits)) return undefined;
  const number = Number(digits.slice(0, 14));
  return number === 0 ? undefined : ((IMEI + number) as DeviceKey);
}
/** Of 14 or 15 digits: country, network and subscriber (ITU-T E.212). */
export function imsiKey(digits: string): DeviceKey | undefined {
  if (!/^\d{14,15}$/.test(digits) || Number(digits) === 0) return undefined;
  return ((digits.length === 15 ? IMSI : IMSI_14) + Number(digits)) as DeviceKey;
}

/** `deviceid`: a MAC, an address, `imei:` with its check digit, or `imsi:`. */
export function keyText(key: DeviceKey): string {
  if (isMac(key)) return macText(key);
  const ip = addressOf(key);
  if (ip !== undefined) return ipText(ip);
  if (key < IMSI) return `imei:${withCheckDigit(String(key - IMEI).padStart(14, '0'))}`;
  return `imsi:${key < IMSI_14 ? String(key - IMSI).padStart(15, '0') : String(key - IMSI_14).padStart(14, '0')}`;
}
/** The MAC as people read it; null for a device that is not known by one. */
export function macField(key: DeviceKey): string | null { return isMac(key) ? macText(key) : null; }

/** What `keyText` writes, and whatever `parseMac` takes for a MAC; undefined for anything else. */
export function parseKey(text: string): DeviceKey | undefined {
  const lower = text.trim().toLowerCase();
  if (lower.startsWith('imei:')) return imeiKey(lower.slice(5));
  if (lower.startsWith('imsi:')) return imsiKey(lower.slice(5));
  const ip = parseIp(lower);
  return ip === undefined ? parseMac(lower) : addressKey(ip);
}

/** Luhn: every second digit counts twice, its own digits added. */
function withCheckDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[i]), counted = i % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return digits + String((10 - (sum % 10)) % 10);
}
