/** Words that a MAC passes on for another device: a router's prefix in front of somebody else's user agent or PLC, a gateway in front of a telephone. */
import type { HeardClaim } from '../model/index.ts';
import { categoryOf, maker } from '../taxonomy/index.ts';

/** Makers of these make the way to devices, and are seen in its place wherever the capture lies behind a router. */
const WAYS: ReadonlySet<string> = new Set(['Network Equipment', 'Router', 'Firewall', 'Load Balancer', 'Wireless Access Point', 'Network Appliance', 'Security Appliance', 'Cellular Gateway', 'Modem', 'Switch', 'Wireless Controller', 'Wireless Bridge', 'Hypervisor', 'Industrial Switch', 'Industrial Gateway']);
/** What is sent to a neighbour or to all: no router passes it on, so it is of the MAC that sent it. */
const OWN: ReadonlySet<string> = new Set(['arp', 'dhcp', 'dhcpv6', 'lldp', 'cdp', 'pndcp', 'mdns', 'ssdp', 'llmnr', 'nbns', 'wsd', 'hip', 'gtp', 'known']);
const HANDHELD: ReadonlySet<string> = new Set(['Smartphone', 'Tablet', 'Mobile Device', 'Wearable', 'E-Reader']);
const DESKTOP = /^(?:Windows|macOS)$/;

/** Below "medium" (R52): shown, never enforced. */
const DOUBT = 0.6;

export interface Told {
  /** Company of the MAC prefix, if it has one. */
  readonly company: string | undefined;
  readonly claims: readonly HeardClaim[];
  readonly vendor: string | undefined;
  readonly category: string | undefined;
  readonly system: string | undefined;
}

/** The most confidence for what was heard; 1 without doubt. */
export function doubtOf({ company, claims, vendor, category, system }: Told): number {
  if (category === undefined) return 1;
  // A computer that passes packets on shares its line, or carries machines; that makes a router of few.
  if (category === 'Router' && system !== undefined && DESKTOP.test(system) && claims.every(({ parameter, claim }) => claim.category !== 'Router' || parameter === 'traffic.forwards')) return DOUBT;
  const known = company === undefined ? undefined : maker(company);
  if (known === undefined || known.module || known.category === 'Virtual Machine') return 1;
  if (claims.some(({ parameter, claim }) => OWN.has(parameter.slice(0, parameter.indexOf('.'))) && (claim.vendor ?? claim.category ?? claim.os_family) !== undefined)) return 1;
  const isHis = vendor === undefined || vendor === known.name;
  if (known.category !== null && WAYS.has(known.category)) return WAYS.has(category) || (isHis && categoryOf(category)?.type !== 'IT' && !HANDHELD.has(category)) || !isTold(claims) ? 1 : DOUBT;
  // A telephone has its own radio: with another maker's prefix it is somewhere behind.
  return HANDHELD.has(category) && !isHis ? DOUBT : 1;
}

/** Ports that it serves may be those of its own services; what was said in words was said by somebody. */
function isTold(claims: readonly HeardClaim[]): boolean { return claims.some(({ parameter, claim }) => !parameter.startsWith('traffic.') && (claim.vendor ?? claim.category ?? claim.os_family) !== undefined); }
