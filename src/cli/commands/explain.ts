/** `nameplate explain`: what a device is said to be, how sure, why, what speaks against it and what would make it surer, in words. */
import { EdgeError, PARAMETERS } from '../../model/index.ts';
import type { CommandBody, ExitCode } from '../command.ts';
import type { Explanation } from '../deps.ts';
import { atDesk, devicesKnownBy, unknownDevice } from '../device-desk.ts';
import { clean } from '../failure.ts';
import type { Io } from '../io.ts';
import { textTable } from '../text-table.ts';

/** Devices explained at once: a name such as "android" may be that of hundreds. */
const MOST = 100;

export const explain: CommandBody = async (call) => atDesk(call, async (desk): Promise<ExitCode> => {
  const { io, args: [device = ''] } = call, refs = devicesKnownBy(desk, device);
  if (refs.length === 0) throw unknownDevice(desk, device, 'give a MAC, an IP address that a device has now, or a host name; what was heard within the last minute may not be written yet');
  const found = await (await call.deps()).explain(desk.store, refs.slice(0, MOST));
  if (found.length === 0) throw new EdgeError('not_found', 'nothing was heard of this device yet', { fields: { device: device.slice(0, 64) }, next: 'nameplate device show tells what people said of it' });
  found.forEach((one, i) => {
    if (call.flag('json')) return io.line(JSON.stringify(one));
    if (i > 0) io.line('');
    tell(io, one);
  });
  if (refs.length > MOST) io.note(`the first ${MOST} of ${refs.length}; say --site or --segment, or give the MAC address`);
  return 0;
});

/** One device, for a person. */
export function tell(io: Io, one: Explanation): void {
  const { tiers, confidence_score: score, confidence_level: level, profile, category, vendor, model } = one;
  const what = [profile ?? category, model].filter((part) => part !== null).join(', model ');
  io.line(io.style(clean([...new Set([one.deviceid, one.ip_address, one.hostname])].filter((part) => part !== null && part !== undefined).join('  ')), 'bold'));
  io.line(clean(what === '' ? `it is not known what this is${vendor === null ? '' : `; made by ${vendor}`}` : `${what}: ${score} of 100, ${level}`));
  io.line(clean(`site ${one.site}, segment ${one.segment}; first seen ${one.first_seen}, last ${one.last_activity}`));
  for (const line of standing(one)) io.line(clean(line));
  section(io, 'how sure', (['category', 'profile', 'vendor', 'model', 'instance'] as const).map((tier) => [tier, tiers[tier].value ?? 'not known', tiers[tier].value === null ? '' : String(tiers[tier].confidence), tier === 'instance' ? tiers.instance.reason ?? '' : '']));
  if (one.os_family !== null) section(io, 'system', [[one.os_family, one.os_version ?? '']]);
  section(io, 'what speaks for it, strongest first', one.evidence.map((item) => [signed(item.weight), ...told(item.source, item.value, item)]));
  section(io, 'what speaks against it', one.against.map((item) => [signed(item.weight), ...told(item.source, item.value, item)]));
  section(io, 'what it says of itself', one.says.map((item) => told(item.parameter, item.value, item)));
  if (one.surer.length > 0) io.line(io.style('what would make it surer', 'bold'));
  one.surer.forEach(({ says, next, gain }, i) => {
    io.line(`  ${i + 1}. ${clean(says)}${gain === null ? '' : ` (worth up to ${signed(gain)})`}`);
    io.line(`     ${clean(next)}`);
  });
}

/** What decides, beside its name, what firewalls hear of it. */
function standing({ onboarding, given_address: given }: Explanation): string[] {
  const lines: string[] = [];
  if (onboarding?.stage === 'onboarding') lines.push(`firewalls hold it as Onboarding Device ${onboarding.ends === null ? 'until it is named' : `until it is named, and no longer than ${onboarding.ends}`}`);
  if (given !== null) lines.push(`people gave it the address ${given.ip_address}: ${given.by}, ${given.at}${given.conflict === null ? '' : `; ${given.conflict.deviceid} holds it now, by ${given.conflict.source}`}`);
  return lines;
}

function section(io: Io, title: string, rows: readonly (readonly string[])[]): void {
  if (rows.length === 0) return;
  io.line(io.style(title, 'bold'));
  for (const line of textTable(rows[0] ?? [], rows.slice(1), io.width === undefined ? undefined : io.width - 2)) io.line(`  ${line}`);
}

const SAYS: ReadonlyMap<string, string> = new Map(PARAMETERS.map(({ name, says }) => [name, says]));

/** Parameter, value, where it came from and when, and what the parameter is. */
function told(source: string, value: string, { time, record }: { readonly time: string | null; readonly record: string | null }): string[] {
  const when = time === null ? '' : time.replace('.000Z', 'Z');
  return [source, value, record === null ? when : when === '' ? record : `${record}, ${when}`, SAYS.get(source) ?? ''];
}

function signed(weight: number): string { return `${weight < 0 ? '' : '+'}${weight.toFixed(2)}`; }
