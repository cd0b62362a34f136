/** The generated tables in assembly/ say what their sources say. */
import { expect, test } from 'bun:test';
import { KEYS_FILE, renderKeys, slotOf } from './eal-keys.ts';
import { PATTERNS_FILE, renderPatterns } from './ip-patterns.ts';
import { LEASE_FILE, renderLease } from './lease-words.ts';
import { PANOS_FILE, renderPanos } from './panos-tables.ts';
import { renderSensor, SENSOR_FILE } from './sensor-tables.ts';

test('the EAL key table is that of the schema: run build/eal-keys.ts after a change there', async () => {
  expect(await Bun.file(KEYS_FILE).text()).toBe(renderKeys());
});

test('the dotted-quad table is that of its generator: run build/ip-patterns.ts after a change there', async () => {
  expect(await Bun.file(PATTERNS_FILE).text()).toBe(renderPatterns());
});

test('the slot of a name depends on its first sixteen bytes only', () => {
  expect(slotOf('parameter_request_list', 0x9e3779b97f4a7c15n)).toBe(slotOf('parameter_reques', 0x9e3779b97f4a7c15n));
});

test('the PAN-OS tables are those of their generator: run build/panos-tables.ts after a change there', async () => {
  expect(await Bun.file(PANOS_FILE).text()).toBe(renderPanos());
});

test('the words of lease logs are those of their generator: run build/lease-words.ts after a change there', async () => {
  expect(await Bun.file(LEASE_FILE).text()).toBe(renderLease());
});

test('the sensors\' tables are those of their generator: run build/sensor-tables.ts after a change there', async () => {
  expect(await Bun.file(SENSOR_FILE).text()).toBe(renderSensor());
});
