/** Which certificates a PAN-OS firewall needs, and with what it gets them (R212 to R217): the published decision table as rows over model, release and Panorama. */
import { comparePanos, parsePanos } from '../model/index.ts';

export interface CredentialAsk {
  /** Such as PA-440; null when it is not said. */
  readonly model: string | null;
  /** Such as 10.1.3, or 10.1 for the first of its line. */
  readonly panos: string;
  readonly panorama: boolean;
  /** What it has already. */
  readonly deviceCertificate: boolean;
  readonly loggingCertificate: boolean;
}
export type Need = 'needed' | 'automatic' | 'present' | 'not_needed';
export interface CredentialAdvice {
  readonly panos: string;
  readonly device_certificate: Need;
  readonly logging_service_certificate: Need;
  /** What the owner issues: a one-time password, a pre-shared key, or nothing. */
  readonly credential: 'otp' | 'psk' | 'none' | 'unsupported';
  /** Where it is entered. */
  readonly at: 'panorama' | 'firewall' | null;
  readonly says: string;
  readonly steps: readonly string[];
  readonly cites: readonly string[];
}

/** R214: models that fetch their device certificate by themselves, from the release of each list on. */
export const AUTOMATIC: readonly { readonly from: string; readonly models: readonly RegExp[] }[] = [
  { from: '10.1.0', models: [/^PA-4[1456]0$/, /^PA-5450$/] },
  { from: '10.2.0', models: [/^PA-34[1-4]0$/, /^PA-54[1-3]0$/] },
  { from: '11.0.0', models: [/^PA-4[14]5$/, /^PA-14[12]0$/, /^PA-5440$/] },
];
/** R212: between these a firewall without Panorama uses a pre-shared key; R213: from the second on a device certificate is all there is. */
const PSK_FROM = '9.0.3', DEVICE_ONLY_FROM = '10.1.0';
/** The device certificate came with it. */
const DEVICE_FROM = '10.0.0';

/** `10.1` is the first of its line. Undefined when it is no release. */
export function releaseOf(text: string): string | undefined {
  const full = /^\d{1,3}\.\d{1,3}$/.test(text.trim()) ? `${text.trim()}.0` : text.trim();
  return parsePanos(full) === undefined ? undefined : full;
}

export function isAutomatic(model: string | null, panos: string): boolean {
  const name = (model ?? '').trim().toUpperCase();
  return AUTOMATIC.some(({ from, models }) => notBefore(panos, from) && models.some((one) => one.test(name)));
}

function notBefore(panos: string, from: string): boolean { return (comparePanos(panos, from) ?? -1) >= 0; }

/** Undefined when the release is none. */
export function credentialsFor(ask: CredentialAsk): CredentialAdvice | undefined {
  const panos = releaseOf(ask.panos);
  if (panos === undefined) return undefined;
  const wantsDevice = notBefore(panos, DEVICE_FROM), wantsLogging = !notBefore(panos, DEVICE_ONLY_FROM), automatic = isAutomatic(ask.model, panos);
  const device: Need = !wantsDevice ? 'not_needed' : ask.deviceCertificate ? 'present' : automatic ? 'automatic' : 'needed';
  const logging: Need = !wantsLogging ? 'not_needed' : ask.loggingCertificate ? 'present' : 'needed';
  const base = { panos, device_certificate: device, logging_service_certificate: logging };
  const missing = [...(device === 'needed' ? ['device certificate'] : []), ...(logging === 'needed' ? ['logging service certificate'] : [])];
  if (missing.length === 0) return { ...base, credential: 'none', at: null, says: device === 'automatic' ? 'this model fetches its device certificate by itself' : 'it has every certificate that it needs', steps: device === 'automatic' ? ['let it reach its maker once; nothing is entered'] : [], cites: ['R213', 'R214', 'R215'] };
  const what = missing.join(' and ');
  if (ask.panorama) return {
    ...base, credential: 'otp', at: 'panorama', says: `a one-time password in Panorama gets the ${what}`, cites: ['R212', 'R215', 'R216', 'R217'],
    steps: ['link the serial number of Panorama to the same tenant', 'as an owner issue a one-time password', `enter it in Panorama for this firewall, within its hour`],
  };
  if (!wantsLogging) return {
    ...base, credential: 'otp', at: 'firewall', says: `a one-time password at the firewall gets the ${what}`, cites: ['R213', 'R215', 'R216'],
    steps: ['as an owner issue a one-time password for its serial number', 'enter it at the firewall, within its hour'],
  };
  if (!notBefore(panos, PSK_FROM)) return {
    ...base, credential: 'unsupported', at: null, says: 'without Panorama a firewall below 9.0.3 cannot get a logging service certificate', cites: ['R212'], steps: ['upgrade it to 9.0.3 or later, or manage it by Panorama'],
  };
  return {
    ...base, credential: 'psk', at: 'firewall', says: `a pre-shared key gets the ${what}`, cites: ['R212', 'R215', 'R216', 'R218'],
    steps: ['as an owner issue a pre-shared key for its serial number', 'enter it at the firewall; with it the firewall fetches its certificate and authenticates'],
  };
}
