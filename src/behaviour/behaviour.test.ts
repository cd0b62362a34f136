/** What is told of new habits: nothing while learning, nothing that its like do, once a device and day, with the axes. */
import { expect, test } from 'bun:test';
import { hash32 } from '../features/index.ts';
import type { DeviceKey } from '../model/index.ts';
import { axisOf, Behaviour, type NewHabit } from './index.ts';

const HOUR = 3_600_000, LEARNING = 48 * HOUR, T = Date.UTC(2026, 10, 1);
const make = (): Behaviour => new Behaviour({ learningMs: LEARNING });
const habit = (parameter: string, value: string, over: Partial<NewHabit> = {}): NewHabit => ({ tenant: 'default', scope: 1, device: 7 as DeviceKey, profile: 'Acme Camera', metAt: T, at: T + LEARNING + HOUR, parameter, value, habit: hash32(parameter, value), ...over });
const STRANGE = [['dns.domain', 'evil.example'], ['traffic.asks', 'tcp/445'], ['traffic.asks', 'tcp/3389'], ['traffic.protocol', 'icmp'], ['dns.domain', 'worse.example']] as const;

test('[R55] a device is only learnt from in its first two days', () => {
  const behaviour = make();
  for (const [parameter, value] of STRANGE) behaviour.hear(habit(parameter, value, { at: T + HOUR }));
  expect(behaviour.drain()).toEqual([]);
  expect([behaviour.isLearning(T, T + LEARNING - 1), behaviour.isLearning(T, T + LEARNING)]).toEqual([true, false]);
});

test('[R56] several new habits of different kinds within a day are one alert with the five axes', () => {
  const behaviour = make();
  for (const [parameter, value] of STRANGE) behaviour.hear(habit(parameter, value));
  expect(behaviour.drain()).toMatchObject([{ device: 7, name: 'Unusual behaviour', severity: 'low', detail: { application: 0, payload: 0, internal: 0, external: 0.25, protocol: 0.375, profile: 'Acme Camera' } }]);
  expect(behaviour.drain()).toEqual([]);
});

test('[R56] one new habit, or many of one kind, is ordinary life', () => {
  const behaviour = make();
  for (let i = 0; i < 20; i++) behaviour.hear(habit('dns.domain', `site-${i}.example`));
  behaviour.hear(habit('traffic.asks', 'tcp/1', { device: 8 as DeviceKey }));
  for (const [i, [parameter, value]] of STRANGE.entries()) behaviour.hear(habit(parameter, value, { device: 9 as DeviceKey, at: T + LEARNING + i * 25 * HOUR }));
  expect(behaviour.drain()).toEqual([]);
});

test('[R56] what two of its profile did before is no news, in its own tenant', () => {
  const behaviour = make();
  for (const device of [1, 2]) for (const [parameter, value] of STRANGE) behaviour.hear(habit(parameter, value, { device: device as DeviceKey, at: T + HOUR }));
  for (const [parameter, value] of STRANGE) behaviour.hear(habit(parameter, value));
  expect(behaviour.drain()).toEqual([]);
  for (const [parameter, value] of STRANGE) behaviour.hear(habit(parameter, value, { tenant: 'other', scope: 2 }));
  expect(behaviour.drain().length).toBe(1);
});

test('what a device calls itself is no habit', () => {
  expect([axisOf('dhcp.hostname'), axisOf('mac.vendor'), axisOf('nothing')]).toEqual([undefined, undefined, undefined]);
  expect([axisOf('dns.domain'), axisOf('s7comm.asks')]).toEqual(['external', 'protocol']);
});
