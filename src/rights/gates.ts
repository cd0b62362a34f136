/** Why a firewall gets no mappings whatever its licence: what it runs, and what it is. A row each. */
import { comparePanos } from '../model/index.ts';

export interface Described {
  /** Such as 11.0.1-h2; null when nobody knows, as of a client that is no PAN-OS firewall. */
  readonly panos: string | null;
  readonly multiVsys: boolean;
  readonly panorama: boolean;
}
export type Gate = 'panorama' | 'multi_vsys' | 'release';

/** R89: the first release that applies mappings; before it there is visibility and policy by hand. */
export const FIRST_RELEASE = '10.0.0';

interface Row { readonly gate: Gate; readonly cites: string; readonly says: string; readonly shut: (one: Described) => boolean }
export const GATES: readonly Row[] = [
  { gate: 'panorama', cites: 'R90', says: 'Panorama gets no mappings: the firewalls that it manages fetch their own', shut: ({ panorama }) => panorama },
  { gate: 'multi_vsys', cites: 'R82', says: 'a firewall with several virtual systems gets no mappings: Device-ID does not work there', shut: ({ multiVsys }) => multiVsys },
  { gate: 'release', cites: 'R89', says: 'below PAN-OS 10.0 a firewall applies no mappings', shut: ({ panos }) => panos !== null && (comparePanos(panos, FIRST_RELEASE) ?? 0) < 0 },
];

/** Those that are shut; empty lets it have mappings. */
export function gatesOf(one: Described): readonly Gate[] { return GATES.filter(({ shut }) => shut(one)).map(({ gate }) => gate); }
export function gateSays(gate: Gate): string { return GATES.find((row) => row.gate === gate)?.says ?? ''; }
