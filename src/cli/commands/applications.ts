/** `nameplate applications`: what devices use, by how many of them; and what nobody could name (R66, R71). */
import { isUnknownApplication, spanOf } from '../../inventory/index.ts';
import type { CommandBody } from '../command.ts';
import { atDesk } from '../device-desk.ts';
import { filtersOf, Inventory } from '../inventory.ts';
import { textTable } from '../text-table.ts';

interface Use { devices: number; active: number; firstHeard: number | null; readonly byFirewall: boolean }

export const applications: CommandBody = async (call) => atDesk(call, ({ store, tenant, who }) => {
  const { io } = call, inventory = new Inventory(store, tenant, who.at), uses = new Map<string, Use>(), limit = call.number('limit') ?? 100;
  for (const { value, firstAt } of store.catalogue.of(tenant, 'traffic.app')) {
    const before = uses.get(value);
    uses.set(value, { devices: 0, active: 0, firstHeard: Math.min(firstAt, before?.firstHeard ?? Infinity), byFirewall: true });
  }
  let devices = 0;
  for (const device of inventory.listed(filtersOf(call, who.at, 'unknown'), io.signal)) {
    devices += 1;
    for (const name of device.applications) {
      let use = uses.get(name);
      if (use === undefined) uses.set(name, (use = { devices: 0, active: 0, firstHeard: null, byFirewall: false }));
      use.devices += 1;
      if (who.at - device.lastActivity <= 3_600_000) use.active += 1;
    }
  }
  const fresh = call.text('new-within'), span = fresh === undefined ? undefined : spanOf('--new-within', fresh);
  const found = [...uses].filter(([name, { firstHeard }]) => (!call.flag('unknown') || isUnknownApplication(name)) && (span === undefined || (firstHeard !== null && who.at - firstHeard <= span)))
    .sort(([a, x], [b, y]) => y.devices - x.devices || (a < b ? -1 : 1)), shown = limit === 0 ? found : found.slice(0, limit);
  const share = (use: Use): number => (devices === 0 ? 0 : Math.round((1000 * use.devices) / devices) / 1000), time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  if (call.flag('json')) {
    for (const [application, use] of shown) io.line(JSON.stringify({ application, devices: use.devices, active_devices: use.active, share: share(use), first_heard: time(use.firstHeard), named_by: use.byFirewall ? 'firewall' : 'protocol', unknown: isUnknownApplication(application) }));
  } else for (const line of textTable(['APPLICATION', 'DEVICES', 'SHARE', 'FIRST HEARD', 'NAMED BY'], shown.map(([name, use]) => [name, String(use.devices), `${(share(use) * 100).toFixed(1)} %`, time(use.firstHeard) ?? '-', use.byFirewall ? 'firewall' : 'protocol']), io.width)) io.line(line);
  io.note(`${found.length} ${found.length === 1 ? 'application' : 'applications'} of ${devices.toLocaleString('en')} devices${shown.length < found.length ? '; --limit 0 shows all' : ''}`);
  return 0;
});
