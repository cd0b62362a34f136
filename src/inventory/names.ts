/** Names behind the hashes of evidence: applications that firewalls named in this tenant, and well-known services (R66). */
import { hash32, maskText, type DecodedFeatures } from '../features/index.ts';
import type { DeviceKey } from '../model/index.ts';
import { protocolsOf } from './readings.ts';
import { SERVICES } from './services.ts';

const NOBODY = 0 as DeviceKey;
/** What firewalls call these protocols. */
const AS_APPLICATION: ReadonlyMap<string, string> = new Map([['tls', 'ssl'], ['http', 'web-browsing'], ['smb', 'ms-ds-smb'], ['nbns', 'netbios-ns'], ['snmp', 'snmp-base'], ['rdp', 'ms-rdp'], ['modbus', 'modbus-base'], ['opcua', 'opc-ua'], ['enip', 'ethernet-ip'], ['dnp3', 'dnp3-base'], ['s7comm', 'siemens-s7-comm']]);
/** Beyond the link nobody uses these: no applications. */
const LINK: ReadonlySet<string> = new Set(['arp', 'lldp', 'cdp', 'pndcp']);

/** An application that firewalls could not name. */
export function isUnknownApplication(name: string): boolean { return /^unknown(?:-|$)/.test(name) || ['incomplete', 'insufficient-data', 'non-syn-tcp', 'not-applicable'].includes(name); }

export class Names {
  readonly #applications: ReadonlyMap<number, string>;
  readonly #asks: ReadonlyMap<number, string>;
  readonly #serves: ReadonlyMap<number, string>;

  /** `applications`: as firewalls named them in this tenant. */
  constructor(applications: Iterable<string>) {
    this.#applications = new Map([...applications].map((name) => [hash32('traffic.app', maskText(name, NOBODY)), name]));
    const ids = (parameter: string): ReadonlyMap<number, string> => new Map(SERVICES.map(([service, name]) => [hash32(parameter, service), name]));
    this.#asks = ids('traffic.asks');
    this.#serves = ids('traffic.serves');
  }

  /** What a device uses: as firewalls name it, by the protocols it spoke, and by the services it connects to. */
  applicationsOf(evidence: DecodedFeatures): readonly string[] {
    const names = new Set<string>();
    for (const id of evidence.ids) { const name = this.#applications.get(id) ?? this.#asks.get(id); if (name !== undefined) names.add(name); }
    for (const protocol of protocolsOf({ evidence })) if (!LINK.has(protocol)) names.add(AS_APPLICATION.get(protocol) ?? protocol);
    return [...names].sort();
  }

  servicesOf(evidence: DecodedFeatures): readonly string[] {
    const names = new Set<string>();
    for (const id of evidence.ids) { const name = this.#serves.get(id); if (name !== undefined) names.add(name); }
    return [...names].sort();
  }
}
