/** What an operator states of a firewall. What is not stated is null: unknown, not absent. */

export const MODES = ['vwire', 'tap', 'l2', 'l3'] as const;
export type Mode = (typeof MODES)[number];
/** Beside the mode of its interfaces a firewall may itself be the DHCP server or relay there. */
export const DHCP_ROLES = ['server', 'relay'] as const;
export type DhcpRole = (typeof DHCP_ROLES)[number];
export const LICENCES = ['threat-prevention', 'dns-security', 'wildfire', 'url-filtering'] as const;
export type Licence = (typeof LICENCES)[number];

export interface Description {
  /** Modes of the interfaces that devices are behind. */
  readonly modes: readonly Mode[] | null;
  readonly dhcp: readonly DhcpRole[] | null;
  /** DHCP Broadcast Session is enabled. */
  readonly broadcastSession: boolean | null;
  readonly panos: string | null;
  readonly licences: readonly Licence[] | null;
  /** It decrypts TLS by policy. */
  readonly decryption: boolean | null;
  /** There is medical equipment behind it. */
  readonly medical: boolean | null;
  /** It has several virtual systems (R82). */
  readonly multiVsys: boolean | null;
  /** It is no firewall but Panorama (R90, R196). */
  readonly panorama: boolean | null;
  /** It is no firewall but Prisma Access (R87). */
  readonly prisma: boolean | null;
  /** Serial of the Panorama that manages it (R217). */
  readonly managedBy: string | null;
  /** Most mappings that it takes (R80); null: by its model. */
  readonly maxMappings: number | null;
}

export const NOTHING_STATED: Description = Object.freeze({ modes: null, dhcp: null, broadcastSession: null, panos: null, licences: null, decryption: null, medical: null, multiVsys: null, panorama: null, prisma: null, managedBy: null, maxMappings: null });

/** As it was stored; what cannot be read is not stated. */
export function readDescription(json: string | undefined): Description {
  if (json === undefined) return NOTHING_STATED;
  const saved: unknown = JSON.parse(json);
  const of = (name: string): unknown => (saved !== null && typeof saved === 'object' ? Reflect.get(saved, name) : undefined);
  const flag = (name: string): boolean | null => { const value = of(name); return typeof value === 'boolean' ? value : null; };
  const count = (name: string): number | null => { const value = of(name); return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null; };
  const list = <V extends string>(name: string, known: readonly V[]): readonly V[] | null => { const value = of(name); return Array.isArray(value) ? known.filter((one) => value.includes(one)) : null; };
  const panos = of('panos'), managedBy = of('managedBy');
  return {
    modes: list('modes', MODES), dhcp: list('dhcp', DHCP_ROLES), broadcastSession: flag('broadcastSession'), panos: typeof panos === 'string' ? panos : null,
    licences: list('licences', LICENCES), decryption: flag('decryption'), medical: flag('medical'), multiVsys: flag('multiVsys'), panorama: flag('panorama'), prisma: flag('prisma'), managedBy: typeof managedBy === 'string' ? managedBy : null, maxMappings: count('maxMappings'),
  };
}
