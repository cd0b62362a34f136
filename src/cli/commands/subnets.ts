/** `nameplate subnets`: the addresses in use as a tree of sites, segments, subnets and VLANs, with what stands in each (R64). */
import { parseIp } from '../../model/index.ts';
import { attributeOf, valueText } from '../../inventory/index.ts';
import type { CommandBody } from '../command.ts';
import { atDesk } from '../device-desk.ts';
import { filtersOf, Inventory } from '../inventory.ts';

/** Branches of the tree; devices of further ones stand in one branch of their own. */
const BRANCHES_MAX = 50_000;
/** Categories named in a line for people. */
const CATEGORIES_SHOWN = 4;
const NOWHERE = 'no address', ELSEWHERE = 'other';

interface Count { devices: number; active: number; readonly categories: Map<string, number> }
interface Branch extends Count { readonly site: string; readonly segment: string; readonly subnet: string; readonly heard: boolean; readonly vlans: Map<string, Count> }
const nothing = (): Count => ({ devices: 0, active: 0, categories: new Map() });

export const subnets: CommandBody = async (call) => atDesk(call, ({ store, tenant, who }) => {
  const { io } = call, inventory = new Inventory(store, tenant, who.at), branches = new Map<string, Branch>(), category = attributeOf('category');
  for (const device of inventory.listed(filtersOf(call, who.at), io.signal)) {
    const { site, segment } = device.scope, kind = (category === undefined ? '' : valueText(category.read(device))) || 'unknown', active = who.at - device.lastActivity <= 3_600_000, vlan = device.said('link.vlan')[0];
    let subnet = device.subnet ?? NOWHERE, branch = branches.get(`${site} ${segment} ${subnet}`);
    if (branch === undefined && branches.size >= BRANCHES_MAX) branch = branches.get(`${site} ${segment} ${(subnet = ELSEWHERE)}`);
    if (branch === undefined) branches.set(`${site} ${segment} ${subnet}`, (branch = { ...nothing(), site, segment, subnet, heard: inventory.subnets.isHeard(device.scopeId, subnet), vlans: new Map() }));
    add(branch, kind, active);
    if (vlan === undefined) continue;
    const known = branch.vlans.get(vlan) ?? nothing();
    branch.vlans.set(vlan, known);
    add(known, kind, active);
  }
  const sorted = [...branches.values()].sort((a, b) => compare(a.site, b.site) || compare(a.segment, b.segment) || (parseIp(a.subnet.split('/')[0] ?? '') ?? Infinity) - (parseIp(b.subnet.split('/')[0] ?? '') ?? Infinity) || compare(a.subnet, b.subnet));
  let place = '';
  for (const { site, segment, subnet, heard, vlans, ...count } of sorted) {
    if (call.flag('json')) { io.line(JSON.stringify({ tenant, site_name: site, network_segment: segment, subnet: subnet === NOWHERE || subnet === ELSEWHERE ? null : subnet, said_by: heard ? 'dhcp' : null, ...facts(count), vlans: sortedVlans(vlans).map(([vlan, one]) => ({ vlan, ...facts(one) })) })); continue; }
    if (place !== `${site} / ${segment}`) io.line((place = `${site} / ${segment}`));
    io.line(`  ${subnet.padEnd(19)}${heard ? 'dhcp' : '    '}  ${said(count)}`);
    for (const [vlan, one] of sortedVlans(vlans)) io.line(`    VLAN ${vlan.padEnd(16)}  ${said(one)}`);
  }
  const devices = sorted.reduce((sum, one) => sum + one.devices, 0);
  io.note(`${devices.toLocaleString('en')} devices in ${sorted.filter(({ subnet }) => subnet !== NOWHERE).length} subnets; dhcp: a DHCP server said so, others are taken for a /24`);
  return 0;
});

function add(count: Count, kind: string, active: boolean): void {
  count.devices += 1;
  if (active) count.active += 1;
  count.categories.set(kind, (count.categories.get(kind) ?? 0) + 1);
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const ranked = ({ categories }: Count): [string, number][] => [...categories].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
const sortedVlans = (vlans: ReadonlyMap<string, Count>): [string, Count][] => [...vlans].sort(([a], [b]) => Number(a) - Number(b));
const facts = (count: Count): object => ({ devices: count.devices, active_devices: count.active, categories: Object.fromEntries(ranked(count)) });

function said(count: Count): string {
  const kinds = ranked(count), shown = kinds.slice(0, CATEGORIES_SHOWN).map(([name, number]) => `${name} ${number}`).join(', ');
  return `${String(count.devices).padStart(7)}  ${shown}${kinds.length > CATEGORIES_SHOWN ? `, ${kinds.length - CATEGORIES_SHOWN} more` : ''}`;
}
