/** `nameplate devices --summary`: how many devices there are, of which kinds, how sure, and how fast they were named (R53-R55). */
import { confidenceLevel, type ConfidenceLevel } from '../../model/index.ts';
import { attributeOf, valueText, type Asked } from '../../inventory/index.ts';
import { LEARNING_MS } from '../../store/index.ts';
import type { ExitCode, Invocation } from '../command.ts';
import type { Inventory } from '../inventory.ts';

const NONE = 'unknown', DAY_MS = 86_400_000;

export function summary({ io, flag }: Invocation, inventory: Inventory, wanted: Asked): ExitCode {
  const levels: Record<ConfidenceLevel, number> = { high: 0, medium: 0, low: 0 }, categories = new Map<string, number>(), types = new Map<string, number>(), category = attributeOf('category');
  let devices = 0, active = 0, onboarding = 0, older = 0, olderNamed = 0, learning = 0, met: number | null = null;
  for (const device of inventory.listed(wanted, io.signal)) {
    devices += 1;
    levels[confidenceLevel(device.confidence)] += 1;
    if (inventory.now - device.lastActivity <= 3_600_000) active += 1;
    if (device.stage === 'onboarding') onboarding += 1;
    const age = inventory.now - device.metAt;
    met = Math.min(met ?? Infinity, device.metAt);
    if (age < LEARNING_MS) learning += 1;
    if (age >= DAY_MS) {
      older += 1;
      if (device.namedAt !== null && device.namedAt - device.metAt <= DAY_MS) olderNamed += 1;
    }
    count(categories, category === undefined ? '' : valueText(category.read(device)));
    count(types, device.verdict?.device_type ?? '');
  }
  const log = inventory.store.firstDay.startOf(inventory.tenant);
  const first = met !== null && log !== null && met >= log ? Math.round((met - log) / 1000) : null, share = older === 0 ? null : Math.round((1000 * olderNamed) / older) / 1000;
  const report = {
    tenant: inventory.tenant, devices, active, onboarding, by_confidence_level: levels, by_profile_type: Object.fromEntries(types), by_category: Object.fromEntries([...categories].sort((a, b) => b[1] - a[1])),
    first_day: { devices_older_than_a_day: older, high_confidence_within_a_day: olderNamed, share }, learning_first_2_days: learning, seconds_to_first_device: first,
  };
  if (flag('json')) { io.line(JSON.stringify(report)); return 0; }
  io.line(`${devices.toLocaleString('en')} devices, ${active.toLocaleString('en')} active within the last hour, ${onboarding.toLocaleString('en')} held as Onboarding Device`);
  io.line(`confidence: ${levels.high} high, ${levels.medium} medium, ${levels.low} low`);
  io.line(share === null ? 'no device is older than a day' : `high confidence within a day of first detection: ${olderNamed} of ${older}, ${(share * 100).toFixed(1)} %`);
  io.line(`in their first two days, still being learnt: ${learning}${first === null ? '' : `; the first device came ${first} s after the first firewall was added`}`);
  for (const [name, number] of [...categories].sort((a, b) => b[1] - a[1])) io.line(`${String(number).padStart(9)}  ${name}`);
  return 0;
}

function count(counts: Map<string, number>, name: string): void { counts.set(name === '' ? NONE : name, (counts.get(name === '' ? NONE : name) ?? 0) + 1); }
