/** Who takes mappings and the device dictionary (R86, R87, R90, R112): a firewall, Panorama, which gives the dictionary on and takes no mappings, or Prisma Access, which takes both by itself. */
import { gatesOf, type Described, type Gate } from './gates.ts';

export type Consumer = 'firewall' | 'panorama' | 'prisma';

export interface Stated extends Described { readonly prisma: boolean }

export function consumerOf({ panorama, prisma }: Pick<Stated, 'panorama' | 'prisma'>): Consumer { return panorama ? 'panorama' : prisma ? 'prisma' : 'firewall'; }

/** Prisma Access is no firewall of one release and with virtual systems. */
export function gatesFor(stated: Stated): readonly Gate[] {
  return consumerOf(stated) === 'prisma' ? [] : gatesOf(stated);
}
