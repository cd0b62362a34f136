/** `nameplate onboarding show | set`: whether firewalls hear of devices that nobody can name yet, and for how long from their first detection (R117, R118). A running node follows with its next tick. */
import { EdgeError } from '../../model/index.ts';
import { NOT_CONTROLLED, periodMs, periodText } from '../../onboarding/index.ts';
import type { Store } from '../../store/index.ts';
import type { CommandBody, Invocation } from '../command.ts';
import { atDesk } from '../device-desk.ts';

export const onboardingShow: CommandBody = async (call) => atDesk(call, ({ store, tenant: only }) => {
  const known = new Set([...store.onboarding.list().map(({ tenant }) => tenant), ...store.tenants.list().map(({ name }) => name), 'default']);
  for (const tenant of call.text('tenant') === undefined ? [...known].sort() : [only]) show(call, store, tenant);
  return 0;
});

export const onboardingSet: CommandBody = async (call) => atDesk(call, ({ store, tenant, who }) => {
  const before = store.onboarding.find(tenant) ?? NOT_CONTROLLED, enabled = call.text('enabled'), period = call.text('period');
  if (enabled === undefined && period === undefined) throw new EdgeError('usage', 'nothing is to be set', { next: 'say --enabled on or off, --period 7d, or both' });
  store.onboarding.set(tenant, { enabled: enabled === undefined ? before.enabled : enabled === 'on', periodMs: period === undefined ? before.periodMs : periodOf(period), actor: who.by, at: who.at });
  show(call, store, tenant);
  return 0;
}, { mayBeNew: true });

function periodOf(text: string): number | null {
  const period = periodMs(text);
  if (period === undefined) throw new EdgeError('usage', 'a period is a number with a unit, or unlimited', { fields: { period: text.slice(0, 40) }, next: 'write 7d, 36h or unlimited' });
  return period;
}

function show({ io, flag }: Invocation, store: Store, tenant: string): void {
  const set = store.onboarding.find(tenant), { enabled, periodMs: period } = set ?? NOT_CONTROLLED, at = set === undefined ? null : new Date(set.at).toISOString();
  if (flag('json')) {
    io.line(JSON.stringify({ tenant, enabled, period: periodText(period), period_seconds: period === null ? null : period / 1000, by: set?.actor ?? null, at }));
    return;
  }
  const how = period === null ? 'without end' : `for ${periodText(period)} from first detection`;
  io.line(`${tenant}: newly onboarded low-confidence devices are ${enabled ? `held as Onboarding Device ${how}` : `not controlled (period ${periodText(period)})`}${set === undefined ? '' : `, says ${set.actor} since ${at}`}`);
}
