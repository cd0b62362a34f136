/** What the commands that work on a data folder beside a running node have in common. */
import { EdgeError } from '../model/index.ts';
import type { Invocation } from './command.ts';

export function dataOf(call: Invocation): string { return call.text('data') ?? ''; }

/** Tenants, sites and segments are names people type and machines compare. */
export function plainName(name: string): string {
  if (!/^[A-Za-z0-9._:-]{1,253}$/.test(name)) throw new EdgeError('usage', 'a tenant, site or segment is 1 to 253 letters, digits and . _ : -', { fields: { name } });
  return name;
}
