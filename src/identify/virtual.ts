/** MAC prefixes of virtual network cards: what is behind one is a machine in a hypervisor, and its maker is no maker of anything in it. */
import { maker } from '../taxonomy/index.ts';
import { HYPER_V } from './vendor.ts';

/** The platform that the company of a prefix stands for, by its maker's name; undefined for a company that makes things. */
export function virtualBy(company: string): string | undefined {
  if (company === HYPER_V) return 'Microsoft';
  const known = maker(company);
  return known?.category === 'Virtual Machine' ? known.name : undefined;
}
