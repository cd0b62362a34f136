/** `nameplate sites`: the sites and segments of a tenant, with the firewalls and senders that tell of them and the devices in them (R65). */
import type { CommandBody } from '../command.ts';
import { atDesk } from '../device-desk.ts';
import { filtersOf, Inventory } from '../inventory.ts';
import { textTable } from '../text-table.ts';

interface Site { readonly site: string; readonly segment: string; devices: number; active: number; named: number; readonly firewalls: string[]; readonly senders: string[] }

export const sites: CommandBody = async (call) => atDesk(call, ({ store, tenant, who }) => {
  const { io } = call, inventory = new Inventory(store, tenant, who.at), found = new Map<string, Site>();
  const at = (site: string, segment: string): Site => {
    const name = `${site} ${segment}`, known = found.get(name) ?? { site, segment, devices: 0, active: 0, named: 0, firewalls: [], senders: [] };
    found.set(name, known);
    return known;
  };
  for (const one of store.firewalls.list()) if (one.tenant === tenant && one.status === 'active') at(one.site, one.segment).firewalls.push(one.serial);
  for (const kind of ['dhcp-server', 'log-sender'] as const) for (const one of store.senders.list(kind)) if (one.tenant === tenant) at(one.site, one.segment).senders.push(one.name);
  for (const device of inventory.listed(filtersOf(call, who.at), io.signal)) {
    const place = at(device.scope.site, device.scope.segment);
    place.devices += 1;
    if (who.at - device.lastActivity <= 3_600_000) place.active += 1;
    if (device.confidence >= 90) place.named += 1;
  }
  const rows = [...found.values()].sort((a, b) => (`${a.site} ${a.segment}` < `${b.site} ${b.segment}` ? -1 : 1));
  if (call.flag('json')) for (const { site, segment, active, named, ...rest } of rows) io.line(JSON.stringify({ tenant, site_name: site, network_segment: segment, ...rest, active_devices: active, high_confidence_devices: named }));
  else for (const line of textTable(['SITE', 'SEGMENT', 'DEVICES', 'ACTIVE', 'HIGH', 'FIREWALLS', 'SENDERS'], rows.map((one) => [one.site, one.segment, String(one.devices), String(one.active), String(one.named), one.firewalls.join(' ') || '-', one.senders.join(' ') || '-']), io.width)) io.line(line);
  return 0;
});
